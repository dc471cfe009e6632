"""Tell how far the demo is: one live line on a terminal, plain lines elsewhere."""

import time
from typing import TextIO

__all__ = ["Progress"]

#: Seconds between two plain lines about the same thing.
PAUSE = 2.0


class Progress:
    """Writes to ``stream``; ``seconds`` counts from the start."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.terminal = stream.isatty()
        self.started = time.monotonic()
        self._live = ""
        self._told_at = 0.0

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.started

    def say(self, text: str = "") -> None:
        """A line that stays."""
        if self.terminal and self._live:
            self.stream.write("\r\x1b[K")
        self._live = ""
        self.stream.write(f"{text}\n")
        self.stream.flush()

    def live(self, text: str) -> None:
        """A line that the next one replaces."""
        if text == self._live:
            return
        now = time.monotonic()
        if self.terminal:
            self.stream.write(f"\r\x1b[K{text}")
        elif now - self._told_at >= PAUSE:
            self.stream.write(f"{text}\n")
            self._told_at = now
        else:
            return
        self._live = text
        self.stream.flush()
