"""From the admin's click to the receiver, over real sockets and processes only."""

import json

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY
from tests.journeys.browserless import Recruiter
from tests.live.stack import Stack
from tests.services.conftest import cv

UPLOAD = "/admin/django_hrflow/resume/add/"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stack(request, redis_path, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    with Stack(folder, database=request.param, sandbox=["--parse-delay", "0.3"]) as running:
        running.name_of = {}
        for key in (CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY):
            running.manage("shell", "-c", MIRROR_SOURCE.format(key=key))
        yield running


MIRROR_SOURCE = (
    "from django_hrflow import mirror, workspaces\n"
    "mirror.store_source('default', workspaces['default'].source.get(key='{key}')['data'])"
)


def upload(stack, source_name, *names):
    """Several CVs through the admin's upload page."""
    recruiter = Recruiter(stack.url, *stack.user())
    files = [
        ("cvs", (f"{name}.rtf", cv(name=name, email=f"{name[:3].lower()}@example.org").read()))
        for name in names
    ]
    source = recruiter.choice(UPLOAD, source_name)
    return recruiter, recruiter.post(UPLOAD, files=files, source=source)


def effects(stack, name):
    return stack.query(
        "SELECT e.receiver, e.event_type, e.origin, e.mirrored FROM recorder_effect e"
        " JOIN django_hrflow_profile p ON p.key = e.profile_key"
        " WHERE p.name = %s AND e.event_type = 'profile.parsing.success' ORDER BY e.receiver",
        name,
    )


@pytest.mark.parametrize(
    ("source_name", "names", "origins"),
    [
        ("Careers site", ("Ada Example", "Jean Exemple"), {"webhook", "poll"}),
        ("Real-time", ("Mira Sample",), {"answer"}),
    ],
)
def test_from_the_click_to_the_receiver(stack, source_name, names, origins):
    recruiter, answer = upload(stack, source_name, *names)
    assert all(f"{name}.rtf" in answer.text for name in names)
    for name in names:
        stack.wait(lambda name=name: len(effects(stack, name)) == 3, 60, f"effects of {name}")
        assert {each[0] for each in effects(stack, name)} == {"good", "moody", "poisoned"}
        assert {each[2] for each in effects(stack, name)} <= origins
        assert all(each[3] for each in effects(stack, name))
        assert name in recruiter.get("/admin/django_hrflow/profile/")
    assert set(stack.states()) == {"parsed"}
    stored = {each["reference"] for each in stack.control("profiles")["profiles"]}
    mine = {row[0] for row in stack.query("SELECT reference FROM django_hrflow_resume")}
    assert mine <= stored


def test_a_webhook_is_what_usually_tells(stack):
    upload(stack, "Careers site", "Nora Beispiel")
    stack.wait(lambda: len(effects(stack, "Nora Beispiel")) == 3, 60, "the effects")
    schemes = stack.query("SELECT scheme FROM django_hrflow_event WHERE origin = 'webhook'")
    assert ("A",) in schemes


def test_without_any_webhook_the_result_is_asked_for(stack):
    stack.control("settings", {"webhook_drop": 1})
    try:
        upload(stack, "Careers site", "Paul Muster")
        stack.wait(lambda: len(effects(stack, "Paul Muster")) == 3, 60, "the effects")
    finally:
        stack.control("settings", {"webhook_drop": 0})
    assert {each[2] for each in effects(stack, "Paul Muster")} == {"poll"}


def test_the_worker_prints_no_personal_data(stack):
    for process in (stack.worker, stack.web, stack.beat):
        assert "example.org" not in process.log.read_text()
        assert "Example" not in json.dumps(process.tail(10**6)).replace("example_project", "")
