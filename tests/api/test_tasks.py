"""Prefer: respond-async on every path that asks HrFlow, and tasks/{id}/."""

import uuid

import pytest

from django_hrflow.models import Call, Profile
from django_hrflow.tasks import queue
from tests.api.conftest import API, cv, job_json, problem_of, profile_json

LATER = {"Prefer": "respond-async"}


def askings(profile, job):
    """Method, path and body of everything that asks HrFlow."""
    return [
        ("get", f"profiles/{profile.key}/attachments/", None),
        ("get", f"profiles/{profile.key}/embedding/", None),
        ("put", f"profiles/{profile.key}/", profile_json()),
        ("post", "profiles/", {**profile_json(), "source_key": profile.source.key}),
        ("get", "profiles/search/", None),
        ("post", "profiles/search/", {}),
        ("get", f"profiles/score/?job={job.key}", None),
        ("post", f"profiles/score/?job={job.key}", {}),
        ("post", f"profiles/{profile.key}/archive/", {"archived": False}),
        ("put", f"jobs/{job.key}/", job_json()),
        ("post", f"jobs/{job.key}/archive/", {"archived": False}),
        ("post", "jobs/", {**job_json(), "board_key": job.board.key}),
        ("get", f"jobs/{job.key}/embedding/", None),
        ("get", "jobs/search/", None),
        ("get", f"jobs/score/?profile={profile.key}", None),
        ("post", "text/parse/", {"text": "Ada"}),
        ("post", "text/reveal/", {"text": "Python"}),
        ("post", "text/embed/", {"text": "Python"}),
        ("post", "text/link/", {"word": "python"}),
        ("post", "text/tag/", {"text": "a", "algorithm_key": "tagger-hrflow-skills"}),
        ("post", "webhooks/check/", {"url": "https://example.org/", "type": "a.b.c"}),
        ("post", "sources/sync/", None),
        ("post", "boards/sync/", None),
    ]


@pytest.mark.django_db
def test_everything_that_asks_hrflow_can_answer_later_with_the_same_result(api, profile, job):
    for method, path, body in askings(profile, job):
        response = getattr(api, method)(f"{API}{path}", body, format="json", headers=LATER)
        assert response.status_code == 202, path
        assert response["Preference-Applied"] == "respond-async"
        assert response["Content-Type"] == "application/json"
        task = api.get(response["Location"]).json()
        assert set(task) == {"id", "state", "result", "error"}
        assert (task["state"], task["error"]) == ("done", None), (path, task)
        if path.startswith(("profiles/s", "jobs/s", "text/")):
            now = getattr(api, method)(f"{API}{path}", body, format="json")
            assert now.json() == task["result"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "later"),
    [
        ("respond-async", True),
        ("Respond-Async", True),
        ("respond-async, wait=10", True),
        ("handling=lenient, respond-async;foo=bar", True),
        ("wait=10", False),
        ("respond-asynchronously", False),
        ("", False),
        (",;=", False),
    ],
)
def test_the_preference_is_read_as_rfc_7240_writes_it(api, source, header, later):
    response = api.get(f"{API}profiles/search/", headers={"Prefer": header})
    assert response.status_code == (202 if later else 200)


@pytest.mark.django_db
def test_lists_of_the_mirror_need_no_patience(api, profile):
    assert api.get(f"{API}profiles/", headers=LATER).status_code == 200
    assert api.get(f"{API}profiles/{profile.key}/", headers=LATER).status_code == 200


@pytest.mark.django_db
def test_what_was_indexed_later_is_shown_as_the_mirror_has_it(api, source):
    body = {**profile_json(), "source_key": source.key}
    response = api.post(f"{API}profiles/", body, format="json", headers=LATER)
    task = api.get(response["Location"]).json()
    key = Profile.objects.get().key
    assert task["result"] == api.get(f"{API}profiles/{key}/").json()
    Profile.objects.all().delete()
    assert api.get(response["Location"]).json()["result"] is None


@pytest.mark.django_db
def test_a_task_belongs_to_who_asked(api, client, allow, source):
    allow("view_profile")
    response = api.get(f"{API}profiles/search/", headers=LATER)
    problem_of(client.get(response["Location"]), 404)
    assert api.get(response["Location"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["1", str(uuid.UUID(int=0)), "x"])
def test_a_task_that_there_is_not(api, name):
    problem_of(api.get(f"{API}tasks/{name}/"), 404)


@pytest.mark.django_db
def test_a_task_that_failed_says_why(api, source, hrflow_sandbox):
    response = api.post(
        f"{API}text/tag/", {"text": "a", "algorithm_key": "none"}, format="json", headers=LATER
    )
    task = api.get(response["Location"]).json()
    assert (task["state"], task["result"]) == ("failed", None)
    assert (task["error"]["status"], task["error"]["code"]) == (404, 400)


@pytest.mark.django_db
def test_what_hrflow_refused_for_now_waits(api, source, hrflow_sandbox):
    hrflow_sandbox.fault("429")
    response = api.get(f"{API}profiles/search/", headers=LATER)
    assert response.json()["state"] == "waiting"


@pytest.fixture
def dead_broker(settings):
    """A broker that nobody listens at."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    queue._local.__dict__.clear()
    settings.HRFLOW_PUBLISH_TIMEOUT = 0.2
    yield
    queue._local.__dict__.clear()


@pytest.mark.django_db
def test_without_a_broker_only_patience_helps(api, source, dead_broker):
    response = api.get(f"{API}profiles/search/", headers=LATER)
    assert problem_of(response, 503)["status"] == 503
    assert int(response["Retry-After"]) > 0
    assert not Call.objects.exists()
    assert api.get(f"{API}profiles/search/").status_code == 200


@pytest.mark.django_db
def test_without_a_broker_cvs_are_taken_all_the_same(
    api, source, dead_broker, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        data = {"source_key": source.key, "file": cv()}
        assert api.post(f"{API}profiles/parse/", data, format="multipart").status_code == 202
