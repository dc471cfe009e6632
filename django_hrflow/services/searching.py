"""Search and list profiles or jobs at HrFlow; what it finds refreshes the mirror, in bulk."""

from collections.abc import Mapping
from typing import Any

from django_hrflow.services import containers
from django_hrflow.services.arguments import checked
from django_hrflow.services.kinds import PROFILES, Kind
from django_hrflow.services.listing import Page, items, page_of

__all__ = ["container_keys", "list_stored", "search"]


def search(
    kind: Kind,
    workspace: str,
    keys: list[str] | None,
    page: int,
    limit: int,
    filters: Mapping[str, Any],
) -> Page:
    """Ask HrFlow's search; ``keys`` are those of sources or boards, None for all."""
    keys = container_keys(kind, workspace, keys)
    if not keys:
        return Page()
    with checked():
        answer = kind.resource(workspace).searching.list(
            **{f"{kind.container}_keys": keys}, page=page, limit=limit, **filters
        )
    payloads = items(answer, kind.plural)
    return page_of(answer, page, payloads, kind.store_many(workspace, payloads))


def list_stored(
    kind: Kind,
    workspace: str,
    keys: list[str] | None,
    page: int,
    limit: int,
    parameters: Mapping[str, Any],
    *,
    whole: bool,
) -> Page:
    """List what is stored at HrFlow. Only ``whole`` objects can be mirrored."""
    keys = container_keys(kind, workspace, keys)
    if not keys:
        return Page()
    with checked():
        answer = kind.resource(workspace).indexing.list(
            **{f"{kind.container}_keys": keys, f"return_{kind.name}": whole},
            page=page,
            limit=limit,
            **parameters,
        )
    payloads = items(answer, kind.plural)
    only = keys[0] if len(keys) == 1 else ""
    rows = kind.store_many(workspace, payloads, only) if whole else [None] * len(payloads)
    return page_of(answer, page, payloads, rows)


def container_keys(kind: Kind, workspace: str, keys: list[str] | None) -> list[str]:
    """The given keys, or those of all mirrored containers; an empty mirror is filled first."""
    if keys is not None:
        return keys
    rows = kind.container_model.objects.filter(workspace=workspace)
    found = list(rows.order_by("pk").values_list("key", flat=True))
    if found:
        return found
    sync = containers.sync_sources if kind is PROFILES else containers.sync_boards
    sync(workspace)
    return list(rows.order_by("pk").values_list("key", flat=True))
