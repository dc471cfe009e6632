"""A source to import into, and a command to run."""

import io

import pytest
from celery import current_app
from django.core.management import CommandError, call_command

from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY
from tests.services.conftest import source_row


@pytest.fixture
def careers(db, hrflow_sandbox):
    return source_row(CAREERS_SOURCE_KEY)


@pytest.fixture
def no_broker():
    """Messages go to a Redis that is not there."""
    app = current_app._get_current_object()
    away = dict.fromkeys(
        ("broker_url", "broker_read_url", "broker_write_url"), "redis://127.0.0.1:9/0"
    )
    before = {name: app.conf[name] for name in (*away, "task_always_eager")}
    app.conf.update(away, task_always_eager=False)
    yield
    app.conf.update(before)


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
