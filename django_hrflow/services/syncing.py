"""Bring the mirror up to date with HrFlow: sources, boards, and what is in them.

A whole walk reads a source or board from its oldest object on, so that what is added meanwhile
comes last; when it is interrupted, the next one goes on at the page of the Cursor. It begins by
asking for the newest date of change, and from there the next increments start: they read what
changed last, backwards, until they meet what they know. An object that changes during a walk has a
later date than that, so that no walk can miss it for ever.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from django_hrflow import mirror
from django_hrflow.client import HrflowError
from django_hrflow.connections import workspaces
from django_hrflow.models import Cursor
from django_hrflow.services import missing
from django_hrflow.services.kinds import JOBS, PROFILES, Kind
from django_hrflow.services.listing import items, pages
from django_hrflow.services.problems import problem

__all__ = [
    "KINDS",
    "Part",
    "containers_of",
    "heap_at_rest",
    "sync",
    "sync_container",
    "sync_containers",
]

#: What can be synced, in the order in which it is.
KINDS = ("sources", "boards", "profiles", "jobs")

#: So many new objects make the garbage collector look for garbage among them: a page of 100
#: profiles has about 30,000, none of which is garbage before all are.
YOUNG_OBJECTS = 100_000

Report = Callable[["Part"], None]


@dataclass
class Part:
    """What a sync did to all sources or boards, or to what is in one of them.

    ``finished`` is False where it was cut short; ``error`` says why when that was a failure.
    ``page`` of ``pages`` is how far it has come, ``archived`` counts objects that HrFlow lists no
    longer.
    """

    workspace: str
    kind: str
    container: str = ""
    name: str = ""
    page: int = 0
    pages: int = 0
    finished: bool = False
    error: Exception | None = None
    archived: int = 0
    tally: mirror.Tally = field(default_factory=mirror.Tally)

    @property
    def counts(self) -> dict[str, int]:
        """How many objects were new, changed …"""
        return {**vars(self.tally), "archived": self.archived}

    def as_json(self) -> dict[str, Any]:
        """Counts and, where it failed, the problem document."""
        return {
            "workspace": self.workspace,
            "kind": self.kind,
            "container": self.container,
            "finished": self.finished,
            "problem": problem(self.error) if self.error else None,
            **self.counts,
        }


def sync(
    workspace: str = "default",
    *,
    only: tuple[str, ...] = KINDS,
    full: bool = False,
    dry_run: bool = False,
    limit: int | None = None,
    report: Report | None = None,
) -> Iterator[Part]:
    """Sync a workspace, part by part; a part that fails does not keep the others from being done.

    ``only`` names kinds of ``KINDS``. ``full`` walks through everything instead of what changed;
    a whole walk that was interrupted goes on either way. ``dry_run`` counts and writes nothing.
    ``limit`` ends each source or board after so many objects.
    """
    for kind in (PROFILES, JOBS):
        if f"{kind.container}s" in only:
            yield sync_containers(kind, workspace, dry_run=dry_run)
    for kind in (PROFILES, JOBS):
        if kind.plural not in only:
            continue
        try:
            found = containers_of(kind, workspace, dry_run=dry_run)
        except (HrflowError, ImproperlyConfigured, DatabaseError) as error:
            yield Part(workspace, kind.plural, error=error)
            continue
        for container in found:
            yield sync_container(
                kind, container, full=full, dry_run=dry_run, limit=limit, report=report
            )


def sync_containers(kind: Kind, workspace: str, *, dry_run: bool = False) -> Part:
    """Mirror all sources (``PROFILES``) or boards (``JOBS``) of a workspace."""
    write = mirror.write_sources if kind is PROFILES else mirror.write_boards
    part = Part(workspace, f"{kind.container}s")
    try:
        for payloads in _listed(kind, workspace):
            part.tally += write(workspace, payloads, dry_run=dry_run)
        part.finished = True
    except (HrflowError, ImproperlyConfigured, DatabaseError) as error:
        part.error = error
    return part


def _listed(kind: Kind, workspace: str) -> Iterator[list[dict[str, Any]]]:
    ask = getattr(workspaces[workspace], kind.container).list
    return (payloads for _page, _pages, payloads in pages(ask))


def containers_of(kind: Kind, workspace: str, *, dry_run: bool = False) -> list[Any]:
    """The mirrored sources or boards, mirrored first where there are none.

    A dry run adds rows that are not saved for those that the mirror does not know.
    """
    rows = kind.container_model.objects.filter(workspace=workspace).order_by("pk")
    found = list(rows.slim())
    if not dry_run and not found:
        part = sync_containers(kind, workspace)
        if part.error:
            raise part.error
        return list(rows.slim())
    if dry_run:
        known = {row.key for row in found}
        for payloads in _listed(kind, workspace):
            found += [
                kind.container_model(workspace=workspace, key=key, name=str(each.get("name") or ""))
                for each in payloads
                if (key := each.get("key")) and key not in known
            ]
    return found


def sync_container(
    kind: Kind,
    container: Any,
    *,
    full: bool = False,
    dry_run: bool = False,
    limit: int | None = None,
    patience: float | None = None,
    report: Report | None = None,
) -> Part:
    """Sync what is in one source or board; ``patience`` ends it after so many seconds.

    What HrFlow or the database refuses is the part's ``error``; call it again to go on.
    """
    part = Part(container.workspace, kind.plural, container.key, container.name)
    until = None if patience is None else time.monotonic() + patience
    walk = _Walk(kind, container, part, full=full, keeps=not dry_run and limit is None)
    try:
        with heap_at_rest():
            for payloads in walk.pages(limit):
                kind.write_many(container, payloads, tally=part.tally, dry_run=dry_run)
                walk.stored(payloads)
                del payloads  # a page is gone before the next is read
                if report:
                    report(part)
                if until is not None and time.monotonic() > until:
                    walk.cut_short()
                    return part
        if walk.seen is not None:
            part.archived = missing.settle(kind, container, walk.seen)
        walk.finish()
        part.finished = True
    except (HrflowError, ImproperlyConfigured, DatabaseError) as error:
        part.error = error
    return part


@contextmanager
def heap_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking over what is loaded, again and again.

    Every page of JSON makes so many objects that all of Django would be looked through for
    garbage, which takes as long as decoding the page, and the page itself a dozen times while it
    grows. A project that has frozen its heap itself (before forking) is left alone, and so is a
    sync that runs while another one, in another thread, has done this.
    """
    if gc.get_freeze_count():
        yield
        return
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


