"""Entities with exact offsets in raw text: CVs, job adverts, single sentences."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import certifications, contact, languages, pieces, skills
from .cleaning import fold, readable
from .dates import find_durations, find_periods
from .pieces import Piece
from .places import find_places
from .profile import parse_resume
from .vocabulary import words

LABELS = (
    "first_name", "last_name", "date", "duration", "location", "company", "job_title", "task",
    "school", "education_title", "course", "skill_hard", "skill_soft", "certification", "language",
    "interest", "email", "phone",
)  # fmt: skip
_TASKS = 200
_WORD = re.compile(r"[^\W\d_][\w'’.&+-]*")
_INTRODUCED = re.compile(
    r"\b(?i:my name is|i am called|je m['’]appelle|mon nom est|name ?:)\s+"
    r"(?P<name>[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+){1,2})"
)
_EMPLOYER = re.compile(
    r"\b(?:at|chez|for|joined|join|joining|rejoignez|with"
    r"|pour)\s+(?P<name>(?:[A-ZÀ-Ý0-9][\w'’&.-]*)(?:[ ](?:of|de|du|la|&|and|et"
    r"|[A-ZÀ-Ý0-9][\w'’&.-]*)){0,4})"
)
_LEGAL = re.compile(
    r"\b(?P<name>(?:[A-ZÀ-Ý][\w'’&-]*\s){1,4}(?:Inc|Ltd|Limited|LLC|LLP|PLC|plc|GmbH|AG|SARL|SAS"
    r"|SA|SpA|BV|NV|Corp|Corporation|Group|Groupe|Holding|Technologies|Solutions|Consulting"
    r"|Industries|Labs))\b\.?"
)
_SCHOOL = re.compile(
    r"\b(?:(?:[A-ZÀ-Ý][\w'’-]+\s){0,3}(?:University|College|School"
    r"|Institute)(?:\sof(?:\s[A-ZÀ-Ý][\w'’-]+){1,3})?|(?:Université|Lycée|École|Ecole|IUT|INSA"
    r"|Institut|Faculté)(?:\s(?:de|du|des|d'|la|le|[A-ZÀ-Ý][\w'’-]+)){1,5})"
)
_DEGREE = re.compile(
    r"\b(?:(?:Bachelor|Master|Doctor|Associate)(?:['’]?s)?(?:\s(?:degree|of|in"
    r"|[A-ZÀ-Ý][a-zà-ÿ]+)){1,5}|(?:BSc|MSc|MEng|BEng|MBA|PhD|BTS|DUT|Licence|Baccalauréat|Bac|CAP"
    r"|Master)(?:\s(?:Hons|pro|professionnelle|générale?|en|in|of|[A-ZÀ-Ý][\w'’-]+)){0,4})"
)
_MODIFIERS = frozenset(
    [
        "senior",
        "junior",
        "lead",
        "principal",
        "chief",
        "head",
        "assistant",
        "associate",
        "deputy",
        "staff",
        "vice",
        "general",
        "software",
        "data",
        "sales",
        "marketing",
    ]
)


@dataclass(frozen=True, order=True)
class Entity:
    """What ``text[start:end]`` is; *label* is one of LABELS."""

    start: int
    end: int
    label: str


def find_entities(text: str) -> list[Entity]:
    """Entities of *text* in order, none overlapping another; offsets are characters, end exclusive.

    The labels are those of HrFlow's text parsing (snake case, with ``skill_hard`` and
    ``skill_soft``).  What is surer goes before what is guessed where both claim a word.
    """
    taken = [False] * len(text)
    found: list[Entity] = []
    for entity in _claims(readable(text)):
        span = slice(entity.start, entity.end)
        if entity.start < entity.end <= len(text) and not any(taken[span]):
            taken[span] = [True] * (entity.end - entity.start)
            found.append(entity)
    return sorted(found)


def _claims(text: str) -> Iterator[Entity]:
    yield from (Entity(start, end, "email") for start, end in contact.find_emails(text))
    yield from (Entity(start, end, "phone") for start, end, _ in contact.find_phones(text))
    fields = parse_resume(text)
    if fields["experiences"] or fields["educations"]:
        yield from _from_fields(text, fields)
    else:
        yield from _names(text)
    yield from (Entity(start, end, "certification") for start, end in certifications.find_in(text))
    yield from _periods(text)
    yield from (Entity(start, end, "duration") for start, end in find_durations(text))
    yield from _patterns(text, _DEGREE, "education_title")
    yield from _patterns(text, _SCHOOL, "school")
    yield from _patterns(text, _LEGAL, "company")
    yield from _job_titles(text)
    yield from (Entity(p.start, p.end, "location") for p in find_places(text))
    yield from (
        Entity(m.start, m.end, "language")
        for m in languages.find_in(text)
        if text[m.start].isupper() or m.end - m.start > 5
    )
    yield from (Entity(m.start, m.end, f"skill_{m.value.kind}") for m in skills.find_in(text))
    yield from _patterns(text, _EMPLOYER, "company")


def _periods(text: str) -> Iterator[Entity]:
    for period in find_periods(text):
        yield Entity(period.begin, period.stop, "date")


def _patterns(text: str, pattern: re.Pattern[str], label: str) -> Iterator[Entity]:
    for match in pattern.finditer(text):
        group = "name" if "name" in pattern.groupindex else 0
        start, end = match.span(group)
        yield Entity(start, start + len(text[start:end].rstrip(" .,-&")), label)


def _from_fields(text: str, fields: dict[str, Any]) -> Iterator[Entity]:
    """What the CV reader understood, found again in the text as it was given."""
    info = fields["info"]
    for label in ("first_name", "last_name"):
        yield from _again(text, [info[label]], label, times=2)
    for kind, who in (("experiences", "company"), ("educations", "school")):
        title = "job_title" if who == "company" else "education_title"
        yield from _again(text, [item[who] for item in fields[kind]], who)
        yield from _again(text, [item["title"] for item in fields[kind]], title)
    yield from _again(text, [item["name"] for item in fields["interests"]], "interest", times=1)
    yield from _again(text, [item["name"] for item in fields["courses"]], "course", times=1)


def _again(text: str, values: Iterable[str | None], label: str, times: int = 5) -> Iterator[Entity]:
    for value in dict.fromkeys(value for value in values if value):
        loose = r"\s+".join(re.escape(word) for word in value.split())
        for number, match in enumerate(re.finditer(rf"(?<!\w){loose}(?!\w)", text, re.IGNORECASE)):
            if number == times:
                break
            yield Entity(*match.span(), label)


def _names(text: str) -> Iterator[Entity]:
    """Persons in running text: introduced as such, or a known first name before a capital."""
    for match in _INTRODUCED.finditer(text):
        first, _, last = match["name"].partition(" ")
        start = match.start("name")
        yield Entity(start, start + len(first), "first_name")
        yield Entity(start + len(first) + 1, start + len(first) + 1 + len(last), "last_name")
    firsts = words("first_names")
    found = list(_WORD.finditer(text))
    for left, right in itertools.pairwise(found):
        if (
            fold(left.group()) in firsts
            and left.group()[0].isupper()
            and right.group()[0].isupper()
            and text[left.end() : right.start()] == " "
            and not find_places(f"{left.group()} {right.group()}")
        ):
            yield from _person(left.start(), text[left.start() : right.end()].rstrip(".,'’"))


def _person(start: int, name: str) -> Iterator[Entity]:
    first, _, _ = name.partition(" ")
    if fold(first) in words("first_names"):
        yield Entity(start, start + len(first), "first_name")
        yield Entity(start + len(first) + 1, start + len(name), "last_name")


def _job_titles(text: str) -> Iterator[Entity]:
    """A word that heads job titles, with the words that belong to it."""
    english, french = words("job_heads"), words("job_heads_fr")
    found = list(_WORD.finditer(text))
    for index, word in enumerate(found):
        folded = fold(word.group().rstrip("."))
        if folded.removesuffix("s") in english or folded in english:
            first = _leftmost(text, found, index)
            if first < index or word.group()[0].isupper():
                yield Entity(
                    found[first].start(), word.start() + len(word.group().rstrip(".")), "job_title"
                )
        elif folded in french:
            yield Entity(word.start(), _rightmost(text, found, index), "job_title")


def _leftmost(text: str, found: list[re.Match[str]], index: int) -> int:
    """English titles grow to the left: capitalised words and ranks."""
    first = index
    while first > 0 and index - first < 3:
        before = found[first - 1]
        gap = text[before.end() : found[first].start()]
        usual = before.group()[0].isupper() or fold(before.group()) in _MODIFIERS
        if (
            gap not in (" ", "-", "/")
            or not usual
            or fold(before.group()) in ("the", "a", "an", "as", "our", "we", "i")
        ):
            break
        first -= 1
    return first


def _rightmost(text: str, found: list[re.Match[str]], index: int) -> int:
    """French titles grow to the right: « chef de projet », « ingénieure logiciel »."""
    end = found[index].end()
    position = index + 1
    while position < len(found) and position - index <= 4:
        word = found[position]
        if text[end : word.start()] != " ":
            break
        if fold(word.group()) in ("de", "d'", "en", "des", "du") and position + 1 < len(found):
            following = found[position + 1]
            if text[word.end() : following.start()] != " ":
                break
            end = following.end()
            position += 2
            continue
        if not (word.group()[0].isupper() or fold(word.group()) in _FRENCH_ADJECTIVES):
            break
        end = word.end()
        position += 1
    return end


_FRENCH_ADJECTIVES = frozenset(
    [
        "commercial",
        "commerciale",
        "logiciel",
        "administratif",
        "administrative",
        "comptable",
        "technique",
        "financier",
        "financiere",
        "marketing",
        "informatique",
        "juridique",
        "senior",
        "junior",
        "web",
        "general",
        "generale",
        "principal",
        "principale",
        "social",
        "sociale",
        "polyvalent",
        "polyvalente",
        "qualite",
        "export",
    ]
)


def title_like(text: str) -> bool:
    """Whether *text* alone reads like a job title."""
    return pieces.title_score(Piece(text, 0)) >= 1.5
