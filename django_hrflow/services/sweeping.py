"""Find the rows that are due: what makes a lost message, broker or worker harmless."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.db.models.functions import Now
from django.utils import timezone

from django_hrflow import conf
from django_hrflow.models import Call, Erasure, Event, Resume

__all__ = ["Due", "Waiting", "take_due", "waiting"]

#: Rows that are jobs, in the order in which they are taken up.
WORKED_ON: tuple[Any, ...] = (Event, Call, Erasure, Resume)


@dataclass(frozen=True)
class Due:
    """Primary keys of the rows that somebody should take up now."""

    events: list[int] = field(default_factory=list)
    calls: list[UUID] = field(default_factory=list)
    erasures: list[int] = field(default_factory=list)
    resumes: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.events) + len(self.calls) + len(self.erasures) + len(self.resumes)


def _everything(model: type[Any]) -> int:
    return conf.options().sweep_batch


def take_due(room: Callable[[type[Any]], int] = _everything, quiet: float | None = None) -> Due:
    """The due rows, oldest first, marked as put in the queue; of each model as many as ``room``
    says, which is ``HRFLOW_SWEEP_BATCH`` unless told otherwise.

    Rows that were put there less than ``quiet`` seconds ago (``HRFLOW_REPUBLISH_AFTER``) are left
    out; whoever works on them himself passes 0. Events come first, for they end what was begun,
    then the calls that somebody waits for.
    """
    return Due(*(model.objects.take_for_queue(room(model), quiet) for model in WORKED_ON))


@dataclass(frozen=True)
class Waiting:
    """What is not at a good end: the age of the oldest due row in seconds (0 when none is due), and
    how many rows there are by kind and state.
    """

    oldest_due: float
    states: dict[str, dict[str, int]]


#: Ends at which nobody has to do anything.
ENDED_WELL = frozenset({"parsed", "erased", "done", "purged"})


def waiting() -> Waiting:
    """One query a kind, answered from the index of states."""
    oldest: list[datetime] = []
    states: dict[str, dict[str, int]] = {}
    for model in WORKED_ON:
        unended = [each for each in model.State.values if each not in ENDED_WELL]
        due = Q(state__in=model.WORKING, not_before__lte=Now())
        counted = model.objects.filter(state__in=unended).order_by().values_list("state")
        rows = list(counted.annotate(count=Count("pk"), oldest=Min("not_before", filter=due)))
        states[f"{model._meta.model_name}s"] = {state: count for state, count, _oldest in rows}
        oldest += [first for _state, _count, first in rows if first]
    age = (timezone.now() - min(oldest)).total_seconds() if oldest else 0.0
    return Waiting(max(age, 0.0), states)
