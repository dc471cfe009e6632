"""A worker tries again what certainly did not happen, a few times; nobody else does."""

import pytest

from django_hrflow import tasks
from django_hrflow.client import BadRequest, HrflowError, RateLimited, ServerError
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY
from django_hrflow.tasks.asking import AskTask
from tests.services.samples import profile_json

PATH = "text/linking"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """The clock: what would wait for seconds waits for a moment."""
    monkeypatch.setattr(AskTask, "longest_wait", 0.05)


def outcome(worker, task, **given):
    return worker.tasks[task].apply_async(kwargs=given).get(timeout=20, interval=0.01)


@pytest.mark.django_db(transaction=True)
class TestThroughAWorker:
    @pytest.mark.parametrize("fault", ["429=1", "503=1", "500", "reset", "html", "cut-json"])
    def test_a_question_is_asked_again(self, worker, hrflow_sandbox, fault):
        hrflow_sandbox.fault(fault, path=PATH, times=2)
        assert len(outcome(worker, "hrflow.link_text", word="python", top_n=1)) == 1
        assert len(hrflow_sandbox.calls(PATH)) == 3

    def test_three_times_at_most(self, worker, hrflow_sandbox):
        hrflow_sandbox.fault("429", path=PATH, times=9)
        with pytest.raises(RateLimited):
            outcome(worker, "hrflow.link_text", word="python")
        assert len(hrflow_sandbox.calls(PATH)) == 4

    @pytest.mark.parametrize("fault", ["400", "401", "402", "403", "422"])
    def test_what_cannot_succeed_is_not(self, worker, hrflow_sandbox, fault):
        hrflow_sandbox.fault(fault, path=PATH, times=9)
        with pytest.raises(HrflowError):
            outcome(worker, "hrflow.link_text", word="python")
        assert len(hrflow_sandbox.calls(PATH)) == 1

    def test_nor_is_a_write_that_may_have_happened(self, worker, hrflow_sandbox):
        hrflow_sandbox.fault("500-after", path="profile/indexing", method="POST")
        with pytest.raises(HrflowError):
            outcome(
                worker, "hrflow.index_profile",
                source_key=CAREERS_SOURCE_KEY, profile_json=profile_json(),
            )  # fmt: skip
        assert len(hrflow_sandbox.calls("profile/indexing")) == 1

    def test_a_write_that_was_refused_is_made_again(self, worker, hrflow_sandbox):
        hrflow_sandbox.fault("429", path="profile/indexing", method="POST")
        made = outcome(
            worker, "hrflow.index_profile",
            source_key=CAREERS_SOURCE_KEY, profile_json=profile_json(),
        )  # fmt: skip
        assert made["reference"] == "cand-1"
        assert hrflow_sandbox.profiles()["count"] == 1


@pytest.mark.parametrize("error", [("429", RateLimited), ("500", ServerError), ("400", BadRequest)])
def test_in_place_the_caller_is_told_at_once(hrflow_sandbox, error):
    fault, expected = error
    for call in (tasks.link_text, lambda **given: tasks.link_text.apply(kwargs=given, throw=True)):
        hrflow_sandbox.forget_calls()
        hrflow_sandbox.fault(fault, path=PATH, times=1)
        with pytest.raises(expected):
            call(word="python")
        assert len(hrflow_sandbox.calls(PATH)) == 1
