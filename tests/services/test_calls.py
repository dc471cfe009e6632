"""A call that is answered later is a row: asked once, answered once, whatever dies."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import connection, connections

from django_hrflow.client import BadRequest, Outcome, RateLimited, Timeout, Unauthorized
from django_hrflow.models import Call
from django_hrflow.sandbox import DEFAULT_API_SECRET
from django_hrflow.services import calls, sweeping, texts
from django_hrflow.testing.queue import pass_time

pytestmark = pytest.mark.django_db

REFUSED = Outcome.REFUSED


@pytest.fixture
def owner():
    return get_user_model().objects.create(username="ada")


def ask(owner, **changes):
    given = {"task": "hrflow.link_text", "arguments": {"word": "python"}, **changes}
    return calls.ask(owner=owner, **given)


def failing(*errors):
    """Fails with each of the errors in turn, then answers."""
    waiting = list(errors)

    def perform(task, arguments):
        if waiting:
            raise waiting.pop(0)
        return [task, arguments]

    return perform


def test_a_call_is_answered(owner):
    call, new = ask(owner)
    assert (new, call.state) == (True, "waiting")
    calls.run(call.pk, failing())
    call.refresh_from_db()
    assert (call.state, call.error) == ("done", None)
    assert call.result == ["hrflow.link_text", {"word": "python"}]
    assert call.finished_at >= call.created_at


def test_an_answered_call_is_not_run_again(owner):
    call, _new = ask(owner)
    calls.run(call.pk, failing())
    calls.run(call.pk, failing(AssertionError()))
    call.refresh_from_db()
    assert call.state == "done"
    calls.run("00000000-0000-0000-0000-000000000000", failing(AssertionError()))


@pytest.mark.parametrize("result", [None, [], "text", 0, {"nul": "a\0b"}, {"big": "x" * 2_000_000}])
def test_results_of_any_kind(owner, result):
    call, _new = ask(owner)
    calls.run(call.pk, lambda task, arguments: result)
    call.refresh_from_db()
    assert call.state == "done"
    assert call.result == (result if result != {"nul": "a\0b"} else {"nul": "a\ufffdb"})


def test_the_same_key_is_the_same_call(owner):
    first, new = ask(owner, idempotency_key="k", fingerprint="f")
    again, new_again = ask(owner, idempotency_key="k", fingerprint="f")
    assert (again.pk, new, new_again) == (first.pk, True, False)
    other = get_user_model().objects.create(username="bob")
    assert ask(other, idempotency_key="k", fingerprint="f")[1]
    assert ask(owner, idempotency_key="k", fingerprint="f", task="hrflow.tag_text")[1]
    assert ask(owner)[1]
    assert ask(owner)[1]


def test_the_same_key_for_another_request_is_refused(owner):
    ask(owner, idempotency_key="k", fingerprint="f")
    with pytest.raises(ValidationError) as caught:
        ask(owner, idempotency_key="k", fingerprint="g")
    assert caught.value.code == "idempotency_key"


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment(owner):
    if connection.vendor == "sqlite":
        pytest.skip("the database of this run lives in one connection; see the run on PostgreSQL")

    def request(_number):
        try:
            call, new = ask(owner, idempotency_key="k", fingerprint="f")
            return call.pk, new
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(request, range(24)))
    assert len({pk for pk, _new in found}) == 1
    assert sum(new for _pk, new in found) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadRequest("no", code=400), 400),
        (Unauthorized("refused", code=401), 502),
        (Timeout("silence"), 503),
        (ValidationError("wrong"), 400),
        (ImproperlyConfigured("missing"), 503),
        (KeyError("ada@example.org"), 500),
    ],
)
def test_what_cannot_succeed_is_not_tried_again(owner, error, status):
    call, _new = ask(owner)
    calls.run(call.pk, failing(error))
    call.refresh_from_db()
    assert (call.state, call.attempts, call.error["status"]) == ("failed", 1, status)
    assert "ada@example.org" not in json.dumps(call.error)


def test_what_may_succeed_waits_in_the_row(owner):
    call, _new = ask(owner)
    perform = failing(RateLimited("slowly", outcome=REFUSED, retry_after=40))
    calls.run(call.pk, perform)
    call.refresh_from_db()
    assert (call.state, call.attempts) == ("waiting", 1)
    calls.run(call.pk, failing(AssertionError()))  # not due yet
    pass_time(41)
    calls.run(call.pk, perform)
    call.refresh_from_db()
    assert (call.state, call.attempts) == ("done", 2)


def test_but_not_for_ever(owner):
    call, _new = ask(owner)
    for _attempt in range(calls.MAX_ATTEMPTS):
        pass_time(10_000)
        calls.run(call.pk, failing(RateLimited("slowly", outcome=REFUSED)))
    call.refresh_from_db()
    assert (call.state, call.error["status"]) == ("failed", 429)


def died(call):
    """A worker took the call and was killed."""
    Call.objects.filter(pk=call.pk).update(state="running", attempts=1, lease_token="gone")
    pass_time(10_000)


def test_a_worker_that_died_over_a_question(owner):
    call, _new = ask(owner)
    died(call)
    assert sweeping.take_due().calls == [call.pk]
    calls.run(call.pk, failing())
    call.refresh_from_db()
    assert (call.state, call.attempts) == ("done", 2)


@pytest.mark.parametrize("task", sorted(calls.NOT_REPEATABLE))
def test_a_worker_that_died_over_something_new(owner, task):
    call, _new = ask(owner, task=task)
    died(call)
    calls.run(call.pk, failing(AssertionError()))
    call.refresh_from_db()
    assert (call.state, call.error["type"]) == (
        "failed", "urn:django-hrflow:problem:unknown-end",
    )  # fmt: skip


def test_workers_that_die_again_and_again(owner):
    call, _new = ask(owner)
    Call.objects.filter(pk=call.pk).update(attempts=calls.MAX_ATTEMPTS)
    died(call)
    Call.objects.filter(pk=call.pk).update(attempts=calls.MAX_ATTEMPTS)
    calls.run(call.pk, failing(AssertionError()))
    call.refresh_from_db()
    assert call.state == "failed"


def test_a_worker_that_slept_past_its_lease_writes_nothing(owner):
    call, _new = ask(owner)

    def perform(task, arguments):
        Call.objects.filter(pk=call.pk).update(lease_token="another")
        return "late"

    calls.run(call.pk, perform)
    call.refresh_from_db()
    assert (call.state, call.result) == ("running", None)


@pytest.fixture
def talkative(hrflow_sandbox):
    """HrFlow refuses our key and repeats it in its answer."""
    hrflow_sandbox.configure(quirks=["echo-key"], api_secrets=["ask_" + "0" * 32])
    yield hrflow_sandbox
    hrflow_sandbox.configure(quirks=[], api_secrets=[])


def test_the_key_is_never_kept(owner, talkative):
    call, _new = ask(owner)
    calls.run(call.pk, lambda task, arguments: texts.link(**arguments))
    call.refresh_from_db()
    assert (call.state, call.error["status"]) == ("failed", 502)
    assert DEFAULT_API_SECRET not in json.dumps(call.error)
