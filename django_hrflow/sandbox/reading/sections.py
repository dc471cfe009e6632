"""Cut a CV into sections by its headings, in English and French."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from .cleaning import BULLETS, fold
from .dates import find_periods
from .vocabulary import table

_DOUBLE = re.compile(r"\s*(?:&|/|\+|,|\||-|–|\band\b|\bet\b|\bou\b|\bor\b)\s*")
_INLINE = re.compile(r"^(?P<heading>[^:\t]{3,40}?)\s*(?::|\t|\s[–—-]\s)\s*(?P<rest>\S.*)$")
_EDGE = re.compile(rf"^[\W\d_{re.escape(BULLETS)}]+|[\W_]+$")
_NEVER_INLINE = ("publications", "awards", "references")  # ("Prix : 20 €" opens no section)

_DATED = ("experience", "education", "projects", "volunteering")


@dataclass
class Section:
    """The lines under one heading; *kind* is ``header`` for those above the first."""

    kind: str
    title: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@cache
def _kinds() -> dict[str, str]:
    headings = table("headings")["headings"]
    return {name: kind for kind, names in headings.items() for name in names.split("|")}


@cache
def _spaceless() -> dict[str, str]:
    """Headings set with spaced letters or small capitals lose and gain spaces in PDF files."""
    return {name.replace(" ", ""): kind for name, kind in _kinds().items()}


@cache
def _filler() -> frozenset[str]:
    """Words that may stand beside those of a heading without changing what it says."""
    return frozenset(table("headings")["filler"].split())


def heading_kind(line: str) -> str | None:
    """What section *line* opens, or None if it is no heading."""
    if not 2 < len(line) <= 60 or line[-1:] in ",;":
        return None
    bare = _EDGE.sub("", fold(line)).strip()
    bare = re.sub(r"\s*\(.*\)?$", "", bare)
    kinds = _kinds()
    kind = kinds.get(bare) or _spaceless().get(bare.replace(" ", ""))
    if kind:
        return kind if _looks_like_heading(line) else None
    parts = [part for part in _DOUBLE.split(bare) if part]
    if len(bare.split()) > 6 or not _looks_like_heading(line):
        return None
    for part in parts:
        kind = _kind_of_part(part)
        if kind is None:
            return None
    return next((kind for part in parts if (kind := _kind_of_part(part)) != "filler"), None)


def _kind_of_part(part: str) -> str | None:
    kinds = _kinds()
    if part in kinds:
        return kinds[part]
    kept = [word for word in part.split() if word not in _filler() and not word.isdigit()]
    if not kept:
        return "filler"
    return kinds.get(" ".join(kept))


def _looks_like_heading(line: str) -> bool:
    """Headings begin with a capital or stand in capitals; running text does not."""
    letters = [char for char in line if char.isalpha()]
    return bool(letters) and letters[0].isupper() and not line.rstrip().endswith((".", "!"))


def split(text: str) -> list[Section]:
    """The sections of a cleaned CV, in order; the first one is the header."""
    sections = [Section("header")]
    lines = list(_heading_lines(text.split("\n")))
    for number, line in enumerate(lines):
        kind = heading_kind(line)
        inline = None if kind else _inline(line)
        if kind:
            sections.append(Section(kind, line))
        elif inline and not (sections[-1].kind in _DATED and _goes_on(lines[number + 1 :])):
            sections.append(Section(inline[0], inline[1], [inline[2]]))
        else:
            sections[-1].lines.append(line)
    return sections


def _goes_on(lines: list[str]) -> bool:
    """Whether a section of dated entries goes on: a further one comes before the next heading."""
    for line in lines:
        if heading_kind(line):
            return False
        if any(not period.single for period in find_periods(line)):
            return True
    return False


def _inline(line: str) -> tuple[str, str, str] | None:
    """``Languages: English, French`` opens a section and fills it in one line."""
    match = _INLINE.match(line)
    if match is None or line[:1] in BULLETS:
        return None
    kind = heading_kind(match["heading"])
    if kind is None or kind in _NEVER_INLINE or find_periods(line):
        return None
    return kind, match["heading"], match["rest"]


def _heading_lines(lines: list[str]) -> Iterator[str]:
    """Give headings that share a line with other columns a line of their own."""
    for line in lines:
        cells = line.split("\t")
        if len(cells) > 1 and heading_kind(cells[0]):
            yield cells[0]
            yield "\t".join(cells[1:])
        else:
            yield line
