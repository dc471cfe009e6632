"""Webhooks in, receivers out: once each, apart from each other, after the mirror is written."""

import pytest
from django.db import transaction
from django.test import override_settings

from django_hrflow import signals
from django_hrflow.models import Event, Profile, Receipt, Resume
from django_hrflow.services import events, resumes
from django_hrflow.testing.queue import pass_time
from tests.services.conftest import cv

pytestmark = pytest.mark.django_db(transaction=True)

State = Event.State
PARSED = "profile.parsing.success"


@pytest.fixture
def connect():
    """Connect receivers for one test."""
    connected = []

    def connect_one(receiver, event_type=PARSED):
        signal = signals.events[event_type] if event_type else signals.any_event
        signal.connect(receiver, weak=False)
        connected.append((signal, receiver))
        return receiver

    yield connect_one
    for signal, receiver in connected:
        signal.disconnect(receiver)


def indexed(source, reference="cand-1", name="Ada Example"):
    """A profile that HrFlow has and the mirror does not."""
    from django_hrflow.connections import workspaces

    body = {"reference": reference, "info": {"full_name": name}, "text": name}
    answer = workspaces["default"].profile.indexing.add_json(source.key, body)
    return answer["data"]


def payload(profile, source, event_type=PARSED, **more):
    return {
        "type": event_type, "origin": "api", "message": "…",
        "profile": {"key": profile["key"], "source": {"key": source.key}}, **more,
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["A", "B", "C", "C'", "D"])
def test_a_webhook_mirrors_and_tells(careers, hrflow_deliver, connect, scheme, work_off):
    told = []
    connect(
        lambda sender, event, **kwargs: told.append((event.profile.name, event.payload["type"]))
    )
    profile = indexed(careers)
    assert hrflow_deliver(payload(profile, careers), scheme=scheme).status_code == 200
    work_off()
    assert told == [("Ada Example", PARSED)]
    event = Event.objects.get()
    assert (event.state, event.scheme) == (State.DONE, scheme[0])
    assert Profile.objects.get() == event.profile


def test_a_known_delivery_is_counted_and_not_told_again(careers, hrflow_deliver, connect, work_off):
    told = []
    connect(lambda sender, event, **kwargs: told.append(event.pk))
    body = payload(indexed(careers), careers)
    for scheme in ("A", "B", "D", "A"):
        assert hrflow_deliver(body, scheme=scheme).status_code == 200
        work_off()
    assert len(told) == 1
    assert Event.objects.get().deliveries == 4


def test_an_array_is_an_event_for_each_element(careers, hrflow_deliver, work_off):
    bodies = [payload(indexed(careers, f"c{number}"), careers) for number in range(3)]
    assert hrflow_deliver(bodies, scheme="D").status_code == 200
    work_off()
    assert Event.objects.filter(state=State.DONE).count() == 3
    assert Profile.objects.count() == 3


def test_an_unknown_type_is_a_signal_too(careers, hrflow_deliver, connect, work_off):
    told = []
    connect(lambda sender, event, **kwargs: told.append(event.type), "galaxy.collapsing.started")
    connect(lambda sender, event, **kwargs: told.append("any"), None)
    hrflow_deliver({"type": "galaxy.collapsing.started", "origin": "web"})
    work_off()
    assert told == ["galaxy.collapsing.started", "any"]


def test_webhook_and_poll_tell_once(resume, hrflow_sandbox, hrflow_deliver, connect, work_off):
    told = []
    connect(lambda sender, event, **kwargs: told.append((event.origin, event.resume_id)))
    work_off()
    key = hrflow_sandbox.profiles()["profiles"][0]["key"]
    hrflow_deliver(payload({"key": key}, resume.source))
    pass_time(10)
    work_off()
    assert len(told) == 1
    assert told[0][1] == resume.pk
    resume.refresh_from_db()
    assert resume.state == Resume.State.PARSED


def test_a_webhook_before_the_answer_was_written(
    careers, hrflow_sandbox, hrflow_deliver, connect, work_off
):
    told = []
    connect(lambda sender, event, **kwargs: told.append(event.resume_id))
    resume = resumes.accept(cv(), source=careers).resume
    work_off()
    Resume.objects.update(state=Resume.State.SUBMITTING, lease_token="busy")
    key = hrflow_sandbox.profiles()["profiles"][0]["key"]
    hrflow_deliver(payload({"key": key}, careers))
    work_off()
    resume.refresh_from_db()
    assert (resume.state, resume.lease_token) == (Resume.State.PARSED, "")
    assert told == [resume.pk]


def test_an_error_event_rejects_the_cv(careers, hrflow_deliver, connect):
    told = []
    connect(lambda sender, event, **kwargs: told.append(event.resume_id), "profile.parsing.error")
    resume = resumes.accept(cv(), source=careers, reference="bad-1").resume
    body = {
        "type": "profile.parsing.error", "origin": "api", "message": "The file holds no text.",
        "profile": {"reference": "bad-1", "source": {"key": careers.key}},
    }  # fmt: skip
    hrflow_deliver(body)
    events.process(Event.objects.get().pk)
    resume.refresh_from_db()
    assert (resume.state, resume.reason) == (Resume.State.REJECTED, "The file holds no text.")
    assert told == [resume.pk]


def test_an_error_event_about_nothing(careers, hrflow_deliver, work_off):
    hrflow_deliver({"type": "profile.parsing.error", "message": "échec ÿ", "profile": None})
    work_off()
    assert Event.objects.get().state == State.DONE


