"""Write many payloads at once: read what is known, write only what differs.

A batch is as large as a page of HrFlow's, and gone before the next is read: what has just been
decoded is then still near the processor, which a quarter of the time hangs on. It costs one SELECT
of keys and hashes; where all is unchanged that is the whole cost.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, Self

from django.db import IntegrityError, router, transaction

from django_hrflow.adapter import adapter
from django_hrflow.mirror.kinds import BOARD, JOB, PROFILE, SOURCE, Kind
from django_hrflow.mirror.payload import clean, encode, parse_date, reference
from django_hrflow.mirror.rows import is_newer, known_container, write_row
from django_hrflow.mirror.writers import Row, analyze, upsert
from django_hrflow.models import Board, Job, Profile, Source

__all__ = ["BATCH", "Tally", "store_jobs", "store_profiles", "write_boards", "write_jobs",
           "write_profiles", "write_sources"]  # fmt: skip

BATCH = 100
#: After so many new rows, and whenever they have doubled, the database counts its rows anew.
MANY = 1000
MAX_KEY = 100
EMPTY: Mapping[Any, Any] = {}


@dataclass
class Tally:
    """How many payloads were new, changed, unchanged, older than the row, or of no use (no key).

    ``erased`` counts those of persons who were erased here, which are not stored.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0
    unusable: int = 0
    erased: int = 0

    def __iadd__(self, other: "Tally") -> Self:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        return self

    @property
    def seen(self) -> int:
        """All of them."""
        return sum(getattr(self, each.name) for each in fields(self))


class _Item(NamedTuple):
    """A payload with where it lives (the container's primary key, or the workspace)."""

    place: Any
    key: str
    payload: Mapping[str, Any]
    updated_at: datetime | None

    @property
    def identity(self) -> tuple[Any, str]:
        return self.place, self.key


#: The hash of each row, and for containers its payload.
_Known = Mapping[tuple[Any, str], tuple[Any, ...]]
_Holders = Mapping[tuple[Any, str | None], _Item]


def write_sources(workspace: str, payloads: Iterable[Any], *, dry_run: bool = False) -> Tally:
    """Bring the rows of these sources up to date; with ``dry_run`` only tell what would be done."""
    return _write(SOURCE, workspace, ((workspace, each) for each in payloads), dry_run=dry_run)


def write_boards(workspace: str, payloads: Iterable[Any], *, dry_run: bool = False) -> Tally:
    """Bring the rows of these boards up to date; see :func:`write_sources`."""
    return _write(BOARD, workspace, ((workspace, each) for each in payloads), dry_run=dry_run)


def write_profiles(
    source: Source, payloads: Iterable[Any], *, tally: Tally | None = None, dry_run: bool = False
) -> Tally:
    """Bring the rows of a source's profiles up to date; see :func:`write_sources`.

    ``tally``, of what came before, is counted on.
    """
    pairs = ((source.pk, each) for each in payloads)
    return _write(PROFILE, source.workspace, pairs, tally, dry_run=dry_run)


def write_jobs(
    board: Board, payloads: Iterable[Any], *, tally: Tally | None = None, dry_run: bool = False
) -> Tally:
    """Bring the rows of a board's jobs up to date; see :func:`write_profiles`."""
    pairs = ((board.pk, each) for each in payloads)
    return _write(JOB, board.workspace, pairs, tally, dry_run=dry_run)


def store_profiles(
    workspace: str, payloads: list[Any], source_key: str = ""
) -> list[Profile | None]:
    """Write profiles of any sources and give their rows, in order; None where a key is missing.

    The rows come without their payloads, which are read where somebody asks for them.
    """
    return _store(PROFILE, workspace, payloads, source_key)


def store_jobs(workspace: str, payloads: list[Any], board_key: str = "") -> list[Job | None]:
    """Write jobs of any boards and give their rows; see :func:`store_profiles`."""
    return _store(JOB, workspace, payloads, board_key)