class _Walk:
    """One way through a source or board, and its Cursor.

    The Cursor's ``page`` is above 1 only while a whole walk is under way; ``seen_until`` is then
    the newest date at its beginning, and else that of the last walk that was finished.
    """

    def __init__(self, kind: Kind, container: Any, part: Part, *, full: bool, keeps: bool) -> None:
        self.kind, self.container, self.part, self.keeps = kind, container, part, keeps
        place = {"workspace": container.workspace, "kind": kind.plural, "container": container.key}
        self.cursor = Cursor.objects.filter(**place).first() or Cursor(**place)
        self.whole = full or self.cursor.page > 1 or self.cursor.seen_until is None
        self.mark = self.cursor.seen_until if self.cursor.page > 1 else None
        # Only who saw everything can tell what is missing.
        self.seen = missing.Seen() if keeps and self.whole and self.cursor.page == 1 else None

    def pages(self, limit: int | None) -> Iterator[list[dict[str, Any]]]:
        """The objects, page by page; after each, ``stored`` may be called."""
        chosen = self._whole_pages() if self.whole else self._changed_pages()
        return chosen if limit is None else _first(chosen, limit)

    def stored(self, payloads: list[dict[str, Any]]) -> None:
        """Remember how far a whole walk has come, and what it met."""
        if self.seen is not None:
            self.seen.add(payloads)
        if self.whole:
            self._save(page=self.part.page + 1, seen_until=self.mark)

    def cut_short(self) -> None:
        """An increment that is too long becomes a whole walk, which can be interrupted."""
        if not self.whole:
            self._save(page=1, seen_until=None)

    def finish(self) -> None:
        """The next walk is an increment from the mark on."""
        self._save(page=1, seen_until=self.mark or (None if self.whole else self.cursor.seen_until))

    def _save(self, **values: Any) -> None:
        if self.keeps:
            for name, value in values.items():
                setattr(self.cursor, name, value)
            place = {
                name: getattr(self.cursor, name) for name in ("workspace", "kind", "container")
            }
            Cursor.objects.update_or_create(**place, defaults=values)

    def _ask(self, **parameters: Any) -> dict[str, Any]:
        keys = {f"{self.kind.container}_keys": [self.container.key]}
        resource = self.kind.resource(self.container.workspace)
        answer: dict[str, Any] = resource.indexing.list(**keys, **parameters)
        return answer

    def _pages(self, first: int, **order: str) -> Iterator[list[dict[str, Any]]]:
        ask = partial(self._ask, **{f"return_{self.kind.name}": True}, **order)
        # No generator here, whose variables would keep a page while the next is read.
        return map(self._at, pages(ask, self.kind.plural, first))

    def _at(self, found: tuple[int, int, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        self.part.page, self.part.pages, payloads = found
        return payloads

    def _whole_pages(self) -> Iterator[list[dict[str, Any]]]:
        if self.cursor.page == 1:
            newest = self._ask(page=1, limit=1, sort_by="updated_at", order_by="desc")
            self.mark = max(_dates(items(newest, self.kind.plural)), default=None)
        return self._pages(self.cursor.page, sort_by="created_at", order_by="asc")

    def _changed_pages(self) -> Iterator[list[dict[str, Any]]]:
        known = self.cursor.seen_until
        for payloads in self._pages(1, sort_by="updated_at", order_by="desc"):
            dates = _dates(payloads)
            self.mark = max([*dates, *([self.mark] if self.mark else [])], default=None)
            # Believed only where every object has a date and they are in order.
            in_order = len(dates) == len(payloads) and dates == sorted(dates, reverse=True)
            yield payloads
            del payloads
            if in_order and known and dates[-1] < known:
                return


def _first(pages: Iterator[list[dict[str, Any]]], limit: int) -> Iterator[list[dict[str, Any]]]:
    """So many objects."""
    while limit and (payloads := next(pages, None)):
        yield payloads[:limit]
        limit -= len(payloads[:limit])


def _dates(payloads: list[dict[str, Any]]) -> list[datetime]:
    return [date for each in payloads if (date := mirror.parse_date(each.get("updated_at")))]
