"""Jobs: title, company, place, period and description of each."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from . import pieces, skills
from .dates import Period
from .entries import Entry, group
from .pieces import Piece
from .places import Located, location


@dataclass
class Job:
    """One experience as read."""

    title: str | None
    company: str | None
    place: str | None
    located: Located | None
    period: Period | None
    body: list[str] = field(default_factory=list)

    def fields(self) -> dict[str, Any]:
        """The HR-JSON experience."""
        text = "\n".join(self.body)
        start = self.period.start if self.period else None
        end = self.period.end if self.period else None
        return {
            "key": None,
            "company": self.company,
            "logo": None,
            "title": self.title,
            "description": text or None,
            "location": location(self.place, self.located),
            "date_start": start.iso() if start else None,
            "date_end": end.iso() if end else None,
            "skills": [skill.fields() for skill in skills.find(f"{self.title or ''}\n{text}")],
            "certifications": [],
            "courses": [],
            "tasks": [],
            "languages": [],
            "interests": [],
        }


def read(lines: list[str]) -> list[Job]:
    """The jobs that a section's *lines* tell of, in their order."""
    entries = group(lines, singles=False)
    if not any(entry.period for entry in entries):
        dated = group(lines, singles=True)
        entries = dated if any(entry.period for entry in dated) else entries
    return assign(entries)


def assign(entries: list[Entry]) -> list[Job]:
    """Decide for each entry what is the title and what the company."""
    cuts = [pieces.cut(entry.header) for entry in entries]
    title_first = _title_first([cut[0] for cut in cuts])
    jobs = []
    for entry, (parts, located, written) in zip(entries, cuts, strict=True):
        title, company, rest = _choose(parts, title_first=title_first)
        job = Job(title, company, written, located, entry.period, [*rest, *entry.body])
        if title or company:
            jobs.append(job)
    return _nested(jobs)


def _title_first(cuts: list[list[Piece]]) -> bool:
    """Whether this CV says titles before companies, by the entries where both are plain."""
    votes = 0
    for parts in cuts:
        titles = [i for i, part in enumerate(parts) if pieces.title_score(part) >= 3]
        others = [
            i for i, part in enumerate(parts) if pieces.title_score(part) == 0 and not part.weak
        ]
        if titles and others:
            votes += 1 if titles[0] < others[0] else -1
    return votes >= 0


def _choose(parts: list[Piece], *, title_first: bool) -> tuple[str | None, str | None, list[str]]:
    """Title, company and the lines that are neither."""
    if not parts:
        return None, None, []
    if len(parts) == 1:
        part = parts[0]
        is_title = pieces.title_score(part) > pieces.organisation_score(part)
        return (part.text, None, []) if is_title else (None, part.text, [])
    pairs = [
        (_pair_score(parts, i, j, title_first=title_first), i, j)
        for i in range(len(parts))
        for j in range(len(parts))
        if i != j
    ]
    _, i, j = max(pairs, key=lambda pair: (pair[0], -pair[1] - pair[2]))
    return _with_leftovers(parts, i, j)


def _pair_score(parts: list[Piece], i: int, j: int, *, title_first: bool) -> float:
    title, company = parts[i], parts[j]
    score = pieces.title_score(title) - pieces.title_score(company)
    score += pieces.organisation_score(company) - pieces.organisation_score(title)
    score += 0.7 if (i < j) == title_first else 0
    score -= 0.25 * (i + j) + 0.6 * abs(title.line - company.line > 1)
    score -= 0.8 * company.weak * (company.line == title.line and len({p.line for p in parts}) > 1)
    return score


def _with_leftovers(parts: list[Piece], i: int, j: int) -> tuple[str, str, list[str]]:
    """Pieces cut off at a comma go back to what they follow; lines with neither are description."""
    title, company = [parts[i]], [parts[j]]
    rest: dict[int, list[Piece]] = {}
    last = None
    for index, part in enumerate(parts):
        if index in (i, j):
            last = title if index == i else company
        elif part.weak and last is not None and last[-1].line == part.line:
            last.append(part)
        else:
            last = None
            if part.line not in (parts[i].line, parts[j].line):
                rest.setdefault(part.line, []).append(part)
    texts = [pieces.join(line) or "" for line in rest.values()]
    return pieces.join(title) or "", pieces.join(company) or "", texts


def _nested(jobs: list[Job]) -> list[Job]:
    """Several posts under one company: the company's own line is no job of its own."""
    kept: list[Job] = []
    company: Job | None = None
    following = [*jobs[1:], None]
    for job, after in zip(jobs, following, strict=True):
        if job.title is None and not job.body and after and after.company is None and after.title:
            company = job
            continue
        if job.company is None and company is not None:
            job.company, job.place = company.company, job.place or company.place
            job.located = job.located or company.located
        elif job.company is not None:
            company = None
        kept.append(job)
    for before, job in pairwise(kept):
        if job.company is None and job.title and before.company and not job.body:
            job.company = before.company
    return kept
