"""Tasks for the rows that are jobs: a failure is the row's to remember."""

from collections.abc import Iterator
from typing import Any

from celery import shared_task

from django_hrflow.models import Call, Erasure, Event, Heartbeat, Resume
from django_hrflow.services import events, privacy, resumes, sweeping
from django_hrflow.tasks.base import HrflowTask
from django_hrflow.tasks.calls import run_call
from django_hrflow.tasks.queue import enqueue, publish, room

__all__ = ["erase_person", "parse_resume", "process_event", "publish_due", "run_due", "sweep"]

#: The message may be lost, doubled or late without harm, so nothing is kept of its result.
OF_A_ROW: dict[str, Any] = {"base": HrflowTask, "ignore_result": True, "acks_late": True}


@shared_task(name="hrflow.parse_resume", **OF_A_ROW)
def parse_resume(resume_pk: int) -> None:
    """Take a CV one step on its way to HrFlow."""
    event_pk = resumes.advance(resume_pk)
    if event_pk is not None:
        enqueue(process_event, event_pk)


@shared_task(name="hrflow.process_event", **OF_A_ROW)
def process_event(event_pk: int) -> None:
    """Mirror what an event tells of and call the receivers."""
    events.process(event_pk)


@shared_task(name="hrflow.erase_person", **OF_A_ROW)
def erase_person(erasure_pk: int) -> None:
    """Erase what an erasure names, or go on with it."""
    privacy.advance(erasure_pk)


@shared_task(name="hrflow.sweep", **OF_A_ROW)
def sweep() -> int:
    """Put due rows in the queue; how many there were."""
    due, _taken = publish_due()
    Heartbeat.beat("sweep")
    return len(due)


def publish_due() -> tuple[sweeping.Due, int]:
    """Put due rows in the queue, and say how many of them the broker took.

    A queue that is behind gets no more than it has room for: announcing waiting rows again and
    again would bury the workers under messages about rows that others have long dealt with.
    """
    due = sweeping.take_due(lambda model: room(TASK_OF[model]))
    return due, sum(publish(task, pk) for task, pk in _orders(due))


def run_due(due: sweeping.Due) -> None:
    """Work on these rows here and now, one after the other."""
    for task, pk in _orders(due):
        task.apply(args=[pk], throw=True)


#: What works on a row of each model.
TASK_OF: dict[type[Any], Any] = {
    Event: process_event,
    Call: run_call,
    Erasure: erase_person,
    Resume: parse_resume,
}


def _orders(due: sweeping.Due) -> Iterator[tuple[Any, int | str]]:
    yield from ((process_event, pk) for pk in due.events)
    yield from ((run_call, str(pk)) for pk in due.calls)
    yield from ((erase_person, pk) for pk in due.erasures)
    yield from ((parse_resume, pk) for pk in due.resumes)
