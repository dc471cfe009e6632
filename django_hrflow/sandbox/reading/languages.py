"""Spoken languages and how well: names in English and French, CEFR or words for the level."""

import re
from functools import cache
from typing import Any

from .phrases import Match, Phrases

_NAMES = {
    "English": "anglais|anglaise|englisch", "French": "français|française|francais", "Spanish": "espagnol|castilian|castellano|español", "German": "allemand|deutsch",
    "Italian": "italien|italiano", "Portuguese": "portugais|português", "Dutch": "néerlandais|hollandais|flemish|flamand", "Arabic": "arabe", "Russian": "russe",
    "Chinese": "chinois|mandarin|mandarin chinese|cantonese", "Japanese": "japonais", "Korean": "coréen", "Polish": "polonais", "Romanian": "roumain", "Czech": "tchèque",
    "Greek": "grec", "Turkish": "turc", "Swedish": "suédois", "Norwegian": "norvégien", "Danish": "danois", "Finnish": "finnois|finlandais", "Hungarian": "hongrois",
    "Ukrainian": "ukrainien", "Bulgarian": "bulgare", "Croatian": "croate", "Serbian": "serbe", "Slovak": "slovaque", "Slovenian": "slovène", "Hindi": "", "Urdu": "ourdou",
    "Bengali": "", "Punjabi": "", "Tamil": "tamoul", "Persian": "farsi|persan", "Hebrew": "hébreu", "Vietnamese": "vietnamien", "Thai": "thaï", "Catalan": "", "Basque": "",
    "Breton": "", "Welsh": "gallois", "Irish": "gaelic|irlandais", "Swahili": "", "Wolof": "", "Berber": "berbère|kabyle|tamazight", "Lingala": "", "Luxembourgish": "luxembourgeois",
    "Malay": "malais", "Indonesian": "indonésien", "Latvian": "letton", "Lithuanian": "lituanien", "Estonian": "estonien", "Albanian": "albanais", "Armenian": "arménien",
    "French Sign Language": "lsf|langue des signes", "British Sign Language": "bsl", "Latin": "",
}  # fmt: skip
_LEVELS = (
    ("native", r"native|mother[ -]tongue|first language|langue maternelle|maternelle?|natale?"),
    ("bilingual", r"biling(?:ual|ue)"),
    ("fluent", r"fluent|fluently|fluency|courant|couramment|full professional|near[- ]native|proficient|excellent"),
    ("professional", r"professional(?: working)?(?: proficiency)?|professionnel|advanced|avanc[ée]|business|op[ée]rationnel|lu,? ?[ée]crit,?(?: et)? ?parl[ée]|very good|tr[èe]s bon(?: niveau)?|good command"),
    ("intermediate", r"intermediate|interm[ée]diaire|conversational|limited working|good|bon(?: niveau|ne ma[îi]trise)?|working knowledge|moyen|correct"),
    ("basic", r"basics?|beginner|elementary|notions?|d[ée]butant|scolaire|school level|some|a few words|rudiments|niveau scolaire|bases"),
)  # fmt: skip
_CEFR = re.compile(r"\b([ABC][12])\b\+?(?!\d)", re.IGNORECASE)
_WITHIN = 45


@cache
def _phrases() -> Phrases[str]:
    return Phrases(
        (form, name)
        for name, forms in _NAMES.items()
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
    for name, pattern in _LEVELS:
        if re.search(rf"\b(?:{pattern})", text, re.IGNORECASE):
            return name
    return None


_SPOKEN = re.compile(
    r"\b(?:fluent in|fluently|speaks?|spoken|bilingual|biling[uü]e|parle|couramment|native|langues?|languages?|mother tongue|langue maternelle|courant|toeic|toefl|ielts|dele|delf|[ABC][12])\b",
    re.IGNORECASE,
)


def read_anywhere(text: str) -> list[dict[str, Any]]:
    """Languages of a CV without such a section: only in lines that speak of knowing them."""
    lines = [line for line in text.split("\n") if _SPOKEN.search(line) and find_in(line)]
    return read("\n".join(lines))
