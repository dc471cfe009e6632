"""R-10: whatever happens to a CV, in whatever order, its promises hold.

A Hypothesis state machine drives the real transitions: workers claim and crash, HrFlow answers in
every class, webhooks come early, late and twice, time passes. HrFlow's answers are made by a
transport, so that ten thousands of steps take seconds.
"""

import os
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from django_hrflow import client as hrflow
from django_hrflow import mirror
from django_hrflow.models import Event, Profile, Receipt, Resume, Source
from django_hrflow.services import events, resumes
from django_hrflow.signals import events as signals
from django_hrflow.testing.queue import pass_time

State = Resume.State
#: ``python -m tests.chaos --scenarios state-machine`` asks for 500 or, at night, more.
EXAMPLES = int(os.environ.get("HRFLOW_TEST_EXAMPLES", "15"))
SOURCE = {"key": "5" * 40, "name": "Careers"}

#: What a call to HrFlow may end with: (error or None, whether it took effect).
ENDS = {
    "good": (None, True),
    "refused": (hrflow.ConnectionFailed(outcome=hrflow.Outcome.REFUSED), False),
    "busy": (hrflow.RateLimited(outcome=hrflow.Outcome.REFUSED, status=429, retry_after=5), False),
    "lost before": (hrflow.ConnectionLost(outcome=hrflow.Outcome.UNKNOWN), False),
    "lost after": (hrflow.ConnectionLost(outcome=hrflow.Outcome.UNKNOWN), True),
    "broken before": (hrflow.ServerError(outcome=hrflow.Outcome.UNKNOWN, status=500), False),
    "broken after": (hrflow.ServerError(outcome=hrflow.Outcome.UNKNOWN, status=500), True),
    "held": (hrflow.Unauthorized(outcome=hrflow.Outcome.HELD, status=401), False),
    "rejected": (hrflow.ValidationFailed(outcome=hrflow.Outcome.REJECTED, status=422), False),
}


class Crash(BaseException):
    """A process that dies leaves nothing behind but what was committed."""


class Remote:
    """HrFlow that takes every CV it is sent, and doubles what it is sent twice."""

    def __init__(self):
        self.profiles, self.end, self.crash = [], "good", None

    @property
    def profile(self):
        return self

    parsing = indexing = job = profile

    def add_file(self, *, source_key, reference, **kwargs):
        error, effect = ENDS[self.end]
        if self.crash == "before":
            raise Crash
        if effect:
            self.profiles.append(reference)
        if self.crash == "after":
            raise Crash
        if error:
            raise error
        return {"code": 202, "data": []}

    def get(self, source_key, *, reference=None, key=None):
        error, _effect = ENDS[self.end]
        if error and self.end != "rejected":
            raise type(error)(
                outcome=hrflow.Outcome.HELD if self.end == "held" else hrflow.Outcome.REFUSED,
                retry_after=error.retry_after, status=error.status,
            )  # fmt: skip
        reference = reference or key.removeprefix("k")
        if reference not in self.profiles:
            raise hrflow.NotFound(outcome=hrflow.Outcome.REJECTED)
        data = {"key": "k" + reference, "reference": reference, "source": SOURCE, "info": {}}
        return {"code": 200, "data": data}


