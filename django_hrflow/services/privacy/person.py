"""Which rows are about a person."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest

from django_hrflow.adapter import visible
from django_hrflow.models import Call, Event, Profile, Resume

__all__ = ["Person", "find_person"]

#: Shorter keys and references may stand in any text by chance.
MIN_WORD = 16


@dataclass(frozen=True)
class Person:
    """Mirrored profiles, and CVs, those without a profile too; false where there is neither."""

    profiles: list[Profile] = field(default_factory=list)
    resumes: list[Resume] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.profiles or self.resumes)

    @classmethod
    def of(cls, profiles: Iterable[Profile] = (), resumes: Iterable[Resume] = ()) -> Self:
        """These profiles and CVs, with the CVs of the profiles and the profiles of the CVs."""
        given = {each.pk: each for each in resumes if each.state != Resume.State.ERASED}
        rows = {each.pk: each for each in profiles}
        rows |= {each.profile.pk: each.profile for each in given.values() if each.profile}
        for profile in rows.values():
            given |= {each.pk: each for each in resumes_of(profile)}
        return cls(list(rows.values()), list(given.values()))

    @classmethod
    def by_keys(cls, profiles: list[int], resumes: list[int]) -> Self:
        """The rows of these primary keys that are still there."""
        found: QuerySet[Resume] = Resume.objects.filter(pk__in=resumes)
        return cls(
            list(Profile.objects.filter(pk__in=profiles).select_related("source")),
            list(found.select_related("source")),
        )

    def is_visible(self, request: HttpRequest) -> bool:
        """Whether the project's adapter lets the request see every one of the rows."""
        return all(
            visible(request, model._default_manager.filter(pk__in=pks)).count() == len(pks)
            for model, pks in (
                (Profile, [each.pk for each in self.profiles]),
                (Resume, [each.pk for each in self.resumes]),
            )
        )

    @property
    def workspace(self) -> str:
        """The alias of the first row's workspace."""
        return str(_rows(self)[0].workspace)

    def split(self) -> list["Person"]:
        """One for each profile, and for each CV that has none."""
        found = [Person([profile], list(resumes_of(profile))) for profile in self.profiles]
        seen = {each.pk for person in found for each in person.resumes}
        return found + [Person([], [each]) for each in self.resumes if each.pk not in seen]


def resumes_of(profile: Profile) -> QuerySet[Resume]:
    """The CVs that a profile was read from."""
    mine = Q(profile=profile)
    if profile.reference:
        mine |= Q(source=profile.source_id, reference=profile.reference)
    rows: QuerySet[Resume] = Resume.objects.filter(mine).exclude(state=Resume.State.ERASED)
    return rows.select_related("source").order_by("pk")


def find_person(
    *,
    workspace: str | None = None,
    profile: str | None = None,
    email: str | None = None,
    resume: int | None = None,
) -> Person:
    """The rows of a profile's key, an e-mail address (in any case), or a CV's primary key.

    Looks into all workspaces where none is given. Nothing is asked of HrFlow.
    """
    profiles = Profile.objects.select_related("source").order_by("pk")
    resumes = Resume.objects.select_related("source", "profile__source").order_by("pk")
    if workspace is not None:
        profiles = profiles.filter(workspace=workspace)
        resumes = resumes.filter(workspace=workspace)
    wanted = Q(pk__in=())
    if profile:
        wanted |= Q(key=profile)
    if email:
        wanted |= Q(email__iexact=email)
    return Person.of(profiles.filter(wanted), resumes.filter(pk=resume) if resume else ())


def _rows(person: Person) -> list[Profile | Resume]:
    return [*person.profiles, *person.resumes]


def words_of(person: Person) -> list[str]:
    """Texts by which the person is known wherever they stand: keys, references, e-mails."""
    keys = [each.key for each in person.profiles]
    references = [each.reference for each in _rows(person)]
    emails = [each.email for each in person.profiles if "@" in each.email]
    long = [each for each in (*keys, *references) if each and len(each) >= MIN_WORD]
    return sorted({*long, *emails})


def events_of(person: Person, words: Iterable[str]) -> QuerySet[Event]:
    """Events that are linked to the rows, name them, or hold one of the words anywhere."""
    about = Q(profile__in=person.profiles) | Q(resume__in=person.resumes)
    about |= Q(payload__profile__key__in=[each.key for each in person.profiles])
    for each in _rows(person):
        if each.reference:
            about |= Q(
                payload__profile__reference=each.reference,
                payload__profile__source__key=each.source.key,
            )
    holding = holds("payload", words)
    found: QuerySet[Event] = holding.apply(Event.objects.all()).filter(about | holding.condition)
    return found


def unreadable_events_of(words: Iterable[str]) -> list[int]:
    """Quarantined events whose bytes hold one of the words; there are few, if any."""
    wanted = [each.encode() for each in words]
    rows = Event.objects.filter(raw__isnull=False).values_list("pk", "raw")
    return [
        pk for pk, raw in rows.iterator(100) if any(each in bytes(raw or b"") for each in wanted)
    ]


def calls_of(person: Person, words: Iterable[str]) -> QuerySet[Call]:
    """Calls whose arguments or results hold one of the words, or, if ended, a full name."""
    words = list(words)
    asked, told = holds("arguments", words), holds("result", words)
    about = asked.condition | told.condition
    names = [each.name for each in person.profiles if " " in each.name]
    ended = Q(state__in=(Call.State.DONE, Call.State.FAILED))
    named = holds("arguments", names), holds("result", names)
    about |= ended & (named[0].condition | named[1].condition)
    found: QuerySet[Call] = told.apply(asked.apply(Call.objects.all())).filter(about)
    return found


@dataclass(frozen=True)
class _Holds:
    """A condition on a JSON column's text, and the annotation that it needs."""

    column: str
    condition: Q

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        text: QuerySet[Any] = rows.alias(**{f"{self.column}_text": Cast(self.column, TextField())})
        return text


def holds(column: str, words: Iterable[str]) -> _Holds:
    """That the JSON holds one of the words, written as it is or with escapes."""
    condition = Q(pk__in=())
    for word in words:
        for spelling in {word, json.dumps(word)[1:-1]}:
            condition |= Q(**{f"{column}_text__contains": spelling})
    return _Holds(column, condition)
