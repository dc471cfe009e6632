"""A CV travels from the door to its profile; whatever happens on the way, the row knows."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Q
from django.test import override_settings

from django_hrflow.connections import workspaces
from django_hrflow.models import Event, Profile, Resume
from django_hrflow.sandbox import REALTIME_SOURCE_KEY
from django_hrflow.services import events as events_of_hrflow
from django_hrflow.services import resumes
from django_hrflow.signals import events
from django_hrflow.testing import queue
from django_hrflow.testing.queue import pass_time
from tests.services.conftest import cv

State = Resume.State
PARSE, LOOK_UP = "profile/parsing/file", "profile/indexing"


@pytest.fixture
def told():
    """What receivers of both endings of a parse were told."""
    calls = []

    def receiver(sender, event, **kwargs):
        calls.append((event.type, event.resume_id, event.profile and event.profile.name))

    for each in ("profile.parsing.success", "profile.parsing.error"):
        events[each].connect(receiver, weak=False)
    yield calls
    for each in ("profile.parsing.success", "profile.parsing.error"):
        events[each].disconnect(receiver)


def sent(sandbox):
    """How often a CV was posted."""
    return len(sandbox.calls(PARSE))


def test_a_cv_becomes_a_profile_by_asking(resume, hrflow_sandbox, told, work_off):
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.ACCEPTED
    pass_time(10)
    work_off()
    resume.refresh_from_db()
    assert (resume.state, resume.reason) == (State.PARSED, "")
    assert resume.profile.name == "Ada Example"
    assert resume.profile.reference == resume.reference
    assert told == [("profile.parsing.success", resume.pk, "Ada Example")]
    assert sent(hrflow_sandbox) == 1


def ended(resume, **more):
    """A webhook that tells of the end of a CV's parse."""
    named = {"reference": resume.reference, "source": {"key": resume.source.key}, **more}
    return {"type": "profile.parsing.success", "origin": "api", "message": "…", "profile": named}


@pytest.mark.parametrize("state", [State.ACCEPTED, State.UNKNOWN])
def test_hrflow_is_not_asked_for_a_cv_whose_event_waits(
    resume, hrflow_sandbox, hrflow_deliver, told, work_off, state
):
    work_off()
    Resume.objects.update(state=state)
    found = workspaces["default"].profile.indexing.get(
        resume.source.key, reference=resume.reference
    )
    asked = len(hrflow_sandbox.calls(LOOK_UP))
    hrflow_deliver(ended(resume, key=found["data"]["key"]))
    for _ in range(3):  # the event waits in a queue that is behind
        pass_time(400)
        assert resumes.advance(resume.pk) is None
    assert len(hrflow_sandbox.calls(LOOK_UP)) == asked
    assert Event.objects.get().resume == resume
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.PARSED
    assert told == [("profile.parsing.success", resume.pk, "Ada Example")]
    assert len(hrflow_sandbox.calls(LOOK_UP)) == asked + 1


def test_hrflow_is_asked_once_for_a_cv_whose_event_it_becomes(resume, hrflow_sandbox, work_off):
    work_off()
    for _ in range(3):
        pass_time(400)
        resumes.advance(resume.pk)
    assert len(hrflow_sandbox.calls(LOOK_UP)) == 1
    assert Event.objects.get().deliveries == 1


def test_an_event_that_names_another_profile_ends_no_cv(
    resume, hrflow_sandbox, hrflow_deliver, work_off
):
    body = {"reference": "another", "info": {"full_name": "Eve Sample"}, "text": "Eve Sample"}
    other = workspaces["default"].profile.indexing.add_json(resume.source.key, body)["data"]
    hrflow_deliver(ended(resume, key=other["key"]))
    assert Event.objects.get().resume == resume
    events_of_hrflow.process(Event.objects.get().pk)
    event = Event.objects.get()
    resume.refresh_from_db()
    assert (event.state, event.profile.name, event.resume) == ("done", "Eve Sample", None)
    assert (resume.state, resume.profile) == (State.STORED, None)


