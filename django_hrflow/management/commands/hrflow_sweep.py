"""``hrflow_sweep``: put every row that is due in the queue, once, and return."""

from argparse import ArgumentParser
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError

from django_hrflow import tasks
from django_hrflow.services import sweeping

MAX_ROUNDS = 1000


class Command(BaseCommand):
    help = (
        "Puts every CV, event and call that is due in the queue, and returns. Any number of sweeps "
        "may run at once. Without a broker (Celery eager) the rows are worked on here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--here",
            action="store_true",
            help="work on the rows in this process, until none is due, instead of queueing them",
        )

    def handle(self, *args: Any, here: bool, **options: Any) -> None:
        if here or current_app.conf.task_always_eager:
            self._work()
            return
        due, taken = tasks.publish_due(quiet=0)
        self.stdout.write(f"Put in the queue: {_counted(due)}.")
        if taken < len(due):
            raise CommandError(
                f"The broker did not take {len(due) - taken} of them. They stay due; sweep again "
                "when it is back."
            )

    def _work(self) -> None:
        for _round in range(MAX_ROUNDS):
            due = sweeping.take_due(quiet=0)
            if not len(due):
                self.stdout.write("Nothing is due.")
                return
            tasks.run_due(due)
            self.stdout.write(f"Worked on: {_counted(due)}.")
        raise CommandError(f"Rows are still due after {MAX_ROUNDS} rounds. Look at their reasons.")


def _counted(due: sweeping.Due) -> str:
    return (
        f"{len(due.events)} events, {len(due.calls)} calls, {len(due.erasures)} erasures, "
        f"{len(due.resumes)} CVs"
    )
