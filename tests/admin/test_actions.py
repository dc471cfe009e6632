"""Actions say what they put in the queue, what they left alone, and why."""

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from django_hrflow.models import Event, Resume
from django_hrflow.models.lease import in_seconds


@pytest.fixture
def act(admin_client, django_capture_on_commit_callbacks):
    """Run an action on rows; the messages, and what was put in the queue: (task, pk)."""

    def run(action, *rows):
        address = reverse(f"admin:django_hrflow_{rows[0]._meta.model_name}_changelist")
        chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
        with django_capture_on_commit_callbacks() as callbacks:
            response = admin_client.post(address, chosen, follow=True)
        queued = [(each.args[0].name, *each.args[1]) for each in callbacks]
        return [str(message) for message in response.context["messages"]], queued

    return run


def test_parse_takes_those_that_are_due(act, make_resume):
    due = make_resume(1)
    parsed = make_resume(2, state="parsed")
    later = make_resume(3, not_before=in_seconds(3600))
    failed = make_resume(4, state="failed")
    told, queued = act("parse", due, parsed, later, failed)
    assert queued == [("hrflow.parse_resume", due.pk)]
    assert told[0] == "1 was put in the queue."
    assert any("parsed" in each and "1 was left alone" in each for each in told)
    assert any("waits for its next attempt" in each for each in told)
    assert any("“Try again”" in each for each in told)


def test_try_again_brings_back_what_is_stuck(act, make_resume):
    held = make_resume(1, state="held", not_before=in_seconds(3600), reason="no key")
    rejected = make_resume(2, state="rejected", reason="bad file")
    parsed = make_resume(3, state="parsed")
    told, queued = act("try_again", held, rejected, parsed)
    assert queued == [("hrflow.parse_resume", held.pk), ("hrflow.parse_resume", rejected.pk)]
    for row in (held, rejected):
        row.refresh_from_db()
        assert (row.state, row.reason) == (Resume.State.STORED, "")
        assert row.not_before <= timezone.now()
    assert told[0] == "2 were put in the queue."
    assert "1 was left alone (parsed)" in told[1]


def test_process_again_takes_ended_events_with_a_payload(act, make_event):
    dead, done = make_event(1, state="dead", attempts=8), make_event(2, state="done")
    purged = make_event(3, state="purged", payload=None)
    waiting = make_event(4, state="received")
    empty = make_event(5, state="done", payload=None)
    told, queued = act("process_again", dead, done, purged, waiting, empty)
    assert queued == [("hrflow.process_event", dead.pk), ("hrflow.process_event", done.pk)]
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (Event.State.RECEIVED, 0)
    assert told[0] == "2 were put in the queue."
    assert any("payload has been removed" in each for each in told)
    assert any("in the queue already" in each for each in told)


def test_all_rows_of_a_long_list_are_taken_and_the_queue_is_not_flooded(
    act, make_resume, admin_client, settings
):
    settings.HRFLOW_SWEEP_BATCH = 5
    rows = [make_resume(number, state="failed") for number in range(12)]
    told, queued = act("try_again", *rows)
    assert told == ["12 were put in the queue."]
    assert len(queued) == 5
    assert Resume.objects.filter(state="stored", not_before__lte=Now()).count() == 12