def _store(kind: Kind, workspace: str, payloads: list[Any], container_key: str) -> list[Any]:
    places = _places(kind, workspace, payloads, container_key)
    pairs = [(place, each) for place, each in zip(places, payloads, strict=True) if place]
    _write(kind, workspace, iter(pairs), dry_run=False)
    keys = [each.get("key") for _place, each in pairs]
    found = kind.model.objects.slim().select_related(kind.container).filter(
        **{f"{kind.place}__in": set(places) - {None}, "key__in": keys}
    )  # fmt: skip
    rows = {(getattr(row, kind.place), row.key): row for row in found}
    return [
        rows.get((place, each.get("key"))) if place else None
        for place, each in zip(places, payloads, strict=True)
    ]


def _places(kind: Kind, workspace: str, payloads: list[Any], container_key: str) -> list[Any]:
    """The primary key of each payload's container, which is made where it is new; None for none."""
    keys = [_container_key(kind, each) or container_key for each in payloads]
    container = SOURCE if kind is PROFILE else BOARD
    rows = container.model.objects.filter(workspace=workspace, key__in=set(keys))
    known = dict(rows.values_list("key", "pk"))
    for key, payload in zip(keys, payloads, strict=True):
        if key and key not in known:
            described = payload.get(kind.container)
            known[key] = known_container(container, workspace, described, key).pk
    return [known.get(key) for key in keys]


def _container_key(kind: Kind, payload: Any) -> str:
    if not isinstance(payload, Mapping) or not _usable(payload.get("key")):
        return ""
    described = payload.get(kind.container)
    key = described.get("key") if isinstance(described, Mapping) else None
    key = key or payload.get(f"{kind.container}_key")
    return str(key) if _usable(key) else ""


def _usable(key: Any) -> bool:
    return isinstance(key, str) and 0 < len(key) <= MAX_KEY and key.isprintable()


def _write(
    kind: Kind,
    workspace: str,
    pairs: Iterator[tuple[Any, Any]],
    tally: Tally | None = None,
    *,
    dry_run: bool,
) -> Tally:
    tally = Tally() if tally is None else tally
    # No variable here holds a batch, so that one is gone before the next is read.
    while _write_batch(kind, workspace, islice(pairs, BATCH), tally, dry_run):
        continue
    return tally


