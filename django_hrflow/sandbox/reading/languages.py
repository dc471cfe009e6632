"""Spoken languages and how well: names in English and French, CEFR or words for the level."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from functools import cache
from typing import Any

from .phrases import Match, Phrases
from .vocabulary import table

_CEFR = re.compile(r"\b([ABC][12])\b\+?(?!\d)", re.IGNORECASE)
_WITHIN = 45


@cache
def _phrases() -> Phrases[str]:
    return Phrases(
        (form, name)
        for name, forms in table("languages")["names"].items()
        for form in (name, *(f for f in forms.split("|") if f))
    )


def find_in(text: str) -> list[Match[str]]:
    """Every name of a language in *text*."""
    return _phrases().find(text)


def read(text: str) -> list[dict[str, Any]]:
    """HR-JSON languages of a languages section: ``value`` is a CEFR level, a word, or None."""
    names = find_in(text)
    found: dict[str, str | None] = {}
    for index, match in enumerate(names):
        before_end = names[index - 1].end if index else 0
        after_end = names[index + 1].start if index + 1 < len(names) else len(text)
        after = _first_part(text[match.end : min(after_end, match.end + _WITHIN + 20)])
        before = _last_part(text[max(before_end, match.start - _WITHIN) : match.start])
        value = level(after) or level(before)
        if match.value not in found or found[match.value] is None:
            found[match.value] = value
    return [{"name": name, "value": value} for name, value in found.items()]


def _first_part(text: str) -> str:
    """What follows a language until the next item; a level may stand on the next line alone."""
    lines = text.split("\n")
    first = re.split(r"[;•●▪]|,(?=\s*[A-ZÀ-Ý][a-zà-ÿ]{3})", lines[0])[0]
    if not first.strip(" :-–\t(") and len(lines) > 1:
        return lines[1]
    return first


def _last_part(text: str) -> str:
    return re.split(r"[\n;•●▪,)|\t]", text)[-1]


def level(text: str) -> str | None:
    """The level that *text* names: ``A1`` to ``C2`` when given so, else a word."""
    cefr = _CEFR.search(text)
    if cefr:
        return cefr[1].upper()
    for name, pattern in table("languages")["levels"].items():
        if re.search(rf"\b(?:{pattern})", text, re.IGNORECASE):
            return str(name)
    return None


_SPOKEN = re.compile(
    r"\b(?:fluent in|fluently|speaks?|spoken|bilingual|biling[uü]e|parle|couramment|native"
    r"|langues?|languages?|mother tongue|langue maternelle|courant|toeic|toefl|ielts|dele|delf"
    r"|[ABC][12])\b",
    re.IGNORECASE,
)


def read_anywhere(text: str) -> list[dict[str, Any]]:
    """Languages of a CV without such a section: only in lines that speak of knowing them."""
    lines = [line for line in text.split("\n") if _SPOKEN.search(line) and find_in(line)]
    return read("\n".join(lines))
