"""Put fragments of a page into reading order: lines, and columns where the page has them."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .dates import find_durations, find_periods, is_now
from .places import is_place

_MIN_GUTTER = 9.0  # points
_DOUBT = 0.07  # the share of its width by which a fragment may be narrower than reckoned
_MIN_LINES = 4
_OPEN_ENDS = ("–", "-", "—", " to", " à", " au", "/")
_NARROW = "fijlrtI.,:;'|!()[]{} -"
_WIDE = "mwMW@%ABCDEGHKNOPQRSUVXYZ&"


@dataclass(frozen=True)
class Fragment:
    """A piece of text at its baseline: left edge *x*, height *y* from the bottom, in points.

    *factor* says how much wider than usual the font is.
    """

    x: float
    y: float
    size: float
    text: str
    factor: float = 1.0

    @property
    def right(self) -> float:
        """About where the text ends: the true width of each letter is not needed to see columns."""
        units = sum(
            0.29 if char in _NARROW else 0.72 if char in _WIDE else 0.53 for char in self.text
        )
        return self.x + units * self.size * self.factor


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
        return re.sub(r"\s*\t\s*", "\t", "".join(parts)).strip()


def read_page(fragments: list[Fragment]) -> list[str]:
    """The lines of a page in reading order, an empty one where the page leaves a space."""
    kept = [fragment for fragment in fragments if fragment.text.strip()]
    lines = [line for block in _blocks(_lines(kept)) for line in block]
    gaps = [above.y - below.y for above, below in pairwise(lines)]
    usual = statistics.median([gap for gap in gaps if gap > 0] or [0])
    texts = [lines[0].text()] if lines else []
    for line, gap in zip(lines[1:], gaps, strict=True):
        if not 0 <= gap <= max(1.45 * usual, 1.9 * line.size):  # a space, or another column
            texts.append("")
        texts.append(line.text())
    return texts


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


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """The page as blocks to be read one after another: full-width parts and columns."""
    columns = _tallest(lines, _shared_edges(lines), _are_columns)
    if columns is None:
        yield _without_margins(lines)
        return
    first, last, x = columns
    yield from _blocks(lines[:first])
    left, right = _split(lines[first:last], x)
    named_right = not first and _largest(right) > _largest(left) + 1
    for column in (right, left) if named_right else (left, right):
        yield from _blocks(column)
    yield from _blocks(lines[last:])


def _without_margins(lines: list[Line]) -> list[Line]:
    """The lines of one column, with what its margins say set beside what it belongs to."""
    margin = _tallest(lines, _margin_edges(lines), _has_margin)
    if margin is None:
        return lines
    first, last, x = margin
    within = _with_margin(*_split(lines[first:last], x))
    return [*_without_margins(lines[:first]), *within, *_without_margins(lines[last:])]


def _largest(lines: list[Line]) -> float:
    return max((line.size for line in lines), default=0)


def _tallest(
    lines: list[Line],
    edges: list[float],
    accepted: Callable[[list[Line], list[Line]], bool],
) -> tuple[int, int, float] | None:
    """The longest run of lines (first, last) that a gutter before x parts as *accepted*."""
    best: tuple[int, int, float] | None = None
    for x in edges:
        for first, last in _runs(lines, x):
            taller = best is None or last - first > best[1] - best[0]
            if taller and accepted(*_split(lines[first:last], x)):
                best = (first, last, x)
    return best


def _shared_edges(lines: list[Line]) -> list[float]:
    """Left edges that several fragments share, taken a little to the left."""
    counts: dict[int, int] = {}
    for line in lines:
        for fragment in line.fragments:
            counts[round(fragment.x)] = counts.get(round(fragment.x), 0) + 1
    leftmost = min(counts, default=0)
    near = {x: sum(counts.get(x + d, 0) for d in (-1, 0, 1)) for x in counts}
    return [x - 2.0 for x, count in sorted(near.items()) if count >= 3 and x > leftmost + 60]


def _margin_edges(lines: list[Line]) -> list[float]:
    """Edges before the second fragments of lines; margins set flush right share none."""
    edges = {round(f.x) - 2.0 for line in lines for f in line.fragments[1:]}
    edges |= {round(f.x) - 2.0 for line in lines for f in line.fragments if _is_margin(f.text)}
    return sorted(edges)


def _runs(lines: list[Line], x: float) -> Iterator[tuple[int, int]]:
    """Maximal runs of lines that leave the gutter before x free."""
    first = None
    for number, line in enumerate([*lines, None]):
        free = line is not None and not any(
            f.x < x and f.right - _DOUBT * (f.right - f.x) > x - _MIN_GUTTER / 2
            for f in line.fragments
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
    """Two columns of text, rather than labels, dates or places beside what they belong to."""
    if len(left) < _MIN_LINES or len(right) < _MIN_LINES or _has_margin(left, right):
        return False
    for side, other in ((left, right), (right, left)):
        if _marginal(side) >= 0.4 or _are_labels(side, other):
            return False
    return True


def _are_labels(side: list[Line], other: list[Line]) -> bool:
    """Whether lines of *side* name what stands beside and below them, with gaps between."""
    shared = sum(_row(line, other) for line in side)
    near = sum(above.y - below.y <= 1.7 * below.size for above, below in pairwise(side))
    few = len(side) <= 0.4 * len(other)
    return few and shared >= 0.75 * len(side) and near <= 0.4 * len(side)


def _has_margin(left: list[Line], right: list[Line]) -> bool:
    """Whether one side is a margin with the dates and places of the other."""
    return _beside(left, right) or _beside(right, left)


def _beside(side: list[Line], other: list[Line]) -> bool:
    """Whether what stands in *side* exactly beside lines of *other* is dates and places."""
    shared = [line for line in side if _row(line, other)]
    dated = [line for line in shared if _is_margin(line.text())]
    return len(dated) >= 2 and len(dated) >= 0.6 * len(shared)


def _row(line: Line, others: list[Line]) -> bool:
    return any(abs(line.y - other.y) <= 0.25 * line.size for other in others)


def _marginal(lines: list[Line]) -> float:
    return sum(_is_margin(line.text()) for line in lines) / len(lines)


def _is_margin(text: str) -> bool:
    """Whether a line is a period or part of one, a place or a duration, and hardly anything "
    "else."""
    text = text.strip(" •|-–—()")
    if is_now(text):
        return True
    covered = sum(p.stop - p.begin for p in find_periods(text))
    covered += sum(end - start for start, end in find_durations(text))
    return len(text) - covered <= min(12, covered) or is_place(text)


