"""Certificates: the items of their section, and well-known ones anywhere."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from typing import Any

from .cleaning import BULLETS
from .dates import find_periods

_KNOWN = re.compile(
    r"\b(?:AWS Certified [A-Z][\w-]+(?: [A-Z][\w-]+){0,3}|Certified (?:Scrum|Public|Information"
    r"|Kubernetes|Ethical|Management|Financial|Internal)(?: [A-Z][\w-]+){1,3}"
    r"|PRINCE2(?: (?:Foundation|Practitioner))?|Professional Scrum Master(?: I{1,3})?|PSM I{1,3}"
    r"|CSM|PMP|CISSP|CISA|CISM|CCNA|CCNP|CEH|ITIL(?: v?\d)? Foundation"
    r"|TOEIC(?:\s*:?\s*\d{3})?|TOEFL(?:\s*:?\s*\d{2,3})?|IELTS(?:\s*:?\s*\d(?:\.\d)?)?"
    r"|DELF [AB][12]|DALF C[12]|CACES(?: R?\d{3}\w?)?(?: cat[ée]gories? [\d, et]+)?|BAFA|BAFD"
    r"|PSC1|SST|CFA Level I{1,3}|ACCA|CIMA"
    r"|Lean Six Sigma (?:Green|Black|Yellow) Belt|Six Sigma (?:Green|Black|Yellow) Belt"
    r"|Google Analytics Certified|habilitation [ée]lectrique(?: [BH]\w{1,2})?)(?!\w)"
)
_MAX = 90


def read(lines: list[str], text: str) -> list[dict[str, Any]]:
    """HR-JSON certifications; ``value`` is None."""
    names: list[str] = []
    for line in lines:
        for item in re.split(rf"[;|\t]|[{re.escape(BULLETS)}]|,\s+(?=[A-Z])", line):
            name = _undated(item)
            if 2 < len(name) <= _MAX and not name[0].islower():
                names.append(name)
    known = " ".join(names).casefold()
    for match in _KNOWN.finditer(text):
        if match.group().casefold() not in known:
            names.append(match.group())
            known += " " + match.group().casefold()
    return [{"name": name, "value": None} for name in dict.fromkeys(names)]


def find_in(text: str) -> list[tuple[int, int]]:
    """Where well-known certificates are named."""
    return [match.span() for match in _KNOWN.finditer(text)]


def _undated(item: str) -> str:
    for period in reversed(find_periods(item)):
        item = item[: period.begin] + item[period.stop :]
    return re.sub(r"\(\s*\)", "", item).strip(BULLETS + " \t,.:;–—-*()")
