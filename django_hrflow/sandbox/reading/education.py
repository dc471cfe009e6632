"""Studies: title of the degree, school, place and period of each."""

from dataclasses import dataclass, field
from typing import Any

from . import pieces
from .cleaning import fold
from .dates import Period
from .entries import Entry, group
from .pieces import Piece
from .places import Located, location
from .vocabulary import words


@dataclass
class Study:
    """One education as read."""

    title: str | None
    school: str | None
    place: str | None
    located: Located | None
    period: Period | None
    body: list[str] = field(default_factory=list)

    def fields(self) -> dict[str, Any]:
        """The HR-JSON education; a lone year is when it ended."""
        period = self.period
        start = period.start if period and not period.single else None
        end = period.end if period else None
        return {
            "key": None,
            "school": self.school,
            "logo": None,
            "title": self.title,
            "description": "\n".join(self.body) or None,
            "location": location(self.place, self.located),
            "date_start": start.iso() if start else None,
            "date_end": end.iso() if end else None,
            "skills": [],
            "certifications": [],
            "courses": [],
            "tasks": [],
            "languages": [],
            "interests": [],
        }


def read(lines: list[str]) -> list[Study]:
    """The studies that a section's *lines* tell of, in their order."""
    return assign(group(lines, singles=True))


def assign(entries: list[Entry]) -> list[Study]:
    """Decide for each entry what is the degree and what the school."""
    studies = []
    for entry in entries:
        parts, located, written = pieces.cut(entry.header)
        title, school, rest = _choose(parts)
        if title or school:
            body = [*rest, *entry.body]
            studies.append(Study(title, school, written, located, entry.period, body))
    return studies


def degree_score(piece: Piece) -> float:
    """How much a piece reads like a degree, from 0 to 3."""
    folded = piece.folded
    known = words("degree_words")
    if folded and (folded[0].strip(".") in known or folded[0] in known):
        return 3
    return 2 if any(word in known or word.strip(".") in known for word in folded) else 0


def school_score(piece: Piece) -> float:
    """How much a piece reads like a school, from 0 to 3.5."""
    return pieces.organisation_score(piece, "school_words")


def is_study(entry: Entry) -> bool:
    """Whether an entry outside any section is a study rather than a job."""
    parts, _, _ = pieces.cut(entry.header)
    degree = max((degree_score(part) for part in parts), default=0)
    title = max((pieces.title_score(part) for part in parts), default=0)
    school = any(fold(word) in words("school_words") for part in parts for word in part.folded)
    return degree + 1.5 * school > title


def _choose(parts: list[Piece]) -> tuple[str | None, str | None, list[str]]:
    schools = [(school_score(part), -index) for index, part in enumerate(parts)]
    degrees = [(degree_score(part), -index) for index, part in enumerate(parts)]
    if not parts:
        return None, None, []
    if len(parts) == 1:
        is_school = schools[0] > degrees[0]
        return (None, parts[0].text, []) if is_school else (parts[0].text, None, [])
    best = max(
        (degrees[i][0] - degrees[j][0] + schools[j][0] - schools[i][0] - 0.25 * (i + j), -i, -j)
        for i in range(len(parts))
        for j in range(len(parts))
        if i != j
    )
    return _with_leftovers(parts, -best[1], -best[2])


def _with_leftovers(parts: list[Piece], i: int, j: int) -> tuple[str, str, list[str]]:
    """Fields of study go back to the degree they follow; the rest is description."""
    title, school, rest = [parts[i]], [parts[j]], []
    for index, part in enumerate(parts):
        if index in (i, j):
            continue
        beside = part.line == parts[i].line and i < index and not (i < j < index)
        if beside and school_score(part) < 1:
            title.append(part)
        elif part.weak and index == j + 1 and part.line == parts[j].line:
            school.append(part)
        else:
            rest.append(part.text)
    return pieces.join(title) or "", pieces.join(school) or "", rest
