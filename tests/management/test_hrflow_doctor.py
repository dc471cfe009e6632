"""``hrflow_doctor``: a line for each thing, what to do, and an exit code."""

import json

import pytest
from django.db import connection
from django.test import override_settings

from django_hrflow.models import Erasure, Heartbeat
from django_hrflow.services import resumes
from django_hrflow.testing.queue import pass_time
from tests.services.conftest import cv

pytestmark = pytest.mark.django_db(transaction=True)

DOCTOR = "hrflow_doctor"


def marks(lines):
    """``{"broker": "!", …}``: what stands before each name."""
    return {line[2:].partition(":")[0]: line[0] for line in lines}


def test_a_sound_project_in_one_process(run, hrflow_sandbox):
    Heartbeat.beat("sweep")
    lines = run(DOCTOR)
    assert marks(lines) == {
        "settings": "✓", "database": "✓", "storage": "✓", "key of default": "✓", "broker": "!",
        "rate limit": "✓", "work": "✓", "sweep": "✓",
    }  # fmt: skip
    assert all("→" in line for line in lines if line[0] != "✓")


def test_as_json(run, hrflow_sandbox):
    document = json.loads("\n".join(run(DOCTOR, "--json")))
    assert document["ok"] is True
    found = {each["name"]: each["status"] for each in document["findings"]}
    assert found["database"] == "ok"
    assert found["sweep"] == "warning"
    assert set(document["findings"][0]) == {"name", "status", "message", "fix"}


SECRET = "ask_" + "f00d" * 8


@pytest.mark.parametrize(
    ("change", "name", "mark"),
    [
        ({"API_SECRET": SECRET}, "key of default", "✓"),
        ({"API_SECRET": "not-a-key-of-anybody"}, "key of default", "✗"),
        ({"API_URL": "http://127.0.0.1:9/v1/"}, "key of default", "✗"),
        ({"API_SECRET": SECRET.replace("ask_", "askr_")}, "key of default", "!"),
        ({"WEBHOOK_SECRET": "short"}, "settings", "✗"),
        ({"WEBHOOK_SECRET": None}, "settings", "!"),
        ({"NO_SUCH_KEY": 1}, "settings", "✗"),
        ({"RATE_LIMIT": "9/s"}, "rate limit", "!"),
    ],
)
def test_each_of_hrflows_settings(run, hrflow_sandbox, settings, change, name, mark):
    settings.HRFLOW = {"default": {**settings.HRFLOW["default"], **change}}
    found = run(DOCTOR, fails=mark == "✗")
    lines = found[0] if mark == "✗" else found
    assert marks(lines)[name] == mark
    text = "".join(map(str, found))
    assert not any(str(value) in text for value in change.values() if len(str(value)) > 8)


def test_without_any_settings(run, settings):
    del settings.HRFLOW
    lines, error = run(DOCTOR, fails=True)
    assert marks(lines)["settings"] == "✗"
    assert error.returncode == 1


def test_the_storage_refuses(run, hrflow_sandbox, settings, tmp_path):
    (tmp_path / "private").write_text("not a folder")
    lines, _error = run(DOCTOR, fails=True)
    assert marks(lines)["storage"] == "✗"
    settings.STORAGES = {
        name: value for name, value in settings.STORAGES.items() if name != "hrflow"
    }
    assert marks(run(DOCTOR))["settings"] == "!"


def test_migrations_that_are_missing(run, hrflow_sandbox):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'django_hrflow'")
    try:
        lines, _error = run(DOCTOR, fails=True)
    finally:
        from django.db.migrations.recorder import MigrationRecorder

        MigrationRecorder(connection).record_applied("django_hrflow", "0001_initial")
    assert marks(lines)["database"] == "✗"
    assert "manage.py migrate" in "".join(lines)


def test_work_that_is_not_done(run, careers):
    resumes.accept(cv(), source=careers)
    Heartbeat.beat("sweep")
    pass_time(3600)
    Erasure.objects.create()
    Erasure.objects.update(ordered_at="2024-01-01 00:00Z")
    Heartbeat.objects.update(at="2024-01-01 00:00Z")
    lines, error = run(DOCTOR, fails=True)
    found = marks(lines)
    assert (found["work"], found["sweep"], found["erasures"]) == ("✗", "✗", "!")
    assert "ada" not in "".join(lines).lower()
    assert str(error) == "2 of 9 failed."


def test_the_webhooks_url(run, hrflow_sandbox, live_server, settings):
    url = f"{live_server.url}/hrflow/webhook/"
    lines = run(DOCTOR, "--url", url)
    assert marks(lines)["webhook URL"] == "✓"
    for wrong in (f"{live_server.url}/hrflow/health/", "http://127.0.0.1:9/", "ftp://x", "x"):
        lines, _error = run(DOCTOR, "--url", wrong, fails=True)
        assert marks(lines)["webhook URL"] == "✗"


def test_a_broker_that_is_away(run, hrflow_sandbox, no_broker):
    Heartbeat.beat("sweep")
    lines, _error = run(DOCTOR, fails=True)
    assert marks(lines)["broker"] == "✗"


@override_settings(HRFLOW_LEASES=1)
def test_a_setting_that_does_not_exist(run, hrflow_sandbox):
    lines, _error = run(DOCTOR, fails=True)
    assert "HRFLOW_LEASE" in "".join(lines)