def _write_batch(
    kind: Kind, workspace: str, pairs: Iterator[tuple[Any, Any]], tally: Tally, dry_run: bool
) -> bool:
    """Write what differs; False where there was nothing left to look at."""
    seen, new = tally.seen, tally.new
    items = _items(kind, pairs, tally)
    known = _known(kind, items) if items else {}
    items = _without_erased(kind, workspace, items, known, tally)
    chosen = _choose(kind, items, known, tally)
    if chosen and not dry_run:
        _save(kind, workspace, chosen)
        if (tally.new // MANY).bit_length() > (new // MANY).bit_length():
            analyze(kind)
    return tally.seen > seen


def _items(kind: Kind, pairs: Iterator[tuple[Any, Any]], tally: Tally) -> list[_Item]:
    """The payloads; of one that comes twice, as when pages shift, the newest."""
    using = adapter()
    found: dict[tuple[Any, str], _Item] = {}
    for place, payload in pairs:
        if not isinstance(payload, Mapping) or not _usable(payload.get("key")):
            tally.unusable += 1
            continue
        taken = kind.taken(payload, using)
        item = _Item(place, payload["key"], taken, parse_date(taken.get("updated_at")))
        twin = found.get(item.identity)
        tally.older += twin is not None
        if twin is None or is_newer(twin.updated_at, item.updated_at):
            found[item.identity] = item
    return list(found.values())


def _rows(kind: Kind, items: list[_Item]) -> Any:
    """The rows of these payloads, where there are any."""
    return kind.model.objects.order_by().filter(
        **{f"{kind.place}__in": {each.place for each in items} - {None}},
        key__in=[each.key for each in items],
    )


def _known(kind: Kind, items: list[_Item]) -> _Known:
    """What the rows of these payloads hold now: their hashes; of containers their payloads too."""
    names = [kind.place, "key", "content_hash"] + ([] if kind.container else ["payload"])
    rows = _rows(kind, items).values_list(*names)
    return {(place, key): (content, *payload) for place, key, content, *payload in rows}


def _without_erased(
    kind: Kind, workspace: str, items: list[_Item], known: _Known, tally: Tally
) -> list[_Item]:
    """Only new payloads are asked about: whoever was erased has no row."""
    new = [(each.place, each.payload) for each in items if each.identity not in known]
    erased = kind.erased(workspace, new) if new else set()
    left = [each for each in items if each.key not in erased or each.identity in known]
    tally.erased += len(items) - len(left)
    return left


def _choose(kind: Kind, items: list[_Item], known: _Known, tally: Tally) -> list[_Item]:
    """Those that are to be written, with what they will hold."""
    chosen, differing = [], []
    for item in items:
        if item.identity not in known:
            chosen.append(item)
            continue
        content_hash, *payload = known[item.identity]
        if payload:
            item = item._replace(payload=kind.merged(payload[0], item.payload))
        if encode(item.payload).hash == content_hash:
            tally.unchanged += 1
        else:
            differing.append(item)
    tally.new += len(chosen)
    newer = _newer(kind, differing) if differing else []
    tally.changed += len(newer)
    tally.older += len(differing) - len(newer)
    return chosen + newer


def _newer(kind: Kind, items: list[_Item]) -> list[_Item]:
    """Those that are not older than their rows."""
    rows = _rows(kind, items).values_list(kind.place, "key", "updated_at")
    dates = {(place, key): updated_at for place, key, updated_at in rows}
    return [each for each in items if is_newer(dates.get(each.identity), each.updated_at)]


def _save(kind: Kind, workspace: str, items: list[_Item]) -> None:
    # Always in one order, so that two workers never wait for each other.
    items.sort(key=lambda item: item.identity)
    holders = _holders(items) if kind.container else {}
    # Rows are made while the database is at work on those before them.
    rows = partial(map, partial(_row, kind, workspace, holders), items)
    # Hardly ever has a reference moved from one object to another: first it is not looked for.
    if _upserted(kind, rows()) or (holders and _upserted(kind, rows(), holders)):
        return
    for item in items:  # another worker gave one of the references away in between
        found = {"workspace": workspace, kind.place: item.place, "key": item.key}
        write_row(kind, found, clean(item.payload))


def _upserted(kind: Kind, rows: Iterable[Row], freed: _Holders = EMPTY) -> bool:
    """Write all rows or none; False where a reference is taken that is not ``freed`` before."""
    try:
        with transaction.atomic(using=router.db_for_write(kind.model)):
            if freed:
                _free_references(kind, freed)
            upsert(kind, rows)
    except IntegrityError:
        return False
    return True


def _row(kind: Kind, workspace: str, holders: _Holders, item: _Item) -> Row:
    encoded = encode(item.payload)
    row = {
        **kind.values(item.payload, encoded),
        "workspace": workspace,
        kind.place: item.place,
        "key": item.key,
        "payload": encoded.text,
    }
    if kind.container and holders.get((item.place, row["reference"])) is not item:
        row["reference"] = None
    return row


def _holders(items: list[_Item]) -> dict[tuple[Any, str | None], _Item]:
    """Which of these has which reference; of two that claim the same one, the newest."""
    holders: dict[tuple[Any, str | None], _Item] = {}
    for item in items:
        claimed = (item.place, reference(item.payload))
        held = holders.get(claimed)
        if held is None or is_newer(held.updated_at, item.updated_at):
            holders[claimed] = item
    return {claimed: item for claimed, item in holders.items() if claimed[1] is not None}


def _free_references(kind: Kind, holders: _Holders) -> None:
    """Take references from rows of the table that hold them no longer: HrFlow keeps them unique."""
    stored = kind.model.objects.filter(
        **{f"{kind.place}__in": {place for place, _reference in holders}},
        reference__in=[reference for _place, reference in holders],
    )
    stale = [
        pk
        for pk, key, *holder in stored.values_list("pk", "key", kind.place, "reference")
        if (owner := holders.get(tuple(holder))) and owner.key != key
    ]
    if stale:
        kind.model.objects.filter(pk__in=stale).update(reference=None)
