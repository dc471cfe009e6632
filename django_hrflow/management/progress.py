"""Tell how far a command has come: a bar on a terminal, plain lines elsewhere."""

from types import TracebackType
from typing import Self

from django.core.management.base import OutputWrapper

__all__ = ["Progress"]

WIDTH = 30


class Progress:
    """A bar that is drawn over itself, and lines that stay.

    Where the output is no terminal, nothing but the lines is written.
    """

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._drawn = 0
        self._terminal = out.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wipe()

    def show(self, done: int, total: int, label: str = "") -> None:
        """Draw the bar anew."""
        if not self._terminal:
            return
        full = WIDTH * min(done, total) // total if total else 0
        text = f"[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total} {label}"[:79]
        self._out.write("\r" + text.ljust(self._drawn), ending="")
        self._out.flush()
        self._drawn = len(text)

    def line(self, text: str) -> None:
        """Write a line above the bar."""
        self._wipe()
        self._out.write(text)

    def _wipe(self) -> None:
        if self._drawn:
            self._out.write("\r" + " " * self._drawn + "\r", ending="")
            self._out.flush()
            self._drawn = 0
