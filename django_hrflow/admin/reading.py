"""Turn parts of a payload into what a page shows, whatever HrFlow sent there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from django_hrflow import mirror
from django_hrflow.models import Job

__all__ = ["Section", "Station", "sections", "stations"]

#: The texts of a job beside its sections (HrFlow API reference, The Job Object).
JOB_TEXTS = {
    "responsibilities": gettext_lazy("Responsibilities"),
    "requirements": gettext_lazy("Requirements"),
    "culture": gettext_lazy("Culture"),
    "benefits": gettext_lazy("Benefits"),
    "interviews": gettext_lazy("Interviews"),
}


@dataclass(frozen=True)
class Station:
    """An experience or an education; every text may be empty."""

    title: str
    place: str
    period: str
    location: str
    description: str
    skills: list[str]


@dataclass(frozen=True)
class Section:
    """A titled text of a job."""

    title: str | Promise
    description: str


def stations(items: Iterable[Mapping[str, Any]], place: str) -> list[Station]:
    """HR-JSON experiences (``place`` is ``company``) or educations (``school``)."""
    return [
        Station(
            title=_text(each.get("title")),
            place=_text(each.get(place)),
            period=_period(each),
            location=_text(_mapping(each.get("location")).get("text")),
            description=_text(each.get("description")),
            skills=_names(each.get("skills")),
        )
        for each in items
    ]


def sections(job: Job) -> list[Section]:
    """The sections of a job that have a text, old form and new."""
    found = [
        Section(_text(each.get("title")) or _text(each.get("name")), _text(each.get("description")))
        for each in job.items("sections")
    ]
    found += [Section(title, job.text(name)) for name, title in JOB_TEXTS.items()]
    return [each for each in found if each.description]


def _period(station: Mapping[str, Any]) -> str:
    start, end = (mirror.parse_date(station.get(name)) for name in ("date_start", "date_end"))
    if start is None and end is None:
        return ""
    told = [date_format(each, "YEAR_MONTH_FORMAT") if each else "" for each in (start, end)]
    if start is None:
        return _("until %(end)s") % {"end": told[1]}
    return f"{told[0]} \u2013 {told[1]}" if end else _("since %(start)s") % {"start": told[0]}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _names(value: Any) -> list[str]:
    items = value if isinstance(value, list) else []
    return [name for each in items if (name := _text(_mapping(each).get("name")))]
