"""Finds, sorts and cuts into pages: profiles and jobs, stored, searched or scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import dates
from .answers import Json, invalid, page_meta
from .filters import (
    Condition,
    job_conditions,
    keyword_hits,
    profile_conditions,
    remoteness,
)
from .parameters import Parameters
from .store import Row, Store

SORTS = (
    "created_at", "updated_at", "location", "location_experience", "location_education",
    "searching", "scoring",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """The objects of a page, their scores where they were scored, and the ``meta`` of the list."""

    items: list[Json]
    scores: list[float] | None
    meta: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A row that was found; decoded only when something asks for it."""

    row: Row
    data: Json | None = None
    score: float = 0.0

    def opened(self) -> Json:
        return self.row.data if self.data is None else self.data


def search(
    store: Store,
    kind: str,
    containers: list[str],
    call: Parameters,
    *,
    score: Callable[[Json], float] | None = None,
    count_archived: bool = False,
) -> Page:
    """A page of what the filters of ``call`` find in ``containers``; ApiError 400.

    Archived objects are never shown; ``count_archived`` counts them all the same, which the
    service seems to do. "desc" is best first: newest, nearest, most keywords, highest score.
    """
    if call.given("raw_filters", "raw_filter") is not None:
        raise invalid("raw_filters is not something that the sandbox can do")
    conditions = profile_conditions(call) if kind == "profile" else job_conditions(call)
    rows = _in_window(store.rows(kind, containers, archived=count_archived), call)
    threshold = call.number("score_threshold")
    hits = _hits(rows, conditions, score)
    if score and threshold is not None:
        hits = [hit for hit in hits if hit.score >= threshold]
    sort_by = call.choice("sort_by", SORTS, "created_at") or ""
    order_by = call.choice("order_by", ("asc", "desc"), "desc")
    hits.sort(key=_sort_key(call, sort_by), reverse=order_by == "desc")
    page, limit = call.page()
    part = hits[(page - 1) * limit : page * limit]
    meta = page_meta(page, limit, count=len(part), total=len(hits))
    seen = [hit for hit in part if not hit.row.archived]
    scores = [hit.score for hit in seen] if score else None
    return Page([hit.opened() for hit in seen], scores, meta)


def _in_window(rows: list[Row], call: Parameters) -> list[Row]:
    """Created within the bounds, both inclusive."""
    first = _bound(call, dates.seconds, "created_at_min", "date_range_min")
    last = _bound(call, dates.end_of_day, "created_at_max", "date_range_max")
    return [
        row
        for row in rows
        if (first is None or row.created >= first) and (last is None or row.created <= last)
    ]


def _bound(call: Parameters, read: Callable[[Any], float | None], *names: str) -> float | None:
    value = call.given(*names)
    moment = read(value)
    if value is not None and moment is None:
        raise invalid(f"{names[0]} must be a date in ISO 8601")
    return moment


def _hits(
    rows: list[Row], conditions: list[Condition], score: Callable[[Json], float] | None
) -> list[_Hit]:
    if not conditions and score is None:
        return [_Hit(row) for row in rows]
    found = []
    for row in rows:
        data = row.data
        if all(condition(data) for condition in conditions):
            found.append(_Hit(row, data, score(data) if score else 0.0))
    return found


def _sort_key(call: Parameters, sort_by: str) -> Callable[[_Hit], float]:
    if sort_by == "updated_at":
        return lambda hit: hit.row.updated
    if sort_by == "scoring":
        return lambda hit: hit.score
    if sort_by == "searching":
        return lambda hit: keyword_hits(call, hit.opened())
    if sort_by.startswith("location") and (far := remoteness(call, sort_by)):
        return lambda hit: -far(hit.opened())
    return lambda hit: hit.row.created
