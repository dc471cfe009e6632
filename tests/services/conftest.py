"""A source that the mirror knows, CVs to send, and a sandbox to send them to."""

import itertools

import pytest
from django.core.files.base import ContentFile

from django_hrflow import mirror
from django_hrflow.connections import workspaces
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY
from django_hrflow.services import resumes
from django_hrflow.testing import queue

CV = r"""{{\rtf1\ansi {name}\par {email}\par +33 1 99 00 12 {number:02d}\par
\par EXPERIENCE\par Data Engineer - Acme Rockets\par Jan 2020 - Mar 2022\par
Built pipelines in Python and Spark.\par \par SKILLS\par Python, Spark, SQL\par}}"""

_numbers = itertools.count()


def cv(name="Ada Example", email="ada@example.org", file_name="ada.rtf"):
    """A CV that nobody has sent yet."""
    number = next(_numbers)
    text = CV.format(name=name, email=email, number=number % 100) + " " * (number + 1)
    return ContentFile(text.encode(), name=file_name)


def source_row(key):
    answer = workspaces["default"].source.get(key=key)
    return mirror.store_source("default", answer["data"])


@pytest.fixture
def work_off(hrflow_sandbox):
    """Work on what is due until nothing is, and let the sandbox come to rest."""

    def work():
        steps = queue.work_off()
        assert hrflow_sandbox.wait_idle()
        return steps

    return work


@pytest.fixture
def careers(db, hrflow_sandbox):
    """The source whose CVs are read later."""
    return source_row(CAREERS_SOURCE_KEY)


@pytest.fixture
def realtime(db, hrflow_sandbox):
    """The source whose CVs are read in the answer."""
    return source_row(REALTIME_SOURCE_KEY)


@pytest.fixture
def resume(careers):
    """A CV on its way."""
    return resumes.accept(cv(), source=careers).resume
