"""Erase the rows about a person; the caller holds the transaction."""

import secrets
from collections.abc import Iterable

from django.db.models import QuerySet

from django_hrflow.models import Embedding, Event, Profile, Resume, Score
from django_hrflow.models.resume import new_reference
from django_hrflow.services.privacy.person import (
    Person,
    calls_of,
    events_of,
    unreadable_events_of,
)

__all__ = ["erase_key", "erase_rows"]


def erase_rows(person: Person, words: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """Empty or delete every row about the person: how many of each kind, and files to remove."""
    words = list(words)
    files = [each.file.name for each in person.resumes if each.file.name]
    # Found before anything is deleted that leads to them.
    events = list(events_of(person, words).values_list("pk", flat=True))
    events += unreadable_events_of(words)
    profiles = [each.pk for each in person.profiles]
    counts = {
        "profiles": len(profiles),
        "embeddings": Embedding.objects.filter(profile__in=profiles).count(),
        "scores": Score.objects.filter(profile__in=profiles).count(),
        "resumes": len(person.resumes),
        "files": len(files),
        "events": _purge(Event.objects.filter(pk__in=events)),
        "calls": calls_of(person, words).delete()[0],
    }
    for resume in person.resumes:
        _empty(resume)
    Profile.objects.filter(pk__in=profiles).delete()
    return counts, files


def erase_key(workspace: str, key: str) -> None:
    """Erase what somebody may have written about a profile after its rows were erased."""
    again = Profile.objects.filter(workspace=workspace, key=key)
    again.delete()
    _purge(Event.objects.filter(workspace=workspace, payload__profile__key=key))


def _empty(resume: Resume) -> None:
    """Nothing is left in the row but that there was a CV, in which source, and when."""
    Resume.objects.filter(pk=resume.pk).update(
        state=Resume.State.ERASED, lease_token="", file="", name="", size=0, sha256=None,
        idempotency_key=None, reference=new_reference(), tags=[], metadatas=[], created_at=None,
        reason="", outcome="", profile=None, uploaded_by=None,
    )  # fmt: skip


def _purge(events: QuerySet[Event]) -> int:
    """Empty the events. A random digest says nothing about what they held."""
    pks = list(events.exclude(state=Event.State.PURGED, payload=None).values_list("pk", flat=True))
    for pk in pks:
        Event.objects.filter(pk=pk).update(
            state=Event.State.PURGED, payload=None, raw=None, reason="", lease_token="",
            digest=secrets.token_hex(32), profile=None, resume=None,
        )  # fmt: skip
    return len(pks)
