"""A task's result as clients see it, the same whether it comes now or is looked up later."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from django_hrflow.api import fields, lookups
from django_hrflow.api.view import HrflowView
from django_hrflow.models import Call
from django_hrflow.services.kinds import JOBS, PROFILES, Kind

__all__ = ["detail", "shown", "task"]


def shown(view: HrflowView, task_name: str, result: Any) -> Any:
    """What the request may see of the result, in the form that the documentation promises."""
    for kind in (PROFILES, JOBS):
        show = _BY_VERB.get(task_name.removeprefix("hrflow.").removesuffix(kind.name))
        if task_name.endswith(f"_{kind.name}") and show is not None:
            return show(view, kind, result)
        if task_name in (f"hrflow.search_{kind.plural}", f"hrflow.score_{kind.plural}"):
            return _page(view, kind, result)
    return result[0] if task_name == "hrflow.sync" else result


def task(view: HrflowView, call: Call) -> dict[str, Any]:
    """A call as clients see it; ``error`` is a problem document."""
    done = call.state == Call.State.DONE
    result = shown(view, call.task, call.result) if done else None
    return {"id": str(call.pk), "state": call.state, "result": result, "error": call.error}


def detail(row: Any, kind: Kind) -> dict[str, Any]:
    """The object as HrFlow sent it, with the key of its container and the date of our copy."""
    return {
        **row.payload,
        kind.container_key: kind.container_of(row).key,
        "synced_at": fields.Timestamp().to_representation(row.synced_at),
    }


def _stored(view: HrflowView, kind: Kind, result: dict[str, Any]) -> dict[str, Any] | None:
    """The mirrored row of what was written; None where it is gone by now."""
    try:
        row = lookups.find(view, kind, result["key"], lookups.container_key_of(kind, result))
    except Http404:
        return None
    return detail(row, kind)


def _page(view: HrflowView, kind: Kind, result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "results": lookups.visible(view, kind, result["results"])}


_BY_VERB: dict[str, Callable[..., Any]] = dict.fromkeys(("index_", "edit_", "archive_"), _stored)