def _with_margin(left: list[Line], right: list[Line]) -> list[Line]:
    """What stands below a date in the margin goes up to the date's line, as part of its entry."""
    on_left = _beside(left, right)
    side, text = (left, right) if on_left else (right, left)
    margin: list[Line] = []
    kept: list[Line] = []  # headings above both
    for line in side:
        goes_on = margin and margin[-1].text().rstrip().endswith(_OPEN_ENDS)
        (margin if goes_on or _is_margin(line.text()) else kept).append(line)
    fragments = [fragment for line in (*kept, *text) for fragment in line.fragments]
    for block in _stacks(margin):
        first = block[0].fragments[0]
        said = f"{_joined(block)}\t" if on_left else f"\t{_joined(block)}"
        fragments.append(Fragment(first.x, first.y, first.size, said, first.factor))
    return _lines(fragments)


def _joined(block: list[Line]) -> str:
    """The lines of a margin in one, a period that was broken put together again."""
    said = block[0].text()
    for line in block[1:]:
        said += (" " if said.rstrip().endswith(_OPEN_ENDS) else "\t") + line.text()
    return said


def _stacks(margin: list[Line]) -> Iterator[list[Line]]:
    """Lines of a margin that stand close under each other, until the next period begins."""
    stack: list[Line] = []
    for line in margin:
        if stack and not _stacked(stack, line):
            yield stack
            stack = []
        stack.append(line)
    if stack:
        yield stack


def _stacked(stack: list[Line], line: Line) -> bool:
    if stack[-1].y - line.y > 1.7 * line.size:
        return False
    if stack[-1].text().rstrip().endswith(_OPEN_ENDS):
        return True
    dated = any(find_periods(above.text()) for above in stack)
    return not (dated and find_periods(line.text()))
