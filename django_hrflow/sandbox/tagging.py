"""Tags for a text: the skills in it, the nearest of given labels, or of a few fields of work."""

from __future__ import annotations

from collections import Counter
from hashlib import sha1

from .answers import Json, invalid
from .embedding import TEXT_WIDTH, embed
from .reading import SKILLS, reveal
from .reading.skills import find

SKILLS_TAGGER = "tagger-hrflow-skills"
LABELS_TAGGERS = ("tagger-hrflow-labels", "tagger-hrflow-dynamic")
_ROME = ("tagger-rome-", "tagger-rome4-")


def check_algorithm(algorithm: str) -> None:
    """ApiError 400 unless there is a tagger under that key."""
    known = algorithm == SKILLS_TAGGER or algorithm in LABELS_TAGGERS or algorithm.startswith(_ROME)
    if not known:
        raise invalid(f"Unable to find object: algorithm {algorithm}")


def tag(text: str, algorithm: str, *, labels: list[str], context: str | None, top_n: int) -> Json:
    """``ids``, ``tags`` and ``predictions`` of the same length, best first.

    The ROME taggers of the service know the French registry of trades; here they tag with the
    groups of the sandbox's own vocabulary of skills.
    """
    if algorithm == SKILLS_TAGGER:
        named = [(skill.name, 0.99) for skill in find(text)]
        found = [*named, *reveal(text, top_n)]
    elif algorithm in LABELS_TAGGERS:
        if not labels:
            raise invalid("labels cannot be null")
        found = _nearest(f"{text}\n{context or ''}", dict(zip(labels, labels, strict=True)))
    else:
        found = _fields(text)
    found = found[:top_n]
    return {
        "ids": [_id(name) for name, _ in found],
        "tags": [name for name, _ in found],
        "predictions": [score for _, score in found],
    }


def _id(name: str) -> str:
    return sha1(name.encode(), usedforsecurity=False).hexdigest()[:12]


def _fields(text: str) -> list[tuple[str, float]]:
    """Groups of skills by their share of the skills in a text; without any, by likeness."""
    counts = Counter(skill.group for skill in find(text))
    likeness = _nearest(text, _groups())
    if not counts:
        return likeness
    named = [(group, round(count / counts.total(), 4)) for group, count in counts.most_common()]
    return [*named, *((group, 0.0) for group, _ in likeness if group not in counts)]


def _groups() -> dict[str, str]:
    """Groups of skills with a text that describes each."""
    groups: dict[str, str] = {}
    for skill in SKILLS:
        groups[skill.group] = f"{groups.get(skill.group, skill.group)} {skill.name}"
    return groups


def _nearest(text: str, candidates: dict[str, str]) -> list[tuple[str, float]]:
    vectors = embed([text, *candidates.values()], TEXT_WIDTH)
    likeness = (vectors[1:] @ vectors[0]).tolist()
    scored = [
        (name, round((1 + score) / 2, 4)) for name, score in zip(candidates, likeness, strict=True)
    ]
    return sorted(scored, key=lambda pair: -pair[1])