def test_hrflow_is_asked_again_where_the_event_was_given_up(
    resume, hrflow_sandbox, hrflow_deliver, work_off
):
    work_off()
    hrflow_deliver(ended(resume, key="0" * 40))
    Event.objects.update(state=Event.State.DEAD)
    pass_time(10)
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.PARSED


def test_a_cv_becomes_a_profile_in_the_answer(realtime, hrflow_sandbox, told, work_off):
    resume = resumes.accept(cv(), source=realtime).resume
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.PARSED
    assert told == [("profile.parsing.success", resume.pk, "Ada Example")]
    assert Event.objects.get().origin == Event.Origin.ANSWER
    assert sent(hrflow_sandbox) == 1


def test_what_goes_with_the_file(careers, hrflow_sandbox, work_off):
    tags = [{"name": "campaign", "value": "spring"}]
    metadatas = [{"name": "via", "value": "fair"}]
    resumes.accept(cv(), source=careers, reference="mine-1", tags=tags, metadatas=metadatas)
    work_off()
    pass_time(10)
    work_off()
    profile = Profile.objects.get()
    assert (profile.reference, profile.tags) == ("mine-1", tags)
    assert profile.payload["metadatas"] == metadatas


def test_the_same_file_twice_is_one_row(careers):
    file = cv()
    first, again = (resumes.accept(file, source=careers) for _time in range(2))
    assert (first.new, again.new) == (True, False)
    assert first.resume == again.resume


def test_the_same_file_in_two_sources_is_two_rows(careers, realtime):
    file = cv()
    assert resumes.accept(file, source=careers).new
    assert resumes.accept(file, source=realtime).new


def test_the_same_request_twice_is_one_row(careers):
    first = resumes.accept(cv(), source=careers, idempotency_key="one")
    again = resumes.accept(cv(), source=careers, idempotency_key="one")
    assert first.resume == again.resume


def test_a_reference_that_is_taken(careers):
    resumes.accept(cv(), source=careers, reference="mine")
    with pytest.raises(ValidationError) as error:
        resumes.accept(cv(), source=careers, reference="mine")
    assert error.value.code == "reference"
    assert Resume.objects.count() == 1


def test_nothing_is_stored_of_a_file_that_is_refused(careers, tmp_path):
    with pytest.raises(ValidationError):
        resumes.accept(ContentFile(b"not a pdf", name="cv.pdf"), source=careers)
    assert not Resume.objects.exists()
    assert not list((tmp_path / "private").rglob("*.*"))


def test_a_race_for_the_same_file_leaves_one_file(careers, tmp_path, monkeypatch):
    file = cv()
    resumes.accept(file, source=careers)
    # The other request's row became visible only after this one looked.
    monkeypatch.setattr(resumes.Resume.objects, "filter", _blind_once(Resume.objects.filter))
    assert not resumes.accept(file, source=careers).new
    assert len([each for each in (tmp_path / "private").rglob("*.*") if each.is_file()]) == 1


def _blind_once(real):
    looks = []

    def look(*args, **kwargs):
        looks.append(kwargs)
        return real(pk=None) if len(looks) == 1 else real(*args, **kwargs)

    return look


@pytest.mark.parametrize(
    "fault", ["503", "500-after", "reset", "silence-after", "cut-json", "html"]
)
def test_a_call_with_an_unknown_end_is_looked_up_first(
    resume, hrflow_sandbox, told, fault, work_off
):
    hrflow_sandbox.fault(fault, path=PARSE)
    with override_settings(HRFLOW_CALL_DEADLINE=2, HRFLOW_BACKOFF_MAX=0):
        for _time in range(4):
            work_off()
            pass_time(100)
    resume.refresh_from_db()
    assert resume.state == State.PARSED
    assert hrflow_sandbox.profiles()["count"] == 1
    assert told == [("profile.parsing.success", resume.pk, "Ada Example")]


