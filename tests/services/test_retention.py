"""P-6: what has been kept for long enough goes; digests stay, so a replay is still refused."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db.models import F
from django.db.models.functions import Now
from django.test import override_settings

from django_hrflow import mirror, signals
from django_hrflow.models import Call, Event, Resume
from django_hrflow.services import resumes, retention
from django_hrflow.testing import queue
from tests import dump

pytestmark = pytest.mark.django_db(transaction=True)

State = Event.State
BODY = {"type": "profile.searching.update", "origin": "web", "message": "ada@example.org"}


def age(model, days, *columns):
    """Let days pass for all rows: the clock is the database's, so the rows get older."""
    model.objects.update(**{column: F(column) - timedelta(days=days) for column in columns})


def event(number, state=State.DONE, **changes):
    return Event.objects.create(
        digest=f"{number:064x}", type="x.y", state=state, **{"payload": BODY, **changes}
    )


@pytest.mark.parametrize("state", [State.DONE, State.DEAD, State.QUARANTINED])
def test_payloads_of_ended_events_go_after_their_time(state):
    made = event(1, state=state, raw=b"ada@example.org", reason="ada@example.org")
    age(Event, 29, "received_at")
    assert retention.purge() == retention.Purged()
    age(Event, 2, "received_at")
    assert retention.purge(dry_run=True) == retention.Purged(events=1)
    assert dump.holding("ada@example.org")
    assert retention.purge() == retention.Purged(events=1)
    made.refresh_from_db()
    assert (made.state, made.digest) == (State.PURGED, f"{1:064x}")
    assert dump.holding("ada@example.org") == []
    assert retention.purge() == retention.Purged()


@pytest.mark.parametrize("state", [State.RECEIVED, State.PROCESSING])
def test_what_is_to_be_worked_on_stays_whatever_its_age(state):
    event(1, state=state)
    age(Event, 400, "received_at")
    assert retention.purge() == retention.Purged()


def test_more_than_a_chunk(monkeypatch):
    monkeypatch.setattr(retention, "CHUNK", 3)
    for number in range(10):
        event(number)
    age(Event, 31, "received_at")
    assert retention.purge() == retention.Purged(events=10)
    assert not Event.objects.exclude(state=State.PURGED).exists()


def test_nothing_is_kept_past_its_date_on_any_day(admin_user):
    """60 days of events and calls, purged each day: what ended is there 30 and 7 days, no more."""
    ended = (State.DONE, State.DEAD, State.QUARANTINED)
    for day in range(60):
        event(day, state=ended[day % 3], raw=b"ada@example.org", reason="ada@example.org")
        Call.objects.create(owner=admin_user, state="done", result=BODY, finished_at=Now())
        age(Event, 1, "received_at")
        age(Call, 1, "finished_at")
        retention.purge()
        assert Event.objects.exclude(state=State.PURGED).count() == min(day + 1, 29)
        assert Call.objects.count() == min(day + 1, 6)
    assert len(dump.holding("ada@example.org")) == 29 + 6
    digests = set(Event.objects.values_list("digest", flat=True))
    assert digests == {f"{day:064x}" for day in range(60)}


def test_a_replay_after_the_purge_is_still_refused(hrflow_sandbox, hrflow_deliver):
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event.pk)

    bodies = [{**BODY, "number": number} for number in range(20)]
    signals.any_event.connect(receiver)
    try:
        for each in bodies:
            assert hrflow_deliver(each).status_code == 200
        queue.work_off()
        assert len(told) == 20
        age(Event, 31, "received_at", "last_received_at")
        assert retention.purge().events == 20
        for scheme in ("A", "D"):
            for each in bodies:
                assert hrflow_deliver(each, scheme=scheme).status_code == 200
        queue.work_off()
    finally:
        signals.any_event.disconnect(receiver)
    assert len(told) == 20
    assert Event.objects.count() == 20
    assert set(Event.objects.values_list("state", "deliveries")) == {(State.PURGED, 3)}
    assert dump.holding("ada@example.org") == []


def test_calls_go_a_week_after_their_end(admin_user):
    given = {"owner": admin_user, "task": "hrflow.search_profiles"}
    ended = Call.objects.create(
        **given, state=Call.State.DONE, result={}, finished_at="2024-01-01 00:00Z"
    )
    Call.objects.create(**given)
    assert retention.purge(dry_run=True).calls == 1
    assert retention.purge() == retention.Purged(calls=1)
    assert not Call.objects.filter(pk=ended.pk).exists()
    assert Call.objects.count() == 1


@pytest.fixture
def cvs(db):
    source = mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})
    made = {}
    for number, state in enumerate(Resume.State.values):
        file = ContentFile(rb"{\rtf1 CV %d}" % number, name="ada.rtf")
        made[state] = resumes.accept(file, source=source).resume
        Resume.objects.filter(pk=made[state].pk).update(state=state)
    return made


def test_files_of_cvs_stay_unless_the_project_says_otherwise(cvs, tmp_path):
    age(Resume, 4000, "changed_at")
    assert retention.purge() == retention.Purged()
    assert len(dump.files(tmp_path)) == len(cvs)


@override_settings(HRFLOW_RETAIN_RESUMES=100)
def test_files_of_ended_cvs_go(cvs, tmp_path, hrflow_sandbox):
    age(Resume, 101, "changed_at")
    assert retention.purge() == retention.Purged(files=3)
    gone = Resume.objects.filter(file="").values_list("state", flat=True)
    assert set(gone) == {"parsed", "rejected", "failed"}
    assert len(dump.files(tmp_path)) == len(cvs) - 3
    # Trying again says what to do, and the same file may come in anew.
    failed = cvs["rejected"]
    resumes.retry(failed.pk)
    resumes.advance(failed.pk)
    failed.refresh_from_db()
    assert failed.state == Resume.State.REJECTED
    assert "Upload the CV again" in failed.reason
    same = ContentFile(rb"{\rtf1 CV %d}" % list(cvs).index("rejected"), name="ada.rtf")
    assert resumes.accept(same, source=failed.source).new


@pytest.mark.parametrize("name", ["HRFLOW_RETAIN_EVENTS", "HRFLOW_RETAIN_CALLS"])
def test_none_keeps_for_ever(admin_user, name):
    event(1)
    age(Event, 4000, "received_at")
    Call.objects.create(owner=admin_user, state="done", finished_at="2020-01-01 00:00Z")
    with override_settings(**{name: None}):
        assert sum(vars(retention.purge()).values()) == 1


@pytest.mark.parametrize("value", [0, -1, True, "30", 1.5])
def test_days_are_whole_and_above_0(value, settings):
    from django_hrflow.checks import check_settings

    settings.HRFLOW_RETAIN_EVENTS = value
    found = [each for each in check_settings() if each.id == "hrflow.E002"]
    assert "whole number of days" in found[0].msg


def test_the_beat_does_it_once_a_day():
    from django_hrflow import tasks
    from django_hrflow.celery_settings import beat_schedule

    assert beat_schedule()["hrflow-purge"]["schedule"] == 86400
    event(1)
    age(Event, 31, "received_at")
    assert json.loads(json.dumps(tasks.purge())) == {"events": 1, "calls": 0, "files": 0}
