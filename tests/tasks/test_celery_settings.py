"""What a project may write into its Celery settings."""

import subprocess
import sys

import pytest
from celery import Celery, current_app

from django_hrflow import celery_settings
from django_hrflow.celery_settings import beat_schedule, queues, route

QUEUES = ["celery", "hrflow.interactive", "hrflow.bulk", "hrflow.webhooks"]


def test_queues_beside_the_projects_own():
    assert [queue.name for queue in queues()] == QUEUES
    assert [queue.name for queue in queues("mine", "other")] == ["mine", "other", *QUEUES[1:]]


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("hrflow.parse_resume", "hrflow.bulk"),
        ("hrflow.sync", "hrflow.bulk"),
        ("hrflow.process_event", "hrflow.webhooks"),
        ("hrflow.search_profiles", "hrflow.interactive"),
        ("hrflow.run_call", "hrflow.interactive"),
        ("myproject.send_mail", None),
    ],
)
def test_routes(task, queue):
    assert route(task, [], {}, {}) == (queue and {"queue": queue})


def test_the_example_project_opts_in_and_a_plain_worker_serves_all():
    app = current_app._get_current_object()
    assert set(app.amqp.queues.consume_from) == set(QUEUES)
    found = app.amqp.router.route({}, "hrflow.process_event", (), {})
    assert found["queue"].name == "hrflow.webhooks"
    assert app.amqp.router.route({}, "other.task", (), {})["queue"].name == "celery"


def test_a_project_that_does_not_opt_in_is_left_alone():
    app = Celery("plain", set_as_current=False)
    assert app.amqp.router.route({}, "hrflow.sync", (), {})["queue"].name == "celery"


def test_the_names_in_it_are_those_of_tasks():
    current_app.loader.import_default_modules()
    named = {
        *celery_settings._ELSEWHERE,
        *(each["task"] for each in beat_schedule(sync_every=60).values()),
    }
    assert named <= set(current_app.tasks)


def test_the_beat():
    assert set(beat_schedule()) == {"hrflow-sweep", "hrflow-purge", "hrflow-clean"}
    assert set(beat_schedule(purge_every=None, clean_every=None)) == {"hrflow-sweep"}
    entries = beat_schedule(sweep_every=2, sync_every=3600)
    assert entries["hrflow-sweep"]["schedule"] == 2
    assert entries["hrflow-sync"]["options"] == {"expires": 3600}


def test_it_can_be_imported_by_settings():
    """Before Django is set up, and without pulling in the app's models."""
    code = (
        "import sys; import django_hrflow.celery_settings; "
        "assert 'django_hrflow.models' not in sys.modules; assert 'django.db' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