def test_nothing_is_sent_again_before_it_settled(resume, hrflow_sandbox, work_off):
    hrflow_sandbox.fault("500-after", path=PARSE)
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.UNKNOWN
    hrflow_sandbox.forget_calls()
    pass_time(50)
    assert work_off() == 0
    pass_time(11)
    work_off()
    assert sent(hrflow_sandbox) == 0
    assert hrflow_sandbox.profiles()["count"] == 1


def test_a_service_that_is_away_costs_no_attempt(resume, hrflow_sandbox, settings, work_off):
    away = {**settings.HRFLOW["default"], "API_URL": "http://127.0.0.1:9/v1/"}
    with override_settings(HRFLOW={"default": away}):
        resumes.advance(resume.pk)
    resume.refresh_from_db()
    assert (resume.state, resume.attempts, resume.failures) == (State.HELD, 0, 1)
    assert "reach" in resume.reason
    assert resumes.retry(resume.pk) == 1
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.ACCEPTED


def test_a_wrong_key_holds_the_whole_workspace(careers, hrflow_sandbox, settings, caplog, work_off):
    first, second = (resumes.accept(cv(), source=careers).resume for _time in range(2))
    right = settings.HRFLOW
    wrong = {"default": {**right["default"], "API_SECRET": "not-a-key-of-this-workspace"}}
    with override_settings(HRFLOW=wrong):
        work_off()
    for each in (first, second):
        each.refresh_from_db()
        assert (each.state, each.attempts) == (State.HELD, 0)
        assert each.reason
    assert sent(hrflow_sandbox) == 1
    assert "not-a-key" not in first.reason + caplog.text
    pass_time(301)
    work_off()
    second.refresh_from_db()
    assert second.state == State.ACCEPTED
    assert sent(hrflow_sandbox) == 3


def test_try_again_works_at_once_after_a_wrong_key(resume, hrflow_sandbox, settings, work_off):
    wrong = {"default": {**settings.HRFLOW["default"], "API_SECRET": "not-a-key"}}
    with override_settings(HRFLOW=wrong):
        work_off()
    assert resumes.retry(resume.pk) == 1
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.ACCEPTED


def test_busy_hrflow_is_left_alone_for_as_long_as_it_asks(careers, hrflow_sandbox, work_off):
    rows = [resumes.accept(cv(), source=careers).resume for _time in range(3)]
    hrflow_sandbox.fault("429", path=PARSE)
    resumes.advance(rows[0].pk)
    assert work_off() == 0
    for each in rows:
        each.refresh_from_db()
        assert (each.state, each.attempts) == (State.STORED, 0)


@pytest.mark.parametrize("source_key", [None, REALTIME_SOURCE_KEY])
def test_a_file_that_hrflow_cannot_read(
    careers, realtime, hrflow_sandbox, told, source_key, work_off
):
    source = realtime if source_key else careers
    resume = resumes.accept(cv(file_name="parsing-error.rtf"), source=source).resume
    work_off()
    pass_time(10)
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.REJECTED
    assert resume.reason
    assert resume.file
    assert [each[0] for each in told] == ["profile.parsing.error"]


def test_try_again_sends_a_rejected_cv_anew(realtime, hrflow_sandbox, work_off):
    resume = resumes.accept(cv(file_name="parsing-error.rtf"), source=realtime).resume
    work_off()
    Resume.objects.update(name="mended.rtf")
    assert resumes.retry(resume.pk) == 1
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.PARSED


def test_a_source_that_hrflow_does_not_have(careers, hrflow_sandbox, work_off):
    resume = resumes.accept(cv(), source=careers).resume
    careers.key = "0" * 40
    careers.save()
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.REJECTED
    assert "source" in resume.reason


