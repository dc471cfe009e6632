"""Examine the broker, the workers, and the Redis of the shared rate limit."""

import time
from collections.abc import Iterator
from typing import Any

from celery import current_app
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import timezone

from django_hrflow import conf
from django_hrflow import rate_limit as limits
from django_hrflow.models import Heartbeat
from django_hrflow.services.diagnosis.finding import Finding, bad, good, odd

__all__ = ["broker", "rate_limit"]

#: Seconds for the broker, for the workers' answers, and for a canary to sing.
CONNECT, ANSWER, SONG = 2, 2.0, 5.0
START = "celery -A yourproject worker -Q {queues}"


def broker() -> Iterator[Finding]:
    """Whether it answers, and somebody listens to each queue."""
    app: Any = current_app
    if app.conf.task_always_eager:
        fix = "Set CELERY_BROKER_URL, and CELERY_TASK_ALWAYS_EAGER to False, before going live."
        yield odd("broker", "There is none: each task runs in the process that asks for it.", fix)
        return
    try:
        with app.connection_for_write(connect_timeout=CONNECT) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT)
    except Exception as error:  # noqa: BLE001  # each transport raises its own kinds
        message = f"The broker does not answer ({type(error).__name__})."
        yield bad("broker", message, "Start it, or mend CELERY_BROKER_URL.")
        return
    yield good("broker", "The broker answers.")
    yield from _workers(app)


def _workers(app: Any) -> Iterator[Finding]:
    """For each queue that the app's tasks go to: is there a worker, and does it do the work?"""
    queues = _queues(app)
    sent = timezone.now()
    heard = _listening(app)
    for name in queues:
        if name in heard:
            app.send_task("hrflow.canary", args=[name], queue=name, ignore_result=True, expires=60)
    for name in queues:
        if name not in heard:
            start = START.format(queues=",".join(queues))
            yield bad(f"queue {name}", "No worker listens to it.", start)
        elif _sang(name, sent):
            yield good(
                f"queue {name}", f"{heard[name]} workers listen, and a message came through."
            )
        else:
            message = (
                f"{heard[name]} workers listen, but a message was not worked on in {SONG:g} s."
            )
            fix = (
                "The workers are busy, or use another database: compare their settings with these."
            )
            yield odd(f"queue {name}", message, fix)


def _queues(app: Any) -> list[str]:
    app.loader.import_default_modules()
    names = [name for name in app.tasks if name.startswith("hrflow.")]
    return sorted({app.amqp.router.route({}, name)["queue"].name for name in names})


def _listening(app: Any) -> dict[str, int]:
    """How many workers listen to each queue."""
    answers: dict[str, Any] = app.control.inspect(timeout=ANSWER).active_queues() or {}
    heard: dict[str, int] = {}
    for queues in answers.values():
        for each in queues or []:
            heard[each["name"]] = heard.get(each["name"], 0) + 1
    return heard


def _sang(queue: str, since: Any) -> bool:
    """Whether a worker has written to our database that it had the canary."""
    deadline = time.monotonic() + SONG
    while time.monotonic() < deadline:
        try:
            last = Heartbeat.last(f"canary {queue}")
        except DatabaseError:
            return False
        if last is not None and last >= since:
            return True
        time.sleep(0.1)
    return False


def rate_limit() -> Iterator[Finding]:
    """Whether all workers keep a rate limit together."""
    try:
        limited = [each for each in map(conf.workspace, conf.aliases()) if each.rate_limit]
    except ImproperlyConfigured:
        return
    if not limited:
        yield good("rate limit", "No workspace has one.")
    elif limits.is_shared():
        yield good("rate limit", "Redis keeps it for all workers together.")
    else:
        fix = "Set HRFLOW_REDIS_URL to a Redis that answers."
        yield odd("rate limit", "Each process keeps it by itself, so it can be exceeded.", fix)
