"""Sources and boards: nothing in HrFlow's API makes them, so they are listed and mirrored."""

from collections.abc import Callable, Mapping
from typing import Any

from django_hrflow import mirror
from django_hrflow.client import InvalidResponse
from django_hrflow.connections import workspaces
from django_hrflow.models import Board, Source
from django_hrflow.services.arguments import checked
from django_hrflow.services.listing import Page, items, page_of, pages

__all__ = [
    "get_board",
    "get_source",
    "list_boards",
    "list_sources",
    "sync_boards",
    "sync_sources",
]


def sync_sources(workspace: str = "default") -> int:
    """Mirror all sources of the workspace; how many there are."""
    return sum(
        mirror.write_sources(workspace, payloads).seen
        for _page, _pages, payloads in pages(workspaces[workspace].source.list)
    )


def sync_boards(workspace: str = "default") -> int:
    """Mirror all boards of the workspace; how many there are."""
    return sum(
        mirror.write_boards(workspace, payloads).seen
        for _page, _pages, payloads in pages(workspaces[workspace].board.list)
    )


def list_sources(
    *, workspace: str = "default", name: str | None = None, page: int = 1, limit: int = 30,
    **parameters: Any,
) -> Page:  # fmt: skip
    """One page of HrFlow's sources, mirrored on the way; ``name`` is a part of the name."""
    with checked():
        answer = workspaces[workspace].source.list(name=name, page=page, limit=limit, **parameters)
    return _mirrored(answer, page, workspace, mirror.write_sources, Source)


def list_boards(
    *, workspace: str = "default", name: str | None = None, page: int = 1, limit: int = 30,
    **parameters: Any,
) -> Page:  # fmt: skip
    """One page of HrFlow's boards, mirrored on the way; ``name`` is a part of the name."""
    with checked():
        answer = workspaces[workspace].board.list(name=name, page=page, limit=limit, **parameters)
    return _mirrored(answer, page, workspace, mirror.write_boards, Board)


def _mirrored(
    answer: Mapping[str, Any], asked: int, workspace: str, write: Callable[..., Any], model: Any
) -> Page:
    payloads = items(answer, "")
    write(workspace, payloads)
    keys = [str(each.get("key")) for each in payloads]
    rows = {row.key: row for row in model.objects.filter(workspace=workspace, key__in=keys)}
    return page_of(answer, asked, payloads, [rows.get(key) for key in keys])


def get_source(workspace: str, key: str) -> Source:
    """The mirrored source, asked of HrFlow where it is new; NotFound where HrFlow has none."""
    known = Source.objects.filter(workspace=workspace, key=key).first()
    return known or mirror.store_source(workspace, _asked(workspaces[workspace].source.get, key))


def get_board(workspace: str, key: str) -> Board:
    """The mirrored board, asked of HrFlow where it is new; NotFound where HrFlow has none."""
    known = Board.objects.filter(workspace=workspace, key=key).first()
    return known or mirror.store_board(workspace, _asked(workspaces[workspace].board.get, key))


def _asked(get: Callable[..., dict[str, Any]], key: str) -> dict[str, Any]:
    with checked():
        data = get(key=key).get("data")
    if not isinstance(data, dict) or not data.get("key"):
        raise InvalidResponse("The answer holds neither a source nor a board.")
    return data