def test_a_reference_that_hrflow_has_for_another_cv(careers, hrflow_sandbox, work_off):
    first = resumes.accept(cv(), source=careers, reference="theirs").resume
    work_off()
    first.delete()
    resume = resumes.accept(cv(), source=careers, reference="theirs").resume
    work_off()
    resume.refresh_from_db()
    assert (resume.state, resume.outcome) == (State.REJECTED, "already_used")


def test_a_file_that_is_gone(resume, work_off):
    resume.file.storage.delete(resume.file.name)
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.REJECTED
    assert "no longer in the storage" in resume.reason


def test_attempts_are_used_up_one_day(resume, hrflow_sandbox, work_off):
    hrflow_sandbox.set_faults("503:1.0")
    with override_settings(HRFLOW_MAX_ATTEMPTS=2, HRFLOW_BACKOFF_MAX=0):
        for _time in range(3):
            work_off()
            hrflow_sandbox.no_faults()
            pass_time(100)
            resumes.advance(resume.pk)
            pass_time(100)
            hrflow_sandbox.set_faults("503:1.0")
    resume.refresh_from_db()
    assert resume.state == State.FAILED
    hrflow_sandbox.no_faults()
    assert resumes.retry(resume.pk) == 1
    for _time in range(3):
        work_off()
        pass_time(100)
    resume.refresh_from_db()
    assert resume.state == State.PARSED
    assert hrflow_sandbox.profiles()["count"] == 1


def test_a_worker_that_died_while_sending(resume, hrflow_sandbox, work_off):
    Resume.take(resume.pk, Q(), state=State.SUBMITTING, submitted_at="2024-01-01T00:00Z")
    assert work_off() == 0
    pass_time(181)
    work_off()
    resume.refresh_from_db()
    assert (resume.state, resume.lost_leases) == (State.UNKNOWN, 1)
    pass_time(61)
    work_off()
    resume.refresh_from_db()
    assert resume.state == State.ACCEPTED
    assert sent(hrflow_sandbox) == 1


def die_sending(resume):
    """A worker claims the CV, which is due, and is never seen again."""
    due = Q(state=State.STORED)
    assert Resume.take(resume.pk, due, state=State.SUBMITTING, submitted_at="2024-01-01T00:00Z")
    pass_time(181)
    resumes.advance(resume.pk)
    pass_time(61)
    resume.refresh_from_db()


def test_a_cv_that_kills_its_workers_is_given_up(resume, hrflow_sandbox):
    """R-12: HrFlow never has it, so looking it up must not forget the deaths."""
    with override_settings(HRFLOW_MAX_LOST_LEASES=3):
        for _time in range(2):
            die_sending(resume)
            assert resume.state == State.UNKNOWN
            resumes.advance(resume.pk)
        die_sending(resume)
    assert resume.state == State.FAILED
    assert "died 3 times" in resume.reason


def test_deaths_are_counted_in_a_row(resume, hrflow_sandbox):
    """A worker that lived to see an answer, good or bad, shows that the CV is no poison."""
    hrflow_sandbox.fault("503=5", path=PARSE)
    with override_settings(HRFLOW_MAX_LOST_LEASES=2):
        die_sending(resume)
        resumes.advance(resume.pk)
        resumes.advance(resume.pk)
        resume.refresh_from_db()
        assert (resume.state, resume.lost_leases) == (State.STORED, 0)


def test_a_result_that_never_comes(resume, hrflow_sandbox):
    hrflow_sandbox.configure(parse_delay=10_000)
    queue.work_off()
    pass_time(90_000)
    queue.work_off()
    resume.refresh_from_db()
    assert resume.state == State.UNKNOWN


def test_retry_leaves_alone_what_is_under_way_or_done(resume, hrflow_sandbox, work_off):
    work_off()
    assert resumes.retry(resume.pk) == 0
    pass_time(10)
    work_off()
    assert resumes.retry(resume.pk) == 0
