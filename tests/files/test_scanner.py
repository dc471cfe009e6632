"""A worker shows each file to the project's scanner before HrFlow sees it."""

import pytest
from django.core.exceptions import ValidationError

from django_hrflow.models import Resume
from django_hrflow.sandbox import REALTIME_SOURCE_KEY
from django_hrflow.services import resumes
from django_hrflow.testing.queue import work_off
from tests.services.conftest import cv, source_row

pytestmark = pytest.mark.django_db

SEEN = []


def clean(file):
    SEEN.append(file.read())


def finds(file):
    raise ValidationError("Eicar-Signature found.")


def away(file):
    raise FileNotFoundError("/run/clamd.socket")


@pytest.fixture
def resume(hrflow_sandbox):
    return resumes.accept(cv(), source=source_row(REALTIME_SOURCE_KEY)).resume


def posts(sandbox):
    return len(sandbox.calls("profile/parsing/file"))


@pytest.fixture
def scanner(settings):
    def use(name):
        settings.HRFLOW_FILE_SCANNER = f"tests.files.test_scanner.{name}"

    return use


def test_what_the_scanner_passes_arrives_whole(resume, scanner, hrflow_sandbox):
    scanner("clean")
    SEEN.clear()
    work_off()
    resume.refresh_from_db()
    assert resume.state == "parsed"
    with resume.file.open("rb") as file:
        assert [file.read()] == SEEN
    assert resume.size == len(SEEN[0])


def test_what_the_scanner_refuses_never_leaves(resume, scanner, hrflow_sandbox):
    scanner("finds")
    work_off()
    resume.refresh_from_db()
    assert (resume.state, resume.outcome) == ("rejected", "FileRefused")
    assert resume.reason == "The scanner refuses the file: Eicar-Signature found."
    assert posts(hrflow_sandbox) == 0


@pytest.mark.parametrize("name", ["away", "nowhere"])
def test_while_the_scanner_is_away_the_cv_waits_and_loses_no_attempt(
    resume, scanner, hrflow_sandbox, name, caplog
):
    scanner(name)
    resumes.advance(resume.pk)
    resume.refresh_from_db()
    assert (resume.state, resume.attempts, resume.outcome) == ("stored", 0, "ScannerAway")
    assert resume.submitted_at is None
    assert "scanner" in resume.reason
    assert "clamd" not in resume.reason + caplog.text
    assert posts(hrflow_sandbox) == 0
    scanner("clean")
    Resume.objects.update(not_before="2020-01-01T00:00:00Z")
    work_off()
    resume.refresh_from_db()
    assert resume.state == "parsed"
    assert posts(hrflow_sandbox) == 1


def test_a_file_that_was_refused_is_scanned_again_when_it_is_tried_again(
    resume, scanner, hrflow_sandbox
):
    scanner("finds")
    work_off()
    scanner("clean")
    assert resumes.retry(resume.pk) == 1
    work_off()
    resume.refresh_from_db()
    assert resume.state == "parsed"
