"""Tasks that bring the mirror up to date: one for all, and one for each source and board."""

from typing import Any

from celery import shared_task

from django_hrflow import conf
from django_hrflow.services import syncing
from django_hrflow.services.kinds import JOBS, PROFILES
from django_hrflow.tasks.asking import AskTask
from django_hrflow.tasks.queue import publish

__all__ = ["sync", "sync_container"]


@shared_task(name="hrflow.sync", base=AskTask)
def sync(
    workspace: str | None = None, only: list[str] | None = None, full: bool = False
) -> list[dict[str, Any]]:
    """Mirror sources and boards, and put a task in the queue for what is in each of them.

    All workspaces where none is given. ``only`` names kinds (sources, boards, profiles, jobs).
    """
    wanted = only or list(syncing.KINDS)
    parts = []
    for alias in [workspace] if workspace else conf.aliases():
        for kind in (PROFILES, JOBS):
            if f"{kind.container}s" in wanted:
                parts.append(syncing.sync_containers(kind, alias))
            if kind.plural in wanted:
                for container in syncing.containers_of(kind, alias):
                    publish(sync_container, alias, kind.plural, container.key, full)
    return [part.as_json() for part in parts]


@shared_task(name="hrflow.sync_container", base=AskTask)
def sync_container(workspace: str, kind: str, container: str, full: bool = False) -> dict[str, Any]:
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
