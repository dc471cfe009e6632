"""CVs on their way: the list, one of them, trying again."""

import pytest

from django_hrflow.models import Resume
from django_hrflow.services import resumes
from tests.api.conftest import API, cv, problem_of, wrong_parameters

pytestmark = pytest.mark.django_db

State = Resume.State


@pytest.fixture
def resume(source):
    return resumes.accept(cv(), source=source).resume


def test_the_list_by_state_source_and_date(api, resume, source):
    rejected = resumes.accept(cv(), source=source).resume
    Resume.objects.filter(pk=rejected.pk).update(state=State.REJECTED, reason="It is no CV.")

    def ids(**query):
        return [row["id"] for row in api.get(f"{API}resumes/", query).json()["results"]]

    assert ids() == [rejected.pk, resume.pk]
    assert ids(state="rejected") == [rejected.pk]
    assert ids(source_key=source.key, state="stored") == [resume.pk]
    assert ids(reference=resume.reference) == [resume.pk]
    assert ids(uploaded_at_min="2020-01-01") == [rejected.pk, resume.pk]
    assert ids(uploaded_at_max="2020-01-01") == []
    assert wrong_parameters(api.get(f"{API}resumes/", {"state": "lost"})) == {"state"}


def test_a_rejected_cv_says_why_and_can_be_sent_again(api, resume):
    Resume.objects.filter(pk=resume.pk).update(state=State.REJECTED, reason="It is no CV.")
    path = f"{API}resumes/{resume.pk}/"
    assert api.get(path).json()["reason"] == "It is no CV."
    response = api.post(f"{path}retry/")
    assert response.status_code == 202
    assert (response.json()["state"], response.json()["reason"]) == ("stored", "")


def test_trying_again_wakes_a_worker(api, resume, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        api.post(f"{API}resumes/{resume.pk}/retry/")
    assert Resume.objects.get().state == State.ACCEPTED


@pytest.mark.parametrize("state", [State.PARSED, State.ACCEPTED, State.SUBMITTING, State.ERASED])
def test_what_is_done_or_under_way_cannot_be_sent_again(api, resume, state):
    Resume.objects.filter(pk=resume.pk).update(state=state)
    problem = problem_of(api.post(f"{API}resumes/{resume.pk}/retry/"), 409)
    assert state.value in problem["detail"]
    assert Resume.objects.get().state == state


@pytest.mark.parametrize("number", ["999999", "9" * 30, "0"])
def test_a_cv_that_there_is_not_is_404(api, db, number):
    problem_of(api.get(f"{API}resumes/{number}/"), 404)
    problem_of(api.post(f"{API}resumes/{number}/retry/"), 404)
