"""Tables and verdicts."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Promise", "judge", "say", "table"]


@dataclass(frozen=True)
class Promise:
    """A ratio that is promised: at least, or where ``most`` is set at most, so much."""

    name: str
    value: float
    bound: float
    most: bool = False

    @property
    def kept(self) -> bool:
        """Whether the value is within its bound."""
        return self.value <= self.bound if self.most else self.value >= self.bound

    def __str__(self) -> str:
        sign, word = ("<=" if self.most else ">="), ("kept" if self.kept else "MISSED")
        return f"  {word:6} {self.name}: {self.value:.2f} (promised {sign} {self.bound:g})"


def say(text: str = "") -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write columns, the first to the left and the others to the right."""
    lines = [list(head), *([str(each) for each in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        cells = (each.rjust(width) for each, width in zip(line[1:], widths[1:], strict=True))
        say("  ".join([line[0].ljust(widths[0]), *cells]))


def judge(promises: Iterable[Promise]) -> int:
    """Write what was promised and what came of it; 1 when something was missed, else 0."""
    listed = list(promises)
    for each in listed:
        say(str(each))
    say()
    return int(not all(each.kept for each in listed))
