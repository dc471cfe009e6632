"""Studies: title of the degree, school, place and period of each."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from . import pieces
from .cleaning import fold
from .dates import Period
from .entries import Entry, group
from .pieces import Piece
from .places import Located, location
from .vocabulary import words

_DEGREE_FIRST = re.compile(
    r"(?P<degree>ph\.?d\.?|mba|[bm]\.?(?:sc?|a|eng|ba|tech)\.?|ll[bm]|bts|dut|but|licence|master"
    r"|doctorat)\s+(?P<rest>[A-ZÀ-Ý].*)",
    re.IGNORECASE,
)


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
    return assign(group(lines, is_degree, singles=True))


def assign(entries: list[Entry]) -> list[Study]:
    """Decide for each entry what is the degree and what the school."""
    studies = []
    for entry in entries:
        cut = pieces.cut(entry.header)
        study = Study(None, None, cut.written, cut.located, entry.period, entry.body)
        _settle(study, cut.pieces)
        if study.title or study.school:
            studies.append(study)
    return studies


def degree_score(piece: Piece) -> float:
    """How much a piece reads like a degree, from 0 to 3."""
    folded = piece.folded
    known = words("degree_words")
    if folded and (folded[0].strip(".") in known or folded[0] in known):
        return 3
    return 2 if any(word in known or word.strip(".") in known for word in folded) else 0


def is_degree(piece: Piece) -> bool:
    """Whether a piece holds a word that degrees have."""
    return degree_score(piece) >= 2


def school_score(piece: Piece) -> float:
    """How much a piece reads like a school, from 0 to 3.5."""
    return pieces.organisation_score(piece, "school_words")


def is_study(entry: Entry) -> bool:
    """Whether an entry outside any section is a study rather than a job."""
    parts = pieces.cut(entry.header).pieces
    degree = max((degree_score(part) for part in parts), default=0)
    title = max((pieces.title_score(part) for part in parts), default=0)
    school = any(fold(word) in words("school_words") for part in parts for word in part.folded)
    return degree + 1.5 * school > title


def _apart(part: Piece) -> list[Piece]:
    """``PhD Princeton University`` is a degree and a school."""
    match = _DEGREE_FIRST.match(part.text)
    if match and school_score(replace(part, text=match["rest"])) >= 1.5:
        return [replace(part, text=match["degree"]), replace(part, text=match["rest"], weak=True)]
    return [part]


def _settle(study: Study, parts: list[Piece]) -> None:
    parts = [apart for part in parts for apart in _apart(part)]
    if len(parts) > 1:
        _divide(study, parts, *_choose(parts))
    elif parts and school_score(parts[0]) > degree_score(parts[0]):
        study.school = parts[0].text
    elif parts:
        study.title = parts[0].text


def _choose(parts: list[Piece]) -> tuple[int, int]:
    """The numbers of the pieces that are the degree and the school."""
    schools = [school_score(part) for part in parts]
    degrees = [degree_score(part) for part in parts]
    pairs = [
        (degrees[i] - degrees[j] + schools[j] - schools[i] - 0.25 * (i + j), -i, -j)
        for i in range(len(parts))
        for j in range(len(parts))
        if i != j
    ]
    _, i, j = max(pairs)
    return -i, -j


def _divide(study: Study, parts: list[Piece], i: int, j: int) -> None:
    """Fields of study go back to the degree they follow, a town behind the school is its place."""
    title, school, rest = [parts[i]], [parts[j]], []
    for index, part in enumerate(parts):
        if index in (i, j):
            continue
        beside = part.line == parts[i].line and i < index and not i < j < index
        behind = index > j and part.line == parts[j].line
        if behind and not (beside and part.weak) and not study.place and pieces.like_town(part):
            study.place = part.text
        elif beside and school_score(part) < 1:
            title.append(part)
        elif behind and part.weak and index == j + 1 and " " in parts[i].text:
            school.append(part)
        elif behind and part.weak and index == j + 1:  # PhD, University, Field
            title = [part] if is_degree(part) else [*title, part]
        else:
            rest.append(part.text)
    study.title, study.school = pieces.join(title), pieces.join(school)
    study.body = [*rest, *study.body]
