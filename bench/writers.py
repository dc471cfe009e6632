"""Ways to write pages of profiles: ours, those a project would write, and the shortest there is."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import connection

from bench.payloads import SOURCE_KEY, pages
from django_hrflow import mirror
from django_hrflow.client.protocol import Answer, Call, read
from django_hrflow.mirror import payload as reading
from django_hrflow.mirror import writers
from django_hrflow.mirror.kinds import PROFILE
from django_hrflow.models import Profile, Source
from django_hrflow.services.syncing import heap_at_rest

__all__ = ["WAYS"]

STOCK_BATCH = RAW_BATCH = 1000


def _profiles(count: int) -> Iterator[dict[str, Any]]:
    """Decoded by the client, whichever way they are written."""
    call = Call("GET", "storing/profiles")
    for page in pages(count):
        yield from read(call, Answer(200, {}, page, 0.0), ())["data"]


def each(source: Source, count: int) -> None:
    """``update_or_create`` for every object, as the documentation of Django has it."""
    for payload in _profiles(count):
        Profile.objects.update_or_create(
            source=source, key=payload["key"], defaults=_stock(payload)
        )


def bulk(source: Source, count: int) -> None:
    """Django's ``bulk_create`` with ``update_conflicts``, 1000 at a time."""
    profiles = _profiles(count)
    while batch := list(islice(profiles, STOCK_BATCH)):
        rows = [Profile(source=source, key=each["key"], **_stock(each)) for each in batch]
        Profile.objects.bulk_create(
            rows, update_conflicts=True, update_fields=list(_stock(batch[0])),
            unique_fields=["source", "key"],
        )  # fmt: skip


def _stock(payload: dict[str, Any]) -> dict[str, Any]:
    return {**PROFILE.values(payload), "workspace": "default", "payload": payload}


def ours(source: Source, count: int) -> None:
    """What ``hrflow_sync`` does with what it has read."""
    with heap_at_rest():
        mirror.write_profiles(source, _profiles(count))


def raw(source: Source, count: int) -> None:
    """The limit: COPY and one upsert on PostgreSQL, ``executemany`` on the bare SQLite."""
    profiles = _profiles(count)
    with heap_at_rest():
        while batch := list(islice(profiles, RAW_BATCH)):
            rows = [_raw_row(source, each) for each in batch]
            (_copy if connection.vendor == "postgresql" else _executemany)(rows)


def _raw_row(source: Source, payload: dict[str, Any]) -> dict[str, Any]:
    encoded = reading.encode(payload)
    identity = {"workspace": "default", "source_id": source.pk, "key": payload["key"]}
    return {**PROFILE.values(payload, encoded), **identity, "payload": encoded.text}


def _copy(rows: list[dict[str, Any]]) -> None:
    names = ", ".join(f'"{name}"' for name in rows[0])
    table = Profile._meta.db_table
    statement = writers._statement(PROFILE, tuple(rows[0]))
    upsert = f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming " + statement[
        statement.index("ON CONFLICT") :
    ]  # fmt: skip
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0"
        )
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(list(row.values()))
        cursor.execute(upsert)
        cursor.execute("COMMIT")


def _executemany(rows: list[dict[str, Any]]) -> None:
    connection.ensure_connection()
    statement = writers._statement(PROFILE, tuple(rows[0])).replace("%s", "?")
    _names, values = writers._values(connection, PROFILE, rows)
    bare = connection.connection
    bare.execute("BEGIN")
    bare.executemany(statement, values)
    bare.execute("COMMIT")


def dates(source: Source, count: int) -> None:
    """The limit of a sync without changes: believe the remote date and look at nothing else."""
    profiles = _profiles(count)
    with heap_at_rest():
        while batch := list(islice(profiles, 250)):
            keys = [each["key"] for each in batch]
            rows = Profile.objects.filter(source=source, key__in=keys).order_by()
            known = dict(rows.values_list("key", "updated_at"))
            changed = [
                each
                for each in batch
                if known.get(each["key"]) != reading.parse_date(each["updated_at"])
            ]
            if changed:
                mirror.write_profiles(source, changed)


WAYS: dict[str, Callable[[Source, int], None]] = {
    "each": each, "bulk": bulk, "ours": ours, "raw": raw, "dates": dates,
}  # fmt: skip


def source() -> Source:
    """The source that all profiles are in."""
    return mirror.known_source("default", {"key": SOURCE_KEY, "name": "Careers"})
