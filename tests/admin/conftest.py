"""Recruiters with and without rights, and rows of every kind."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile

from django_hrflow import mirror
from django_hrflow.models import Event, Receipt, Resume
from django_hrflow.services import resumes


@pytest.fixture
def recruiter(db):
    """Somebody on the staff; ``allow`` gives rights."""
    return User.objects.create_user("recruiter", "recruiter@example.org", "secret", is_staff=True)


@pytest.fixture
def allow(recruiter):
    """``allow("view_profile", …)`` gives the recruiter these rights of the app."""

    def give(*codenames):
        found = Permission.objects.filter(
            content_type__app_label="django_hrflow", codename__in=codenames
        )
        assert len(found) == len(codenames)
        recruiter.user_permissions.add(*found)

    return give


@pytest.fixture
def desk(client, recruiter):
    """The recruiter's browser."""
    client.force_login(recruiter)
    return client


@pytest.fixture
def source(db):
    return mirror.store_source("default", {"key": "s" * 40, "name": "Careers site", "type": "api"})


@pytest.fixture
def board(db):
    return mirror.store_board("default", {"key": "b" * 40, "name": "Main board", "type": "api"})


def profile_payload(number, **changes):
    return {
        "key": f"{number:040x}",
        "reference": f"ref-{number}",
        "source": {"key": "s" * 40, "name": "Careers site"},
        "created_at": "2024-01-02T03:04:05+0000",
        "info": {
            "full_name": f"Ada Example {number}",
            "first_name": "Ada",
            "last_name": f"Example {number}",
            "email": f"ada{number}@example.org",
            "phone": "+33199000000",
            "location": {"text": "Lyon"},
            "summary": None,
        },
        "experiences": [
            {
                "title": "Data Engineer",
                "company": "Acme Rockets",
                "date_start": "2020-01-01T00:00:00",
                "date_end": None,
                "description": "Built pipelines.",
                "skills": [{"name": "Spark"}],
                "location": {"text": "Dijon"},
            }
        ],
        "educations": [
            {"title": "MSc", "school": "University of Nowhere", "date_end": "2019-06-01"}
        ],
        "skills": [{"name": "Python", "type": "hard", "value": None}, {"name": "SQL"}],
        "languages": None,
        **changes,
    }


@pytest.fixture
def make_profile(source):
    return lambda number=1, **changes: mirror.store_profile(
        "default", profile_payload(number, **changes)
    )


@pytest.fixture
def make_job(board):
    def make(number=1, **changes):
        payload = {
            "key": f"{number:040x}",
            "name": f"Data Engineer {number}",
            "reference": f"job-{number}",
            "board": {"key": "b" * 40, "name": "Main board"},
            "created_at": "2024-01-02T03:04:05+0000",
            "location": {"text": "Dijon"},
            "sections": [{"name": "profile", "title": "Who we seek", "description": "Curious."}],
            "requirements": "Five years of pipelines.",
            "skills": [{"name": "Spark"}],
            **changes,
        }
        return mirror.store_job("default", payload)

    return make


@pytest.fixture
def make_resume(source):
    def make(number=1, state="stored", **changes):
        file = ContentFile(rb"{\rtf1 CV %d}" % number, name=f"ada-{number}.rtf")
        resume = resumes.accept(file, source=source).resume
        Resume.objects.filter(pk=resume.pk).update(state=state, **changes)
        resume.refresh_from_db()
        return resume

    return make


@pytest.fixture
def make_event():
    def make(number=1, state="done", **changes):
        values = {"type": "profile.parsing.success", "payload": {"type": "x", "number": number}}
        event = Event.objects.create(digest=f"{number:064x}", state=state, **{**values, **changes})
        Receipt.objects.create(
            event=event, receiver="shop.receivers.greet", tries=2, last_error="ValueError"
        )
        return event

    return make
