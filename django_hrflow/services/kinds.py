"""What profiles and jobs differ in: names of parameters, models, the client's resource."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django_hrflow import mirror
from django_hrflow.client import NotFound
from django_hrflow.connections import workspaces
from django_hrflow.models import Board, Job, Profile, Source

__all__ = ["JOBS", "PROFILES", "Kind"]


@dataclass(frozen=True)
class Kind:
    """Profiles or jobs, as HrFlow's parameters name them."""

    name: str
    container: str
    model: type[Any]
    container_model: type[Any]
    store: Callable[..., Any]
    store_many: Callable[..., list[Any]]
    write_many: Callable[..., mirror.Tally]

    @property
    def plural(self) -> str:
        """``profiles`` or ``jobs``."""
        return f"{self.name}s"

    @property
    def container_key(self) -> str:
        """The parameter ``source_key`` or ``board_key``."""
        return f"{self.container}_key"

    def resource(self, workspace: str) -> Any:
        """``client.profile`` or ``client.job`` of the workspace."""
        return getattr(workspaces[workspace], self.name)

    def container_of(self, row: Any) -> Any:
        """The source of a profile, the board of a job."""
        return getattr(row, self.container)


def _store_profile(workspace: str, payload: Mapping[str, Any], source_key: str = "") -> Profile:
    try:
        return mirror.store_profile(workspace, payload, source_key)
    except mirror.Erased as error:
        raise NotFound(str(error)) from None


PROFILES = Kind(
    name="profile",
    container="source",
    model=Profile,
    container_model=Source,
    store=_store_profile,
    store_many=mirror.store_profiles,
    write_many=mirror.write_profiles,
)
JOBS = Kind(
    name="job",
    container="board",
    model=Job,
    container_model=Board,
    store=mirror.store_job,
    store_many=mirror.store_jobs,
    write_many=mirror.write_jobs,
)
