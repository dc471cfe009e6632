"""The fields of a Profile (HR-JSON) out of the text of a CV."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from . import certifications, contact, education, experience, language, languages, pieces, skills
from .cleaning import BULLETS, clean, fold, readable
from .dates import years
from .education import Study
from .entries import group
from .experience import Job
from .names import Name, find_name
from .pieces import Piece
from .places import Located, find_places, location
from .sections import Section, split

_HOME = re.compile(
    r"(?:address|location|adresse|based in|lives? in|domicile|ville|city|habite|résid\w+"
    r"|located in|lieu de résidence)\s*(?:à|au|en|in)?\s*[:\t]?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(rf"[,;|\t/]\s*|\s+[–—-]\s+|\n|[{re.escape(BULLETS)}]")
_NEAR = 60
_SUMMARY_WORDS = 14
_COVERED = 0.6  # of an item: then the known skills in it say it all


@dataclass
class Resume:
    """A CV cut into what the fields are made of."""

    text: str
    sections: list[Section]
    language: str | None
    jobs: list[Job] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)

    def lines(self, *kinds: str) -> list[str]:
        """The lines of all sections of these kinds."""
        return [
            line for section in self.sections if section.kind in kinds for line in section.lines
        ]


def parse_resume(text: str, *, today: date | None = None) -> dict[str, Any]:
    """The Profile fields (HrFlow's HR-JSON) that *text*, the text of a CV, supports.

    ``experiences_duration`` and ``educations_duration`` are years, what overlaps counted once, up
    to *today* for what goes on.  What is not there is None or an empty list, never made up.
    """
    now = today or datetime.now().astimezone().date()
    resume = _read(readable(clean(text)))
    return {
        "info": _info(resume),
        "text": clean(text),
        "text_language": resume.language,
        "experiences": [job.fields() for job in resume.jobs],
        "experiences_duration": years([j.period for j in resume.jobs if j.period], now),
        "educations": [study.fields() for study in resume.studies],
        "educations_duration": years(
            [s.period for s in resume.studies if s.period and not s.period.single], now
        ),
        "skills": _skills(resume),
        "languages": _languages(resume),
        "certifications": certifications.read(resume.lines("certifications"), resume.text),
        "courses": _named(_items(resume.lines("courses"))),
        "tasks": [],
        "interests": _named(_items(resume.lines("interests"))),
    }


def _read(text: str) -> Resume:
    resume = Resume(text, split(text), language.detect(text))
    for section in resume.sections:
        if section.kind == "experience":
            resume.jobs += experience.read(section.lines)
        elif section.kind == "education":
            resume.studies += education.read(section.lines)
    if not resume.jobs and not resume.studies:
        _read_unheaded(resume)
    return resume


def _read_unheaded(resume: Resume) -> None:
    """A CV without headings: every dated entry is a job unless it reads like a study."""
    kinds = ("header", "summary", "skills", "personal", "contact", "projects")
    lines = contact.without_birth("\n".join(resume.lines(*kinds))).split("\n")
    entries = [entry for entry in group(lines, _is_named, singles=False) if entry.period]
    if not entries:
        entries = [entry for entry in group(lines, _is_named, singles=True) if entry.period]
    resume.studies = education.assign([entry for entry in entries if education.is_study(entry)])
    resume.jobs = experience.assign([entry for entry in entries if not education.is_study(entry)])


def _is_named(piece: Piece) -> bool:
    return pieces.is_title(piece) or education.is_degree(piece)


def _info(resume: Resume) -> dict[str, Any]:
    text = resume.text
    emails = [text[start:end] for start, end in contact.find_emails(text)]
    name = find_name(_name_lines(resume), emails) or Name("", "", "")
    written, home = _home(resume, name.full)
    country = home.place.country if home else None
    phones = contact.find_phones(text, country or ("FR" if resume.language == "fr" else None))
    born = contact.date_of_birth(text)
    return {
        "full_name": name.full or None,
        "first_name": name.first or None,
        "last_name": name.last or None,
        "email": emails[0] if emails else None,
        "phone": phones[0][2] if phones else None,
        "date_birth": born.iso() if born else None,
        "driving_license": contact.driving_licence(text),
        "location": location(written, home),
        "urls": contact.urls(text),
        "picture": None,
        "gender": contact.gender(text),
        "summary": _summary(resume),
    }


def _name_lines(resume: Resume) -> list[str]:
    """Lines where the name may stand: those before and about the person first."""
    first = resume.lines("header")
    return [*first, *resume.lines("contact", "personal", "summary"), *resume.text.split("\n")]


def _home(resume: Resume, name: str) -> tuple[str | None, Located | None]:
    """Where the person lives: said so, or the first town near the contact details.

    The name is left out: Florence may be a person.
    """
    said = [
        resume.text[match.end() :].split("\n")[0][:_NEAR] for match in _HOME.finditer(resume.text)
    ]
    near = [resume.lines("header"), resume.lines("contact"), resume.lines("personal")]
    for text in (*said, *("\n".join(lines) for lines in near)):
        if name:
            text = re.sub(re.escape(name), "_", text, flags=re.IGNORECASE)
        for located in find_places(text):
            if located.place.city or located.postcode or text in said:
                return text[located.start : located.end].strip(" ("), located
    return None, None


def _summary(resume: Resume) -> str | None:
    lines = [line for line in resume.lines("summary") if line]
    if not lines:
        lines = [
            line
            for line in resume.lines("header")
            if len(line.split()) >= _SUMMARY_WORDS and not contact.EMAIL.search(line)
        ]
    return " ".join(lines) or None


def _skills(resume: Resume) -> list[dict[str, Any]]:
    """The items of the skills sections as they are written there, then what else the CV "
    "mentions."""
    found: dict[str, dict[str, Any]] = {}
    listed: set[skills.Skill] = set()
    for item in _items(resume.lines("skills")):
        matches = skills.find_in(item)
        listed |= {match.value for match in matches}
        for match in matches:
            skill = match.value.fields(item[match.start : match.end])
            found.setdefault(fold(skill["name"]), skill)
        covered = sum(match.end - match.start for match in matches)
        if covered < len(item) * _COVERED and not languages.find_in(item):
            kind = matches[0].value.kind if matches else "hard"
            found.setdefault(fold(item), {"name": item, "type": kind, "value": None})
    for other in skills.find(resume.text):
        if other not in listed:
            found.setdefault(fold(other.name), other.fields())
    return list(found.values())


def _items(lines: list[str]) -> list[str]:
    """Short items of a list section: one a line or many with separators."""
    items = []
    for line in _unwrapped(lines):
        line = re.sub(r"^[^:]{2,30}\s?:\s+", "", line.strip(BULLETS + " "))
        line = re.sub(r"\([^)]*\)", "", line)
        for item in _SPLIT.split(line):
            item = re.sub(r"^(?:and|et|or|ou)\s", "", item.strip(BULLETS + ' .:-–*"'))
            if 1 < len(item) <= 40 and len(item.split()) <= 4 and re.search(r"[^\W\d_]", item):
                items.append(item)
    return list(dict.fromkeys(items))


def _unwrapped(lines: list[str]) -> list[str]:
    """Lines of a running list put together again where an item goes on in the next line."""
    joined: list[str] = []
    for line in lines:
        if joined and line[:1].islower() and "," in joined[-1] and joined[-1][-1] not in ",;.":
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _named(items: list[str]) -> list[dict[str, Any]]:
    return [{"name": item, "value": None} for item in items]


def _languages(resume: Resume) -> list[dict[str, Any]]:
    lines = resume.lines("languages")
    found = languages.read("\n".join(lines)) if lines else []
    return found or languages.read_anywhere(resume.text)
