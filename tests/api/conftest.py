"""Users, clients, and what the mirror holds; HrFlow is a sandbox on a socket."""

import itertools

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from django_hrflow import mirror
from django_hrflow.connections import workspaces
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from django_hrflow.services import jobs, profiles

API = "/hrflow/api/"
CV = r"""{{\rtf1\ansi {name}\par {email}\par +33 1 99 00 12 {number:02d}\par
\par EXPERIENCE\par Data Engineer - Acme Rockets\par Jan 2020 - Mar 2022\par
Built pipelines in Python and Spark.\par \par SKILLS\par Python, Spark, SQL\par}}"""

_numbers = itertools.count(1)


def cv(file_name="ada.rtf", name="Ada Example", email="ada@example.org"):
    """A CV that nobody has sent yet."""
    number = next(_numbers)
    text = CV.format(name=name, email=email, number=number % 100) + " " * number
    return SimpleUploadedFile(file_name, text.encode(), "application/rtf")


def profile_json(**members):
    """HR-JSON of a profile that nobody has sent yet."""
    number = next(_numbers)
    return {
        "reference": f"cand-{number}",
        "info": {"full_name": f"Ada Example {number}", "email": f"ada{number}@example.org"},
        "text": "Ada Example, data engineer, Python and Spark",
        "text_language": "en",
        "experiences": [{"title": "Data Engineer", "company": "Acme Rockets"}],
        "skills": [{"name": "python", "type": "hard", "value": None}],
        **members,
    }


def job_json(**members):
    """HR-JSON of a job that nobody has sent yet."""
    number = next(_numbers)
    return {
        "reference": f"job-{number}",
        "name": f"Data Engineer {number}",
        "location": {"text": "Dijon", "lat": 47.32, "lng": 5.04},
        "sections": [],
        "skills": [{"name": "python", "type": "hard", "value": 0.9}],
        **members,
    }


@pytest.fixture
def user(db, django_user_model):
    """A user without any permission."""
    return django_user_model.objects.create_user("ada", "ada@example.org", "sesame")


@pytest.fixture
def allow(user):
    """Give the user permissions by codename; a permission counts from the next request on."""

    def give(*codenames):
        found = Permission.objects.filter(content_type__app_label="django_hrflow")
        chosen = list(found.filter(codename__in=codenames))
        assert len(chosen) == len(codenames)
        user.user_permissions.add(*chosen)
        for name in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            user.__dict__.pop(name, None)

    return give


@pytest.fixture
def client(user):
    """Signed in as the user without permissions."""
    made = APIClient()
    made.force_authenticate(user)
    return made


@pytest.fixture
def api(db, django_user_model):
    """Signed in as somebody who may do everything."""
    made = APIClient()
    made.force_authenticate(django_user_model.objects.create_superuser("root", password="sesame"))
    return made


@pytest.fixture
def source(db, hrflow_sandbox):
    """A source that the mirror knows."""
    answer = workspaces["default"].source.get(key=CAREERS_SOURCE_KEY)
    return mirror.store_source("default", answer["data"])


@pytest.fixture
def board(db, hrflow_sandbox):
    """A board that the mirror knows."""
    answer = workspaces["default"].board.get(key=MAIN_BOARD_KEY)
    return mirror.store_board("default", answer["data"])


@pytest.fixture
def profile(source):
    """A profile at HrFlow and in the mirror."""
    return profiles.index(source_key=source.key, profile_json=profile_json())


@pytest.fixture
def job(board):
    """A job at HrFlow and in the mirror."""
    return jobs.index(board_key=board.key, job_json=job_json())


def problem_of(response, status):
    """The problem document of a response that must be one."""
    assert response.status_code == status, (response.status_code, response.content[:500])
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == status
    assert {"type", "title"} <= found.keys()
    return found


def wrong_parameters(response):
    """The names of the query parameters that a 400 complains of."""
    return {each["parameter"] for each in problem_of(response, 400)["errors"]}


def wrong_members(response):
    """The JSON pointers that a 400 complains of."""
    return {each["pointer"] for each in problem_of(response, 400)["errors"]}
