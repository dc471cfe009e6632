"""The vocabulary of skills: finding them in text, neighbours of a word, skills likely missing."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .cleaning import BULLETS, fold
from .phrases import Match, Phrases
from .vocabulary import table


@dataclass(frozen=True)
class Skill:
    """A skill under its canonical English name; *kind* is ``hard`` or ``soft``."""

    name: str
    kind: str
    group: str
    aliases: tuple[str, ...] = ()

    def fields(self, written: str | None = None) -> dict[str, Any]:
        """The HR-JSON skill, under the name that the CV gives it, if it gives it as an item."""
        name = written if written and fold(written) != fold(self.name) else self.name
        return {"name": name, "type": self.kind, "value": None}


def _load() -> Iterator[Skill]:
    for group, data in table("skills")["groups"].items():
        for name, aliases in data["skills"].items():
            forms = tuple(alias.strip() for alias in aliases.split(",") if alias.strip())
            yield Skill(name, data["kind"], group, forms)


SKILLS: tuple[Skill, ...] = tuple(_load())

_ADDRESS = re.compile(r"\S*(?:@|://|www\.|\.(?:com|org|net|io|fr|dev)/)\S*")
_LIST_EDGE = (
    rf"[,;/|:()\[\]\n\t&+{re.escape(BULLETS)}]|^|$|\s[-–]\s|\b(?:and|et|in|en|with|avec|using)\b"
)
_BEFORE = re.compile(rf"(?:{_LIST_EDGE})\s*$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:{_LIST_EDGE}|\.(?:\s|$))", re.IGNORECASE)


@cache
def _phrases() -> Phrases[Skill]:
    return Phrases((form, skill) for skill in SKILLS for form in (skill.name, *skill.aliases))


def find_in(text: str) -> list[Match[Skill]]:
    """Every mention of a skill in *text*, in order, but not inside web and e-mail addresses.

    Words that are ordinary ones too (Go, Word, sales) count only where they stand as in a list.
    """
    plain = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    return [match for match in _phrases().find(plain) if _meant(plain, match)]


@cache
def _doubtful() -> tuple[dict[str, str], frozenset[str]]:
    """Words that count in a list only: those written exactly so, and those in any case."""
    data = table("skills")
    return {word.lower(): word for word in data["exact"]}, frozenset(data["listed"])


def _meant(text: str, match: Match[Skill]) -> bool:
    written = text[match.start : match.end]
    exact, listed = _doubtful()
    lower = written.lower()
    if lower in exact:
        return written in (exact[lower], exact[lower].upper()) and _in_list(text, match)
    return lower not in listed or _in_list(text, match)


def _in_list(text: str, match: Match[Skill]) -> bool:
    before = text[max(0, match.start - 12) : match.start]
    if match.end - match.start == 1 and text[match.end : match.end + 1] == ".":
        return False  # the initial of a name
    return bool(_BEFORE.search(before) and _AFTER.match(text, match.end))


def find(text: str) -> list[Skill]:
    """The skills mentioned in *text*, once each, in order of mention."""
    return list(dict.fromkeys(match.value for match in find_in(text)))


@cache
def _grams(text: str) -> frozenset[str]:
    padded = f"  {fold(text)} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _likeness(left: str, right: str) -> float:
    a, b = _grams(left), _grams(right)
    return 2 * len(a & b) / (len(a) + len(b))


def _closeness(skill: Skill, other: Skill) -> float:
    """0 to 1 by groups and letters, with a small share that is fixed at random for each pair."""
    near = table("skills")["groups"][skill.group]["near"]
    base = 0.62 if other.group == skill.group else 0.34 if other.group in near else 0.08
    pair = "|".join(sorted((skill.name, other.name)))
    return (
        base + 0.18 * _likeness(skill.name, other.name) + zlib.crc32(pair.encode()) / 2**32 * 0.14
    )


def related(name: str, n: int) -> list[tuple[str, float]]:
    """The *n* skills nearest to *name*, as (name, score in 0..1), best first.

    Always the same for the same word, and always *n* of them (at most the vocabulary's size less
    one); a word outside the vocabulary is placed by the likeness of its letters.
    """
    known = _phrases().get(name)
    if known:
        scores = [(s.name, _closeness(known, s)) for s in SKILLS if s is not known]
    else:
        likeness = {skill: _best_likeness(name, skill) for skill in SKILLS}
        likest = max(SKILLS, key=lambda skill: likeness[skill])
        scores = [(s.name, 0.8 * likeness[s] + 0.15 * _closeness(likest, s)) for s in SKILLS]
    scores.sort(key=lambda pair: (-pair[1], pair[0]))
    return [(skill, round(min(score, 1.0), 4)) for skill, score in scores[: max(n, 0)]]


def _best_likeness(name: str, skill: Skill) -> float:
    return max(_likeness(name, form) for form in (skill.name, *skill.aliases))


def reveal(text: str, n: int = 20) -> list[tuple[str, float]]:
    """Skills that *text* does not mention but that go with those it does, best first.

    Without any known skill in it, its words are placed by the likeness of their letters.
    """
    present = find(text)
    if not present:
        return related(" ".join(text.split()[:8]), n)
    totals: dict[str, float] = {}
    for skill in present:
        for name, score in related(skill.name, 40):
            totals[name] = totals.get(name, 0.0) + score
    for skill in present:
        totals.pop(skill.name, None)
    ranked = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:n]
    return [(name, round(score / (score + 1.0), 4)) for name, score in ranked]
