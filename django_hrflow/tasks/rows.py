"""Tasks for the rows that are jobs: a failure is the row's to remember."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from celery import shared_task
from django.db import transaction

from django_hrflow.models import Call, Erasure, Event, Heartbeat, Resume
from django_hrflow.services import events, privacy, resumes, sweeping
from django_hrflow.tasks.base import HrflowTask
from django_hrflow.tasks.calls import run_call
from django_hrflow.tasks.queue import publish, room

__all__ = [
    "enqueue",
    "erase_person",
    "parse_resume",
    "process_event",
    "publish_due",
    "run_due",
    "sweep",
]

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


def enqueue(task: Any, pk: Any) -> None:
    """Put a row in the queue after commit; a failure is logged, and the sweeper finds the row."""
    transaction.on_commit(partial(_put_in_queue, task, [pk]), robust=True)


def _put_in_queue(task: Any, pks: Sequence[Any]) -> int:
    """Publish a message a row; how many the broker took. The next sweep takes up the others."""
    refused = [pk for pk in pks if not publish(task, pk)]
    if refused:
        for model, works_on_it in TASK_OF.items():
            if works_on_it.name == task.name:
                model.objects.filter(pk__in=refused).update(enqueued_at=None)
    return len(pks) - len(refused)


def publish_due(quiet: float | None = None) -> tuple[sweeping.Due, int]:
    """Put due rows in the queue, and say how many of them the broker took.

    Rows that were put there less than ``quiet`` seconds ago are left out (see ``take_due``).

    A queue that is behind gets no more than it has room for: announcing waiting rows again and
    again would bury the workers under messages about rows that others have long dealt with.
    """
    due = sweeping.take_due(lambda model: room(TASK_OF[model]), quiet)
    return due, sum(_put_in_queue(task, pks) for task, pks in _orders(due))


def run_due(due: sweeping.Due) -> None:
    """Work on these rows here and now, one after the other."""
    for task, pks in _orders(due):
        for pk in pks:
            task.apply(args=[pk], throw=True)


#: What works on a row of each model.
TASK_OF: dict[type[Any], Any] = {
    Event: process_event,
    Call: run_call,
    Erasure: erase_person,
    Resume: parse_resume,
}


def _orders(due: sweeping.Due) -> tuple[tuple[Any, Sequence[int | str]], ...]:
    return (
        (process_event, due.events),
        (run_call, [str(pk) for pk in due.calls]),
        (erase_person, due.erasures),
        (parse_resume, due.resumes),
    )
