"""Headings and dates of CVs in English and French."""

# ruff: noqa: RUF001, RUF002  -- CVs are written with typographic dashes

from example_project.samples.people import Person, Post

HEADINGS = {
    "en": {
        "profile": "PROFILE",
        "work": "WORK EXPERIENCE",
        "study": "EDUCATION",
        "skills": "SKILLS",
        "speak": "LANGUAGES",
        "like": "INTERESTS",
        "contact": "CONTACT",
    },
    "fr": {
        "profile": "PROFIL",
        "work": "EXPÉRIENCES PROFESSIONNELLES",
        "study": "FORMATION",
        "skills": "COMPÉTENCES",
        "speak": "LANGUES",
        "like": "CENTRES D'INTÉRÊT",
        "contact": "CONTACT",
    },
}
_MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
           "nov.", "déc."],
}  # fmt: skip
_NOW = {"en": "present", "fr": "aujourd'hui"}


def headings(person: Person) -> dict[str, str]:
    """The headings in the person's language."""
    return HEADINGS[person.language]


def period(person: Person, post: Post, *, digits: bool = False) -> str:
    """``Jan 2020 – Mar 2022``, or ``01/2020 - 03/2022`` with *digits*."""
    if digits:
        end = f"{post.end[1]:02d}/{post.end[0]}" if post.end else _NOW[person.language]
        return f"{post.start[1]:02d}/{post.start[0]} - {end}"
    months = _MONTHS[person.language]
    end = f"{months[post.end[1] - 1]} {post.end[0]}" if post.end else _NOW[person.language]
    return f"{months[post.start[1] - 1]} {post.start[0]} – {end}"


def spoken(person: Person) -> list[str]:
    """``French (B2)`` for each language."""
    return [f"{name} ({level})" for name, level in person.languages]
