"""Who may do what: the model permission of what is touched, and nothing else."""

import uuid

import pytest
from rest_framework.permissions import BasePermission
from rest_framework.test import APIClient

from django_hrflow.models import Call
from tests.api.conftest import API, problem_of

pytestmark = pytest.mark.django_db

MATRIX = [
    ("get", "sources/", ["view_source"]),
    ("get", "sources/key/", ["view_source"]),
    ("post", "sources/sync/", ["change_source"]),
    ("get", "boards/", ["view_board"]),
    ("get", "boards/key/", ["view_board"]),
    ("post", "boards/sync/", ["change_board"]),
    ("get", "profiles/", ["view_profile"]),
    ("post", "profiles/", ["add_profile"]),
    ("post", "profiles/parse/", ["add_resume"]),
    ("get", "profiles/key/", ["view_profile"]),
    ("put", "profiles/key/", ["change_profile"]),
    ("post", "profiles/key/archive/", ["change_profile"]),
    ("get", "profiles/key/export/", ["export_profile"]),
    ("get", "profiles/key/erase/", ["delete_profile"]),
    ("post", "profiles/key/erase/", ["delete_profile"]),
    ("get", "profiles/key/parsing/", ["view_profile"]),
    ("get", "profiles/key/attachments/", ["view_profile"]),
    ("get", "profiles/key/embedding/", ["view_profile"]),
    ("get", "profiles/key/scores/", ["view_profile", "view_job"]),
    ("get", "profiles/search/", ["view_profile"]),
    ("post", "profiles/search/", ["view_profile"]),
    ("get", "profiles/score/", ["view_profile", "view_job"]),
    ("post", "profiles/score/", ["view_profile", "view_job"]),
    ("get", "jobs/", ["view_job"]),
    ("post", "jobs/", ["add_job"]),
    ("get", "jobs/key/", ["view_job"]),
    ("put", "jobs/key/", ["change_job"]),
    ("post", "jobs/key/archive/", ["change_job"]),
    ("get", "jobs/key/embedding/", ["view_job"]),
    ("get", "jobs/key/scores/", ["view_job", "view_profile"]),
    ("get", "jobs/search/", ["view_job"]),
    ("post", "jobs/search/", ["view_job"]),
    ("get", "jobs/score/", ["view_job", "view_profile"]),
    ("post", "jobs/score/", ["view_job", "view_profile"]),
    ("get", "resumes/", ["view_resume"]),
    ("get", "resumes/1/", ["view_resume"]),
    ("post", "resumes/1/retry/", ["change_resume"]),
    ("post", "text/parse/", ["view_profile"]),
    ("post", "text/reveal/", ["view_profile"]),
    ("post", "text/embed/", ["view_profile"]),
    ("post", "text/link/", ["view_profile"]),
    ("post", "text/tag/", ["view_profile"]),
    ("post", "webhooks/check/", ["change_source"]),
]
OTHERS = [
    f"{verb}_{model}"
    for verb in ("view", "add", "change", "delete")
    for model in ("source", "board", "profile", "job", "resume")
]


def passed(response):
    """Whether the request got beyond the permission."""
    return response.status_code not in (401, 403)


@pytest.mark.parametrize(("method", "path", "needed"), MATRIX)
def test_exactly_these_permissions_are_needed(
    client, allow, user, hrflow_sandbox, method, path, needed
):
    def ask():
        return getattr(client, method)(f"{API}{path}")

    problem_of(getattr(APIClient(), method)(f"{API}{path}"), 401)
    problem_of(ask(), 403)
    allow(*(name for name in OTHERS if name not in needed))
    problem_of(ask(), 403)
    user.user_permissions.clear()
    for name in needed:
        assert not passed(ask())
        allow(name)
    assert passed(ask())


def test_every_path_is_in_the_matrix():
    from django_hrflow.api.urls import urlpatterns

    known = {path.replace("/key/", "/K/").replace("/1/", "/K/") for _method, path, _n in MATRIX}
    for pattern in urlpatterns:
        path = str(pattern.pattern)
        for converter in ("<str:key>", "<int:id>"):
            path = path.replace(converter, "K")
        if path.startswith(("^", "tasks/", "schema/")):
            continue
        assert path in known, path


def test_tasks_and_schema_need_a_sign_in_only(client, user):
    call = Call.objects.create(id=uuid.uuid4(), owner=user, task="hrflow.link_text")
    assert client.get(f"{API}tasks/{call.pk}/").status_code == 200
    assert client.get(f"{API}schema/").status_code == 200
    problem_of(APIClient().get(f"{API}tasks/{call.pk}/"), 401)


def test_options_need_a_sign_in_only(client):
    assert client.options(f"{API}profiles/").status_code == 200


class ReadersOnly(BasePermission):
    """Everybody reads, nobody writes."""

    def has_permission(self, request, view):
        return view.permissions_for(request.method) == ["django_hrflow.view_profile"]


def test_a_project_can_decide_otherwise(settings, profile):
    settings.HRFLOW_API_PERMISSION = f"{__name__}.ReadersOnly"
    stranger = APIClient()
    assert stranger.get(f"{API}profiles/").status_code == 200
    problem_of(stranger.post(f"{API}profiles/", {}), 401)
    later = stranger.get(f"{API}profiles/search/", headers={"Prefer": "respond-async"})
    assert later.status_code == 202
    assert Call.objects.get().owner is None


def test_an_inactive_user_is_out(user, allow):
    allow("view_profile")
    user.is_active = False
    user.save()
    known = APIClient()
    known.credentials(HTTP_AUTHORIZATION="Basic YWRhOnNlc2FtZQ==")
    problem_of(known.get(f"{API}profiles/"), 401)
