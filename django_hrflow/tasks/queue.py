"""Put a message in the queue, without ever failing or stalling a request.

The row is the job; a message only says "look at row 42". So a broker that is down or frozen costs
at most ``HRFLOW_PUBLISH_TIMEOUT`` seconds, after which it is left alone for
``HRFLOW_PUBLISH_PAUSE`` seconds; the sweeper finds the rows that were not announced.
"""

import logging
import threading
import time
from typing import Any

from celery import Celery, current_app

from django_hrflow import conf

__all__ = ["publish", "room"]

logger = logging.getLogger("django_hrflow.queue")


def _app() -> Celery:
    """The host's app itself; the proxy would look it up at every step."""
    app: Celery = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    return app


class _Connections(threading.local):
    """One bounded broker connection a thread, and until when the broker is left alone."""

    connection: Any = None
    settings: Any = None
    closed_until: float = 0.0


_local = _Connections()


def publish(task: Any, *args: Any) -> bool:
    """Publish now, bounded in time; whether the broker took it."""
    app = _app()
    if app.conf.task_always_eager:
        task.apply(args=args)
        return True
    if time.monotonic() < _local.closed_until:
        return False
    try:
        task.apply_async(args=args, connection=_connection(app), retry=False)
    except Exception as error:  # noqa: BLE001  # each transport raises its own kinds
        _local.connection = None
        _local.closed_until = time.monotonic() + conf.options().publish_pause
        logger.warning(
            "the broker did not take a message (%s); rows wait for the sweeper",
            type(error).__name__,
        )
        return False
    return True


def _connection(app: Celery) -> Any:
    """A connection whose every step has a time-out: the host's own may wait for ever."""
    timeout = conf.options().publish_timeout
    settings = (id(app), app.conf.broker_write_url or app.conf.broker_url, timeout)
    if _local.connection is None or _local.settings != settings:
        bounds = {
            "socket_timeout": timeout,
            "socket_connect_timeout": timeout,
            "max_retries": 0,
            "retry_on_timeout": False,
        }
        _local.connection = app.connection_for_write(
            connect_timeout=timeout,
            transport_options={**app.conf.broker_transport_options, **bounds},
        )
        _local.settings = settings
    return _local.connection


def room(task: Any) -> int:
    """How many more messages the queue of this task should get: ``HRFLOW_SWEEP_BATCH`` at most.

    A broker that cannot be asked counts as empty, since publishing to it fails soon enough.
    """
    batch = conf.options().sweep_batch
    app = _app()
    if app.conf.task_always_eager or time.monotonic() < _local.closed_until:
        return batch
    queue = app.amqp.router.route({}, task.name)["queue"]
    try:
        with _connection(app).channel() as channel:
            waiting = channel.queue_declare(queue=queue.name, passive=True).message_count
    except Exception as error:  # noqa: BLE001  # each transport raises its own kinds
        logger.debug("the broker does not say how long a queue is: %s", type(error).__name__)
        return batch
    return max(batch - int(waiting), 0)
