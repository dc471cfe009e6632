"""Dates and periods as CVs write them, in English and French."""

# ruff: noqa: RUF001, RUF002  -- CVs are written with typographic dashes and quotes

import re
from dataclasses import dataclass
from datetime import date

from .cleaning import fold

_MONTHS = (
    ("january", "jan", "janvier", "janv"), ("february", "feb", "febr", "fevrier", "fevr", "fev"),
    ("march", "mar", "mars"), ("april", "apr", "avril", "avr"), ("may", "mai"),
    ("june", "jun", "juin"), ("july", "jul", "juillet", "juil"), ("august", "aug", "aout"),
    ("september", "sep", "sept", "septembre"), ("october", "oct", "octobre"),
    ("november", "nov", "novembre"), ("december", "dec", "decembre"),
)  # fmt: skip
_SEASONS = {
    "spring": 3, "printemps": 3, "summer": 6, "ete": 6, "autumn": 9, "fall": 9, "automne": 9,
    "winter": 12, "hiver": 12, "q1": 1, "q2": 4, "q3": 7, "q4": 10, "t1": 1, "t2": 4, "t3": 7,
    "t4": 10,
}  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names} | _SEASONS
_ACCENTED = {"fevrier": "f[ée]vrier", "fevr": "f[ée]vr", "fev": "f[ée]v", "aout": "ao[ûu]t",
             "dec": "d[ée]c", "decembre": "d[ée]cembre", "ete": "[ée]t[ée]"}  # fmt: skip
_MONTH = (
    r"\b(?:"
    + "|".join(_ACCENTED.get(m, m) for m in sorted(MONTHS, key=len, reverse=True))
    + r")\b\.?"
)
_YEAR = r"(?:19[4-9]\d|20[0-4]\d)(?!\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th)?"
_POINT = (
    rf"(?:(?:\b{_DAY}\s+)?{_MONTH}\s*(?:{_DAY}\s*,)?,?\s*(?:of\s+|de\s+)?(?:{_YEAR}|['’]\d\d\b"
    rf"|\d\d\b(?!\s*[:%]))"
    rf"|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d\b)"
    rf"|\b{_YEAR}(?:[-/.]| / )(?:1[0-2]|0[1-9])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)"
    rf"|\b(?:0?[1-9]|1[0-2])\s?[/.-]\s?{_YEAR}|\b(?:0[1-9]|1[0-2])/\d\d\b"
    rf"|(?<![\d.,+/-])\b{_YEAR}(?![\d]|[.,]\d))"
)
_NOW = (
    r"(?:present\b|pr[ée]sent\b|current(?:ly)?\b|now\b|today\b|ongoing\b|(?:to\s+)?date\b"
    r"|aujourd\s?['’]\s?hui\b"
    r"|(?:[àa]\s+)?ce\s+jour\b|actuel(?:lement)?\b|en\s+cours\b|en\s+poste\b|maintenant\b"
    r"|nos\s+jours\b)"
)
_SEPARATOR = (
    r"\s*(?:[-–—−‒~→>]+|/(?=\s|\s*\d{4}(?!\d))|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b"
    r"|\bau\b|[àÀ]"
    r"|\bjusqu['’](?:[àa]u?|en)\b|\bet\b)\s*(?:le\s+|the\s+)?"
)
_LEADING = r"(?:\b(?:from|between|since|de|du|entre|depuis)\s+(?:le\s+)?|\bd['’])?"
_RANGE = re.compile(
    rf"{_LEADING}(?:(?P<start>{_POINT})|(?P<bare>(?:\b{_DAY}\s+)?{_MONTH}))"
    rf"{_SEPARATOR}(?:(?P<end>{_POINT})|(?P<now>{_NOW}))",
    re.IGNORECASE,
)
_SHORT_RANGE = re.compile(rf"\b(?P<start>{_YEAR})\s?[-–/]\s?(?P<end>{_YEAR}|\d\d)(?![\d/.-])")
_SINCE = re.compile(
    rf"(?:\b(?:since|depuis|from|starting|[àa] partir de|d[èe]s)\s+(?:le\s+"
    rf"|the\s+)?(?P<start>{_POINT})"
    rf"|(?P<dash>{_POINT})\s*[-–—]\s*(?=$|[\n\t|)]))",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?P<start>{_POINT})", re.IGNORECASE)
_DURATION = re.compile(
    r"\b(?:\d{1,3}(?:[.,]5)?|one|two|three|four|five|six|seven|eight|nine|ten|un|une|deux|trois"
    r"|quatre|cinq|sept|huit|neuf|dix)"
    r"\+?[\s-](?:years?|yrs?|months?|mos?|weeks?|ans?|ann[ée]es?|mois|semaines?)\b"
    r"(?:\s*(?:and|et|,)?\s*\d{1,2}\s(?:months?|mos?|mois)\b)?",
    re.IGNORECASE,
)


_LONGEST = 60  # years from start to end


@dataclass(frozen=True, order=True)
class Moment:
    """A year, with its month and day as far as they were said."""

    year: int
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """``YYYY-MM-DDT00:00:00``, the first day of what was not said."""
        return f"{self.year:04d}-{self.month or 1:02d}-{self.day or 1:02d}T00:00:00"


