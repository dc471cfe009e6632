"""One sweep: what is due goes into the queue, or is worked on here where there is none."""

import pytest
from celery import current_app
from django.contrib.auth import get_user_model
from django.test import override_settings

from django_hrflow import tasks
from django_hrflow.models import Resume
from django_hrflow.services import calls, resumes
from django_hrflow.testing.queue import pass_time
from tests.services.conftest import cv

pytestmark = pytest.mark.django_db

SWEEP = "hrflow_sweep"


@pytest.fixture
def queue(settings):
    """The broker that lives in this process's memory, and how many messages wait in it."""
    app = current_app._get_current_object()
    settings.CELERY_TASK_ALWAYS_EAGER = False

    def waiting():
        with app.connection_for_read() as connection:
            channel = connection.default_channel
            return {
                queue.name: channel._size(queue.name)
                for queue in app.conf.task_queues
                if channel._size(queue.name)
            }

    def purge():
        with app.connection_for_write() as connection:
            for each in app.conf.task_queues:
                each(connection.default_channel).declare()
                connection.default_channel.queue_purge(each.name)

    purge()
    yield waiting
    purge()


@pytest.fixture
def due(careers):
    owner = get_user_model().objects.create(username="ada")
    call, _new = calls.ask(owner=owner, task="hrflow.link_text", arguments={"word": "python"})
    resume = resumes.accept(cv(), source=careers).resume
    return call, resume


def test_without_a_broker_the_rows_are_worked_on_here(due, run, hrflow_sandbox):
    call, resume = due
    assert run(SWEEP) == ["Worked on: 0 events, 1 calls, 0 erasures, 1 CVs.", "Nothing is due."]
    call.refresh_from_db()
    resume.refresh_from_db()
    assert (call.state, resume.state) == ("done", "accepted")
    assert hrflow_sandbox.wait_idle()
    pass_time(100)
    assert run(SWEEP)[-1] == "Nothing is due."
    resume.refresh_from_db()
    assert resume.state == "parsed"
    assert run(SWEEP) == ["Nothing is due."]


def test_with_a_broker_they_are_put_in_the_queue(due, run, queue):
    _call, resume = due
    assert run(SWEEP) == ["Put in the queue: 0 events, 1 calls, 0 erasures, 1 CVs."]
    assert queue() == {"hrflow.interactive": 1, "hrflow.bulk": 1}
    resume.refresh_from_db()
    assert resume.state == "stored"
    assert tasks.sweep() == 0  # the beat's leaves them alone for a while, a person's does not
    assert run(SWEEP) == ["Put in the queue: 0 events, 1 calls, 0 erasures, 1 CVs."]
    assert queue() == {"hrflow.interactive": 2, "hrflow.bulk": 2}


def test_here_even_with_a_broker(due, run, queue):
    assert run(SWEEP, here=True)[-1] == "Nothing is due."
    assert Resume.objects.get().state == "accepted"


def test_a_broker_that_is_away(due, run, queue, settings):
    settings.HRFLOW_PUBLISH_PAUSE = 0  # or it would be left alone by the tests that follow
    with override_settings(CELERY_BROKER_URL="redis://127.0.0.1:1/0"):
        lines, error = run(SWEEP, fails=True)
    assert lines == ["Put in the queue: 0 events, 1 calls, 0 erasures, 1 CVs."]
    assert "did not take 2" in str(error)
    assert error.returncode == 1
    assert tasks.sweep() == 2  # the next sweep need not wait


def test_what_the_broker_did_not_take_is_the_next_sweeps(
    due, queue, settings, django_capture_on_commit_callbacks
):
    settings.HRFLOW_PUBLISH_PAUSE = 0
    _call, resume = due
    with (
        override_settings(CELERY_BROKER_URL="redis://127.0.0.1:1/0"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        tasks.enqueue(tasks.parse_resume, resume.pk)
    assert queue() == {}
    assert tasks.sweep() == 1
    assert queue() == {"hrflow.bulk": 1}
