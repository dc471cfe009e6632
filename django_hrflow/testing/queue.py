"""Bring everything that is due to its end, here and now, without a broker."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F

from django_hrflow import tasks
from django_hrflow.models import Call, Erasure, Event, Resume
from django_hrflow.services import sweeping

__all__ = ["pass_time", "work_off"]


def work_off(rounds: int = 20) -> int:
    """Work on due rows until none is due; how many steps that took.

    Raises AssertionError when rows are still due after so many rounds.
    """
    steps = 0
    for _round in range(rounds):
        due = sweeping.take_due(quiet=0)
        tasks.run_due(due)
        if not len(due):
            return steps
        steps += len(due)
    raise AssertionError(f"Rows are still due after {rounds} rounds.")


def pass_time(seconds: float) -> None:
    """Let time pass for all rows that wait: the clock is the database's, so the rows get older."""
    for model in (Resume, Event, Call, Erasure):
        names = ["not_before", "enqueued_at"] + (["accepted_at"] if model is Resume else [])
        model.objects.update(
            **{
                name: ExpressionWrapper(
                    F(name) - timedelta(seconds=seconds), output_field=DateTimeField()
                )
                for name in names
            }
        )
