"""Page and Found: what a list, a search or a scoring found, with the mirrored rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django_hrflow.models.mirrored import Mirrored

__all__ = ["PAGE", "Found", "Page", "items", "page_of", "pages"]

#: Objects on one page when all pages are read.
PAGE = 100


@dataclass(frozen=True)
class Found:
    """One object as HrFlow sent it (``payload``, HR-JSON) and its row in the mirror.

    ``score`` is from 0 to 1, None where nothing was scored. ``row`` comes without its payload
    (it is read when asked for) and is None where HrFlow sent too little for a row.
    """

    row: Any
    payload: dict[str, Any]
    score: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The object, with its ``score`` when it has one."""
        return self.payload if self.score is None else {**self.payload, "score": self.score}


@dataclass(frozen=True)
class Page:
    """One page of what HrFlow found: ``page`` of ``pages``, ``total`` objects on all of them."""

    page: int = 1
    pages: int = 1
    total: int = 0
    results: list[Found] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """``{"page", "pages", "total", "results"}``."""
        return {
            "page": self.page,
            "pages": self.pages,
            "total": self.total,
            "results": [each.as_json() for each in self.results],
        }


def items(answer: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in an answer: ``data`` itself, or the list of that name in it."""
    data = answer.get("data")
    if isinstance(data, Mapping):
        data = data.get(name)
    return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []


def pages(
    ask: Callable[..., Mapping[str, Any]], name: str = "", first: int = 1
) -> Iterator[tuple[int, int, list[dict[str, Any]]]]:
    """Number, number of the last page, and objects of each page, from ``first`` on.

    ``ask`` takes ``page`` and ``limit``. Where HrFlow does not say how many pages there are, the
    first page that is not full is the last.
    """
    number, last = first, first
    while number <= last:
        answer = ask(page=number, limit=PAGE)
        payloads = items(answer, name)
        if not payloads:
            return
        last = page_of(answer, number + (len(payloads) >= PAGE), [], []).pages
        yield number, max(number, last), payloads
        del answer, payloads  # a page may be large: it is gone before the next is read
        number += 1


def page_of(
    answer: Mapping[str, Any],
    asked: int,
    payloads: Sequence[dict[str, Any]],
    rows: Sequence[Mirrored | None],
    scores: Sequence[float | None] | None = None,
) -> Page:
    """The page of an answer. HrFlow's ``count`` is not reliable, so the list itself counts."""
    meta = answer.get("meta")
    meta = meta if isinstance(meta, Mapping) else answer
    results = [
        Found(row, payload, score)
        for row, payload, score in zip(rows, payloads, scores or [None] * len(rows), strict=True)
    ]
    return Page(
        page=_whole(meta.get("page"), asked),
        pages=_whole(meta.get("maxPage", meta.get("max_page")), asked),
        total=_whole(meta.get("total"), len(results)),
        results=results,
    )


def _whole(value: Any, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
