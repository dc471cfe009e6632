"""Answers questions about a profile or a job from its fields, else with its nearest sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .answers import Json
from .embedding import item_text, sentences
from .scoring import words

UNKNOWN = "This is not said."


def answer(subject: Json, question: str) -> str:
    """An answer in words; ``UNKNOWN`` where nothing in the subject answers. Nothing is made up."""
    asked = question.casefold()
    for hints, read in _FIELDS:
        if any(hint in asked for hint in hints) and (found := read(subject)):
            return found
    return _nearest_sentence(subject, question)


def _nearest_sentence(subject: Json, question: str) -> str:
    wanted = words(question)
    best, most = UNKNOWN, 0
    for sentence in sentences(item_text(subject)):
        shared = len(wanted & words(sentence))
        if shared > most:
            best, most = sentence, shared
    return best


def _info(name: str) -> Callable[[Json], str | None]:
    return lambda one: (one.get("info") or {}).get(name)


def _location(one: Json) -> str | None:
    place: str | None = ((one.get("info") or one).get("location") or {}).get("text")
    return place


def _names(field: str) -> Callable[[Json], str | None]:
    def read(one: Json) -> str | None:
        return ", ".join(item["name"] for item in one[field] if item.get("name")) or None

    return read


def _years(one: Json) -> str | None:
    duration = one.get("experiences_duration")
    return f"{duration:g} years" if duration else None


def _latest(field: str, *parts: str) -> Callable[[Json], str | None]:
    def read(one: Json) -> str | None:
        sections: list[Any] = one.get(field) or []
        found = (
            [str(sections[0][part]) for part in parts if sections[0].get(part)] if sections else []
        )
        return ", ".join(found) or None

    return read


_FIELDS: tuple[tuple[tuple[str, ...], Callable[[Json], str | None]], ...] = (
    (("e-mail", "email", "courriel"), _info("email")),
    (("phone", "téléphone"), _info("phone")),
    (("how many years", "how long", "years of experience", "combien d'années"), _years),
    (("skill", "compétence"), _names("skills")),
    (("language", "speak", "langue"), _names("languages")),
    (("certif",), _names("certifications")),
    (("hobb", "interest", "loisir"), _names("interests")),
    (("where", "location", "live", "où"), _location),
    (("school", "degree", "diploma", "stud", "diplôme"), _latest("educations", "title", "school")),
    (
        ("company", "employer", "work", "position", "title"),
        _latest("experiences", "title", "company"),
    ),
    (("name of the", "full name", "who is", "what is the name"), _info("full_name")),
    (("job", "position", "title", "name"), lambda one: one.get("name")),
)
