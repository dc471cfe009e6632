"""How well a profile and a job, or two of a kind, fit: repeatable, explainable, no model.

The share of the wanted skills that are there counts most, then the words of the title, the
languages, and the words of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from .answers import Json
from .objects import job_texts
from .reading import SKILLS

_WEIGHTS = {"skills": 6.0, "titles": 2.0, "languages": 1.0, "words": 1.0}
_WORD = re.compile(r"[^\W_]{3,}[+#]*")
_COMMON = frozenset(
    {"and", "the", "for", "with", "from", "that", "this", "are", "our", "you", "your", "will"}
    | {"have", "has", "des", "les", "une", "pour", "avec", "dans", "sur", "par", "vous", "nous"}
    | {"est", "und", "der", "die", "das", "mit", "von", "los", "las", "con", "del", "que"}
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What counts of a profile or a job."""

    skills: frozenset[str]
    titles: frozenset[str]
    languages: frozenset[str]
    words: frozenset[str]


def words(text: Any) -> frozenset[str]:
    """The words of a text that carry meaning, without case and accents."""
    plain = unicodedata.normalize("NFKD", text if isinstance(text, str) else "")
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return frozenset(_WORD.findall(folded)) - _COMMON


def traits(one: Json) -> Traits:
    """The traits of a profile or a job."""
    if "info" in one:
        sections = [item for item in one["experiences"] if isinstance(item, dict)]
        titles = [item.get("title") for item in sections]
        skills = [*one["skills"], *(skill for item in sections for skill in item["skills"] or [])]
        texts: list[Any] = [one["text"], one["info"].get("summary")]
    else:
        titles, skills, texts = [one["name"]], one["skills"], job_texts(one)
    return Traits(
        skills=_names(skills),
        titles=frozenset().union(*map(words, titles)),
        languages=_names(one["languages"]),
        words=frozenset().union(*map(words, texts)),
    )


def _names(items: Iterable[Any]) -> frozenset[str]:
    names = (item.get("name") for item in items or [] if isinstance(item, dict))
    return frozenset(canonical(name) for name in names if isinstance(name, str))


def canonical(name: str) -> str:
    """One form for all ways to write a skill: "apache spark" for "Spark"; others only lose case."""
    plain = name.strip().casefold()
    return _vocabulary().get(plain, plain)


@cache
def _vocabulary() -> dict[str, str]:
    aliases = {alias.casefold(): skill.name for skill in SKILLS for alias in skill.aliases}
    names = {skill.name.casefold(): skill.name for skill in SKILLS}
    return {form: name.casefold() for form, name in (aliases | names).items()}


def fit(wanted: Traits, offered: Traits) -> float:
    """Between 0.02 and 0.98: the share of what is wanted that is offered."""
    shares = {
        "skills": _share(wanted.skills, offered.skills, offered.words),
        "titles": _share(wanted.titles, offered.titles, frozenset()),
        "languages": _share(wanted.languages, offered.languages, frozenset()),
        "words": _share(wanted.words, offered.words, offered.skills),
    }
    known = {name: share for name, share in shares.items() if share is not None}
    if not known:
        return 0.02
    total = sum(_WEIGHTS[name] for name in known)
    mean = sum(_WEIGHTS[name] * share for name, share in known.items()) / total
    return round(0.02 + 0.96 * mean, 6)


def _share(wanted: frozenset[str], offered: frozenset[str], half: frozenset[str]) -> float | None:
    """The share of ``wanted`` in ``offered``; what is only in ``half`` counts half."""
    if not wanted:
        return None
    full = wanted & offered
    return (len(full) + len((wanted - full) & half) / 2) / len(wanted)


def prediction(score: float) -> list[float]:
    """What the API shows of a score: the probabilities of no fit and of a fit."""
    return [round(1 - score, 6), score]
