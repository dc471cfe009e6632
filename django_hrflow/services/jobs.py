"""Jobs: index, edit, archive, fetch, search, score, embed."""

from collections.abc import Mapping
from typing import Any

from django_hrflow.models import Embedding, Job, Profile
from django_hrflow.services import embeddings, objects, scoring, searching
from django_hrflow.services.kinds import JOBS
from django_hrflow.services.listing import Page

__all__ = ["archive", "edit", "embed", "fetch", "find", "index", "list_stored", "score", "search"]


def index(*, workspace: str = "default", board_key: str, job_json: Mapping[str, Any]) -> Job:
    """Make a job of HR-JSON at HrFlow; its row, mirrored from HrFlow's answer."""
    row: Job = objects.index(JOBS, workspace, board_key, job_json)
    return row


def edit(job: Job, job_json: Mapping[str, Any]) -> Job:
    """Replace a job as a whole, at HrFlow first: what is left out is reset.

    Raises ValidationError (code ``reference``) for a reference that is another job's.
    """
    row: Job = objects.edit(JOBS, job, job_json)
    return row


def archive(job: Job, archived: bool = True) -> Job:
    """Archive a job at HrFlow, or bring it back; its row as it is then."""
    row: Job = objects.archive(JOBS, job, archived=archived)
    return row


def fetch(
    *,
    workspace: str = "default",
    board_key: str,
    key: str | None = None,
    reference: str | None = None,
) -> Job:
    """Ask HrFlow for a job and mirror it. NotFound where it has none."""
    row: Job = objects.fetch(JOBS, workspace, board_key, key=key, reference=reference)
    return row


def find(*, workspace: str = "default", key: str, board_key: str | None = None) -> Job:
    """The mirrored job, fetched where it is new and the board is given; else NotFound."""
    row: Job = objects.find(JOBS, workspace, key, board_key)
    return row


def list_stored(
    *,
    workspace: str = "default",
    board_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    return_job: bool = True,
    **parameters: Any,
) -> Page:
    """One page of what HrFlow has stored, mirrored on the way when jobs come whole."""
    return searching.list_stored(
        JOBS, workspace, board_keys, page, limit, parameters, whole=return_job
    )


def search(
    *,
    workspace: str = "default",
    board_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Mapping[str, Any] | None = None,
    **parameters: Any,
) -> Page:
    """Ask HrFlow's search and refresh the mirror with what it finds.

    ``board_keys`` None means all mirrored boards. ``filters`` and ``parameters`` have HrFlow's own
    names (HrFlow API reference, Searching jobs).
    """
    given = {**(filters or {}), **parameters}
    return searching.search(JOBS, workspace, board_keys, page, limit, given)


def score(
    *,
    workspace: str = "default",
    profile: Profile,
    board_keys: list[str] | None = None,
    page: int = 1,
    limit: int = 30,
    filters: Mapping[str, Any] | None = None,
    **parameters: Any,
) -> Page:
    """Rank jobs for a profile, best first; the scores are kept as Score rows.

    ``workspace`` is the profile's own, whatever is given.
    """
    given = {**(filters or {}), **parameters}
    return scoring.score(JOBS, profile, board_keys, page, limit, given)


def embed(job: Job, refresh: bool = False) -> Embedding:
    """The job's embedding, asked of HrFlow only where it is new, stale or to be refreshed."""
    return embeddings.embed(JOBS, job, refresh=refresh)
