"""W-9: captured deliveries replayed after their payloads are purged change nothing.

W-8: events on one profile end in the same mirror, in whatever order and however often they come.
"""

import itertools
import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from django_hrflow import conf, mirror, signals
from django_hrflow.connections import workspaces
from django_hrflow.models import Event, Profile, Receipt
from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from django_hrflow.services import events, retention
from django_hrflow.testing.queue import pass_time, work_off
from tests import dump
from tests.services.conftest import source_row
from tests.services.samples import profile_json
from tests.webhooks.signing import SCHEMES, letter

pytestmark = pytest.mark.django_db(transaction=True)

State = Event.State
#: Four things that are told of one profile; HrFlow changes it before each.
TYPES = (
    "profile.parsing.success", "profile.storing.success", "profile.storing.update",
    "profile.searching.update",
)  # fmt: skip


@pytest.fixture
def told():
    """The primary keys of the events that a receiver was told of."""
    events = []

    def receiver(sender, event, **kwargs):
        events.append(event.pk)

    signals.any_event.connect(receiver)
    yield events
    signals.any_event.disconnect(receiver)


@pytest.fixture
def careers(hrflow_sandbox):
    return source_row(CAREERS_SOURCE_KEY)


def payload(kind, key, message):
    profile = {"key": key, "source": {"key": CAREERS_SOURCE_KEY}}
    return json.dumps({"type": kind, "origin": "api", "message": message, "profile": profile})


def deliver(text, scheme):
    headers, body = letter(text.encode(), conf.workspace().webhook_secrets[0], scheme)
    kind = headers.pop("Content-Type")
    answer = Client().post("/hrflow/webhook/", body, content_type=kind, headers=headers)
    assert answer.status_code == 200


def remote(key):
    return workspaces["default"].profile.indexing.get(CAREERS_SOURCE_KEY, key=key)["data"]


def change(key, version):
    body = {**remote(key), **profile_json(1), "text": f"version {version}"}
    workspaces["default"].profile.indexing.edit(CAREERS_SOURCE_KEY, key, body)


@pytest.mark.slow
def test_w9_a_replay_after_the_purge_has_no_effect(careers, told, hrflow_sandbox, monkeypatch):
    """W-9: 1,000 captured messages, replayed in other schemes: no effect, no older state."""
    add = workspaces["default"].profile.indexing.add_json
    keys = [add(careers.key, profile_json(number))["data"]["key"] for number in range(5)]
    captured = [
        payload(TYPES[number % 4], keys[number % 5], f"captured {number}")
        if number % 20 == 0
        else json.dumps({"type": "agent.training.success", "message": f"captured {number}"})
        for number in range(1000)
    ]
    with monkeypatch.context() as patch:
        patch.setattr("django_hrflow.tasks.enqueue", lambda *args: None)
        for number, text in enumerate(captured):
            deliver(text, SCHEMES[number % 5])
    for pk in Event.objects.filter(type__startswith="profile.").values_list("pk", flat=True):
        events.process(pk)
    assert len(told) == len(set(told)) == len(captured) / 20
    Event.objects.update(state=State.DONE)
    Event.objects.update(received_at=F("received_at") - timedelta(days=31))
    assert retention.purge().events == len(captured)
    before = [dump.rows(), len(hrflow_sandbox.calls())]
    for number, text in enumerate(captured):
        deliver(text, SCHEMES[(number + 2) % 5])
    assert len(told) == len(captured) / 20
    assert set(Event.objects.values_list("state", "payload", "deliveries")) == {
        (State.PURGED, None, 2)
    }
    Event.objects.update(deliveries=1, last_received_at=F("received_at"))
    tables = ("django_hrflow_profile", "django_hrflow_receipt", "django_hrflow_resume")
    assert [of(tables, dump.rows()), len(hrflow_sandbox.calls())] == [
        of(tables, before[0]), before[1]
    ]  # fmt: skip


def of(tables, lines):
    return [line for line in lines if line.partition("|")[0] in tables]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_w8_any_order_ends_in_the_remote_truth(order, careers, told):
    """W-8: each event twice, in two schemes, while HrFlow goes on changing the profile."""
    add = workspaces["default"].profile.indexing.add_json
    key = add(careers.key, profile_json(1))["data"]["key"]
    for step, number in enumerate(order):
        change(key, step)
        text = payload(TYPES[number], key, f"change {number}")
        deliver(text, SCHEMES[step])
        deliver(text, SCHEMES[(step + 2) % 5])
    for number in order:
        deliver(payload(TYPES[number], key, f"change {number}"), "B")
    assert Profile.objects.get().payload == mirror.clean(remote(key))
    assert len(told) == len(set(told)) == 4
    assert set(Event.objects.values_list("state", "deliveries")) == {(State.DONE, 3)}
    assert set(Receipt.objects.values_list("ok", "tries")) == {(True, 1)}


class Worker(threading.Thread):
    """Works on an event, and waits between HrFlow's answer and what it writes of it."""

    def __init__(self, pk):
        super().__init__(daemon=True)
        self.pk, self.asked, self.may_write = pk, threading.Event(), threading.Event()

    def run(self):
        try:
            events.process(self.pk)
        finally:
            connection.close()

    def write(self):
        self.may_write.set()
        self.join(30)
        assert not self.is_alive()


@pytest.fixture
def work(monkeypatch):
    """Start a worker on an event; it has asked HrFlow when this returns."""
    workers, settle = {}, events._settle

    def waiting(event, *args):
        worker = workers.pop(event.pk, None)
        if worker:
            worker.asked.set()
            assert worker.may_write.wait(30)
        return settle(event, *args)

    def start(pk):
        workers[pk] = worker = Worker(pk)
        worker.start()
        assert worker.asked.wait(30)
        return worker

    monkeypatch.setattr(events, "_settle", waiting)
    return start


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_w8_workers_who_asked_before_the_last_change(order, careers, work, monkeypatch):
    """W-8: four workers hold what HrFlow said at four moments of one second, and write in any
    order: who was overtaken asks again.
    """
    with monkeypatch.context() as patch:
        patch.setattr("django_hrflow.tasks.enqueue", lambda *args: None)
        add = workspaces["default"].profile.indexing.add_json
        key = add(careers.key, profile_json(1))["data"]["key"]
        workers = []
        for number in range(4):
            change(key, number)
            deliver(payload(TYPES[number], key, f"change {number}"), "A")
            workers.append(work(Event.objects.latest("pk").pk))
    for number in order:
        workers[number].write()
    for _time in range(4):
        pass_time(700)
        work_off()
    assert Profile.objects.get().payload == mirror.clean(remote(key))
    assert set(Event.objects.values_list("state", flat=True)) == {State.DONE}
