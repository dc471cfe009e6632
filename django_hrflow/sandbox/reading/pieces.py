"""Cut the lines that name an entry into pieces, and tell titles, organisations and places apart."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from dataclasses import dataclass

from .cleaning import fold
from .places import Located, find_places, is_place
from .vocabulary import words

_STRONG = re.compile(r"\s*(?:\t|\s[|•·●▪/]\s|\|)\s*|\s+[–—-]+\s+|\s*[–—]\s+|\s*;\s*|:\s+")
_AT = re.compile(r"\s+(?:at|chez|@|pour le compte de|auprès de)\s+(?=[A-ZÀ-Ý0-9«\"])|\s*@\s*")
_COMMA = re.compile(r",\s+")
_ROUND = re.compile(r"\s*\(([^()]*)\)")
_CONTRACT = re.compile(
    r"^(?:cdi|cdd|int[ée]rim|stage|alternance|apprentissage|freelance|full[- ]time|part[- ]time"
    r"|internship|permanent|contract|temporary|temps (?:plein|partiel)|saisonnier|seasonal"
    r"|self[- ]employed|stage de .{1,30}|contrat .{1,30}|mission|fixed[- ]term|hybrid|remote"
    r"|on[- ]site|summer job|job d'été|job étudiant|volunteer|bénévole|cdd de .{1,15}|(?:stage"
    r"|cdd|internship),? \d.*|work placement)$",
    re.IGNORECASE,
)
_EDGES = ' \t,.:|–—-·•"«»“”'
_NAME = re.compile(
    r"^[A-ZÀ-Ý][\w'’.-]*(?:[ -](?:[A-ZÀ-Ý][\w'’.-]*|sur|sous|en|les|le|la|de|du)){0,3}$"
)
_TOKEN = re.compile(r"[^\W_]+(?:[-.'’&][^\W_]+)*\.?")
_ENGLISH_TAIL = re.compile(
    r"\s+(?:of|for|in|to|with|de|du|des|en|d['’]|sur|pour|à|au|aux|-|–|\()\s*.*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """A part of an entry's header; *line* is the number of the line it came from."""

    text: str
    line: int
    after_at: bool = False  # stood behind "at", "chez" or "@"
    weak: bool = False  # cut off at a comma only

    @property
    def folded(self) -> list[str]:
        """Its words, folded."""
        return [fold(word) for word in _TOKEN.findall(self.text)]


@dataclass(frozen=True)
class Cut:
    """What an entry's header is made of, with the place that stood in it and how it was written."""

    pieces: list[Piece]
    located: Located | None = None
    written: str | None = None
    contract: str | None = None


def cut(lines: list[str]) -> Cut:
    """Pieces of *lines*, without places and kinds of contract."""
    found: list[Piece] = []
    located, written, contract = None, None, None
    for number, line in enumerate(lines):
        for cell in _STRONG.split(_ROUND.sub(_unwrapped, line)):
            for index, part in enumerate(_AT.split(cell)):
                text, place, name = _without_place(part.strip(_EDGES))
                if written is None and name:
                    located, written = place, name
                for piece in _commas(text, number, after_at=index > 0):
                    if _CONTRACT.match(piece.text):
                        contract = contract or piece.text
                    else:
                        found.append(piece)
    return Cut(found, located, written, contract)


def _unwrapped(match: re.Match[str]) -> str:
    """What stands in brackets: an abbreviation stays, a name or place comes behind a comma."""
    inside = match[1].strip()
    if _CONTRACT.match(inside):
        return f"\t{inside}\t"
    if inside.isupper() and " " not in inside:
        return match.group()
    return f", {inside}" if is_place(inside) or _NAME.match(inside) else ""


def _without_place(text: str) -> tuple[str, Located | None, str | None]:
    """*text* without the place that stands in it between commas; a place inside a name stays."""
    for located in find_places(text):
        before, after = text[: located.start], text[located.end :]
        if before.rstrip(" (-")[-1:] in ("", ",") and after.lstrip(" )")[:1] in ("", ","):
            rest = f"{before.rstrip(' ,(-')}, {after.lstrip(' ,)')}".strip(" ,")
            return rest, located, text[located.start : located.end]
    return ("", None, text) if text and is_place(text) else (text, None, None)


def _commas(text: str, number: int, *, after_at: bool) -> list[Piece]:
    parts = [part.strip(_EDGES) for part in _COMMA.split(text)]
    return [
        Piece(part, number, after_at and index == 0, index > 0)
        for index, part in enumerate(parts)
        if part
    ]


def like_town(piece: Piece) -> bool:
    """Whether a piece behind a company may be an unknown town: few words, all with capitals."""
    return (
        bool(_NAME.match(piece.text))
        and not piece.text.isupper()
        and organisation_score(piece) < 1
        and title_score(piece) == 0
    )


def title_score(piece: Piece) -> float:
    """How much a piece reads like a job title, from 0 to 3."""
    if piece.after_at:
        return 0
    folded = piece.folded
    if not folded:
        return 0
    english, french = words("job_heads"), words("job_heads_fr")
    head = [fold(word) for word in _TOKEN.findall(_ENGLISH_TAIL.sub("", piece.text))]
    parts = [part for word in folded for part in (word, *re.split(r"[-'’]", word))]
    score = 0.0
    if (
        (head and _singular(head[-1]) & english)
        or folded[0] in french
        or (len(folded) > 1 and folded[1] in french)
    ):
        score = 3
    elif any(_singular(word) & (english | french) for word in parts):
        score = 1.5
    return score


def is_title(piece: Piece) -> bool:
    """Whether a piece holds a word that heads job titles."""
    return title_score(piece) >= 1.5


def _singular(word: str) -> set[str]:
    return {word, word.removesuffix("s"), word.split("-")[-1], word.split("-")[0]}


def organisation_score(piece: Piece, kinds: str = "company_words") -> float:
    """How much a piece reads like the name of a company (or school), from 0 to 3."""
    if piece.after_at:
        return 3
    folded = piece.folded
    known = words(kinds)
    hits = sum(word in known or word.strip(".") in known for word in folded)
    if folded and kinds == "company_words":
        hits += folded[-1] in words(
            "company_endings"
        )  # "Acme Software", not "Software Development"
    score = min(2.0, 1.5 * hits)
    if re.search(r"[a-z][A-Z]|&|\d", piece.text) or (piece.text.isupper() and len(folded) < 4):
        score += 0.5
    return score


def join(pieces: list[Piece]) -> str | None:
    """The pieces of one line as they were, with commas."""
    return ", ".join(piece.text for piece in pieces) or None
