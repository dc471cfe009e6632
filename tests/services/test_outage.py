"""A-5: HrFlow is away for ten minutes while 50 CVs a minute come in, by a clock moved on."""

from functools import partial

import pytest
from django.test import override_settings

from django_hrflow.client.transport import Transport
from django_hrflow.models import Resume
from django_hrflow.services import resumes
from django_hrflow.testing import queue
from tests.services.conftest import cv

State = Resume.State
#: The sweeper's rhythm here, in seconds, and the CVs that come in meanwhile: 50 a minute.
TICK, ARRIVALS = 6, 5
MINUTE = 60 // TICK


@pytest.fixture
def calls(monkeypatch):
    """Each call that is tried, whether or not anybody answers."""
    tried, send = [], Transport.send

    def count(transport, call):
        tried.append(call)
        return send(transport, call)

    monkeypatch.setattr(Transport, "send", count)
    return tried


@pytest.fixture
def away(settings, hrflow_sandbox):
    """Nobody listens where HrFlow was."""
    there = settings.HRFLOW["default"]
    return partial(
        override_settings, HRFLOW={"default": {**there, "API_URL": "http://127.0.0.1:9/v1/"}}
    )


def tick(source, arrivals=ARRIVALS):
    """Some CVs come in and are announced, what is due is worked on, and time passes."""
    for _number in range(arrivals):
        resumes.advance(resumes.accept(cv(), source=source).resume.pk)
    queue.work_off()
    queue.pass_time(TICK)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_5_an_outage_costs_few_calls_and_is_over_soon(realtime, careers, calls, away):
    """A-5: at most a tenth of the usual calls meanwhile, all parsed a minute later, none lost."""
    for _tick in range(MINUTE):
        tick(careers)
    usual = len(calls) * 10
    assert usual >= 500
    calls.clear()
    with away():
        for _tick in range(10 * MINUTE):
            tick(careers)
    assert 10 <= len(calls) <= usual / 10, f"{len(calls)} calls instead of {usual}"
    before = set(Resume.objects.values_list("pk", flat=True))
    assert len(before) == 11 * MINUTE * ARRIVALS
    assert not Resume.objects.filter(attempts__gt=1).exists()
    for _tick in range(MINUTE):
        tick(careers)
    assert set(Resume.objects.filter(pk__in=before).values_list("state", flat=True)) == {
        State.PARSED
    }
    assert set(Resume.objects.values_list("attempts", flat=True)) == {1}


def held(resume):
    resume.refresh_from_db()
    return resume.state == State.HELD


def test_new_cvs_wait_with_those_that_are_held(careers, calls, away):
    first, second = (resumes.accept(cv(), source=careers).resume for _number in range(2))
    with away():
        resumes.advance(first.pk)
        third = resumes.accept(cv(), source=careers).resume
        for each in (second, third):
            resumes.advance(each.pk)
        assert len(calls) == 1
        queue.pass_time(2)
        queue.work_off()
        assert len(calls) == 2
    assert all(held(each) for each in (first, second, third))
    assert "reach" in third.reason


def test_try_again_asks_at_once(careers, calls, away):
    first, second = (resumes.accept(cv(), source=careers).resume for _number in range(2))
    with away():
        resumes.advance(first.pk)
    assert held(second)
    assert resumes.retry(second.pk) == 1
    resumes.advance(second.pk)
    assert len(calls) == 2
    assert not held(second)
    assert not held(first)


def test_what_hrflow_has_is_asked_for_unless_it_cannot_be_reached(careers, settings, calls, away):
    accepted = resumes.accept(cv(), source=careers).resume
    resumes.advance(accepted.pk)
    other = resumes.accept(cv(), source=careers).resume
    there = settings.HRFLOW["default"]
    with override_settings(HRFLOW={"default": {**there, "API_SECRET": "not-a-key"}}):
        resumes.advance(other.pk)
    assert held(other)
    Resume.objects.filter(pk=accepted.pk).update(not_before=accepted.uploaded_at)
    resumes.advance(accepted.pk)
    assert len(calls) == 3
    assert resumes.retry(other.pk) == 1
    Resume.objects.filter(pk=accepted.pk).update(
        state=State.ACCEPTED, not_before=accepted.uploaded_at
    )
    with away():
        resumes.advance(other.pk)
        resumes.advance(accepted.pk)
    assert len(calls) == 4
