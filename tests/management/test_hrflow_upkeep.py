"""``hrflow_purge`` and ``hrflow_clean``: what they say, and what they exit with."""

import pytest

from django_hrflow.models import Event, Resume
from django_hrflow.services import resumes
from tests.services.conftest import cv
from tests.services.test_retention import age
from tests.services.test_storage import orphan

pytestmark = pytest.mark.django_db(transaction=True)


def test_purge_counts(run):
    Event.objects.create(digest="1" * 64, type="x.y", state="done", payload={})
    age(Event, 31, "received_at")
    told = "1 payloads of events, 0 calls, 0 files of CVs."
    assert run("hrflow_purge", "--dry-run") == [f"To be removed: {told}"]
    assert run("hrflow_purge") == [f"Removed: {told}"]
    assert run("hrflow_purge") == ["Removed: 0 payloads of events, 0 calls, 0 files of CVs."]


def test_clean_removes_and_fails_for_what_is_missing(run, careers):
    orphan()
    assert run("hrflow_clean", "--dry-run") == ["To be removed: 1 files without a row."]
    assert run("hrflow_clean") == ["Removed: 1 files without a row."]
    resume = resumes.accept(cv(), source=careers).resume
    Resume.objects.update(file="hrflow/2024/01/gone.pdf")
    lines, error = run("hrflow_clean", fails=True)
    assert lines == ["Removed: 0 files without a row."]
    assert str(resume.pk) in str(error)
    assert error.returncode == 1