def test_receivers_run_apart(careers, hrflow_deliver, connect, work_off):
    calls = []

    def before(sender, event, **kwargs):
        calls.append("before")

    def failing(sender, event, **kwargs):
        Receipt.objects.create(event=event, receiver=f"trace {len(calls)}")
        calls.append("failing")
        if calls.count("failing") < 3:
            raise RuntimeError("ada@example.org is not to be seen")

    async def after(sender, event, **kwargs):
        calls.append("after")

    for each in (before, failing, after):
        connect(each)
    hrflow_deliver(payload(indexed(careers), careers))
    for _time in range(4):
        work_off()
        pass_time(700)
    assert sorted(calls) == ["after", "before", "failing", "failing", "failing"]
    event = Event.objects.get()
    assert event.state == State.DONE
    receipts = event.receipts.filter(receiver__startswith=__name__)
    assert sorted(receipts.values_list("tries", flat=True)) == [1, 1, 3]
    # What a failing receiver wrote is rolled back with it: the trace of the third try alone stays.
    assert event.receipts.filter(receiver__startswith="trace").count() == 1


def test_a_receiver_that_never_succeeds(careers, hrflow_deliver, connect, caplog, work_off):
    told = []

    def failing(sender, event, **kwargs):
        raise KeyError("ada@example.org")

    connect(failing)
    connect(lambda sender, event, **kwargs: told.append(event.pk))
    hrflow_deliver(payload(indexed(careers), careers))
    for _time in range(10):
        work_off()
        pass_time(700)
    event = Event.objects.get()
    assert (event.state, event.attempts) == (State.DEAD, 8)
    assert len(told) == 1
    failed = event.receipts.get(ok=False)
    assert failed.last_error.startswith("KeyError at ")
    assert "ada@example.org" not in failed.last_error + caplog.text + event.reason
    signals.events[PARSED].disconnect(failing)
    assert events.process_again(event.pk) == 1
    work_off()
    event.refresh_from_db()
    assert event.state == State.DONE
    assert len(told) == 1


def test_a_receivers_own_on_commit_comes_after_its_success(
    careers, hrflow_deliver, connect, work_off
):
    order = []

    def receiver(sender, event, **kwargs):
        mine = Receipt.objects.filter(receiver__startswith=__name__)
        transaction.on_commit(lambda: order.append(mine.get().ok))

    connect(receiver)
    hrflow_deliver(payload(indexed(careers), careers))
    work_off()
    assert order == [True]


def test_what_hrflow_does_not_show_yet_is_asked_for_later(careers, hrflow_deliver, work_off):
    hrflow_deliver(payload({"key": "f" * 40}, careers))
    work_off()
    event = Event.objects.get()
    assert (event.state, event.attempts) == (State.RECEIVED, 1)
    for _time in range(10):
        pass_time(700)
        work_off()
    event.refresh_from_db()
    assert event.state == State.DEAD


def test_hrflow_being_away_costs_no_try(careers, hrflow_sandbox, hrflow_deliver, work_off):
    body = payload(indexed(careers), careers)
    hrflow_sandbox.set_faults("503:1.0")
    hrflow_deliver(body)
    with override_settings(HRFLOW_BACKOFF_MAX=0):
        for _time in range(12):
            events.process(Event.objects.get().pk)
            pass_time(10)
        event = Event.objects.get()
        assert (event.state, event.attempts, event.failures) == (State.RECEIVED, 0, 12)
        hrflow_sandbox.no_faults()
        work_off()
    assert Event.objects.get().state == State.DONE


def test_who_slept_past_the_lease_puts_nothing_off(
    careers, hrflow_sandbox, hrflow_deliver, monkeypatch
):
    """Another worker has taken the event over while HrFlow failed to answer this one."""
    body = payload(indexed(careers), careers)
    hrflow_sandbox.set_faults("503:1.0")
    fetch = events._fetch

    def slow(event):
        Event.objects.update(lease_token="another's")
        return fetch(event)

    monkeypatch.setattr(events, "_fetch", slow)
    hrflow_deliver(body)
    event = Event.objects.get()
    assert (event.state, event.lease_token, event.failures) == (State.PROCESSING, "another's", 0)


def test_a_replay_after_an_update_writes_todays_truth(careers, hrflow_deliver, work_off):
    from django_hrflow.connections import workspaces

    profile = indexed(careers)
    hrflow_deliver(payload(profile, careers))
    work_off()
    changed = {**profile, "info": {"full_name": "Ada Changed"}}
    workspaces["default"].profile.indexing.edit(careers.key, profile["key"], changed)
    hrflow_deliver(payload(profile, careers, "profile.storing.update"))
    hrflow_deliver(payload(profile, careers))
    work_off()
    assert Profile.objects.get().name == "Ada Changed"


def test_signed_bytes_that_cannot_be_read_are_kept(db):
    from django.test import Client

    from django_hrflow import conf, webhooks

    secret = conf.workspace().webhook_secrets[0]
    for number, raw in enumerate(
        [b"{", b'"x"', b"[1]", b'{"no": "type"}', b"\xff\xfe", b"[" * 10**5]
    ):
        headers, body = webhooks.sign(raw, secret, "D")
        answer = Client().post(
            "/hrflow/webhook/", body, content_type="application/json", headers=headers
        )
        assert answer.status_code == 200
        assert Event.objects.filter(state=State.QUARANTINED).count() == number + 1
