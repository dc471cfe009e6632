"""Upsert rows by the shortest way that the database has.

PostgreSQL gets a pipeline of single statements (psycopg), which reaches three quarters of COPY;
SQLite an ``executemany``; other databases Django's own ``bulk_create``. The payload is handed over
as the text that was made for its hash, so that it is encoded once.
"""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
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


def upsert(kind: Kind, rows: Sequence[Row]) -> None:
    """Insert rows, or write them over those with the same identity that are not newer.

    All rows have the same columns. Raises IntegrityError when a reference is taken.
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
) -> Callable[[BaseDatabaseWrapper, Kind, Sequence[Row]], None]:
    if connection.vendor == "sqlite":
        return _executemany
    if connection.vendor == "postgresql":
        from django.db.backends.postgresql.psycopg_any import is_psycopg3

        return _pipeline if is_psycopg3 else _bulk_create
    return _bulk_create


def _pipeline(connection: BaseDatabaseWrapper, kind: Kind, rows: Sequence[Row]) -> None:
    # A plain cursor of psycopg binds at the server; Django's binds on this side, which quotes
    # the large JSON text twice.
    from psycopg import Cursor

    names, values = tuple(rows[0]), _values(connection, kind, rows)
    whole = len(values) - len(values) % TOGETHER
    groups = (chain.from_iterable(values[at : at + TOGETHER]) for at in range(0, whole, TOGETHER))
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.executemany(_statement(kind, names, TOGETHER), [tuple(each) for each in groups])
        cursor.executemany(_statement(kind, names), values[whole:])


def _executemany(connection: BaseDatabaseWrapper, kind: Kind, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_statement(kind, tuple(rows[0])), _values(connection, kind, rows))


def _bulk_create(connection: BaseDatabaseWrapper, kind: Kind, rows: Sequence[Row]) -> None:
    made = [kind.model(**{**row, "payload": json.loads(row["payload"])}) for row in rows]
    names = [kind.model._meta.get_field(name).name for name in rows[0]]
    identity = {kind.container or "workspace", "key"}
    targeted = connection.features.supports_update_conflicts_with_target
    kind.model._default_manager.using(connection.alias).bulk_create(
        made,
        update_conflicts=True,
        update_fields=[name for name in names if name not in identity],
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
    connection: BaseDatabaseWrapper, kind: Kind, rows: Sequence[Row]
) -> list[tuple[Any, ...]]:
    adapt = connection.ops.adapt_datetimefield_value
    dates = {
        name
        for name in rows[0]
        if isinstance(kind.model._meta.get_field(name), models.DateTimeField)
    }
    return [
        tuple(adapt(value) if name in dates else value for name, value in row.items())
        for row in rows
    ]
