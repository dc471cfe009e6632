"""The name of the person whose CV it is; never an invented one."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from dataclasses import dataclass

from .cleaning import BULLETS, fold
from .contact import EMAIL
from .places import is_place
from .sections import heading_kind
from .vocabulary import words

_CIVILITY = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|m|mme|mlle|monsieur|madame|mademoiselle|docteur|pr|me|sir"
    r"|ing)\.?\s+)+",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(
    r"(?:,|\s[-–|]|\s)\s*\(?(?:ph\.?\s?d|mba|msc|m\.?d|rn|bsn|cpa|acca|pmp|cfa|esq|jr|sr|ii|iii"
    r"|iv|meng|bsc|beng|ma|ba|acma|cima|cissp|p\.?e|dvm|llm|llb|fca|aca|mcips|chrp|phr|shrm-cp"
    r"|pgce|he/him|she/her|they/them|elle|il)\)?\.?(?=$|[\s,)])",
    re.IGNORECASE,
)
_DEGREE_BEFORE = re.compile(
    r"^(?:(?:m\.?sc|b\.?sc|ph\.?d|m\.?eng|dipl\.?-?ing|mba)\.?\s+)+", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:full name|name|candidate|nom et pr[ée]noms?|pr[ée]noms? et nom|nom[ /,-]+pr[ée]noms?"
    r"|pr[ée]noms?[ /,-]+nom|nom complet|candidat)\s*[:\t]\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_FIRST_LABEL = re.compile(
    r"^(?:first name|given name|forename|pr[ée]nom)s?\s*[:\t]\s*(?P<name>.+)$", re.IGNORECASE
)
_LAST_LABEL = re.compile(
    r"^(?:last name|surname|family name|nom(?: de famille)?)\s*[:\t]\s*(?P<name>.+)$", re.IGNORECASE
)
_TITLE_PREFIX = re.compile(
    r"^(?:curriculum\s+vit(?:ae|æ)|r[ée]sum[ée]|cv)\s*(?:of|de|du|-|–|—|:|\||\s)\s*(?=\S)",
    re.IGNORECASE,
)
_TITLE_SUFFIX = re.compile(r"\s+[-–—|]?\s*(?:r[ée]sum[ée]|cv|curriculum vitae)$", re.IGNORECASE)
_MAX_LINE = 300
_WORD = r"(?:[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?|[dDOL]['’])"
_NAME = re.compile(rf"^{_WORD}(?:,? {_WORD}){{1,5}}$")


@dataclass(frozen=True)
class Name:
    """A person's name as the CV says it, in ordinary capitals."""

    full: str
    first: str
    last: str


def find_name(lines: list[str], emails: list[str]) -> Name | None:
    """The best name among *lines* (the CV's lines in reading order), or None if none is "
    "credible."""
    labelled = _labelled(lines)
    if labelled:
        return labelled
    best: tuple[float, str] | None = None
    near = [line for line in lines if line.strip() and len(line) <= _MAX_LINE][:80]
    for position, line in enumerate(near):
        for cell_index, cell in enumerate(_cells(line)):
            score = _score(cell, emails) - 0.08 * min(position, 25) - 0.1 * cell_index
            if score > 1.0 and (best is None or score > best[0]):
                best = (score, cell)
    return split_name(best[1]) if best else None


def _labelled(lines: list[str]) -> Name | None:
    first = last = None
    for line in lines[:60]:
        line = line.lstrip(BULLETS + " ")
        whole = _LABEL.match(line)
        if whole and _NAME.match(tidy := _stripped(whole["name"].split("\t")[0])):
            return split_name(tidy)
        if match := _FIRST_LABEL.match(line):
            first = first or _stripped(match["name"].split("\t")[0])
        elif match := _LAST_LABEL.match(line):
            last = last or _stripped(match["name"].split("\t")[0])
    if first and last and _NAME.match(f"{first} {last}"):
        first, last = _ordinary(first), _ordinary(last)
        return Name(f"{first} {last}", first, last)
    return None


def _cells(line: str) -> list[str]:
    line = _TITLE_SUFFIX.sub("", _TITLE_PREFIX.sub("", line.strip()))
    return [
        _stripped(cell)
        for cell in re.split(r"\t|\s*[|•·●▪]\s*|\s+[-–—]\s+|\s*/\s+|,\s(?=[a-z])|\s*:\s+", line)
        if cell.strip()
    ]


