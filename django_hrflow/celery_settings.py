"""What a project may write into its Celery settings: queues, routes, the beat's entries.

It stands outside ``django_hrflow.tasks`` because settings are read before models can be::

    from django_hrflow.celery_settings import beat_schedule, queues

    CELERY_TASK_QUEUES = queues()
    CELERY_TASK_ROUTES = ("django_hrflow.celery_settings.route",)
    CELERY_BEAT_SCHEDULE = beat_schedule(sync_every=3600)
"""

from typing import Any

from kombu import Queue

__all__ = ["BULK", "INTERACTIVE", "WEBHOOKS", "beat_schedule", "queues", "route"]

#: Somebody waits for the answer.
INTERACTIVE = "hrflow.interactive"
#: CVs and syncs, which may be many.
BULK = "hrflow.bulk"
#: What HrFlow told us.
WEBHOOKS = "hrflow.webhooks"

_ELSEWHERE = {
    "hrflow.parse_resume": BULK,
    "hrflow.sync": BULK,
    "hrflow.sync_container": BULK,
    "hrflow.purge": BULK,
    "hrflow.clean": BULK,
    "hrflow.process_event": WEBHOOKS,
}


def queues(*others: str) -> list[Queue]:
    """The app's three queues beside the project's own (``celery`` where none is given).

    A worker that is started without ``-Q`` serves all of them.
    """
    return [Queue(name) for name in (*(others or ("celery",)), INTERACTIVE, BULK, WEBHOOKS)]


def route(name: str, *args: Any, **kwargs: Any) -> dict[str, str] | None:
    """A router for ``task_routes``: the queue of a task of the app, None for all others."""
    if not name.startswith("hrflow."):
        return None
    return {"queue": _ELSEWHERE.get(name, INTERACTIVE)}


def beat_schedule(
    *,
    sweep_every: float = 5.0,
    sync_every: float | None = None,
    purge_every: float | None = 86400.0,
    clean_every: float | None = 86400.0,
) -> dict[str, dict[str, Any]]:
    """Entries for ``beat_schedule``; times in seconds, no sync, purge or clean-up where it is None.

    An entry that waited longer than its interval has been overtaken by the next and expires.
    """
    entries = {"hrflow-sweep": _entry("hrflow.sweep", sweep_every, max(sweep_every, 60.0))}
    others = {"sync": sync_every, "purge": purge_every, "clean": clean_every}
    for name, every in others.items():
        if every is not None:
            entries[f"hrflow-{name}"] = _entry(f"hrflow.{name}", every, every)
    return entries


def _entry(task: str, every: float, expires: float) -> dict[str, Any]:
    return {"task": task, "schedule": every, "options": {"expires": expires}}