@dataclass(frozen=True)
class Period:
    """From *start* to *end* (None with *current*: still going on), at ``text[begin:stop]``."""

    start: Moment | None
    end: Moment | None
    current: bool
    single: bool
    begin: int
    stop: int

    def months(self, today: date) -> tuple[int, int] | None:
        """The half-open interval of month numbers that the period covers."""
        if self.start is None:
            return None
        first = self.start.year * 12 + (self.start.month or 1) - 1
        if self.current or self.end is None:
            last = today.year * 12 + today.month
        elif self.end.month is None:
            last = self.end.year * 12 + (12 if self.end.year == self.start.year else 0)
        else:
            last = self.end.year * 12 + self.end.month
        return (first, last) if last > first else None


def find_periods(text: str) -> list[Period]:
    """All periods and dates in *text*, in order, without overlaps; ranges win over single dates."""
    found: list[Period] = []
    taken = bytearray(len(text))
    for pattern in (_RANGE, _SHORT_RANGE, _SINCE, _SINGLE):
        for match in pattern.finditer(text):
            period = None if any(taken[match.start() : match.end()]) else _period(match)
            if period:
                found.append(period)
                taken[period.begin : period.stop] = b"\x01" * (period.stop - period.begin)
    return sorted(found, key=lambda period: period.begin)


def is_now(text: str) -> bool:
    """Whether *text* is nothing but a word for the present day."""
    return bool(re.fullmatch(_NOW, text.strip(" .)"), re.IGNORECASE))


def find_durations(text: str) -> list[tuple[int, int]]:
    """Where *text* says how long something took ("2 years", "6 mois")."""
    return [match.span() for match in _DURATION.finditer(text)]


def years(periods: list[Period], today: date) -> float:
    """How many years the periods cover together; time that overlaps counts once."""
    spans = sorted(span for period in periods if (span := period.months(today)))
    total, reached = 0, 0
    for first, last in spans:
        total += max(0, last - max(first, reached))
        reached = max(reached, last)
    return round(total / 12, 2)


def read_moment(text: str) -> Moment | None:
    """One date written alone (``12/03/1990``, ``12 mars 1990``, ``1990-03-12``, ``1990``)."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    month_name = re.search(_MONTH, text, re.IGNORECASE)
    moment = _named(text, month_name, numbers) if month_name else _numeric(text, numbers)
    if moment is None or not 1900 <= moment.year <= 2100:
        return None
    if moment.month is not None and not 1 <= moment.month <= 12:
        return Moment(moment.year)
    if moment.day is not None and not 1 <= moment.day <= 31:
        return Moment(moment.year, moment.month)
    return moment


def _named(text: str, name: re.Match[str], numbers: list[int]) -> Moment | None:
    month = MONTHS[fold(name.group().rstrip("."))]
    rest = [int(n) for n in re.findall(r"\d+", text[: name.start()] + " " + text[name.end() :])]
    if not rest:
        return None
    return Moment(_full_year(rest[-1]), month, rest[0] if len(rest) > 1 else None)


def _numeric(text: str, numbers: list[int]) -> Moment | None:
    if len(numbers) == 1:
        return Moment(numbers[0])
    if numbers and numbers[0] > 999:
        return Moment(*numbers[:3])
    if len(numbers) == 2:
        return Moment(_full_year(numbers[1]), numbers[0])
    if len(numbers) != 3:
        return None
    day, month, year = numbers
    if month > 12 >= day:  # the American order
        day, month = month, day
    return Moment(_full_year(year), month, day)


def _full_year(number: int) -> int:
    if number > 99:
        return number
    return number + (2000 if number < 50 else 1900)


def _period(match: re.Match[str]) -> Period | None:
    groups = match.groupdict()
    end = read_moment(groups["end"]) if groups.get("end") else None
    first = groups.get("start") or groups.get("dash")
    if match.re is _SHORT_RANGE:
        start = Moment(int(groups["start"]))
        end = Moment(_end_year(start.year, groups["end"]))
        if not start.year < end.year <= start.year + _LONGEST:
            return None
    elif first:
        start_or_none = read_moment(first)
        if start_or_none is None:
            return None
        start = start_or_none
    else:
        named = _bare_start(groups["bare"], end)
        if named is None:
            return None
        start = named
    return _checked(match, start, end)


def _end_year(start: int, text: str) -> int:
    """The year that *text* means after *start*; ``1998-03`` ends in 2003."""
    if len(text) == 4:
        return int(text)
    year = start // 100 * 100 + int(text)
    return year if year > start else year + 100


def _bare_start(text: str, end: Moment | None) -> Moment | None:
    """A first month without a year (``March – June 2020``) takes the year of the end."""
    if end is None:
        return None
    start = read_moment(f"{text} {end.year}")
    if start and start.month and end.month and start.month > end.month:
        return Moment(end.year - 1, start.month)
    return start


def _checked(match: re.Match[str], start: Moment, end: Moment | None) -> Period | None:
    single = match.re is _SINGLE
    current = match.re is _SINCE or bool(match.groupdict().get("now"))
    if end and (end.year, end.month or 12) < (start.year, start.month or 1):
        return None
    if single:
        end = start
    return Period(start, end, current, single, match.start(), match.end())
