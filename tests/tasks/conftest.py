"""A running Celery worker, and what its tasks work on."""

import pytest
from celery import current_app
from celery.contrib.testing.worker import start_worker

from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, REALTIME_SOURCE_KEY
from django_hrflow.services import jobs, profiles, resumes
from tests.services.conftest import cv, source_row
from tests.services.samples import job_json


@pytest.fixture(scope="session")
def _worker():
    """A worker in a thread; starting and stopping one takes seconds."""
    app = current_app._get_current_object()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        yield app


@pytest.fixture
def worker(_worker, settings):
    """The app with a worker that its tasks are sent to."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    return _worker


@pytest.fixture
def careers(hrflow_sandbox):
    return source_row(CAREERS_SOURCE_KEY)


@pytest.fixture
def profile(careers):
    """A profile that HrFlow read from a CV, so that it has a parsing and attachments."""
    resume = resumes.accept(cv(), source=source_row(REALTIME_SOURCE_KEY)).resume
    resumes.advance(resume.pk)
    return profiles.fetch(source_key=REALTIME_SOURCE_KEY, reference=resume.reference)


@pytest.fixture
def job(hrflow_sandbox):
    return jobs.index(board_key=MAIN_BOARD_KEY, job_json=job_json())
