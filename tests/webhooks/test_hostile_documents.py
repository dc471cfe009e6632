"""W-6: a valid signature on a hostile document: acknowledged, kept, and worked off without a crash.

``tests/test_on_postgresql.py`` runs this module once more on PostgreSQL, which refuses much that
SQLite takes.
"""

import json

import pytest
from django.test import Client

from django_hrflow import conf
from django_hrflow.models import Event
from django_hrflow.services import events
from tests.webhooks.signing import letter
from tests.webhooks.test_payload import ALLOWED, HOSTILE

pytestmark = pytest.mark.django_db

State = Event.State


def about(kind="profile.parsing.success", **fields):
    return json.dumps({"type": kind, **fields}).encode()


def named(key="a" * 40, reference="cand-1", source="5" * 40, **more):
    return {"key": key, "reference": reference, "source": {"key": source}, **more}


#: Values that stand where a key, a reference or an object belongs.
WRONG = {
    "a number": 5,
    "a float": 1e308,
    "true": True,
    "an array": [1, "x"],
    "an object": {"key": "x"},
    "a novel": "x" * 5000,
    "a path": "../../v1/profile/archive?x=",
    "a query": "a'; DROP TABLE x; --%s{0}\\",
    "blanks": " \t\n",
    "not ASCII": "\u0435\u0301\u202e\U0001f600",
}
#: Well-formed events of which a part has the wrong type.
ODD = {
    **{f"{what} as key": about(profile=named(key=wrong)) for what, wrong in WRONG.items()},
    **{f"{what} as reference": about(profile=named(reference=wrong))
       for what, wrong in WRONG.items()},
    **{f"{what} as source": about(profile=named(source=wrong)) for what, wrong in WRONG.items()},
    **{f"{what} as profile": about(profile=wrong) for what, wrong in WRONG.items()},
    **{f"{what} as job's board": about("job.parsing.update", job={"key": "b" * 40, "board": wrong})
       for what, wrong in WRONG.items()},
    **{f"{what} as error's message": about("profile.parsing.error", message=wrong, profile=named())
       for what, wrong in WRONG.items()},
    "the longest type": about("a." + "b" * 98),
    "an array of 500": json.dumps([{"type": "a.b", "n": n} for n in range(500)]).encode(),
    "an array of the same 500 times": json.dumps([{"type": "a.b"}] * 500).encode(),
    "a wide object": about(**{f"field {number}": number for number in range(5000)}),
}  # fmt: skip


def deliver(raw, scheme="D"):
    headers, body = letter(raw, conf.workspace().webhook_secrets[0], scheme)
    kind = headers.pop("Content-Type")
    return Client().post("/hrflow/webhook/", body, content_type=kind, headers=headers)


def as_numbers(document):
    """PostgreSQL gives 1e308 back as an integer of so many digits."""
    return json.loads(json.dumps(document), parse_int=float)


def elements(raw):
    document = as_numbers(json.loads(raw))
    return document if isinstance(document, list) else [document]


@pytest.fixture
def _no_worker(monkeypatch):
    monkeypatch.setattr("django_hrflow.tasks.enqueue", lambda *args: None)


@pytest.mark.usefixtures("_no_worker")
@pytest.mark.parametrize("name", HOSTILE)
def test_w6_what_cannot_be_read_is_quarantined(name):
    """W-6: kept as it came, once, however often it comes."""
    for _time in range(2):
        assert deliver(HOSTILE[name]).status_code == 200
    event = Event.objects.get()
    assert (event.state, event.deliveries, event.payload) == (State.QUARANTINED, 2, None)
    assert bytes(event.raw) == HOSTILE[name]
    assert event.reason.endswith(".")


@pytest.mark.parametrize("name", [*ALLOWED, *ODD])
def test_w6_what_can_be_read_is_stored_and_worked_off(name, hrflow_sandbox, monkeypatch):
    """W-6: whatever stands where a key belongs, a worker survives it and the row has an end."""
    raw = {**ALLOWED, **ODD}[name]
    with monkeypatch.context() as patch:
        patch.setattr("django_hrflow.tasks.enqueue", lambda *args: None)
        assert deliver(raw).status_code == 200
    stored = list(Event.objects.all())
    assert stored
    assert all(as_numbers(each.payload) in elements(raw) for each in stored)
    for each in stored:
        events.process(each.pk)
    assert set(Event.objects.values_list("state", flat=True)) <= {State.DONE, State.RECEIVED}
    Event.objects.update(state=State.RECEIVED, attempts=conf.options().max_event_attempts - 1,
                         not_before="2020-01-01T00:00:00Z")  # fmt: skip
    for each in stored:
        events.process(each.pk)
    assert set(Event.objects.values_list("state", flat=True)) <= {State.DONE, State.DEAD}