def _stripped(text: str) -> str:
    text = _CIVILITY.sub("", text.strip(BULLETS + " \t,;:|_~*#=<>-–—"))
    text = _DEGREE_BEFORE.sub("", text)
    for _ in range(3):
        text = _CREDENTIALS.sub("", text).strip(" ,")
    return re.sub(r"\s*\(.*?\)\s*", " ", text).strip()


def _score(cell: str, emails: list[str]) -> float:
    """How much *cell* looks like a person's name; 0 or less if it cannot be one."""
    if not _NAME.match(cell) or len(cell) > 50 or EMAIL.search(cell):
        return 0
    tokens = cell.replace(",", " ").split()
    folded = [fold(token).strip(".") for token in tokens]
    small = {fold(token).strip(".") for token in tokens if not token[0].isupper()}
    if small - words("name_particles"):
        return 0
    if heading_kind(cell) or set(folded) & words("never_names"):
        return 0
    firsts = words("first_names")
    score = 1.5 if len(tokens) <= 4 else 0.7
    score += 1.2 if _first_known(folded[0], firsts) or _first_known(folded[-1], firsts) else 0
    score += 2.0 * max((_in_address(folded, email) for email in emails), default=0.0)
    score -= 2.0 if set(folded) & words("job_heads", "job_heads_fr") else 0
    score -= 1.5 if set(folded) & words("school_words", "degree_words") - {"ma", "ba", "as"} else 0
    score -= 0.8 if set(folded) & words("company_words") else 0
    score -= 1.5 if is_place(cell) else 0
    return score + (0.4 if cell.isupper() else 0)


def _first_known(token: str, firsts: frozenset[str]) -> bool:
    return token in firsts or token.split("-")[0] in firsts


def _in_address(tokens: list[str], email: str) -> float:
    """The share of the name's longer words that the address before the @ contains."""
    local = re.sub(r"[^a-z]", "", fold(email.split("@")[0]))
    parts = [re.sub(r"[^a-z]", "", token) for token in tokens]
    parts = [part for part in parts if len(part) > 2]
    hits = sum(part in local for part in parts)
    return hits / len(parts) if parts else 0.0


def split_name(text: str) -> Name:
    """First and last name of a full name; a last name in capitals or before a comma is known as "
    "such."""
    if "," in text:
        last, _, first = (part.strip() for part in text.partition(","))
        tokens = [*first.split(), *last.split()]
        cut = len(first.split())
    else:
        tokens = text.split()
        tokens, cut = _ordered(tokens)
    first, last = _ordinary(" ".join(tokens[:cut])), _ordinary(" ".join(tokens[cut:]))
    return Name(f"{first} {last}".strip(), first, last)


def _ordered(tokens: list[str]) -> tuple[list[str], int]:
    """The tokens with the first names first, and how many of them those are."""
    capitals = [len(t) > 1 and t.isupper() and "." not in t for t in tokens]
    if any(capitals) and not all(capitals):
        shouted = [i for i, capital in enumerate(capitals) if capital]
        begin = shouted[0]
        while begin > 0 and fold(tokens[begin - 1]) in words("name_particles"):
            begin -= 1
        if begin == 0 and shouted[-1] + 1 < len(tokens):  # DUPONT Jean
            cut = shouted[-1] + 1
            return tokens[cut:] + tokens[:cut], len(tokens) - cut
        return tokens, max(begin, 1)
    firsts = words("first_names")
    known = [_first_known(fold(token).strip("."), firsts) for token in tokens]
    if known[-1] and not known[0] and len(tokens) == 2 and all(capitals):  # DUPONT JEAN
        return [tokens[1], tokens[0]], 1
    return tokens, _count_first(tokens, known)


def _count_first(tokens: list[str], known: list[bool]) -> int:
    count = 1
    while count < len(tokens) - 1:
        token = tokens[count]
        initial = len(token.strip(".")) == 1
        if fold(token) in words("name_particles") or not (initial or known[count]):
            break
        count += 1
    return count


def _ordinary(text: str) -> str:
    """Names shouted in capitals, in ordinary ones: ``JEAN DE LA TOUR`` is Jean de la Tour."""
    tokens = text.split()
    done = []
    for index, token in enumerate(tokens):
        if len(token.strip(".")) < 2 or not token.isupper():
            done.append(token)
        elif fold(token) in words("name_particles") - {"mac", "mc", "o'", "st", "saint"} and (
            index or len(tokens) > 1
        ):
            done.append(token.lower())
        else:
            done.append(re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), token))
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m[1].upper(), " ".join(done))
