"""Find the rows that are due: what makes a lost message, broker or worker harmless."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from django_hrflow import conf
from django_hrflow.models import Call, Event, Resume

__all__ = ["Due", "oldest_due", "take_due"]


@dataclass(frozen=True)
class Due:
    """Primary keys of the rows that somebody should take up now."""

    events: list[int] = field(default_factory=list)
    calls: list[UUID] = field(default_factory=list)
    resumes: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.events) + len(self.calls) + len(self.resumes)


def take_due() -> Due:
    """The due rows, oldest first, marked as put in the queue; at most ``HRFLOW_SWEEP_BATCH``.

    Events come first, for they end what was begun, then the calls that somebody waits for.
    """
    left = conf.options().sweep_batch
    found: list[list[Any]] = []
    for model in (Event, Call, Resume):
        found.append(model.objects.take_for_queue(max(left, 1)))
        left -= len(found[-1])
    return Due(*found)


def oldest_due() -> float:
    """For how many seconds the oldest due row has been waiting; 0 when nothing is due."""
    waits = [
        (timezone.now() - oldest).total_seconds()
        for model in (Event, Call, Resume)
        if (oldest := model.objects.due().order_by().aggregate(oldest=Min("not_before"))["oldest"])
    ]
    return max(waits, default=0.0)
