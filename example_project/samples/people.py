"""Invent people: names, jobs, schools and skills, the same ones for the same seed and number."""

import json
import random
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_THIS_YEAR = 2025


@dataclass(frozen=True)
class Post:
    """A job from *start* to *end* (year, month); no end means that it goes on."""

    title: str
    company: str
    town: str
    start: tuple[int, int]
    end: tuple[int, int] | None
    tasks: list[str]


@dataclass(frozen=True)
class Person:
    """An invented person, in the words of a CV; *e164* is the phone number without its spaces."""

    language: str
    first: str
    last: str
    email: str
    phone: str
    e164: str
    town: str
    headline: str
    summary: str
    posts: list[Post]
    degree: str
    school: str
    studied: tuple[int, int]
    skills: list[str]
    languages: list[tuple[str, str]]
    interests: list[str]

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


@cache
def _wording() -> dict[str, Any]:
    path = Path(__file__).with_name("wording.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def invent(number: int, seed: int = 1) -> Person:
    """Person *number* (from 0) of a *seed*: English and French in turn, no name twice."""
    language = ("en", "fr")[number % 2]
    words = _wording()[language]
    chance = random.Random(f"{seed}/{number}")  # noqa: S311  # nosec B311  # nothing here is secret
    first, last = _name(words, number // 2, seed)
    phone = _phone(language, number, chance)
    profession = words["professions"][number // 2 % len(words["professions"])]
    posts = _posts(words, profession, chance)
    begun = posts[-1].start[0]
    skills = _some(profession["skills"], max(6, len(profession["skills"]) - 2), chance)
    return Person(
        language=language,
        first=first,
        last=last,
        email=f"{_plain(first)}.{_plain(last)}@example.{chance.choice(('org', 'com'))}",
        phone=phone,
        e164="+" + "".join(char for char in phone if char.isdigit()),
        town=chance.choice(words["towns"].split("|")),
        headline=posts[0].title,
        summary=_summary(words["summary"], posts, profession["sector"], skills),
        posts=posts,
        degree=profession["degree"],
        school=chance.choice(words["schools"].split("|")),
        studied=(begun - 3, begun),
        skills=skills,
        languages=[(name, level) for name, level in words["speak"][: chance.randint(2, 3)]],
        interests=_some(words["likes"].split("|"), 2, chance),
    )


def _name(words: dict[str, Any], index: int, seed: int) -> tuple[str, str]:
    """The *index*-th pair of names; when all pairs are used up, a middle initial makes new ones."""
    firsts, lasts = words["firsts"].split("|"), words["lasts"].split("|")
    place = (index * 577 + seed * 101) % (len(firsts) * len(lasts))
    initial = index // (len(firsts) * len(lasts))
    first = firsts[place % len(firsts)]
    middle = f" {chr(ord('A') + (initial - 1) % 26)}." if initial else ""
    return first + middle, lasts[place // len(firsts)]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(
        char for char in decomposed if char.isascii() and (char.isalpha() or char == "-")
    )


def _phone(language: str, number: int, chance: random.Random) -> str:
    """A number out of those that are kept free for use in stories."""
    if language == "fr":
        return f"+33 1 99 00 {chance.randrange(100):02d} {chance.randrange(100):02d}"
    if number % 4 == 0:
        return f"+44 20 7946 0{chance.randrange(1000):03d}"
    return f"+1 202 555 01{chance.randrange(100):02d}"


def _posts(words: dict[str, Any], profession: dict[str, Any], chance: random.Random) -> list[Post]:
    """Two or three jobs without gaps, the present one first."""
    count = chance.randint(2, 3)
    companies = _some(words["companies"].split("|"), count, chance)
    towns = words["towns"].split("|")
    posts: list[Post] = []
    year, month = _THIS_YEAR - chance.randint(1, 4), chance.randint(1, 12)
    end: tuple[int, int] | None = None
    for index in range(count):
        title = profession["titles"][::-1][index]
        company = f"{companies[index]} {profession['endings'][index]}"
        tasks = _some(profession["tasks"], 2, chance)
        posts.append(Post(title, company, chance.choice(towns), (year, month), end, tasks))
        end = (year, month - 1) if month > 1 else (year - 1, 12)
        year -= chance.randint(2, 4)
        month = chance.randint(1, 12)
    return posts


def _summary(template: str, posts: list[Post], sector: str, skills: list[str]) -> str:
    years = _THIS_YEAR - posts[-1].start[0]
    return template.format(
        title=posts[0].title, years=years, sector=sector, first=skills[0], second=skills[1]
    )


def _some(items: list[str], count: int, chance: random.Random) -> list[str]:
    """*count* of the items, in their order."""
    chosen = set(chance.sample(range(len(items)), count))
    return [item for index, item in enumerate(items) if index in chosen]
