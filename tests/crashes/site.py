"""A project with a database and no processes: each step is a process of its own."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
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
#: What each database calls an earlier ``not_before``.
EARLIER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', not_before, '-{} seconds')",
    "postgresql": "not_before - interval '{} seconds'",
}
EVERYBODY = [("good",), ("moody",), ("poisoned",)]


class Site:
    """One CV and its events, and whoever works on them."""

    def __init__(self, folder, sandbox, database):
        self.folder, self.sandbox, self.database = folder, sandbox, database
        self.stack = Stack(folder, database=database, redis=False)
        self.stack.env["HRFLOW_API_URL"] = sandbox.url
        self.stack.manage("migrate", "--verbosity", "0")

    def close(self):
        """End the database."""
        self.stack.__exit__()

    def step(self, *arguments, crash=None):
        """Run a Django command, die at ``crash`` if given; its exit code."""
        env = {**os.environ, **self.stack.env, "HRFLOW_CRASHPOINT": crash or ""}
        done = subprocess.run(
            [sys.executable, *arguments], env=env, capture_output=True, text=True, timeout=60,
            check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode in (0, 137), done.stderr
        return done.returncode

    def run(self, code, *arguments, crash=None):
        """Run some lines of Python with Django set up."""
        return self.step("-c", f"import django; django.setup()\n{code}", *arguments, crash=crash)

    def upload(self, crash=None):
        return self.run(UPLOAD, CAREERS_SOURCE_KEY, RTF.format(number=1, salt=""), crash=crash)

    def work(self, crash=None):
        """Work on everything that is due."""
        return self.step("-m", "django", "hrflow_sweep", "--here", crash=crash)

    def worker(self):
        """The same, beside this process: to be frozen or killed."""
        command = [sys.executable, "-m", "django", "hrflow_sweep", "--here"]
        return Process("worker", command, self.folder, self.stack.env).start()

    def web(self, crash="", **env):
        """A web server that dies at ``crash``; its URL is ``web.url``."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "example_project.wsgi", "-b"]
        env = {**self.stack.env, "HRFLOW_CRASHPOINT": crash, **env}
        web = Process("web", [*command, f"127.0.0.1:{port}"], self.folder, env, port).start()
        web.url = f"http://127.0.0.1:{port}"
        return web

    def pass_time(self, seconds):
        for table in ("resume", "event"):
            self.stack.query(
                f"UPDATE django_hrflow_{table} SET enqueued_at = NULL,"
                f" not_before = {EARLIER[self.database].format(seconds)} RETURNING 1"
            )

    def finish(self, rounds=6):
        """Let time pass and work until nothing changes any more."""
        for _round in range(rounds):
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

    def assert_whole(self):
        """One CV, parsed once, told once to everybody."""
        assert self.states() == ["parsed"]
        assert self.sandbox.profiles()["count"] == 1
        assert self.sandbox.profiles()["surplus"] == 0
        assert self.effects() == EVERYBODY
        assert len(self.files()) == 1


@contextmanager
def frozen(worker):
    """Stop a worker for a while; it has ended afterwards."""
    worker.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        worker.signal(signal.SIGCONT)
        worker.popen.wait(90)
