"""Sources and boards: listed and looked up; nothing in the API makes them."""

from __future__ import annotations

from django_hrflow.sandbox.answers import Answer, paged
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.workspace import Workspace

_HOLDS = {"source": "profile", "board": "job"}


def _list(workspace: Workspace, call: Call, kind: str) -> Answer:
    page, limit = call.page()
    order = call.choice("order_by", ("asc", "desc"), "desc")
    sort = call.choice("sort_by", ("date", _HOLDS[kind]), "date")
    name = (call.text("name") or "").casefold()
    found = [
        container | {"stats": {"size": str(workspace.store.count(_HOLDS[kind], container["key"]))}}
        for container in workspace.store.containers(kind)
        if name in container["name"].casefold()
    ]
    if sort != "date":
        found.sort(key=lambda container: int(container["stats"]["size"]))
    if order == "desc":
        found.reverse()
    part, meta = paged(found, page, limit)
    return Answer(200, f"{kind.capitalize()} list", list(part), meta)


def _get(workspace: Workspace, call: Call, kind: str) -> Answer:
    key = call.text("key") or ""
    found = call.named_container(workspace.store, kind, key)
    return Answer(200, f"{kind.capitalize()} info", found)


def list_sources(workspace: Workspace, call: Call) -> Answer:
    """Sources whose name contains ``name``, in any case."""
    return _list(workspace, call, "source")


def get_source(workspace: Workspace, call: Call) -> Answer:
    """One source by its key."""
    return _get(workspace, call, "source")


def list_boards(workspace: Workspace, call: Call) -> Answer:
    """Boards whose name contains ``name``, in any case."""
    return _list(workspace, call, "board")


def get_board(workspace: Workspace, call: Call) -> Answer:
    """One board by its key."""
    return _get(workspace, call, "board")


ROUTES = {
    ("GET", "sources"): list_sources,
    ("GET", "source"): get_source,
    ("GET", "boards"): list_boards,
    ("GET", "board"): get_board,
}
