"""As many queries for thirty rows as for three, on every list of the API and of the admin.

Generated from the API's paths and the admin's registry: a new list is measured by itself, and fails
by name where ``fill`` makes no rows for it.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from django_hrflow import mirror
from django_hrflow.api.lists import ListView
from django_hrflow.api.searching import SearchView
from django_hrflow.api.urls import urlpatterns
from django_hrflow.connections import workspaces
from django_hrflow.models import Erasure, Event, Job, Profile, Receipt, Resume, Score
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from django_hrflow.services import containers
from example_project.careers.models import Application
from tests.api.conftest import job_json, profile_json

pytestmark = pytest.mark.django_db

FEW, MANY = range(3), range(3, 30)
#: Keys of what ``fill`` ranks everything else for.
JOB, PROFILE = f"job-{FEW[0]}", f"profile-{FEW[0]}"


def views(kind):
    """The names of the paths whose view is of this kind."""
    found = [(each.name, getattr(each.callback, "view_class", object)) for each in urlpatterns]
    return sorted(name for name, view in found if issubclass(view, kind))


def dated(number, **members):
    """What all mirrored objects have."""
    return {**members, "created_at": f"2026-01-{number + 1:02d}T00:00:00+0000"}


def fill(numbers):
    """Rows of every kind, as many as numbers, each with relations of its own."""
    for number in numbers:
        source = {"key": f"source-{number}", "name": f"Source {number}"}
        board = {"key": f"board-{number}", "name": f"Board {number}"}
        mirror.store_source("default", dated(number, **source))
        mirror.store_board("default", dated(number, **board))
        person = {"full_name": f"Ada {number}", "email": f"ada{number}@example.org"}
        profile = mirror.store_profile(
            "default", dated(number, key=f"profile-{number}", info=person, source=source)
        )
        job = mirror.store_job(
            "default", dated(number, key=f"job-{number}", name=f"Job {number}", board=board)
        )
        user = User.objects.create_user(f"user-{number}")
        Group.objects.create(name=f"group-{number}")
        resume = Resume.objects.create(
            workspace="default", source=profile.source, profile=profile, state="parsed",
            reference=f"ref-{number}", name=f"cv-{number}.pdf", uploaded_by=user, size=1,
        )  # fmt: skip
        Application.objects.create(job=job, resume=resume)
        event = Event.objects.create(
            digest=f"{number:064x}", type="profile.parsing.success", payload={}, resume=resume,
            profile=profile, job=job,
        )  # fmt: skip
        Receipt.objects.create(event=event, receiver="shop.receivers.greet")
        Erasure.objects.create(reason="asked")
        for sides in (
            {"job": job, "profile": Profile.objects.get(key=PROFILE), "direction": "jobs"},
            {"job": Job.objects.get(key=JOB), "profile": profile, "direction": "profiles"},
        ):
            Score.objects.create(score=number / 30, scored_at=timezone.now(), **sides)


def asked(client, path, **query):
    """The response, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, query)
    assert response.status_code == 200, response.content[:500]
    return response, [each["sql"] for each in queries]


@pytest.fixture
def source(hrflow_sandbox):
    return containers.get_source("default", CAREERS_SOURCE_KEY)


@pytest.fixture
def board(hrflow_sandbox):
    return containers.get_board("default", MAIN_BOARD_KEY)


@pytest.fixture
def root(django_user_model):
    return django_user_model.objects.create_superuser("root", password="sesame")


@pytest.fixture
def api(root):
    made = APIClient()
    made.force_authenticate(root)
    return made


def api_lists(api, length):
    """How many queries each list of the API takes, by its name."""
    counts = {}
    for name in views(ListView):
        key = {"api-job-scores": [JOB], "api-profile-scores": [PROFILE]}.get(name, [])
        response, queries = asked(api, reverse(f"hrflow:{name}", args=key), limit=100)
        assert len(response.json()["results"]) == length, name
        assert '"payload"' not in queries[-1], name
        counts[name] = len(queries)
    return counts


def test_lists_of_the_api(api):
    """One query each; where the path names an object, one more to find it."""
    fill(FEW)
    few = api_lists(api, len(FEW))
    fill(MANY)
    assert few == api_lists(api, len(FEW) + len(MANY))
    assert few == {name: 1 + name.endswith("-scores") for name in few}


def admin_lists(client, length):
    """How many queries each list of the admin takes, at rest and when searched, by its model."""
    counts = {}
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        response, listed = asked(client, path)
        assert len(response.context["cl"].result_list) >= length, model
        _response, searched = asked(client, path, q="a")
        assert not any('"payload"' in sql or '"raw"' in sql for sql in listed + searched), model
        counts[model._meta.label] = len(listed), len(searched)
    return counts


def test_lists_of_the_admin(client, root):
    client.force_login(root)
    fill(FEW)
    few = admin_lists(client, len(FEW))
    fill(MANY)
    assert few == admin_lists(client, len(FEW) + len(MANY))
    assert max(max(counts) for counts in few.values()) <= 8


class Remote:
    """Profiles or jobs at HrFlow, of which the mirror is not told."""

    def __init__(self, kind):
        client = workspaces["default"]
        self.container = CAREERS_SOURCE_KEY if kind == "profile" else MAIN_BOARD_KEY
        self.resource = getattr(client, kind).indexing
        self.content = profile_json if kind == "profile" else job_json

    def add(self, count):
        """Their keys."""
        answers = [self.resource.add_json(self.container, self.content()) for _ in range(count)]
        return [answer["data"]["key"] for answer in answers]

    def change(self, keys):
        for key in keys:
            content = {f"{self.content.__name__}": self.content(summary="changed")}
            self.resource.edit(self.container, key=key, **content)


#: What the scores are for.
TARGETS = {"api-profiles-score": "job", "api-jobs-score": "profile"}


@pytest.mark.parametrize("name", views(SearchView))
def test_what_hrflow_finds_refreshes_the_mirror(api, source, board, hrflow_sandbox, name):
    """Rows that are new, then rows that are changed: each in as many queries, however many."""
    kind = "profile" if name.startswith("api-profiles") else "job"
    query = {"limit": 100}
    if other := TARGETS.get(name):
        (query[other],) = Remote(other).add(1)
        api.get(reverse(f"hrflow:api-{other}s-search"))
    remote, new, changed = Remote(kind), [], []
    for count in (3, 30):
        keys = remote.add(count)
        new.append(len(asked(api, reverse(f"hrflow:{name}"), **query)[1]))
        remote.change(keys)
        response, queries = asked(api, reverse(f"hrflow:{name}"), **query)
        changed.append(len(queries))
    assert len(response.json()["results"]) == 33
    assert new[0] == new[1] <= 25
    assert changed[0] == changed[1] <= 25
