"""Hand chosen rows to the queue and say in words which ones, and which were left alone and why."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from django_hrflow import conf, tasks

__all__ = ["by_state", "chunks", "enqueue", "report"]

#: Primary keys in one statement; databases bound it.
CHUNK = 500


def by_state(rows: QuerySet[Any]) -> dict[str, int]:
    """How many rows there are in each state."""
    counted = rows.order_by().values_list("state").annotate(Count("pk"))
    return dict(counted)


def chunks(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Their primary keys, some at a time, oldest first; read before anything changes them."""
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        yield pks[start : start + CHUNK]


def enqueue(task: Any, rows: QuerySet[Any]) -> None:
    """Wake the queue for the first ones, as many as a sweep takes; the sweeper finds the others."""
    for pk in rows.order_by("pk").values_list("pk", flat=True)[: conf.options().sweep_batch]:
        tasks.enqueue(task, pk)


def report(
    request: HttpRequest,
    model: type[Model],
    done: int,
    left: Mapping[str, int],
    why: Mapping[str, Any],
) -> None:
    """Say how many rows were put in the queue; of the others, in which state they stay and why."""
    if done:
        text = ngettext("%(count)d was put in the queue.", "%(count)d were put in the queue.", done)
        messages.success(request, text % {"count": done})
    labels = dict(model._meta.get_field("state").flatchoices)  # type: ignore[union-attr]
    for state, count in left.items():
        text = ngettext(
            "%(count)d was left alone (%(state)s): %(why)s",
            "%(count)d were left alone (%(state)s): %(why)s",
            count,
        )
        told = {"count": count, "state": labels.get(state, state), "why": why.get(state, "")}
        messages.warning(request, text % told)
    if not done and not left:
        messages.warning(request, _("Nothing was chosen that can be seen."))
