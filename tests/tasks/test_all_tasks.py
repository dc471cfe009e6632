"""Every task of the app takes JSON and gives JSON, in place and through a worker."""

import json

import pytest
from celery import current_app
from celery.signals import task_postrun
from django.contrib.auth import get_user_model

from django_hrflow import tasks
from django_hrflow.models import Call, Erasure, Event, Score
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from django_hrflow.services import calls, resumes
from django_hrflow.tasks.asking import AskTask
from django_hrflow.testing.queue import pass_time
from tests.live.processes import wait_until
from tests.services.conftest import cv
from tests.services.samples import job_json, profile_json

pytestmark = pytest.mark.django_db

CAREERS, MAIN = {"source_key": CAREERS_SOURCE_KEY}, {"board_key": MAIN_BOARD_KEY}
TEXT = "Ada Example builds pipelines with Python in Lyon."


def arguments_of(profile, job, careers):
    """Arguments for each task, by its name without the prefix."""
    who = {"key": profile.key, "source_key": profile.source.key}
    what = {"key": job.key, **MAIN}
    return {
        "list_sources": {"name": "careers"},
        "get_source": {"key": CAREERS_SOURCE_KEY},
        "list_boards": {"limit": 1},
        "get_board": {"key": MAIN_BOARD_KEY},
        "index_profile": {**CAREERS, "profile_json": profile_json(2)},
        "edit_profile": {**who, "profile_json": {**profile.payload, "text": "other"}},
        "get_profile": who,
        "archive_profile": {**who, "archived": False},
        "list_profiles": {"source_keys": [profile.source.key], "order_by": "asc"},
        "get_profile_parsing": who,
        "list_profile_attachments": who,
        "search_profiles": {"filters": {"text_keywords": ["python"]}, "sort_by": "updated_at"},
        "score_profiles": {"job_key": job.key, "use_agent": 1},
        "embed_profile": who,
        "index_job": {**MAIN, "job_json": job_json(2)},
        "edit_job": {**what, "job_json": job_json(1, name="Lead")},
        "get_job": {**MAIN, "reference": "job-1"},
        "archive_job": {**what, "archived": False},
        "list_jobs": {},
        "search_jobs": {"names": ["Data"]},
        "score_jobs": {"profile_key": profile.key},
        "embed_job": what,
        "parse_text": {"texts": [TEXT], "output_object": "profile"},
        "reveal_text": {"text": TEXT},
        "embed_text": {"text": TEXT},
        "embed_item": {"item_type": "profile", "item": profile_json()},
        "link_text": {"word": "python", "top_n": 2},
        "tag_text": {"algorithm_key": "tagger-hrflow-skills", "text": TEXT},
        "check_webhook": {"url": "https://jobs.example.org/", "type": "profile.parsing.success"},
        "sync": {"workspace": "default", "only": ["sources", "profiles"]},
        "sync_container": {
            "workspace": "default", "kind": "profiles", "container": CAREERS_SOURCE_KEY,
        },
        "parse_resume": {"resume_pk": resumes.accept(cv(), source=careers).resume.pk},
        "process_event": {"event_pk": Event.objects.order_by("pk").last().pk},
        "run_call": {"call_pk": str(asked().pk)},
        "erase_person": {"erasure_pk": Erasure.objects.create().pk},
        "sweep": {},
        "purge": {},
        "clean": {},
        "canary": {"queue": "hrflow.bulk"},
    }  # fmt: skip


def asked(**changes):
    owner, _new = get_user_model().objects.get_or_create(username="ada")
    given = {"task": "hrflow.link_text", "arguments": {"word": "python"}, **changes}
    return calls.ask(owner=owner, **given)[0]


def names():
    current_app.loader.import_default_modules()
    return sorted(name for name in current_app.tasks if name.startswith("hrflow."))


def through_json(value):
    return json.loads(json.dumps(value, allow_nan=False))


def test_no_task_is_missing(profile, job, careers):
    found = {f"hrflow.{name}" for name in arguments_of(profile, job, careers)}
    assert found == set(names())
    public = {getattr(tasks, each) for each in tasks.__all__ if each not in FUNCTIONS}
    assert {task.name for task in public} == found


FUNCTIONS = {"enqueue", "publish_due", "run_due"}


@pytest.mark.parametrize("name", names())
def test_in_place(name, profile, job, careers):
    """Eagerly, Celery puts the arguments through its serialiser too, but never the result."""
    task = current_app.tasks[name]
    given = arguments_of(profile, job, careers)[name.removeprefix("hrflow.")]
    assert through_json(given) == given
    assert current_app.conf.task_always_eager
    done = task.apply_async(kwargs=given)
    assert through_json(done.get()) == done.result
    assert (task.soft_time_limit, task.time_limit) == (120, 150)


@pytest.fixture
def ended():
    """How each task ended, by its id: some keep no result to ask for."""
    states = {}

    def note(task_id, state, **kwargs):
        states[task_id] = state

    task_postrun.connect(note, weak=False)
    yield states
    task_postrun.disconnect(note)


@pytest.mark.django_db(transaction=True)
def test_through_a_worker(worker, ended, profile, job, careers):
    """Arguments and results as the broker and the result store have them."""
    for name, given in arguments_of(profile, job, careers).items():
        task = worker.tasks[f"hrflow.{name}"]
        waiting = task.apply_async(kwargs=given)
        if task.ignore_result:
            wait_until(lambda waiting=waiting: waiting.id in ended, 20, name)
            assert ended[waiting.id] == "SUCCESS", name
        else:
            result = waiting.get(timeout=20, interval=0.01)
            assert through_json(result) == result, name


def test_a_question_answered_in_place(profile, job):
    found = tasks.score_profiles(job_key=job.key, source_keys=[profile.source.key])
    assert [each["key"] for each in found["results"]] == [profile.key]
    assert found["results"][0]["score"] == pytest.approx(Score.objects.get().score)
    assert tasks.edit_job(key=job.key, job_json=job_json(name="Lead"))["name"] == "Lead"


def test_a_call_runs_the_task_that_it_names(hrflow_sandbox):
    call = asked(arguments={"word": "python", "top_n": 2})
    tasks.run_call(str(call.pk))
    call.refresh_from_db()
    assert (call.state, len(call.result)) == ("done", 2)


@pytest.mark.parametrize("name", ["celery.backend_cleanup", "hrflow.sweep", "os.system", ""])
def test_a_call_runs_nothing_but_questions_to_hrflow(name, hrflow_sandbox):
    call = asked(task=name, arguments={})
    tasks.run_call(str(call.pk))
    call.refresh_from_db()
    assert (call.state, call.error["status"]) == ("failed", 400)


def test_the_sweep_takes_calls_too(hrflow_sandbox):
    call = asked()
    assert tasks.sweep() == 0  # whoever made it puts it in the queue
    pass_time(31)
    assert tasks.sweep() == 1
    call.refresh_from_db()
    assert call.state == "done"
    assert tasks.sweep() == 0


def test_what_runs_for_a_row_keeps_no_result():
    for name in names():
        task = current_app.tasks[name]
        of_a_row = name in ("hrflow.parse_resume", "hrflow.process_event", "hrflow.sweep",
                            "hrflow.run_call", "hrflow.erase_person", "hrflow.purge",
                            "hrflow.clean", "hrflow.canary")  # fmt: skip
        assert isinstance(task, AskTask) != of_a_row
        assert bool(task.ignore_result) == bool(task.acks_late) == of_a_row
    assert Call.objects.count() == 0
