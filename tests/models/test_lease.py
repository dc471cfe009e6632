"""A row has one owner at a time; whoever lost it writes nothing.

R-11, many who claim at the same moment, needs PostgreSQL: see ``tests.chaos.scenarios.one_winner``.
"""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.test import override_settings
from django.utils import timezone

from django_hrflow.models import Event, LeaseLost
from django_hrflow.models.lease import backoff, in_seconds

pytestmark = pytest.mark.django_db


def take(event):
    return Event.take(event.pk, Q(state__in=Event.WORKING), state=Event.State.PROCESSING)


def pass_time(seconds):
    """The clock is the database's, so time passes by making every row older."""
    for row in Event.objects.all():
        row.not_before -= timedelta(seconds=seconds)
        row.enqueued_at = row.enqueued_at and row.enqueued_at - timedelta(seconds=seconds)
        row.save(update_fields=["not_before", "enqueued_at"])


@pytest.fixture
def event():
    return Event.objects.create(digest="1" * 64, type="profile.parsing.success", payload={})


def test_one_claim_at_a_time(event):
    assert take(event)
    assert take(event) is None


def test_a_lease_runs_out(event, caplog):
    """R-4: every late write is refused, and the log counts each."""
    first = take(event)
    pass_time(200)
    second = take(event)
    assert second
    for number, late in enumerate((Event.State.DONE, Event.State.DEAD, Event.State.RECEIVED), 1):
        with pytest.raises(LeaseLost):
            Event.write(first, state=late)
        assert caplog.text.count("zombie write refused") == number
    event.refresh_from_db()
    assert event.state == Event.State.PROCESSING
    Event.write(second, state=Event.State.DONE)
    event.refresh_from_db()
    assert event.state == Event.State.DONE


def test_a_row_that_is_not_due_cannot_be_claimed(event):
    Event.objects.update(not_before=in_seconds(60))
    assert take(event) is None
    pass_time(61)
    assert take(event)


def test_a_row_at_its_end_is_never_due(event):
    Event.objects.update(state=Event.State.DONE)
    assert take(event) is None
    assert not Event.objects.due().exists()


def test_a_due_row_is_put_in_the_queue_once_in_a_while(event):
    assert Event.objects.take_for_queue(10) == []  # whoever made it does so
    for _ in range(2):
        pass_time(31)
        assert Event.objects.take_for_queue(10) == [event.pk]
        assert Event.objects.take_for_queue(10) == []
    assert Event.objects.take_for_queue(10, quiet=0) == [event.pk]


def test_a_row_that_fell_due_again_is_queued_at_once(event):
    Event.objects.take_for_queue(10)
    Event.objects.update(enqueued_at=in_seconds(-2), not_before=in_seconds(-1))
    assert Event.objects.take_for_queue(10) == [event.pk]


def test_the_oldest_come_first():
    rows = [
        Event.objects.create(
            digest=str(age) * 64,
            not_before=timezone.now() - timedelta(seconds=age),
            payload={},
            enqueued_at=None,
        )
        for age in (1, 3, 2)
    ]
    assert Event.objects.take_for_queue(2) == [rows[1].pk, rows[2].pk]


def test_waits_grow_and_stay_bounded():
    with override_settings(HRFLOW_BACKOFF_BASE=1, HRFLOW_BACKOFF_MAX=60):
        waits = [[backoff(failures) for _ in range(50)] for failures in range(40)]
    for failures, each in enumerate(waits):
        bound = min(60, 2.0**failures)
        assert bound / 20 <= min(each) <= max(each) <= bound
