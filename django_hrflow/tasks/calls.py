"""The task that answers a call which somebody asked for later."""

from typing import Any

from celery import current_app, shared_task
from django.core.exceptions import ValidationError

from django_hrflow.services import calls
from django_hrflow.tasks.asking import AskTask
from django_hrflow.tasks.base import HrflowTask

__all__ = ["run_call"]


@shared_task(name="hrflow.run_call", base=HrflowTask, ignore_result=True, acks_late=True)
def run_call(call_pk: str) -> None:
    """Run the task that the row names and keep its result there."""
    calls.run(call_pk, _perform)


def _perform(name: str, arguments: dict[str, Any]) -> Any:
    """Only tasks that ask HrFlow can be asked for: the name comes from a table."""
    task = current_app.tasks.get(name)
    if not isinstance(task, AskTask):
        raise ValidationError(f"There is no task {name!r} that could be asked for.")
    return task(**arguments)
