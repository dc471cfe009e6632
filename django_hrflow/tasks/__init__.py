"""Celery's doorway: an id in, one service called.

``tasks.parse_resume.delay(resume.pk)`` works as with any task; ``enqueue(tasks.parse_resume, pk)``
waits for the transaction to commit and survives a broker that is away.
"""

from django_hrflow.tasks.queue import enqueue
from django_hrflow.tasks.rows import parse_resume, process_event, sweep

__all__ = ["enqueue", "parse_resume", "process_event", "sweep"]
