"""Tasks for profiles: each gives HR-JSON, as it is in the mirror afterwards."""

from typing import Any

from celery import shared_task

from django_hrflow.services import embeddings, jobs, profiles
from django_hrflow.tasks.asking import AskTask, Json, hr_json

__all__ = ["archive_profile", "edit_profile", "embed_profile", "get_profile", "get_profile_parsing",
           "index_profile", "list_profile_attachments", "list_profiles", "score_profiles",
           "search_profiles"]  # fmt: skip


@shared_task(name="hrflow.index_profile", base=AskTask)
def index_profile(source_key: str, profile_json: Json, workspace: str = "default") -> Json:
    """Make a profile at HrFlow."""
    row = profiles.index(workspace=workspace, source_key=source_key, profile_json=profile_json)
    return hr_json(row)


@shared_task(name="hrflow.edit_profile", base=AskTask)
def edit_profile(
    key: str, profile_json: Json, source_key: str | None = None, workspace: str = "default"
) -> Json:
    """Replace a profile as a whole at HrFlow."""
    row = profiles.find(workspace=workspace, key=key, source_key=source_key)
    return hr_json(profiles.edit(row, profile_json))


@shared_task(name="hrflow.get_profile", base=AskTask)
def get_profile(
    source_key: str,
    key: str | None = None,
    reference: str | None = None,
    workspace: str = "default",
) -> Json:
    """A profile as HrFlow has it now."""
    row = profiles.fetch(workspace=workspace, source_key=source_key, key=key, reference=reference)
    return hr_json(row)


@shared_task(name="hrflow.archive_profile", base=AskTask)
def archive_profile(
    key: str, source_key: str | None = None, archived: bool = True, workspace: str = "default"
) -> Json:
    """Archive a profile at HrFlow, or bring it back."""
    row = profiles.find(workspace=workspace, key=key, source_key=source_key)
    return hr_json(profiles.archive(row, archived))


@shared_task(name="hrflow.list_profiles", base=AskTask)
def list_profiles(
    workspace: str = "default",
    source_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    **parameters: Any,
) -> Json:
    """A page of what HrFlow has stored."""
    found = profiles.list_stored(
        workspace=workspace, source_keys=source_keys, page=page, limit=limit, **parameters
    )
    return found.as_json()


@shared_task(name="hrflow.get_profile_parsing", base=AskTask)
def get_profile_parsing(
    key: str, source_key: str | None = None, workspace: str = "default"
) -> Json:
    """HrFlow's parsing object of a profile."""
    return profiles.parsing(profiles.find(workspace=workspace, key=key, source_key=source_key))


@shared_task(name="hrflow.list_profile_attachments", base=AskTask)
def list_profile_attachments(
    key: str, source_key: str | None = None, workspace: str = "default"
) -> list[Json]:
    """The files that HrFlow keeps of a profile."""
    return profiles.attachments(profiles.find(workspace=workspace, key=key, source_key=source_key))


@shared_task(name="hrflow.search_profiles", base=AskTask)
def search_profiles(
    workspace: str = "default",
    source_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Json | None = None,
    **parameters: Any,
) -> Json:
    """A page of what HrFlow's search finds."""
    found = profiles.search(
        workspace=workspace,
        source_keys=source_keys,
        page=page,
        limit=limit,
        filters=filters,
        **parameters,
    )
    return found.as_json()


@shared_task(name="hrflow.score_profiles", base=AskTask)
def score_profiles(
    job_key: str,
    board_key: str | None = None,
    source_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Json | None = None,
    workspace: str = "default",
    **parameters: Any,
) -> Json:
    """A page of profiles ranked for a job, each with its ``score``."""
    found = profiles.score(
        job=jobs.find(workspace=workspace, key=job_key, board_key=board_key),
        source_keys=source_keys,
        page=page,
        limit=limit,
        filters=filters,
        **parameters,
    )
    return found.as_json()


@shared_task(name="hrflow.embed_profile", base=AskTask)
def embed_profile(
    key: str, source_key: str | None = None, refresh: bool = False, workspace: str = "default"
) -> Json:
    """The embedding of a profile: model, dimension, date and vectors."""
    row = profiles.find(workspace=workspace, key=key, source_key=source_key)
    return embeddings.as_json(profiles.embed(row, refresh))
