"""Find the row that a request means, among those that it may see."""

from typing import Any

from django.http import Http404

from django_hrflow.api.problems import Conflict
from django_hrflow.api.view import HrflowView
from django_hrflow.services import containers, objects, searching
from django_hrflow.services.kinds import PROFILES, Kind

__all__ = ["container_key_of", "container_keys", "find", "find_container", "visible"]


def find(
    view: HrflowView, kind: Kind, key: str, container_key: str | None = None, *, ask: bool = False
) -> Any:
    """The mirrored profile or job with this key.

    ``container_key`` decides between two sources or boards that hold the same key. With ``ask``, an
    object that the mirror lacks is fetched from HrFlow, where its container is named. Raises
    Http404, or Conflict (409) where it is not clear which one is meant.
    """
    rows = view.rows(kind.model).filter(key=key).select_related(kind.container)
    if container_key:
        rows = rows.filter(**{f"{kind.container}__key": container_key})
    found = list(rows[:2])
    if not found and ask and container_key:
        find_container(view, kind, container_key)
        objects.fetch(kind, view.workspace, container_key, key=key)
        found = list(rows.all()[:1])
    if not found:
        raise Http404(f"There is no {kind.name} with this key.")
    if len(found) > 1:
        raise Conflict(
            f"Several {kind.container}s hold this key. Name one as {kind.container_key}."
        )
    return found[0]


def find_container(view: HrflowView, kind: Kind, key: str) -> Any:
    """The source or board with this key, asked of HrFlow once where it is new.

    Raises Http404, or the HrflowError of the question.
    """
    rows = view.rows(kind.container_model).filter(key=key)
    found = rows.first()
    if found is None:
        get = containers.get_source if kind is PROFILES else containers.get_board
        get(view.workspace, key)
        found = rows.all().first()
    if found is None:
        raise Http404(f"There is no {kind.container} with this key.")
    return found


def container_keys(view: HrflowView, kind: Kind, asked: list[str] | None) -> list[str]:
    """The keys to look in: those asked for, if the request may see each; or all that it may see."""
    rows = view.rows(kind.container_model).order_by("pk")
    if not asked:
        known = list(rows.values_list("key", flat=True))
        if not known:
            searching.container_keys(kind, view.workspace, None)  # fills an empty mirror
            known = list(rows.all().values_list("key", flat=True))
        return known
    seen = set(rows.filter(key__in=asked).values_list("key", flat=True))
    for key in dict.fromkeys(asked):
        if key not in seen:
            find_container(view, kind, key)
    return list(dict.fromkeys(asked))


def visible(view: HrflowView, kind: Kind, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of HrFlow's results whose rows the request may see."""
    keys = [str(each.get("key")) for each in results]
    rows = view.rows(kind.model).filter(key__in=keys)
    seen = set(rows.values_list(f"{kind.container}__key", "key"))
    allowed = seen | {(None, key) for _container, key in seen}
    return [each for each in results if (container_key_of(kind, each), each.get("key")) in allowed]


def container_key_of(kind: Kind, result: dict[str, Any]) -> str | None:
    """The key of a result's container, where HrFlow tells it."""
    described = result.get(kind.container)
    inner = described.get("key") if isinstance(described, dict) else None
    return result.get(kind.container_key) or inner
