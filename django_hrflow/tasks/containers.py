"""Tasks for sources and boards."""

from typing import Any

from celery import shared_task

from django_hrflow.services import containers
from django_hrflow.tasks.asking import AskTask, Json, hr_json

__all__ = ["get_board", "get_source", "list_boards", "list_sources"]


@shared_task(name="hrflow.list_sources", base=AskTask)
def list_sources(
    workspace: str = "default",
    name: str | None = None,
    page: int = 1,
    limit: int = 30,
    **parameters: Any,
) -> Json:
    """A page of HrFlow's sources, mirrored on the way."""
    found = containers.list_sources(
        workspace=workspace, name=name, page=page, limit=limit, **parameters
    )
    return found.as_json()


@shared_task(name="hrflow.get_source", base=AskTask)
def get_source(key: str, workspace: str = "default") -> Json:
    """A source as the mirror has it, asked of HrFlow where it is new."""
    return hr_json(containers.get_source(workspace, key))


@shared_task(name="hrflow.list_boards", base=AskTask)
def list_boards(
    workspace: str = "default",
    name: str | None = None,
    page: int = 1,
    limit: int = 30,
    **parameters: Any,
) -> Json:
    """A page of HrFlow's boards, mirrored on the way."""
    found = containers.list_boards(
        workspace=workspace, name=name, page=page, limit=limit, **parameters
    )
    return found.as_json()


@shared_task(name="hrflow.get_board", base=AskTask)
def get_board(key: str, workspace: str = "default") -> Json:
    """A board as the mirror has it, asked of HrFlow where it is new."""
    return hr_json(containers.get_board(workspace, key))
