"""What was called: an entry per API call, kept in memory, without personal data."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass
from time import monotonic, time

from .answers import Json

LONGEST = 200_000


@dataclass(slots=True)
class Entry:
    """One call.

    ``effect`` is the status of what the API did, None where nothing happened; ``status`` is that of
    the answer that went out, None where none did.
    """

    number: int
    at: float
    method: str
    path: str
    reference: str | None = None
    status: int | None = None
    effect: int | None = None
    fault: str | None = None
    seconds: float | None = None


class Journal:
    """The latest calls, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Entry] = deque(maxlen=LONGEST)
        self._number = 0

    def open(self, method: str, path: str, reference: str | None, fault: str | None) -> Entry:
        """Note a call that has just arrived; its ``seconds`` are set by ``close``."""
        with self._lock:
            self._number += 1
            entry = Entry(self._number, time(), method, path, reference, fault=fault)
            entry.seconds = -monotonic()
            self._entries.append(entry)
        return entry

    def close(self, entry: Entry) -> None:
        """The call is over."""
        entry.seconds = round(monotonic() + (entry.seconds or 0), 6)

    def entries(self) -> list[Json]:
        """Every entry as JSON; ``seconds`` is None for a call still under way."""
        with self._lock:
            entries = list(self._entries)
        rows = [asdict(entry) for entry in entries]
        for row in rows:
            if row["seconds"] is not None and row["seconds"] < 0:
                row["seconds"] = None
        return rows

    def clear(self) -> None:
        """Forget all entries."""
        with self._lock:
            self._entries.clear()
