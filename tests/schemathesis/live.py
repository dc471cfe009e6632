"""The example project and a sandbox, each in a process of its own, with something to look at."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent.parent
USER, PASSWORD = "ada", "sesame-open-42"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def process(*command: str, environment: dict[str, str], log: Path):
    """A process that is ended with the block."""
    with log.open("wb") as output:
        started = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield started
        finally:
            started.terminate()
            started.wait(timeout=10)


def wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=2)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer.\n{log.read_text()[-2000:]}")


@contextmanager
def live_project(folder: Path):
    """The URL of the API of a running project with a superuser, and the environment it runs in."""
    sandbox_port, port = free_port(), free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.schemathesis.settings",
        "DJANGO_DEBUG": "0",
        "DJANGO_SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "DATABASE_URL": f"sqlite:///{folder / 'project.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "HRFLOW_API_URL": f"http://127.0.0.1:{sandbox_port}/v1/",
        "PYTHONPATH": str(ROOT),
    }
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, cwd=ROOT, check=True)
    who = ["--noinput", "--username", USER, "--email", "ada@example.org"]
    subprocess.run([*manage, "createsuperuser", *who, "-v0"], env=environment, cwd=ROOT, check=True)
    sandbox = [sys.executable, "-m", "django_hrflow.sandbox", "--port", str(sandbox_port)]
    server = [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"]
    logs = folder / "sandbox.log", folder / "project.log"
    with (
        process(*sandbox, environment=environment, log=logs[0]),
        process(*server, environment=environment, log=logs[1]),
    ):
        wait_for(f"http://127.0.0.1:{sandbox_port}/v1/auth", logs[0])
        wait_for(f"http://127.0.0.1:{port}/hrflow/api/", logs[1])
        yield f"http://127.0.0.1:{port}/hrflow/api/", environment
