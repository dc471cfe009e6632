"""Tasks for the rows that are jobs: CVs and events. A failure is the row's to remember."""

from typing import Any

from celery import shared_task

from django_hrflow.services import events, resumes, sweeping
from django_hrflow.tasks.base import HrflowTask
from django_hrflow.tasks.calls import run_call
from django_hrflow.tasks.queue import enqueue, publish

__all__ = ["parse_resume", "process_event", "sweep"]

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


@shared_task(name="hrflow.sweep", **OF_A_ROW)
def sweep() -> int:
    """Put every due row in the queue; how many there were."""
    due = sweeping.take_due()
    for pk in due.events:
        publish(process_event, pk)
    for call_pk in due.calls:
        publish(run_call, str(call_pk))
    for pk in due.resumes:
        publish(parse_resume, pk)
    return len(due)