class Travel(RuleBasedStateMachine):
    """CVs and events under every order of things."""

    cvs = Bundle("cvs")

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.remote, self.told = Remote(), []
        self.source = mirror.store_source("default", SOURCE)
        self.count = 0
        self.patch = mock.patch.multiple(
            "django_hrflow.services.resumes", workspaces={"default": self.remote}
        )
        self.patch_events = mock.patch.multiple(
            "django_hrflow.services.events", workspaces={"default": self.remote}
        )
        self.patch.start()
        self.patch_events.start()
        signals["profile.parsing.success"].connect(self.receive)

    def receive(self, sender, event, **kwargs):
        assert event.resume.state == State.PARSED
        assert Profile.objects.filter(pk=event.profile.pk).exists()
        self.told.append(event.resume.pk)

    def teardown(self):
        if not hasattr(self, "atomic"):
            return
        signals["profile.parsing.success"].disconnect(self.receive)
        self.patch.stop()
        self.patch_events.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(target=cvs)
    def upload(self):
        self.count += 1
        file = ContentFile(b"{\\rtf1 %d}" % self.count, name="cv.rtf")
        return resumes.accept(file, source=self.source).resume.pk

    @rule(pk=cvs, end=st.sampled_from(sorted(ENDS)))
    def advance(self, pk, end):
        self.remote.end, self.remote.crash = end, None
        resumes.advance(pk)

    @rule(pk=cvs, end=st.sampled_from(sorted(ENDS)), crash=st.sampled_from(["before", "after"]))
    def advance_and_die(self, pk, end, crash):
        self.remote.end, self.remote.crash = end, crash
        try:
            with transaction.atomic():
                claimed = Resume.objects.get(pk=pk)
                resumes.advance(pk)
        except Crash:
            # The claim was committed before the call; only what came after it is gone.
            if claimed.state in (State.STORED, State.HELD):
                Resume.objects.filter(pk=pk).update(
                    state=State.SUBMITTING, lease_token="dead", attempts=claimed.attempts + 1,
                    submitted_at=claimed.submitted_at or "2024-01-01T00:00Z",
                    not_before="2024-01-01T00:00Z",
                )  # fmt: skip

    @rule(end=st.sampled_from(["good", "broken before", "held"]))
    def process_events(self, end):
        self.remote.end, self.remote.crash = end, None
        for pk in Event.objects.values_list("pk", flat=True):
            events.process(pk)

    @rule(pk=cvs)
    def webhook(self, pk):
        reference = Resume.objects.get(pk=pk).reference
        if reference in self.remote.profiles:
            payload = {
                "type": "profile.parsing.success",
                "profile": {"key": "k" + reference, "source": {"key": SOURCE["key"]}},
            }
            events._store("default", payload, type=payload["type"], payload=payload)

    @rule(seconds=st.sampled_from([1, 30, 61, 200, 700]))
    def wait(self, seconds):
        pass_time(seconds)

    @rule(pk=cvs)
    def retry(self, pk):
        resumes.retry(pk)

    @invariant()
    def nothing_is_doubled(self):
        if hasattr(self, "remote"):
            assert len(self.remote.profiles) == len(set(self.remote.profiles))

    @invariant()
    def nobody_is_told_twice(self):
        if hasattr(self, "told"):
            assert len(self.told) == len(set(self.told))
            assert not Receipt.objects.filter(tries__gt=1).exists()

    @invariant()
    def every_row_at_work_falls_due_again(self):
        if hasattr(self, "remote"):
            later = 2 * 24 * 3600
            pass_time(later)
            working = Resume.objects.working().count()
            assert Resume.objects.due().count() == working
            pass_time(-later)

    @invariant()
    def what_hrflow_took_is_not_forgotten(self):
        if hasattr(self, "remote"):
            known = set(Resume.objects.values_list("reference", flat=True))
            assert set(self.remote.profiles) <= known

    def finish(self):
        """Everything heals once HrFlow answers and time passes."""
        self.remote.end, self.remote.crash = "good", None
        for pk in Resume.objects.values_list("pk", flat=True):
            resumes.retry(pk)
        for _round in range(12):
            for pk in Resume.objects.values_list("pk", flat=True):
                resumes.advance(pk)
            for pk in Event.objects.values_list("pk", flat=True):
                events.process(pk)
            pass_time(700)
        states = set(Resume.objects.values_list("state", flat=True))
        assert states <= {State.PARSED}, Resume.objects.values_list("state", "reason", "attempts")
        assert sorted(self.told) == sorted(Resume.objects.values_list("pk", flat=True))

    @rule()
    def heal(self):
        self.finish()


@pytest.mark.django_db
def test_cvs_keep_their_promises():
    assert not Source.objects.exists()
    machine = settings(
        max_examples=EXAMPLES, stateful_step_count=50, deadline=None,
        derandomize="HRFLOW_TEST_EXAMPLES" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    with override_settings(HRFLOW_MAX_LOST_LEASES=50, HRFLOW_MAX_ATTEMPTS=100):
        run_state_machine_as_test(Travel, settings=machine)
