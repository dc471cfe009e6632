"""Jobs and a source in the mirror of a site that speaks to a sandbox."""

import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from django_hrflow import mirror
from django_hrflow.connections import workspaces
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY

CV = r"""{{\rtf1\ansi {name}\par {email}\par +33 1 99 00 12 {number:02d}\par
\par EXPERIENCE\par Data Engineer - Acme Rockets\par Jan 2020 - Mar 2022\par
Built pipelines in Python and Spark.\par \par SKILLS\par Python, Spark, SQL\par}}"""

_numbers = itertools.count(1)


@pytest.fixture
def make_cv():
    """A CV that nobody has sent yet."""

    def make(name="Ada Example", email="ada@example.org", file_name="ada.rtf"):
        number = next(_numbers)
        text = CV.format(name=name, email=email, number=number % 100) + " " * number
        return SimpleUploadedFile(file_name, text.encode())

    return make


@pytest.fixture
def source(db, hrflow_sandbox):
    """Where applications go."""
    answer = workspaces["default"].source.get(key=CAREERS_SOURCE_KEY)
    return mirror.store_source("default", answer["data"])


@pytest.fixture
def make_job(db):
    """A job in the mirror."""

    def make(number=1, **changes):
        payload = {
            "key": f"{number:040x}",
            "name": f"Data Engineer {number}",
            "board": {"key": MAIN_BOARD_KEY, "name": "Main board"},
            "summary": "Lay pipes for data.",
            "location": {"text": "Dijon"},
            "sections": [{"name": "profile", "title": "Who we seek", "description": "Curious."}],
            "requirements": "Five years of pipelines.",
            "skills": [{"name": "Spark"}],
            **changes,
        }
        return mirror.store_job("default", payload)

    return make


@pytest.fixture
def job(make_job):
    return make_job()
