"""Remove what has been kept for long enough: payloads of events, answers of calls, files of CVs.

Digests of events stay for ever, so that a replayed webhook is refused whatever its age. Nothing
that is still to be worked on is touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet

from django_hrflow import conf
from django_hrflow.models import Call, Event, Resume
from django_hrflow.models.lease import in_seconds

__all__ = ["Purged", "purge"]

#: Rows in one statement, so that no lock is held for long.
CHUNK = 500
ENDED_EVENTS = (Event.State.DONE, Event.State.DEAD, Event.State.QUARANTINED)
ENDED_CALLS = (Call.State.DONE, Call.State.FAILED)
ENDED_RESUMES = (Resume.State.PARSED, Resume.State.REJECTED, Resume.State.FAILED)


@dataclass(frozen=True)
class Purged:
    """How many event payloads, calls and CV files were removed."""

    events: int = 0
    calls: int = 0
    files: int = 0


def purge(*, dry_run: bool = False) -> Purged:
    """Remove what is older than ``HRFLOW_RETAIN_EVENTS``, ``…_CALLS`` and ``…_RESUMES`` days say.

    Can be stopped and repeated; with ``dry_run`` it only counts.
    """
    options = conf.options()
    events = Q(state__in=ENDED_EVENTS) & ~Q(payload=None, raw=None)
    files = Q(state__in=ENDED_RESUMES) & ~Q(file="")
    expired: tuple[QuerySet[Any], ...] = (
        _older(Event, "received_at", options.retain_events).filter(events),
        _older(Call, "finished_at", options.retain_calls).filter(state__in=ENDED_CALLS),
        _older(Resume, "changed_at", options.retain_resumes).filter(files),
    )
    if dry_run:
        return Purged(*(each.count() for each in expired))
    return Purged(_empty_events(expired[0]), _delete_calls(expired[1]), _remove_files(expired[2]))


def _older(model: type[models.Model], column: str, days: int | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.order_by("pk")
    if days is None:
        return rows.none()
    return rows.filter(**{f"{column}__lt": in_seconds(-days * 86400.0)})


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    while pks := list(rows.values_list("pk", flat=True)[:CHUNK]):
        yield pks


def _empty_events(expired: QuerySet[Event]) -> int:
    # The condition holds once more in the UPDATE: somebody may have put one back in the queue.
    return sum(
        expired.filter(pk__in=pks)
        .order_by()
        .update(payload=None, raw=None, state=Event.State.PURGED, reason="")
        for pks in _chunks(expired)
    )


def _delete_calls(expired: QuerySet[Call]) -> int:
    return sum(expired.filter(pk__in=pks).delete()[0] for pks in _chunks(expired))


def _remove_files(expired: QuerySet[Resume]) -> int:
    """First the row, then the file: a crash in between leaves a file that the clean-up finds.

    Without the digest, the same file may come in anew.
    """
    removed = 0
    for pks in _chunks(expired):
        for pk in pks:
            with transaction.atomic():
                resume = expired.filter(pk=pk).select_for_update().first()
                if resume is None:
                    continue
                storage, name = resume.file.storage, str(resume.file.name)
                Resume.objects.filter(pk=pk).update(file="", sha256=None)
            storage.delete(name)
            removed += 1
    return removed
