"""Put fragments of a page into reading order: lines, and columns where the page has them."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from .dates import find_periods

_MIN_GUTTER = 9.0  # points
_MIN_LINES = 4
_NARROW = "fijlrtI.,:;'|!()[]{} -"
_WIDE = "mwMW@%ABCDEGHKNOPQRSUVXYZ&"


@dataclass(frozen=True)
class Fragment:
    """A piece of text at its baseline: left edge *x*, height *y* from the bottom, in points."""

    x: float
    y: float
    size: float
    text: str

    @property
    def right(self) -> float:
        """About where the text ends: fonts' true widths are not needed to see columns."""
        units = sum(
            0.29 if char in _NARROW else 0.72 if char in _WIDE else 0.53 for char in self.text
        )
        return self.x + units * self.size


@dataclass
class Line:
    """Fragments that share a baseline, from left to right."""

    fragments: list[Fragment]

    @property
    def y(self) -> float:
        """The baseline."""
        return self.fragments[0].y

    @property
    def size(self) -> float:
        """The largest type in the line."""
        return max(fragment.size for fragment in self.fragments)

    def text(self) -> str:
        """The line's text, with a tab where a gap is wide enough to be a column."""
        parts = [self.fragments[0].text]
        for left, right in zip(self.fragments, self.fragments[1:], strict=False):
            gap = right.x - left.right
            size = max(left.size, right.size)
            if gap > 1.8 * size:
                parts.append("\t")
            elif gap > 0.12 * size and not parts[-1].endswith(" "):
                parts.append(" ")
            parts.append(right.text)
        return "".join(parts)


def read_page(fragments: list[Fragment]) -> list[str]:
    """The lines of a page in reading order, an empty one where the page leaves a space."""
    kept = [fragment for fragment in fragments if fragment.text.strip()]
    return [text for block in _blocks(_lines(kept)) for text in _texts(block)]


def _lines(fragments: list[Fragment]) -> list[Line]:
    """Fragments gathered by baseline, from the top of the page to its bottom."""
    lines: list[Line] = []
    for fragment in sorted(fragments, key=lambda f: (-f.y, f.x)):
        line = lines[-1] if lines else None
        if line and abs(line.y - fragment.y) <= 0.35 * min(line.size, fragment.size):
            line.fragments.append(fragment)
        else:
            lines.append(Line([fragment]))
    for line in lines:
        line.fragments.sort(key=lambda f: f.x)
    return lines


def _texts(lines: list[Line]) -> Iterator[str]:
    gaps = [above.y - below.y for above, below in zip(lines, lines[1:], strict=False)]
    usual = statistics.median(gaps) if gaps else 0
    for number, line in enumerate(lines):
        if number and gaps[number - 1] > max(1.45 * usual, 1.9 * line.size):
            yield ""
        yield line.text()
    yield ""


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """The page as blocks to be read one after another: full-width parts and columns."""
    cut = _widest_columns(lines)
    if cut is None:
        if lines:
            yield lines
        return
    first, last, x = cut
    if first:
        yield from _blocks(lines[:first])
    left, right = _split(lines[first:last], x)
    columns = [left, right]
    if not first and _largest(right) > _largest(left) + 1:
        columns.reverse()  # the name stands in the right one: reading begins there
    for column in columns:
        yield from _blocks(column)
    if last < len(lines):
        yield from _blocks(lines[last:])


def _largest(lines: list[Line]) -> float:
    return max((line.size for line in lines), default=0)


def _widest_columns(lines: list[Line]) -> tuple[int, int, float] | None:
    """The longest run of lines (first, last) that one gutter at x parts into two columns."""
    best: tuple[int, int, float] | None = None
    for x in _candidates(lines):
        for first, last in _runs(lines, x):
            taller = best is None or last - first > best[1] - best[0]
            if taller and _are_columns(*_split(lines[first:last], x)):
                best = (first, last, x)
    return best


def _candidates(lines: list[Line]) -> list[float]:
    """Left edges that several fragments share, taken a little to the left."""
    counts: dict[int, int] = {}
    for line in lines:
        for fragment in line.fragments:
            counts[round(fragment.x)] = counts.get(round(fragment.x), 0) + 1
    leftmost = min((f.x for line in lines for f in line.fragments), default=0)
    near = {x: sum(counts.get(x + d, 0) for d in (-1, 0, 1)) for x in counts}
    return [x - 2.0 for x, count in sorted(near.items()) if count >= 3 and x > leftmost + 60]


def _runs(lines: list[Line], x: float) -> Iterator[tuple[int, int]]:
    """Maximal runs of lines that leave the gutter before x free."""
    first = None
    for number, line in enumerate([*lines, None]):
        free = line is not None and not any(
            f.x < x and f.right > x - _MIN_GUTTER / 2 for f in line.fragments
        )
        if free and first is None:
            first = number
        elif not free and first is not None:
            yield first, number
            first = None


def _split(lines: list[Line], x: float) -> tuple[list[Line], list[Line]]:
    left = [Line(part) for line in lines if (part := [f for f in line.fragments if f.x < x])]
    right = [Line(part) for line in lines if (part := [f for f in line.fragments if f.x >= x])]
    return left, right


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Two columns of text, rather than dates, labels or places beside the text they belong to."""
    if len(left) < _MIN_LINES or len(right) < _MIN_LINES:
        return False
    shared = {round(line.y) for line in left} & {round(line.y) for line in right}
    for side, other in ((left, right), (right, left)):
        dated = sum(_is_margin(line.text()) for line in side)
        if dated >= 0.4 * len(side):
            return False
        # Labels: every line of this side stands exactly beside one of the other, with gaps between.
        if len(side) <= 0.4 * len(other) and len(shared) >= 0.9 * len(side):
            return False
    return True


def _is_margin(text: str) -> bool:
    """Whether a line is a period and hardly anything else."""
    periods = find_periods(text)
    return bool(periods) and len(text) - sum(p.stop - p.begin for p in periods) <= 12
