"""A running project: a person is erased by a click, doctor and health view tell the truth."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
import redis
import requests

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests import dump
from tests.journeys.browserless import Recruiter
from tests.journeys.test_admin_to_receiver import MIRROR_SOURCE, UPLOAD
from tests.journeys.test_erasure import holding
from tests.live.stack import ROOT, Stack
from tests.services.conftest import cv

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

NAME, EMAIL = "Zora Quillmark", "zora.quillmark@example.org"
PROFILES = "/admin/django_hrflow/profile/"


@pytest.fixture(scope="module")
def stack(redis_path, tmp_path_factory):
    folder = tmp_path_factory.mktemp("operations")
    short = {"HRFLOW_HEALTH_LIMIT": "5"}
    with Stack(folder, sandbox=["--parse-delay", "0.2"], env=short) as running:
        running.manage("shell", "-c", MIRROR_SOURCE.format(key=CAREERS_SOURCE_KEY))
        yield running


def doctor(stack, *options):
    """Status by name, and the exit code."""
    command = [sys.executable, "-m", "django", "hrflow_doctor", "--json", *options]
    done = subprocess.run(
        command, env={**os.environ, **stack.env}, capture_output=True, text=True, timeout=60,
        cwd=ROOT,
    )  # fmt: skip
    findings = json.loads(done.stdout)["findings"]
    return {each["name"]: each["status"] for each in findings}, done.returncode


QUEUES = ("hrflow.bulk", "hrflow.interactive", "hrflow.webhooks")


def test_the_doctor_hears_the_workers(stack):
    url = f"{stack.url}/hrflow/webhook/"
    stack.wait(lambda: stack.query("SELECT 1 FROM django_hrflow_heartbeat"), 60, "a sweep")
    found, code = doctor(stack, "--url", url)
    assert (set(found.values()), code) == ({"ok"}, 0), found
    assert {f"queue {name}" for name in QUEUES} <= found.keys()


def upload(stack, name, email):
    recruiter = Recruiter(stack.url, *stack.user())
    source = recruiter.choice(UPLOAD, "Careers site")
    file = (f"{name}.rtf", cv(name=name, email=email).read())
    recruiter.post(UPLOAD, files=[("cvs", file)], source=source)
    arrived = "SELECT id, key FROM django_hrflow_profile WHERE name = %s"
    stack.wait(lambda: stack.query(arrived, name), 60, f"the profile of {name}")
    return recruiter, *stack.query(arrived, name)[0]


def test_a_person_is_erased_by_a_click(stack):
    upload(stack, "Ada Example", "ada@example.org")
    recruiter, pk, key = upload(stack, NAME, EMAIL)
    stack.wait(lambda: set(stack.states()) == {"parsed"}, 60, "all CVs")
    logs = {each.name: each.log.stat().st_size for each in stack.processes}
    order = {"action": "erase_person", "_selected_action": pk}
    asked = recruiter.post(PROFILES, **order)
    assert NAME in asked.text
    told = recruiter.post(PROFILES, **order, confirmed="yes")
    assert "1 person is being erased" in re.sub(r"\s+", " ", told.text)
    done = "SELECT count(*) FROM django_hrflow_erasure WHERE state = 'erased'"
    stack.wait(lambda: stack.query(done) == [(1,)], 60, "the erasure")
    left = holding(stack, "quillmark") + holding(stack, key)
    assert left == []
    assert dump.files_holding(stack.folder / "files" / "private", "quillmark") == []
    assert remembered(stack, "quillmark", key) == []
    for process in stack.processes:
        if process is not stack.sandbox:  # which stands in for HrFlow
            written = process.log.read_bytes()[logs[process.name] :].lower()
            assert b"quillmark" not in written, process.name
    assert "Ada Example" in recruiter.get(PROFILES)
    assert NAME not in recruiter.get(PROFILES)


def remembered(stack, *markers):
    """Keys of Redis whose name or value holds one of the markers."""
    client = redis.Redis(port=stack.redis_port)
    found = []
    for name in client.scan_iter():
        value = client.dump(name) or b""
        if any(marker.encode().lower() in (name + value).lower() for marker in markers):
            found.append(name)
    client.close()
    return found


def status(stack):
    return requests.get(f"{stack.url}/hrflow/health/", timeout=10).status_code


def test_health_is_red_while_nobody_works(stack):
    """R-14, shortened: the limit is 5 seconds instead of a minute."""
    assert status(stack) == 200
    stack.worker.kill()
    stack.beat.kill()
    try:
        recruiter = Recruiter(stack.url, *stack.user())
        source = recruiter.choice(UPLOAD, "Careers site")
        recruiter.post(UPLOAD, files=[("cvs", ("nora.rtf", cv(name="Nora").read()))], source=source)
        began = time.monotonic()
        stack.wait(lambda: status(stack) == 503, 20, "red")
        assert time.monotonic() - began > 4
        found, code = doctor(stack)
        assert code == 1
        assert {found[f"queue {name}"] for name in QUEUES} == {"failed"}
        assert found["work"] == "failed"
    finally:
        stack.worker.start()
        stack.beat.start()
    stack.wait(lambda: status(stack) == 200, 40, "green")
