"""``python -m tests.chaos.claims CLAIMERS ROUNDS``: how many threads win each row that all claim.

Each thread has a connection of its own; a barrier lets all of them go at once. Prints JSON.
"""

import json
import sys
import threading

import django


def main(claimers, rounds):
    """Let them claim in one statement, as the package does, and by looking first."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    won = {
        "in one statement": winners(in_one_statement, claimers, rounds),
        "look, then write": winners(look_then_write, claimers, min(rounds, 50)),
    }
    print(json.dumps(won))


def winners(claim, claimers, rounds):
    """How many won, for each round."""
    from django.db import connection

    from django_hrflow.models import Event

    Event.objects.all().delete()
    events = [Event(digest=f"{number:064}", type="x.y", payload={}) for number in range(rounds)]
    rows = [each.pk for each in Event.objects.bulk_create(events)]
    start, won = threading.Barrier(claimers), [[] for _row in rows]

    def work():
        try:
            for pk, winning in zip(rows, won, strict=True):
                start.wait(60)
                if claim(pk):
                    winning.append(True)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(claimers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return [len(each) for each in won]


def in_one_statement(pk):
    from django.db.models import Q

    from django_hrflow.models import Event

    return Event.take(pk, Q(state__in=Event.WORKING), state=Event.State.PROCESSING)


def look_then_write(pk):
    from django_hrflow.models import Event

    if not Event.objects.filter(pk=pk, state=Event.State.RECEIVED).exists():
        return False
    return Event.objects.filter(pk=pk).update(state=Event.State.PROCESSING)


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
