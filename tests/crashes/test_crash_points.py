"""R-8: a process truly exits at each named place of a CV's and an event's way; nothing is lost.

Each test names the row of the crash tables that it stands for: C1 to C14 of a CV, E1 to E10 of an
event. Two more live elsewhere: a worker frozen past its lease in ``tests/models/test_lease.py`` and
``tests/chaos``, a webhook that overtakes the answer in ``tests/services/test_events.py``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from django_hrflow import webhooks
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, DEFAULT_WEBHOOK_SECRET, Sandbox
from tests.chaos.actors import RTF
from tests.live.processes import Process, free_port
from tests.live.stack import ROOT, Stack

UPLOAD = """
import sys
from django.core.files.base import ContentFile
from django_hrflow import mirror, workspaces
from django_hrflow.services import resumes
source = mirror.store_source("default", workspaces["default"].source.get(key=sys.argv[1])["data"])
file = ContentFile(sys.argv[2].encode(), name="candidate.rtf")
print(resumes.accept(file, source=source, idempotency_key="one").resume.pk)
"""


class Site:
    """A project with a database file and no processes: each step is a process of its own."""

    def __init__(self, folder, sandbox):
        self.stack = Stack(folder, redis=False)
        self.stack.env["HRFLOW_API_URL"] = sandbox.url
        self.sandbox = sandbox
        self.stack.manage("migrate", "--verbosity", "0")

    def step(self, *arguments, crash=None):
        """Run a Django command, die at ``crash`` if given; its exit code."""
        env = {**os.environ, **self.stack.env, "HRFLOW_CRASHPOINT": crash or ""}
        done = subprocess.run(
            [sys.executable, *arguments], env=env, capture_output=True, text=True, timeout=60,
            check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode in (0, 137), done.stderr
        return done.returncode

    def upload(self, crash=None):
        code = "import django; django.setup()\n" + UPLOAD
        text = RTF.format(number=1, salt="")
        return self.step("-c", code, CAREERS_SOURCE_KEY, text, crash=crash)

    def work(self, crash=None):
        """Work on everything that is due."""
        return self.step("-m", "django", "hrflow_sweep", "--here", crash=crash)

    def pass_time(self, seconds):
        for table in ("resume", "event"):
            rows = self.stack.query(f"SELECT id, not_before FROM django_hrflow_{table}")
            for pk, _due in rows:
                self.stack.query(
                    f"UPDATE django_hrflow_{table} SET enqueued_at = NULL, not_before ="
                    f" strftime('%Y-%m-%d %H:%M:%f', not_before, '-{seconds} seconds')"
                    " WHERE id = %s",
                    pk,
                )

    def finish(self):
        """Let time pass and work until nothing changes any more."""
        for _round in range(6):
            self.work()
            assert self.sandbox.wait_idle()
            self.pass_time(200)

    def states(self):
        return [state for (state,) in self.stack.query("SELECT state FROM django_hrflow_resume")]

    def event_states(self):
        return [state for (state,) in self.stack.query("SELECT state FROM django_hrflow_event")]

    def files(self):
        folder = Path(self.stack.env["MEDIA_ROOT"]) / "private"
        return [each for each in folder.rglob("*") if each.is_file()]

    def effects(self):
        return sorted(
            self.stack.query(
                "SELECT receiver FROM recorder_effect WHERE event_type = 'profile.parsing.success'"
            )
        )


EVERYBODY = [("good",), ("moody",), ("poisoned",)]


@pytest.fixture
def site(tmp_path):
    with Sandbox(parse_delay=0.0, repeated_reference="duplicate") as sandbox:
        yield Site(tmp_path, sandbox)


def assert_whole(site):
    """One CV, parsed once, told once to everybody."""
    assert site.states() == ["parsed"]
    assert site.sandbox.profiles()["count"] == 1
    assert site.sandbox.profiles()["surplus"] == 0
    assert site.effects() == EVERYBODY
    assert len(site.files()) == 1


def test_c2_the_file_is_stored_and_the_row_is_not(site):
    assert site.upload(crash="resume_file_stored") == 137
    assert (site.states(), len(site.files())) == ([], 1)
    assert site.upload() == 0
    assert site.states() == ["stored"]


def test_c3_c4_the_row_is_stored_and_nobody_was_told(site):
    assert site.upload(crash="resume_stored") == 137
    assert site.states() == ["stored"]
    assert site.upload() == 0
    assert site.states() == ["stored"]
    site.finish()
    assert_whole(site)


@pytest.mark.parametrize(
    ("crash", "state"),
    [
        pytest.param("resume_claimed", "submitting", id="c5-before-the-first-byte"),
        pytest.param("resume_answered", "submitting", id="c7-answer-not-written"),
        pytest.param("resume_accepted", "accepted", id="c8-written-not-acknowledged"),
    ],
)
@pytest.mark.parametrize("realtime", [False, True], ids=["later", "in-the-answer"])
def test_a_worker_dies_on_the_way(site, crash, state, realtime):
    site.sandbox.configure(sources={CAREERS_SOURCE_KEY: realtime})
    site.upload()
    code = site.work(crash=crash)
    if crash == "resume_accepted" and not realtime:
        assert code == 0  # without a profile in the answer there is nothing after the write
    else:
        assert code == 137
    assert site.states() == [state]
    site.finish()
    assert_whole(site)


@pytest.mark.parametrize("fault", ["silence-after=30", "silence=30"])
def test_c6_sent_and_no_answer_when_the_worker_dies(site, fault, tmp_path):
    site.upload()
    site.sandbox.fault(fault, path="profile/parsing/file")
    worker = Process(
        "worker", [sys.executable, "-m", "django", "hrflow_sweep", "--here"], tmp_path,
        site.stack.env,
    ).start()  # fmt: skip
    site.stack.wait(lambda: site.sandbox.calls("profile/parsing/file") or _sent(site), 20, "a post")
    worker.kill()
    assert site.states() == ["submitting"]
    site.finish()
    assert_whole(site)


def _sent(site):
    return any(row for row in site.states() if row == "submitting")


def test_c9_the_webhook_is_lost(site):
    site.upload()
    site.finish()
    assert_whole(site)


def test_c13_a_cv_that_kills_each_worker(site):
    site.upload()
    for _time in range(5):
        site.work(crash="resume_claimed")
        site.pass_time(200)
        site.work()
        site.pass_time(200)
        site.stack.query("UPDATE django_hrflow_resume SET state = 'stored' WHERE state = 'unknown'")
    assert site.states() == ["failed"]


def test_c14_a_backup_from_before_the_answer(site):
    site.upload()
    site.work(crash="resume_answered")
    database = Path(site.stack.database_url.removeprefix("sqlite:///"))
    site.stack.query("PRAGMA wal_checkpoint(TRUNCATE)")
    backup = database.read_bytes()
    site.finish()
    for each in database.parent.glob(database.name + "*"):
        each.unlink()
    database.write_bytes(backup)
    assert site.states() == ["submitting"]
    site.pass_time(200)
    site.finish()
    assert_whole(site)


@pytest.mark.parametrize(
    ("crash", "states"),
    [
        pytest.param("event_claimed", ["processing"], id="e5-before-any-receiver"),
        pytest.param("event_settled", ["processing"], id="e5-after-the-mirror"),
        pytest.param("event_receiver_called", ["processing"], id="e7-inside-a-receiver"),
        pytest.param("event_receiver_told", ["processing"], id="e6-between-two-receivers"),
    ],
)
def test_a_worker_dies_over_an_event(site, crash, states):
    site.sandbox.configure(sources={CAREERS_SOURCE_KEY: True})
    site.upload()
    assert site.work(crash=crash) == 137
    assert site.event_states() == states
    succeeded = site.stack.query("SELECT receiver FROM django_hrflow_receipt WHERE ok")
    assert len(succeeded) == (1 if crash == "event_receiver_told" else 0)
    site.finish()
    assert_whole(site)
    assert set(site.event_states()) == {"done"}


def test_e2_an_event_is_stored_and_the_answer_is_not_sent(site, tmp_path):
    raw = json.dumps({"type": "profile.searching.update", "origin": "web"}).encode()
    headers, body = webhooks.sign(raw, DEFAULT_WEBHOOK_SECRET)
    for crash, seen in (("event_stored", None), ("", 200)):
        port = free_port()
        web = Process(
            "web",
            [sys.executable, "-m", "gunicorn", "example_project.wsgi", "-b", f"127.0.0.1:{port}"],
            tmp_path, {**site.stack.env, "HRFLOW_CRASHPOINT": crash}, port,
        ).start()  # fmt: skip
        try:
            answer = requests.post(
                f"http://127.0.0.1:{port}/hrflow/webhook/", body, headers=headers, timeout=20
            )
            assert answer.status_code == seen
        except requests.ConnectionError:
            assert seen is None
        finally:
            web.kill()
    assert site.stack.query("SELECT deliveries FROM django_hrflow_event") == [(2,)]
    site.finish()
    assert site.event_states() == ["done"]
