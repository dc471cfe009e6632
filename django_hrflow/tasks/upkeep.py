"""Tasks that keep house: remove what has been kept for long enough, remove orphans, sing."""

from dataclasses import asdict

from celery import shared_task

from django_hrflow.models import Heartbeat
from django_hrflow.services import retention, storage
from django_hrflow.tasks.rows import OF_A_ROW

__all__ = ["canary", "clean", "purge"]


@shared_task(name="hrflow.purge", **OF_A_ROW)
def purge() -> dict[str, int]:
    """Keep to ``HRFLOW_RETAIN_…``; how many of each kind were removed."""
    return asdict(retention.purge())


@shared_task(name="hrflow.canary", **OF_A_ROW)
def canary(queue: str) -> None:
    """Show that a worker takes messages from this queue, and writes to the same database."""
    Heartbeat.beat(f"canary {queue}")


@shared_task(name="hrflow.clean", **OF_A_ROW)
def clean() -> dict[str, int]:
    """Remove files without a row; how many, and how many rows have no file."""
    cleaned = storage.clean()
    return {"orphans": len(cleaned.orphans), "missing": len(cleaned.missing)}
