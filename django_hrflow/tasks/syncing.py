"""Tasks that bring the mirror up to date: one for all, and one for each source and board."""

from collections.abc import Iterator

from celery import shared_task
from django.core.exceptions import ImproperlyConfigured

from django_hrflow import conf
from django_hrflow.client import HrflowError
from django_hrflow.services import syncing
from django_hrflow.services.kinds import JOBS, PROFILES
from django_hrflow.tasks.asking import AskTask, Json
from django_hrflow.tasks.queue import publish

__all__ = ["sync", "sync_container"]


@shared_task(name="hrflow.sync", base=AskTask)
def sync(
    workspace: str | None = None, only: list[str] | None = None, full: bool = False
) -> list[Json]:
    """Mirror sources and boards, and put a task in the queue for what is in each of them.

    All workspaces where none is given. ``only`` names kinds (sources, boards, profiles, jobs).
    Each part of the result tells its own failure; where nothing succeeded, the first is raised.
    """
    wanted = only or list(syncing.KINDS)
    aliases = [workspace] if workspace else conf.aliases()
    parts = [part for alias in aliases for part in _started(alias, wanted, full)]
    errors = [part.error for part in parts if part.error]
    if errors and len(errors) == len(parts):
        raise errors[0]
    return [part.as_json() for part in parts]


def _started(alias: str, wanted: list[str], full: bool) -> Iterator[syncing.Part]:
    """Do the sources and boards, announce the rest; the parts that are done or have failed."""
    for kind in (PROFILES, JOBS):
        if f"{kind.container}s" in wanted:
            yield syncing.sync_containers(kind, alias)
        if kind.plural not in wanted:
            continue
        try:
            found = syncing.containers_of(kind, alias)
        except (HrflowError, ImproperlyConfigured) as error:
            yield syncing.Part(alias, kind.plural, error=error)
            continue
        for container in found:
            publish(sync_container, alias, kind.plural, container.key, full)


@shared_task(name="hrflow.sync_container", base=AskTask)
def sync_container(workspace: str, kind: str, container: str, full: bool = False) -> Json:
    """Mirror what is in one source or board, and come back for the rest if there is too much.

    ``kind`` is ``profiles`` or ``jobs``.
    """
    chosen = PROFILES if kind == PROFILES.plural else JOBS
    row = chosen.container_model.objects.get(workspace=workspace, key=container)
    # Half of what the worker allows, for a batch may be under way.
    part = syncing.sync_container(
        chosen, row, full=full, patience=conf.options().soft_time_limit / 2
    )
    if part.error:
        raise part.error
    if not part.finished:
        publish(sync_container, workspace, kind, container, full)
    return part.as_json()
