"""All state of a sandbox, in one SQLite file or in memory; safe to use from many threads."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import time
from typing import Any

from . import dates
from .answers import Json

_SCHEMA = """
CREATE TABLE IF NOT EXISTS containers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
    data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS objects (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, container TEXT NOT NULL,
    key TEXT NOT NULL, reference TEXT, email TEXT, archived INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL DEFAULT 0, updated REAL NOT NULL DEFAULT 0,
    data TEXT NOT NULL DEFAULT '{}', UNIQUE (kind, container, key));
CREATE INDEX IF NOT EXISTS objects_reference ON objects (kind, container, reference);
CREATE INDEX IF NOT EXISTS objects_email ON objects (kind, container, email);
CREATE TABLE IF NOT EXISTS parsings (
    source TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (source, key));
CREATE TABLE IF NOT EXISTS parses (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, reference TEXT, due REAL,
    reason TEXT, request TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS parses_reference ON parses (source, reference);
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS parses_pending ON parses (id) WHERE reason IS NULL;
CREATE TABLE IF NOT EXISTS creations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, container TEXT NOT NULL,
    key TEXT NOT NULL, reference TEXT);
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, created REAL NOT NULL,
    data TEXT NOT NULL);
"""
_TABLES = ("containers", "objects", "parsings", "parses", "files", "creations", "feedback")


@dataclass(frozen=True, slots=True)
class Parse:
    """A parse that was accepted: pending, or failed for ``reason``; ``due`` None is synchronous."""

    id: int
    source: str
    reference: str | None
    due: float | None
    reason: str | None
    request: Json


@dataclass(frozen=True, slots=True)
class Row:
    """A stored object not yet decoded, so that a list can be cut into pages first."""

    created: float
    updated: float
    archived: bool
    text: str

    @property
    def data(self) -> Json:
        """The object."""
        decoded: Json = json.loads(self.text)
        return decoded


class Store:
    """Sources, boards, profiles, jobs, files and parses; ValueError when ``path`` cannot be used.

    Every method is atomic by itself; ``transaction`` makes several of them one.
    """

    def __init__(self, path: str | None = None) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        try:
            self._connection = _opened(path or ":memory:")
        except sqlite3.Error as error:
            raise ValueError(
                f"The state file {path} cannot be used ({error}). Give another file, or stop the"
                " sandbox that uses it."
            ) from None

    def close(self) -> None:
        """Close the file; nothing can be asked afterwards."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Nobody else reads or writes within; what was written is undone when an error leaves."""
        with self._lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                if self._depth == 1:
                    self._connection.execute("ROLLBACK")
                raise
            else:
                if self._depth == 1:
                    self._connection.execute("COMMIT")
            finally:
                self._depth -= 1

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        with self._lock:
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
            return row

    def _run(self, sql: str, *values: Any) -> int:
        with self._lock:
            return self._connection.execute(sql, values).lastrowid or 0

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in _TABLES:
                self._run(f"DELETE FROM {table}")  # noqa: S608  # nosec B608  # names of our own

    # Sources and boards

    def put_container(self, kind: str, data: Json) -> Json:
        """Add or replace a source or board under ``data["key"]``; gives it back with its id."""
        with self.transaction():
            known = self.container(kind, data["key"])
            number = known["id"] if known else self._next_id("containers")
            data = {"id": number} | data | {"id": number}
            self._run(
                "INSERT OR REPLACE INTO containers (id, kind, key, data) VALUES (?, ?, ?, ?)",
                number, kind, data["key"], _dump(data),
            )  # fmt: skip
        return data

    def container(self, kind: str, key: str) -> Json | None:
        """A source or board."""
        row = self._one("SELECT data FROM containers WHERE kind = ? AND key = ?", kind, key)
        return json.loads(row[0]) if row else None

    def containers(self, kind: str) -> list[Json]:
        """All sources or boards, oldest first."""
        rows = self._all("SELECT data FROM containers WHERE kind = ? ORDER BY id", kind)
        return [json.loads(row[0]) for row in rows]

    def _next_id(self, table: str) -> int:
        row = self._one("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
        return 1 + (row[0] if row else 0)

    # Profiles and jobs

    def new_id(self, kind: str, container: str, key: str) -> int:
        """Reserve the id of an object that ``put`` fills in the same transaction."""
        return self._run(
            "INSERT INTO objects (kind, container, key) VALUES (?, ?, ?)", kind, container, key
        )

    def put(self, kind: str, container: str, data: Json) -> None:
        """Write the object ``data`` over the row of its id."""
        self._run(
            "UPDATE objects SET kind = ?, container = ?, key = ?, reference = ?, email = ?,"
            " archived = ?, created = ?, updated = ?, data = ? WHERE id = ?",
            kind, container, data["key"], data["reference"],
            ((data.get("info") or {}).get("email") or "").casefold() or None,
            data["archived_at"] is not None,
            dates.seconds(data["created_at"]) or 0, dates.seconds(data["updated_at"]) or 0,
            _dump(data), data["id"],
        )  # fmt: skip

    def find(self, kind: str, container: str, field: str, value: str) -> Json | None:
        """The newest object whose ``key``, ``reference`` or ``email`` is ``value``."""
        column = {"key": "key", "reference": "reference", "email": "email"}[field]
        value = value.casefold() if field == "email" else value
        row = self._one(
            f"SELECT data FROM objects WHERE kind = ? AND container = ? AND {column} = ?"  # noqa: S608  # nosec B608
            " ORDER BY id DESC LIMIT 1",
            kind, container, value,
        )  # fmt: skip
        return json.loads(row[0]) if row else None

    def rows(self, kind: str, containers: Sequence[str], *, archived: bool) -> list[Row]:
        """All objects of some sources or boards, newest first; archived ones only if wanted."""
        marks = ",".join("?" * len(containers))
        rows = self._all(
            f"SELECT created, updated, archived, data FROM objects WHERE kind = ?"  # noqa: S608  # nosec B608
            f" AND container IN ({marks}) AND archived <= ? ORDER BY id DESC",
            kind, *containers, int(archived),
        )  # fmt: skip
        return [
            Row(created, updated, bool(hidden), text) for created, updated, hidden, text in rows
        ]

    def count(self, kind: str, container: str) -> int:
        """How many objects a source or board holds, archived ones too."""
        row = self._one(
            "SELECT count(*) FROM objects WHERE kind = ? AND container = ?", kind, container
        )
        return int(row[0]) if row else 0

    def identities(self, kind: str) -> list[tuple[str, str, str | None]]:
        """Container, key and reference of every object."""
        return [
            (container, key, reference)
            for container, key, reference in self._all(
                "SELECT container, key, reference FROM objects WHERE kind = ? ORDER BY id", kind
            )
        ]

    def note_creation(self, kind: str, container: str, key: str, reference: str | None) -> None:
        """Remember that a create or a parse took effect, also when it hit an object again."""
        self._run(
            "INSERT INTO creations (kind, container, key, reference) VALUES (?, ?, ?, ?)",
            kind, container, key, reference,
        )  # fmt: skip

    def creations(self, kind: str) -> list[tuple[str, str, str | None]]:
        """Container, key and reference of every create or parse that took effect."""
        return [
            (container, key, reference)
            for container, key, reference in self._all(
                "SELECT container, key, reference FROM creations WHERE kind = ? ORDER BY id", kind
            )
        ]

    # What a parse leaves behind

    def put_parsing(self, source: str, key: str, data: Json) -> None:
        """The parsing object of a profile."""
        self._run(
            "INSERT OR REPLACE INTO parsings (source, key, data) VALUES (?, ?, ?)",
            source, key, _dump(data),
        )  # fmt: skip

    def parsing(self, source: str, key: str) -> Json | None:
        """The parsing object of a profile; None for one that was indexed from JSON."""
        row = self._one("SELECT data FROM parsings WHERE source = ? AND key = ?", source, key)
        return json.loads(row[0]) if row else None

    def put_file(self, name: str, content: bytes) -> None:
        """A file that the sandbox serves."""
        self._run("INSERT OR REPLACE INTO files (name, content) VALUES (?, ?)", name, content)

    def file(self, name: str) -> bytes | None:
        """The bytes of a served file."""
        row = self._one("SELECT content FROM files WHERE name = ?", name)
        return row[0] if row else None

    # Parses under way

    def add_parse(
        self, source: str, reference: str | None, due: float | None, request: Json
    ) -> Parse:
        """An accepted parse; an earlier failure under the same reference is forgotten."""
        with self.transaction():
            if reference is not None:
                self._run(
                    "DELETE FROM parses WHERE source = ? AND reference = ? AND reason IS NOT NULL",
                    source, reference,
                )  # fmt: skip
            number = self._run(
                "INSERT INTO parses (source, reference, due, request) VALUES (?, ?, ?, ?)",
                source, reference, due, _dump(request),
            )  # fmt: skip
        return Parse(number, source, reference, due, None, request)

    def end_parse(self, number: int, reason: str | None = None) -> None:
        """A parse is over: forgotten when it went well, kept with its ``reason`` otherwise."""
        if reason is None:
            self._run("DELETE FROM parses WHERE id = ?", number)
        else:
            self._run("UPDATE parses SET reason = ? WHERE id = ?", reason, number)

    def parses_of(self, source: str, reference: str) -> list[Parse]:
        """Pending and failed parses under a reference, newest first."""
        return self._parses("source = ? AND reference = ?", source, reference)

    def pending_parses(self) -> list[Parse]:
        """Every parse that has not ended, newest first."""
        return self._parses("reason IS NULL")

    def _parses(self, condition: str, *values: str) -> list[Parse]:
        rows = self._all(
            "SELECT id, source, reference, due, reason, request FROM parses"  # noqa: S608  # nosec B608
            f" WHERE {condition} ORDER BY id DESC",
            *values,
        )
        return [
            Parse(number, source, reference, due, reason, json.loads(request))
            for number, source, reference, due, reason, request in rows
        ]

    # Trackings and ratings

    def add_feedback(self, kind: str, data: Json) -> Json:
        """A tracking or rating; gives it back with its id."""
        with self.transaction():
            data = {"id": self._next_id("feedback")} | data
            created = dates.seconds(data["created_at"]) or time()
            self._run(
                "INSERT INTO feedback (kind, created, data) VALUES (?, ?, ?)",
                kind, created, _dump(data),
            )  # fmt: skip
        return data

    def feedback(self, kind: str) -> list[Json]:
        """All trackings or ratings, newest first."""
        rows = self._all(
            "SELECT data FROM feedback WHERE kind = ? ORDER BY created DESC, id DESC", kind
        )
        return [json.loads(row[0]) for row in rows]


def _opened(path: str) -> sqlite3.Connection:
    """A connection with the tables; the file is its own, since workers would do things twice."""
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # A killed sandbox keeps what it committed; only a power cut could lose the last instants.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
