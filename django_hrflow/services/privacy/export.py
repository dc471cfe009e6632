"""Copy all that is kept of a person into a ZIP file: ``person.json`` and the files of the CVs."""

import json
import zipfile
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from django_hrflow.models import Embedding, Event, Profile, Resume, Score
from django_hrflow.services import embeddings
from django_hrflow.services.privacy.person import Person, events_of, words_of

__all__ = ["export_person"]

CHUNK = 64 * 1024
ABOUT = (
    "All that this site keeps of you from HrFlow. HrFlow itself keeps the profiles under the keys "
    "that are given here, with the CVs they were read from."
)


def export_person(person: Person, out: IO[bytes]) -> None:
    """Write a ZIP file of everything that is kept here of the person.

    ``person.json`` holds ``exported_at``, ``profiles`` (with ``embedding`` and ``scores``),
    ``resumes`` (``file`` names the file in the archive, or says that it is gone with null) and
    ``events``. Answers of calls that hold other people's data too are left out.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {each.pk: _add_file(archive, each) for each in person.resumes}
        document = {
            "about": ABOUT,
            "exported_at": timezone.now(),
            "profiles": [_profile(each) for each in person.profiles],
            "resumes": [_resume(each, files[each.pk]) for each in person.resumes],
            "events": [_event(each) for each in _events(person)],
        }
        text = json.dumps(document, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
        # Half a surrogate pair cannot be written, should a database have let one in.
        archive.writestr("person.json", text.encode("utf-8", "replace"))


def _add_file(archive: zipfile.ZipFile, resume: Resume) -> str | None:
    """Copy the file in pieces; its name in the archive, or None where it is gone."""
    if not resume.file:
        return None
    suffix = PurePosixPath(resume.file.name or "").suffix
    name = f"files/{resume.pk}{suffix}"
    try:
        with resume.file.open("rb") as source, archive.open(name, "w") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
    except FileNotFoundError:
        return None
    return name


def _profile(profile: Profile) -> dict[str, Any]:
    embedding = Embedding.objects.filter(profile=profile).first()
    scores = Score.objects.filter(profile=profile).select_related("job").order_by("pk")
    return {
        "workspace": profile.workspace,
        "source": profile.source.key,
        "key": profile.key,
        "reference": profile.reference,
        "name": profile.name,
        "email": profile.email,
        "created_at": profile.created_at,
        "updated_at": profile.updated_at,
        "archived_at": profile.archived_at,
        "synced_at": profile.synced_at,
        "as_hrflow_sent_it": profile.payload,
        "embedding": embeddings.as_json(embedding) if embedding else None,
        "scores": [_score(each) for each in scores],
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "job": score.job.key,
        "name": score.job.name,
        "score": score.score,
        "algorithm": score.algorithm,
        "scored_at": score.scored_at,
    }


def _resume(resume: Resume, file: str | None) -> dict[str, Any]:
    names = ("reference", "name", "size", "sha256", "tags", "metadatas", "created_at", "state",
             "reason", "submitted_at", "accepted_at", "uploaded_at")  # fmt: skip
    return {
        "id": resume.pk,
        "source": resume.source.key,
        "file": file,
        **{name: getattr(resume, name) for name in names},
    }


def _events(person: Person) -> list[Event]:
    return list(events_of(person, words_of(person)).order_by("pk"))


def _event(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "origin": event.origin,
        "received_at": event.received_at,
        "payload": event.payload,
    }
