"""Profiles: index, edit, archive, fetch, search, score, embed."""

from collections.abc import Mapping
from typing import Any

from django_hrflow.client import InvalidResponse
from django_hrflow.models import Embedding, Job, Profile
from django_hrflow.services import embeddings, objects, scoring, searching
from django_hrflow.services.kinds import PROFILES
from django_hrflow.services.listing import Page, items

__all__ = ["archive", "attachments", "edit", "embed", "fetch", "find", "index", "list_stored",
           "parsing", "score", "search"]  # fmt: skip


def index(
    *, workspace: str = "default", source_key: str, profile_json: Mapping[str, Any]
) -> Profile:
    """Make a profile of HR-JSON at HrFlow; its row, mirrored from HrFlow's answer."""
    row: Profile = objects.index(PROFILES, workspace, source_key, profile_json)
    return row


def edit(profile: Profile, profile_json: Mapping[str, Any]) -> Profile:
    """Replace a profile as a whole, at HrFlow first: what is left out is reset.

    Raises ValidationError (code ``reference``) for a reference that is another profile's.
    """
    row: Profile = objects.edit(PROFILES, profile, profile_json)
    return row


def archive(profile: Profile, archived: bool = True) -> Profile:
    """Archive a profile at HrFlow, or bring it back; its row as it is then."""
    row: Profile = objects.archive(PROFILES, profile, archived=archived)
    return row


def fetch(
    *,
    workspace: str = "default",
    source_key: str,
    key: str | None = None,
    reference: str | None = None,
) -> Profile:
    """Ask HrFlow for a profile and mirror it. NotFound where it has none."""
    row: Profile = objects.fetch(PROFILES, workspace, source_key, key=key, reference=reference)
    return row


def find(*, workspace: str = "default", key: str, source_key: str | None = None) -> Profile:
    """The mirrored profile, fetched where it is new and the source is given; else NotFound."""
    row: Profile = objects.find(PROFILES, workspace, key, source_key)
    return row


def parsing(profile: Profile) -> dict[str, Any]:
    """HrFlow's parsing object of the profile's CV (HrFlow API reference, Get a resume parsing)."""
    client = PROFILES.resource(profile.workspace)
    data = client.parsing.get(source_key=profile.source.key, key=profile.key).get("data")
    if not isinstance(data, dict):
        raise InvalidResponse("The answer holds no parsing.", call="GET profile/parsing")
    return data


def attachments(profile: Profile) -> list[dict[str, Any]]:
    """The files that HrFlow keeps of the profile; their URLs open to everybody who has them."""
    client = PROFILES.resource(profile.workspace)
    return items(client.attachment.list(source_key=profile.source.key, key=profile.key), "")


def list_stored(
    *,
    workspace: str = "default",
    source_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    return_profile: bool = True,
    **parameters: Any,
) -> Page:
    """One page of what HrFlow has stored, mirrored on the way when profiles come whole."""
    return searching.list_stored(
        PROFILES, workspace, source_keys, page, limit, parameters, whole=return_profile
    )


def search(
    *,
    workspace: str = "default",
    source_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Mapping[str, Any] | None = None,
    **parameters: Any,
) -> Page:
    """Ask HrFlow's search and refresh the mirror with what it finds.

    ``source_keys`` None means all mirrored sources. ``filters`` and ``parameters`` have HrFlow's
    own names (HrFlow API reference, Searching profiles).
    """
    given = {**(filters or {}), **parameters}
    return searching.search(PROFILES, workspace, source_keys, page, limit, given)


def score(
    *,
    workspace: str = "default",
    job: Job,
    source_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Mapping[str, Any] | None = None,
    **parameters: Any,
) -> Page:
    """Rank profiles for a job, best first; the scores are kept as Score rows.

    ``workspace`` is the job's own, whatever is given.
    """
    given = {**(filters or {}), **parameters}
    return scoring.score(PROFILES, job, source_keys, page, limit, given)


def embed(profile: Profile, refresh: bool = False) -> Embedding:
    """The profile's embedding, asked of HrFlow only where it is new, stale or to be refreshed."""
    return embeddings.embed(PROFILES, profile, refresh=refresh)
