"""What was called: an entry per API call, kept in memory, without personal data."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass, field
from time import monotonic, time

from .answers import Json

LONGEST = 200_000


@dataclass(slots=True)
class Entry:
    """One call.

    ``effect`` is the status of what the API did, None where nothing happened; ``status`` is that of
    the answer that went out, None where none did. ``seconds`` is None while the call is under way.
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
    started: float = field(default_factory=monotonic, repr=False)

    def close(self) -> None:
        """The call is over, or its answer about to go out; what comes later does not count."""
        if self.seconds is None:
            self.seconds = round(monotonic() - self.started, 6)

    def shown(self) -> Json:
        """The entry as JSON."""
        row = asdict(self)
        del row["started"]
        return row


class Journal:
    """The latest calls, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Entry] = deque(maxlen=LONGEST)
        self._number = 0

    def open(self, method: str, path: str, reference: str | None, fault: str | None) -> Entry:
        """Note a call that has just arrived."""
        with self._lock:
            self._number += 1
            entry = Entry(self._number, time(), method, path, reference, fault=fault)
            self._entries.append(entry)
        return entry

    def entries(self) -> list[Json]:
        """Every entry as JSON."""
        with self._lock:
            entries = list(self._entries)
        return [entry.shown() for entry in entries]

    def clear(self) -> None:
        """Forget all entries."""
        with self._lock:
            self._entries.clear()
