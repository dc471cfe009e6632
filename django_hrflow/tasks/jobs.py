"""Tasks for jobs: each gives HR-JSON, as it is in the mirror afterwards."""

from typing import Any

from celery import shared_task

from django_hrflow.services import embeddings, jobs, profiles
from django_hrflow.tasks.asking import AskTask, Json, hr_json

__all__ = ["archive_job", "edit_job", "embed_job", "get_job", "index_job", "list_jobs",
           "score_jobs", "search_jobs"]  # fmt: skip


@shared_task(name="hrflow.index_job", base=AskTask)
def index_job(board_key: str, job_json: Json, workspace: str = "default") -> Json:
    """Make a job at HrFlow."""
    return hr_json(jobs.index(workspace=workspace, board_key=board_key, job_json=job_json))


@shared_task(name="hrflow.edit_job", base=AskTask)
def edit_job(
    key: str, job_json: Json, board_key: str | None = None, workspace: str = "default"
) -> Json:
    """Replace a job as a whole at HrFlow."""
    row = jobs.find(workspace=workspace, key=key, board_key=board_key)
    return hr_json(jobs.edit(row, job_json))


@shared_task(name="hrflow.get_job", base=AskTask)
def get_job(
    board_key: str,
    key: str | None = None,
    reference: str | None = None,
    workspace: str = "default",
) -> Json:
    """A job as HrFlow has it now."""
    row = jobs.fetch(workspace=workspace, board_key=board_key, key=key, reference=reference)
    return hr_json(row)


@shared_task(name="hrflow.archive_job", base=AskTask)
def archive_job(
    key: str, board_key: str | None = None, archived: bool = True, workspace: str = "default"
) -> Json:
    """Archive a job at HrFlow, or bring it back."""
    row = jobs.find(workspace=workspace, key=key, board_key=board_key)
    return hr_json(jobs.archive(row, archived))


@shared_task(name="hrflow.list_jobs", base=AskTask)
def list_jobs(
    workspace: str = "default",
    board_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    **parameters: Any,
) -> Json:
    """A page of what HrFlow has stored."""
    found = jobs.list_stored(
        workspace=workspace, board_keys=board_keys, page=page, limit=limit, **parameters
    )
    return found.as_json()


@shared_task(name="hrflow.search_jobs", base=AskTask)
def search_jobs(
    workspace: str = "default",
    board_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Json | None = None,
    **parameters: Any,
) -> Json:
    """A page of what HrFlow's search finds."""
    found = jobs.search(
        workspace=workspace,
        board_keys=board_keys,
        page=page,
        limit=limit,
        filters=filters,
        **parameters,
    )
    return found.as_json()


@shared_task(name="hrflow.score_jobs", base=AskTask)
def score_jobs(
    profile_key: str,
    source_key: str | None = None,
    board_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Json | None = None,
    workspace: str = "default",
    **parameters: Any,
) -> Json:
    """A page of jobs ranked for a profile, each with its ``score``."""
    found = jobs.score(
        profile=profiles.find(workspace=workspace, key=profile_key, source_key=source_key),
        board_keys=board_keys,
        page=page,
        limit=limit,
        filters=filters,
        **parameters,
    )
    return found.as_json()


@shared_task(name="hrflow.embed_job", base=AskTask)
def embed_job(
    key: str, board_key: str | None = None, refresh: bool = False, workspace: str = "default"
) -> Json:
    """The embedding of a job: model, dimension, date and vectors."""
    row = jobs.find(workspace=workspace, key=key, board_key=board_key)
    return embeddings.as_json(jobs.embed(row, refresh))
