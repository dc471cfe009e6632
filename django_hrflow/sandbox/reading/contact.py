"""E-mail addresses, telephone numbers, links and dates of birth in text."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from typing import Any

from .dates import Moment, find_periods, read_moment

EMAIL = re.compile(
    r"(?<![\w.+%@-])[\w.+%'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}(?![\w@])"
)
_PHONE = re.compile(r"(?<![\w/@+.])(?:\+|00)?\(?\d[\d ().\-–/·]{6,22}\d(?![\w@%]| ?\*)")
_PAIRS = re.compile(r"\(?0\d\)?[ .\-/]?\d\d(?:[ .\-/]?\d\d){3}$")  # 01 99 00 12 34
_LINK = re.compile(
    r"(?<![\w@./-])(?:https?://|www\.)[^\s|,;<>()\[\]•]+"
    r"|(?<![\w@./-])(?:[a-z]{2,3}\.)?(?:linkedin\.com/(?:in|pub)|github\.com|gitlab\.com"
    r"|twitter\.com|x\.com|facebook\.com|behance\.net)/[^\s|,;<>()\[\]•]+"
    r"|(?<![\w@./-])(?-i:[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*)\.(?-i:dev|io|me|design|studio|tech"
    r"|blog|example|(?:com|org|net|fr|eu)(?=/[\w~]))(?![\w@.])[^\s|,;<>()\[\]•]*",
    re.IGNORECASE,
)
_LINK_KINDS = ("linkedin", "twitter", "facebook", "github")
_BIRTH = re.compile(
    r"\b(?:date of birth|birth ?date|d\.?o\.?b\.?|born(?: on)?|birthday|date de naissance"
    r"|n[ée]e?\(?e?\)? le|naissance)\s*(?:\(.{1,12}\))?\s*[:\-–]?\s*(?P<date>[^\n|]{4,30})",
    re.IGNORECASE,
)
_YOUNGEST = 2015
_LICENCE = re.compile(
    r"(?:permis(?: de conduire)?\s*:?\s*(?:cat[ée]gorie\s*)?"
    r"(?P<fr>[A-E]{1,2}\d?(?:\s?[,/&+]\s?[A-E]{1,2}\d?)*)(?!\w)"
    r"|(?P<en>(?:full |clean |uk |us |eu )*driv(?:ing|er'?s) licen[cs]e))",
    re.IGNORECASE,
)


def find_emails(text: str) -> list[tuple[int, int]]:
    """Where the e-mail addresses stand."""
    return [match.span() for match in EMAIL.finditer(text)]


def find_phones(text: str, country: str | None = None) -> list[tuple[int, int, str]]:
    """Telephone numbers as (start, end, E.164); *country* decides what a leading 0 means."""
    found: list[tuple[int, int, str]] = []
    for match in _PHONE.finditer(text):
        for start, piece in _pieces(match):
            number = _e164(piece, country)
            if number:
                found.append((start, start + len(piece), number))
                break
    return found


def _pieces(match: re.Match[str]) -> list[tuple[int, str]]:
    """The whole run of digits first, then its parts: two numbers may stand side by side."""
    text = match.group()
    parts = [(match.start(), text)]
    for separator in ("  ", " / ", " - ", " – "):
        if separator in text:
            first, second = text.split(separator, 1)
            parts += [(match.start(), first), (match.end() - len(second), second)]
    return parts


def _e164(text: str, country: str | None) -> str | None:
    import phonenumbers

    digits = re.sub(r"\D", "", text)
    if not 8 <= len(digits) <= 15 or _is_period(text):
        return None
    if text.startswith("00"):
        text = "+" + text[2:]
    text = text.replace("(0)", "")
    for region in [None] if text.startswith("+") else _regions(text, digits, country):
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _is_period(text: str) -> bool:
    """Whether these digits are a date or a range of years rather than a telephone number."""
    if text.startswith(("+", "00")) or _PAIRS.match(text):
        return False
    return bool(find_periods(text))


def _regions(text: str, digits: str, country: str | None) -> list[str]:
    """Where a number without a country code may belong; none if it looks like no number at all."""
    if digits.startswith("0"):
        shaped = "FR" if _PAIRS.match(text) else "GB"
        return [country, shaped] if country and country not in ("US", "CA") else [shaped]
    if len(digits) in (10, 11) and re.match(r"1?[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}$", text):
        return ["US"]
    return [country] if country and len(digits) >= 9 else []


def find_links(text: str) -> list[tuple[int, int]]:
    """Where web addresses stand (not those inside e-mail addresses)."""
    found = []
    for match in _LINK.finditer(text):
        link = match.group().rstrip(".,;:)'\"")
        if "." in link:
            found.append((match.start(), match.start() + len(link)))
    return found


def urls(text: str) -> list[dict[str, Any]]:
    """HR-JSON ``urls``: ``{"type", "url"}`` once each; type is ``from_resume`` for a plain page."""
    found: list[dict[str, Any]] = []
    for start, end in find_links(text):
        link = text[start:end]
        kind = next((kind for kind in _LINK_KINDS if f"{kind}.com/" in link.lower()), "from_resume")
        if "x.com/" in link.lower() and re.search(r"(?:^|/|\.)x\.com/", link.lower()):
            kind = "twitter"
        entry = {"type": kind, "url": link if "://" in link else f"https://{link}"}
        if entry not in found:
            found.append(entry)
    return found


def date_of_birth(text: str) -> Moment | None:
    """The date of birth, if the CV says one as such."""
    for match in _BIRTH.finditer(text):
        for period in find_periods(match["date"])[:1]:
            moment = read_moment(match["date"][period.begin : period.stop])
            if moment and moment.year <= _YOUNGEST:
                return moment
    return None


def without_birth(text: str) -> str:
    """*text* without its dates of birth, so that they date no job."""
    return _BIRTH.sub("", text)


def driving_licence(text: str) -> str | None:
    """The categories of the driving licence, or "yes" when the CV only says that there is one."""
    match = _LICENCE.search(text)
    if match is None:
        return None
    return match["fr"].upper() if match["fr"] else "yes"


_MALE = re.compile(
    r"(?:^|\n)\s*(?:mr|m|monsieur)\.?\s+[A-ZÀ-Ý]|(?:gender|sex|sexe)\s*:\s*(?:male|m\b|homme|h\b)"
    r"|\bn[ée] le\b(?<!née le)",
    re.IGNORECASE,
)
_FEMALE = re.compile(
    r"(?:^|\n)\s*(?:mrs|ms|miss|mme|mlle|madame|mademoiselle)\.?\s+[A-ZÀ-Ý]|(?:gender|sex"
    r"|sexe)\s*:\s*(?:female|f\b|femme)|\bnée le\b",
    re.IGNORECASE,
)


def gender(text: str) -> str | None:
    """``male`` or ``female`` when the CV says so by a civility or in words, never by a guess."""
    if _FEMALE.search(text):
        return "female"
    return "male" if _MALE.search(text) else None
