"""Group the lines of a section into entries: what stands around each period belongs together.

CVs put the period before, beside or after the title and the company, but each CV does it in one
way.  So the lines above the first period say how many lines every entry has above its period.
"""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .cleaning import BULLETS
from .dates import Period, find_durations, find_periods
from .pieces import Piece, cut, organisation_score

_BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}]|[-–—*+o](?=\s))\s*")
_ROUND = re.compile(r"\(\s*[,;–-]?\s*\)|\[\s*\]")
Titled = Callable[[Piece], bool]
_MAX_HEADER = 110  # characters
_MAX_DATED = 300
_MAX_WORDS = 14
_SENTENCE = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[A-ZÀ-Ý])")
_PREPOSITION = re.compile(r"\b(?:in|en|of|by|since|de|à|depuis|for|année)\s*$", re.IGNORECASE)
_MAX_REST = 3
_OPEN_END = re.compile(
    r"(?:\s(?:de|du|des|la|le|les|of|the|and|et|&|en|for|at|chez|aux?)|[’']|(?<=\w)-|,)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:dates?(?: \([^)]*\))?|period|p[ée]riode|occupation or position held|position|job title"
    r"|poste(?: occup[ée])?|fonction|intitul[ée] du poste|title of qualification awarded"
    r"|qualification|degree|dipl[ôo]me|titre)"
    r"|(?P<employer>name (?:and address )?of (?:the )?employer|employer|company|entreprise"
    r"|employeur|soci[ée]t[ée]|name (?:and type )?of (?:the )?(?:institution|organisation providing"
    r" education and training)|institution|school|[ée]tablissement))\s*:\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_LEAD = 3
_NAMES = 2  # what names an entry: a title and an organisation


@dataclass
class Entry:
    """One job or course: its period, the short lines that name it, and its description."""

    period: Period | None
    header: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    text: str
    bullet: bool
    period: Period | None  # set when the line can carry an entry

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def short(self) -> bool:
        """Whether the line can name something, rather than tell something."""
        return (
            bool(self.text)
            and not self.bullet
            and len(self.text) <= _MAX_HEADER
            and not (self.text.endswith((".", ";", ",")) and len(self.text.split()) > 5)
            and not self.text[:2].islower()
        )


def group(lines: list[str], titled: Titled, *, singles: bool) -> list[Entry]:
    """Entries of *lines*; with *singles*, a lone year or month makes an entry too.

    *titled* says whether a piece reads like the title that an entry of this section has.
    """
    read = _read(lines, titled, singles=singles)
    anchors = [index for index, line in enumerate(read) if line.period]
    if not anchors:
        return _by_blocks(read)
    _, lead = _above(read, anchors[0], 0, _LEAD)
    floors = [0, *(anchor + 1 for anchor in anchors[:-1])]
    starts = [
        _above(read, anchor, floor, lead)[0] for anchor, floor in zip(anchors, floors, strict=True)
    ]
    stops = [*starts[1:], len(read)]
    heads = [_head(read, titled, *span) for span in zip(starts, anchors, stops, strict=True)]
    further = _further(read, heads, stops)
    entries = []
    for (header, index), anchor, stop in zip(heads, anchors, stops, strict=True):
        if further and _names_organisation(read, index, stop):
            header, index = [*header, read[index].text], index + 1
        told = _SENTENCE.split(_without(read[anchor].text, read[anchor].period), maxsplit=1)[1:]
        body = told + [line.text for line in read[index:stop] if not line.blank]
        entries.append(Entry(read[anchor].period, header, body))
    return entries


def _head(
    read: list[_Line], titled: Titled, start: int, anchor: int, stop: int
) -> tuple[list[str], int]:
    """The lines that name an entry, and where its description begins."""
    header = [line.text for line in read[start:anchor] if not line.blank]
    own = _SENTENCE.split(_without(read[anchor].text, read[anchor].period))[0]
    if own:
        header.append(own)
    index = anchor + 1
    if own and index < stop and _continues(read[anchor].text, read[index]):
        hyphenated = read[anchor].text.endswith("-")
        header[-1] += ("-" if hyphenated else " ") + read[index].text
        index += 1
    while index < stop and read[index].short:
        following = read[index].text
        if len(cut(header).pieces) >= _NAMES and (
            _any(titled, header) or not _any(titled, [following])
        ):
            break
        header.append(following)
        index += 1
    return header, index


def _continues(text: str, line: _Line) -> bool:
    """Whether *line* is the rest of what was too long for the line above, which says *text*."""
    if line.bullet or line.period or not line.text or len(line.text.split()) > _MAX_REST:
        return False
    if _OPEN_END.search(text) or line.text.startswith("("):
        return True
    return line.text[0].islower() and not line.text.endswith((".", ","))


def _any(titled: Titled, lines: list[str]) -> bool:
    return any(titled(piece) for piece in cut(lines).pieces)


def _further(read: list[_Line], heads: list[tuple[list[str], int]], stops: list[int]) -> bool:
    """Whether most entries go on with a line for organisation and place (as "Title, team" does)."""
    votes = sum(
        _names_organisation(read, index, stop) and not _organised(header)
        for (header, index), stop in zip(heads, stops, strict=True)
    )
    return votes * 2 > len(heads)


def _names_organisation(read: list[_Line], index: int, stop: int) -> bool:
    return index < stop and read[index].short and _organised([read[index].text])


def _organised(lines: list[str]) -> bool:
    found = cut(lines)
    return bool(found.written) or any(organisation_score(piece) >= 1.5 for piece in found.pieces)


def _read(lines: list[str], titled: Titled, *, singles: bool) -> list[_Line]:
    read = [_line(line, titled, singles=singles) for line in lines]
    plain = any(line.period and not line.bullet for line in read)
    if plain:  # then a date inside a bullet is a detail of the entry above
        read = [_Line(x.text, x.bullet, None if x.bullet else x.period) for x in read]
    else:
        read = [_Line(x.text, x.bullet and not x.period, x.period) for x in read]
    return read


def _line(line: str, titled: Titled, *, singles: bool) -> _Line:
    bullet = _BULLET.match(line)
    text = _unlabelled((line[bullet.end() :] if bullet else line).strip())
    return _Line(text, bool(bullet), _anchor(text, titled, singles=singles))


def _unlabelled(text: str) -> str:
    """``Employer: Acme`` as other CVs would say it: the label goes, an employer is "at" Acme."""
    match = _LABEL.match(text)
    if match is None:
        return text
    return f"@ {match['rest']}" if match["employer"] else match["rest"]


def _anchor(text: str, titled: Titled, *, singles: bool) -> Period | None:
    """The period that *text* is dated with, unless *text* is a sentence that mentions it."""
    periods = find_periods(text) if len(text) <= _MAX_DATED else []
    for period in [p for p in periods if not p.single] or periods:
        before, after = text[: period.begin], text[period.stop :]
        rest = _SENTENCE.split(f"{before} {after}")[0].split()
        if len(rest) > _MAX_WORDS or (text.endswith(".") and len(rest) > 9):
            continue
        if not period.single or (
            _at_edge(before, after) and (singles or _any(titled, [before, after]))
        ):
            return period
    return None


def _at_edge(before: str, after: str) -> bool:
    """Whether a lone date stands first or last in a line or in brackets, as in no sentence."""
    if not before.strip(" (:|\t–-,•"):
        return True
    ended = not after.strip(" ):|\t–-,.•") and not _PREPOSITION.search(before)
    return ended or before.rstrip().endswith(("(", "\t", "|"))


def _above(read: list[_Line], anchor: int, floor: int, most: int) -> tuple[int, int]:
    """Where the entry of *anchor* begins, and how many lines above its period belong to it.

    An empty line may part a period that stands alone from the title above it.
    """
    start, count = anchor, 0
    bare = not _without(read[anchor].text, read[anchor].period)
    if bare and anchor - 2 >= floor and read[anchor - 1].blank and read[anchor - 2].short:
        start -= 1
    while start > floor and count < most and read[start - 1].short:
        start, count = start - 1, count + 1
    return (start, count) if count else (anchor, 0)


def _without(text: str, period: Period | None) -> str:
    """The line without its period, and without a duration that explains the period."""
    if period is not None:
        text = f"{text[: period.begin].rstrip()}\t{text[period.stop :].lstrip()}"
    for begin, end in reversed(find_durations(text)):
        if re.search(r"(?:^|[(\t,·|])\s*$", text[:begin]):
            text = text[:begin] + text[end:]
    return _ROUND.sub("", text).strip(
        " \t,;:|–—-·•()" if text.count("(") != text.count(")") else " \t,;:|–—-·•"
    )


def _by_blocks(read: list[_Line]) -> list[Entry]:
    """Without any period, paragraphs whose first line is short are the entries."""
    entries: list[Entry] = []
    fresh = True
    for line in read:
        if line.blank:
            fresh = True
        elif fresh and line.short:
            entries.append(Entry(None, [line.text]))
            fresh = False
        elif entries and not entries[-1].body and line.short and len(entries[-1].header) < _NAMES:
            entries[-1].header.append(line.text)
        elif entries:
            entries[-1].body.append(line.text)
    return entries
