"""Cut the lines that name an entry into pieces, and tell titles, organisations and places apart."""

import re
from dataclasses import dataclass

from .cleaning import fold
from .places import REMOTE, Located, find_places, is_place
from .vocabulary import words

_STRONG = re.compile(r"\s*(?:\t|\s[|•·●▪/]\s|\|)\s*|\s+[–—-]+\s+|\s*[–—]\s+|\s*;\s*|:\s+")
_AT = re.compile(r"\s+(?:at|chez|@|pour le compte de|auprès de)\s+(?=[A-ZÀ-Ý0-9«\"])|\s*@\s*")
_COMMA = re.compile(r",\s+")
_ROUND = re.compile(r"\s*\(([^()]*)\)")
_CONTRACT = re.compile(
    r"^(?:cdi|cdd|int[ée]rim|stage|alternance|apprentissage|freelance|full[- ]time|part[- ]time|internship|permanent|contract|temporary|temps (?:plein|partiel)|saisonnier|seasonal|self[- ]employed|stage de .{1,30}|contrat .{1,30}|mission|fixed[- ]term|hybrid|remote|on[- ]site|summer job|job d'été|job étudiant|volunteer|bénévole|cdd de .{1,15}|(?:stage|cdd|internship),? \d.*|work placement)$",
    re.IGNORECASE,
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


def cut(lines: list[str]) -> tuple[list[Piece], Located | None, str | None]:
    """Pieces of *lines*, with the place that stood among them and how it was written."""
    pieces: list[Piece] = []
    located: Located | None = None
    written: str | None = None
    for number, line in enumerate(lines):
        line, aside = _without_asides(line)
        for piece in _cells(line, number):
            text, place = _without_place(piece.text)
            if place and written is None:
                located, written = place, piece.text[place.start : place.end]
            elif is_place(piece.text) and REMOTE.search(piece.text) and written is None:
                written = piece.text
            if text and not _CONTRACT.match(text):
                pieces.append(Piece(text, piece.line, piece.after_at, piece.weak))
        for text in aside:
            found = find_places(text)
            if found and is_place(text) and written is None:
                located, written = found[0], text[found[0].start : found[0].end]
    return pieces, located, written


def _without_asides(line: str) -> tuple[str, list[str]]:
    """A line without what it says in brackets, unless that is part of a word."""
    asides = [match[1] for match in _ROUND.finditer(line)]
    kept = [a for a in asides if not (is_place(a) or _CONTRACT.match(a) or re.search(r"\d|\s", a))]
    bare = _ROUND.sub(lambda m: m.group() if m[1] in kept else "", line)
    return bare, asides


def _cells(line: str, number: int) -> list[Piece]:
    cells = []
    for cell in _STRONG.split(line):
        for index, part in enumerate(_AT.split(cell)):
            part = part.strip(' \t,.:|–—-·•"«»')
            commas = _COMMA.split(part)
            for comma_index, text in enumerate(commas):
                text = text.strip(' "«»')
                if text:
                    cells.append(
                        Piece(text, number, index > 0 and not comma_index, comma_index > 0)
                    )
    return cells


def _without_place(text: str) -> tuple[str, Located | None]:
    """*text* without the place it is or ends with; a place inside a name stays."""
    found = find_places(text)
    if not found:
        return ("" if is_place(text) else text), None
    if is_place(text):
        return "", found[0]
    return text, None


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


def _singular(word: str) -> set[str]:
    return {word, word.removesuffix("s"), word.split("-")[-1], word.split("-")[0]}


def organisation_score(piece: Piece, kinds: str = "company_words") -> float:
    """How much a piece reads like the name of a company (or school), from 0 to 3."""
    if piece.after_at:
        return 3
    folded = piece.folded
    known = words(kinds)
    hits = sum(word in known or word.strip(".") in known for word in folded)
    score = min(2.0, 1.5 * hits)
    if re.search(r"[a-z][A-Z]|&|\d", piece.text) or (piece.text.isupper() and len(folded) < 4):
        score += 0.5
    return score


def join(pieces: list[Piece]) -> str | None:
    """The pieces of one line as they were, with commas."""
    return ", ".join(piece.text for piece in pieces) or None
