"""Upsert rows by the shortest way that the database has.

PostgreSQL gets a pipeline of statements (psycopg), and is at work on one while the rows of the next
are made, which is no slower than COPY; SQLite gets an ``executemany``, other databases Django's own
``bulk_create``. The payload is handed over as the text that was made for its hash, so that it is
encoded once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from django_hrflow.mirror.kinds import Kind

__all__ = ["Row", "analyze", "upsert"]

#: Rows in one statement of the pipeline: parsed once for all of them, and yet the server is at work
#: on one while the next is sent. No statement is prepared, which poolers between would not bear.
TOGETHER = 10

#: Values by the names of columns; ``payload`` is JSON text.
Row = dict[str, Any]


def upsert(kind: Kind, rows: Iterable[Row]) -> None:
    """Insert rows, or write them over those with the same identity that are not newer.

    All rows have the same columns, and there is at least one. They are taken one by one while the
    database is at work, so that it pays to make them late. Raises IntegrityError when a reference
    is taken.
    """
    connection = connections[router.db_for_write(kind.model)]
    _writer(connection)(connection, kind, rows)


def analyze(kind: Kind) -> None:
    """Have PostgreSQL look how many rows each source or board has, as after every bulk load.

    Its autovacuum does so about a minute later. Until then a new source counts as all but empty,
    and each look-up of some keys reads all of its rows. Whoever else is at it makes this needless.
    """
    connection = connections[router.db_for_write(kind.model)]
    if connection.vendor == "postgresql":
        columns = _quoted([kind.model._meta.get_field(name).column for name in kind.unique])
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE (SKIP_LOCKED) "{kind.model._meta.db_table}" ({columns})')


def _writer(
    connection: BaseDatabaseWrapper,
) -> Callable[[BaseDatabaseWrapper, Kind, Iterable[Row]], None]:
    if connection.vendor == "sqlite":
        return _executemany
    if connection.vendor == "postgresql":
        from django.db.backends.postgresql.psycopg_any import is_psycopg3

        return _pipeline if is_psycopg3 and _pipelines() else _bulk_create
    return _bulk_create


def _pipelines() -> bool:
    from psycopg import Pipeline

    return Pipeline.is_supported()  # not before libpq 14


def _pipeline(connection: BaseDatabaseWrapper, kind: Kind, rows: Iterable[Row]) -> None:
    # A plain cursor of psycopg binds at the server; Django's binds on this side, which quotes
    # the large JSON text twice.
    from psycopg import Cursor

    names, values = _values(connection, kind, rows)
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    bare = connection.connection
    with connection.wrap_database_errors, bare.pipeline(), Cursor(bare) as cursor:
        while group := list(islice(values, TOGETHER)):
            cursor.execute(_statement(kind, names, len(group)), list(chain.from_iterable(group)))


def _executemany(connection: BaseDatabaseWrapper, kind: Kind, rows: Iterable[Row]) -> None:
    names, values = _values(connection, kind, rows)
    with connection.cursor() as cursor:
        cursor.executemany(_statement(kind, names), list(values))


def _bulk_create(connection: BaseDatabaseWrapper, kind: Kind, rows: Iterable[Row]) -> None:
    rows = list(rows)
    made = [kind.model(**{**row, "payload": json.loads(row["payload"])}) for row in rows]
    identity = {kind.container or "workspace", "key"}
    names = {kind.model._meta.get_field(name).name for name in rows[0]}
    targeted = connection.features.supports_update_conflicts_with_target
    kind.model._default_manager.using(connection.alias).bulk_create(
        made,
        update_conflicts=True,
        update_fields=sorted(names - identity),
        unique_fields=sorted(identity) if targeted else None,
    )


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


@lru_cache(maxsize=16)
def _statement(kind: Kind, names: tuple[str, ...], rows: int = 1) -> str:
    """The same for PostgreSQL and SQLite."""
    row = f"({', '.join(['%s'] * len(names))})"
    table = f'"{kind.model._meta.db_table}"'
    changes = ", ".join(
        f'"{name}" = EXCLUDED."{name}"' for name in names if name not in kind.unique
    )
    return (
        f"INSERT INTO {table} ({_quoted(names)}) "  # noqa: S608  # nosec B608  # names of columns
        f"VALUES {', '.join([row] * rows)} "
        f"ON CONFLICT ({_quoted(kind.unique)}) DO UPDATE SET {changes} "
        f'WHERE {table}."updated_at" IS NULL OR EXCLUDED."updated_at" IS NULL '
        f'OR EXCLUDED."updated_at" >= {table}."updated_at"'
    )


def _values(
    connection: BaseDatabaseWrapper, kind: Kind, rows: Iterable[Row]
) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """The columns, and of each row what the database takes for them."""
    waiting = iter(rows)
    first = next(waiting)
    adapt = connection.ops.adapt_datetimefield_value
    dates = {
        name for name in first if isinstance(kind.model._meta.get_field(name), models.DateTimeField)
    }
    return tuple(first), (
        tuple(adapt(value) if name in dates else value for name, value in row.items())
        for row in chain([first], waiting)
    )
