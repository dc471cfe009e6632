"""Find the rows that are due: what makes a lost message, broker or worker harmless."""

from dataclasses import dataclass, field

from django.db.models import Min
from django.utils import timezone

from django_hrflow import conf
from django_hrflow.models import Event, Resume

__all__ = ["Due", "oldest_due", "take_due"]


@dataclass(frozen=True)
class Due:
    """Primary keys of the rows that somebody should take up now."""

    resumes: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.resumes) + len(self.events)


def take_due() -> Due:
    """The due rows, oldest first, marked as put in the queue; at most ``HRFLOW_SWEEP_BATCH``.

    Events come first: they end what was begun.
    """
    limit = conf.options().sweep_batch
    events = Event.objects.take_for_queue(limit)
    return Due(events=events, resumes=Resume.objects.take_for_queue(max(limit - len(events), 1)))


def oldest_due() -> float:
    """For how many seconds the oldest due row has been waiting; 0 when nothing is due."""
    waits = [
        (timezone.now() - oldest).total_seconds()
        for model in (Resume, Event)
        if (oldest := model.objects.due().order_by().aggregate(oldest=Min("not_before"))["oldest"])
    ]
    return max(waits, default=0.0)
