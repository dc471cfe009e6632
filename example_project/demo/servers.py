"""Start what the example project consists of, and wait until each part answers."""

import socket

import requests

from example_project.demo.place import Place
from example_project.demo.processes import Processes

__all__ = ["start_project", "start_servers"]


def start_servers(place: Place, processes: Processes) -> None:
    """What the project needs: Redis, if there is one, and the sandbox."""
    if place.redis:
        redis = processes.start(
            "redis", place.redis, "--port", str(place.redis_port), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", str(place.directory),
        )  # fmt: skip
        processes.wait_for(redis, lambda: _listens(place.redis_port))
    sandbox = processes.python(
        "sandbox", "-m", "django_hrflow.sandbox", "--port", str(place.sandbox_port),
        "--state", str(place.directory / "sandbox.sqlite3"),
        "--webhook-url", f"{place.site}hrflow/webhook/", "--webhook-secret", place.webhook_secret,
    )  # fmt: skip
    processes.wait_for(sandbox, lambda: _answers(f"{place.sandbox}_sandbox/health"))


def start_project(place: Place, processes: Processes) -> None:
    """Web server, worker and beat. Without Redis, web and beat do the worker's work themselves."""
    web = processes.python(
        "web", "manage.py", "runserver", "--noreload", f"127.0.0.1:{place.web_port}"
    )
    celery = ("-m", "celery", "--app", "example_project")
    if place.redis:
        processes.python("worker", *celery, "worker", "--concurrency", "2", "--loglevel", "INFO")
    schedule = str(place.directory / "beat-schedule")
    processes.python("beat", *celery, "beat", "--schedule", schedule, "--pidfile", "")
    processes.wait_for(web, lambda: _answers(place.site))


def _listens(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


def _answers(url: str) -> bool:
    with requests.Session() as session:
        session.trust_env = False  # 127.0.0.1 is never reached through a proxy
        try:
            return session.get(url, timeout=5).ok
        except requests.RequestException:
            return False
