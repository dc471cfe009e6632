"""A source to import into, and a command to run."""

import io

import pytest
from django.core.management import CommandError, call_command

from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY
from tests.services.conftest import source_row


@pytest.fixture
def careers(db, hrflow_sandbox):
    return source_row(CAREERS_SOURCE_KEY)


@pytest.fixture
def no_broker(settings):
    """Messages go to a Redis that is not there."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def run():
    """Run a command: its lines, or with ``fails`` its error and lines; ``tty`` is a terminal."""

    def run(name, *args, fails=False, tty=False, **given):
        out = Terminal() if tty else io.StringIO()
        error = None
        try:
            call_command(name, *args, stdout=out, **given)
        except CommandError as raised:
            if not fails:
                raise
            error = raised
        text = out.getvalue() if tty else out.getvalue().splitlines()
        assert (error is not None) == fails
        return (text, error) if fails else text

    return run
