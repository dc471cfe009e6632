"""Jobs: title, company, place, period and description of each."""

import re
from dataclasses import dataclass, field
from typing import Any

from . import pieces, skills
from .dates import Period
from .entries import Entry, group
from .pieces import Cut, Piece
from .places import Located, location

_OWN = re.compile(r"freelance|self[- ]employed|ind[ée]pendant", re.IGNORECASE)


@dataclass
class Job:
    """One experience as read."""

    title: str | None
    company: str | None
    place: str | None
    located: Located | None
    period: Period | None
    body: list[str] = field(default_factory=list)
    unclear: bool = False  # a single name, which may be a title or a company

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
    entries = group(lines, pieces.is_title, singles=False)
    if not any(entry.period for entry in entries):
        dated = group(lines, pieces.is_title, singles=True)
        entries = dated if any(entry.period for entry in dated) else entries
    return assign(entries)


def assign(entries: list[Entry]) -> list[Job]:
    """Decide for each entry what is the title and what the company."""
    cuts = [pieces.cut(entry.header) for entry in entries]
    title_first = _title_first(cuts)
    jobs = [
        _job(entry, cut, title_first=title_first) for entry, cut in zip(entries, cuts, strict=True)
    ]
    return _nested([job for job in jobs if job.title or job.company])


def _job(entry: Entry, cut: Cut, *, title_first: bool) -> Job:
    parts = cut.pieces
    job = Job(None, None, cut.written, cut.located, entry.period, entry.body)
    if len(parts) == 1:
        if pieces.organisation_score(parts[0]) > pieces.title_score(parts[0]):
            job.company = parts[0].text
        else:
            job.title = parts[0].text
            job.unclear = pieces.title_score(parts[0]) == 0
    elif parts:
        _settle(job, parts, *_choose(parts, title_first=title_first))
    if job.company is None and cut.contract and _OWN.match(cut.contract):
        job.company = cut.contract
    return job


def _title_first(cuts: list[Cut]) -> bool:
    """Whether this CV says titles before companies, by the entries where both are plain."""
    votes = 0
    for cut in cuts:
        scores = [pieces.title_score(part) for part in cut.pieces]
        titles = [i for i, score in enumerate(scores) if score >= 3]
        others = [i for i, score in enumerate(scores) if score == 0]
        if titles and others:
            votes += 1 if titles[0] < others[0] else -1
    return votes >= 0


def _choose(parts: list[Piece], *, title_first: bool) -> tuple[int, int]:
    """The numbers of the pieces that are the title and the company."""
    pairs = [
        (_pair_score(parts, i, j, title_first=title_first), -i - j, i, j)
        for i in range(len(parts))
        for j in range(len(parts))
        if i != j
    ]
    return max(pairs)[2:]


def _pair_score(parts: list[Piece], i: int, j: int, *, title_first: bool) -> float:
    title, company = parts[i], parts[j]
    score = pieces.title_score(title) - pieces.title_score(company)
    score += pieces.organisation_score(company) - pieces.organisation_score(title)
    score += 0.7 if (i < j) == title_first else 0
    score -= 0.25 * (i + j) + 0.6 * abs(title.line - company.line > 1)
    score -= 0.8 * company.weak * (company.line == title.line and len({p.line for p in parts}) > 1)
    return score


def _settle(job: Job, parts: list[Piece], i: int, j: int) -> None:
    """Pieces cut off at a comma go back to what they follow; lines with neither are description.

    Behind the company, such a piece is the town if the gazetteer has found no other.
    """
    title, company = [parts[i]], [parts[j]]
    rest: dict[int, list[Piece]] = {}
    last: list[Piece] = []
    for index, part in enumerate(parts):
        if index in (i, j):
            last = title if index == i else company
        elif part.weak and last and last[-1].line == part.line:
            if last is company and job.place is None and pieces.like_town(part):
                job.place = part.text
            else:
                last.append(part)
        elif part.line in (parts[i].line, parts[j].line):
            last = []
            if index > j and job.place is None and pieces.like_town(part):
                job.place = part.text
        else:
            last = rest.setdefault(part.line, [])
            last.append(part)
    job.title, job.company = pieces.join(title), pieces.join(company)
    job.body = [*(text for line in rest.values() if (text := pieces.join(line))), *job.body]


def _nested(jobs: list[Job]) -> list[Job]:
    """Several posts under one company: the company's own line is no job of its own."""
    kept: list[Job] = []
    parent: Job | None = None
    for job, after in zip(jobs, [*jobs, None][1:], strict=True):
        if _is_parent(job, after):
            parent = job
            continue
        if job.company is None and parent is not None:
            job.company = parent.company or parent.title
            job.place, job.located = job.place or parent.place, job.located or parent.located
        elif job.company is not None:
            parent = None
        kept.append(job)
    return kept


def _is_parent(job: Job, after: Job | None) -> bool:
    if after is None or after.company is not None or after.unclear or job.body:
        return False
    return job.unclear or job.title is None
