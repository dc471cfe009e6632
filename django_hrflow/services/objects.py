"""Index, edit, archive and fetch: HrFlow first, then the mirror from what it answers.

What profiles and jobs have in common; ``profiles`` and ``jobs`` are the two faces of it.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from django_hrflow.client import InvalidResponse, NotFound
from django_hrflow.services.arguments import checked
from django_hrflow.services.kinds import Kind

__all__ = ["archive", "edit", "fetch", "find", "index", "mark_archived"]


def index(kind: Kind, workspace: str, container_key: str, content: Mapping[str, Any]) -> Any:
    """Make an object at HrFlow; its row."""
    place = {kind.container_key: container_key}
    with checked():
        answer = kind.resource(workspace).indexing.add_json(
            **place, **{f"{kind.name}_json": content}
        )
    stored = _object(answer)
    if stored is None and content.get("reference"):  # taken in, and shown a little later
        return fetch(kind, workspace, container_key, reference=content["reference"])
    return kind.store(workspace, _whole(kind, stored), container_key)


def edit(kind: Kind, row: Any, content: Mapping[str, Any]) -> Any:
    """Replace an object as a whole at HrFlow; its row as it is then.

    HrFlow lets a reference win over a key. So a reference that is another object's is refused
    here (ValidationError, code ``reference``), or that other object would be replaced.
    """
    container_key = kind.container_of(row).key
    _check_reference(kind, row, container_key, content.get("reference"))
    with checked():
        answer = kind.resource(row.workspace).indexing.edit(
            **{kind.container_key: container_key, "key": row.key, f"{kind.name}_json": content}
        )
    stored = _object(answer)
    if stored is None:
        return fetch(kind, row.workspace, container_key, key=row.key)
    return kind.store(row.workspace, stored, container_key)


def _check_reference(kind: Kind, row: Any, container_key: str, reference: Any) -> None:
    if not reference or reference == row.reference:
        return
    place = {kind.container_key: container_key}
    try:
        with checked():
            answer = kind.resource(row.workspace).indexing.get(**place, reference=reference)
    except NotFound:
        return
    if (_object(answer) or {}).get("key") != row.key:
        raise ValidationError(
            _("The reference is another object's. Choose another one, or edit that object."),
            code="reference",
        )


def archive(kind: Kind, row: Any, *, archived: bool = True) -> Any:
    """Archive an object at HrFlow, or bring it back; its row as it is then."""
    container_key = kind.container_of(row).key
    place = {kind.container_key: container_key, "key": row.key}
    kind.resource(row.workspace).indexing.archive(**place, is_archive=archived)
    try:
        return fetch(kind, row.workspace, container_key, key=row.key)
    except NotFound:  # HrFlow may show what is archived no longer
        return mark_archived(kind, row, archived=archived)


def mark_archived(kind: Kind, row: Any, *, archived: bool = True) -> Any:
    """Say of a row that HrFlow does not show that it is archived since now, or that it is not."""
    since = timezone.now().isoformat() if archived else None
    payload = {**row.payload, "archived_at": since, "archive": None}
    return kind.store(row.workspace, payload, kind.container_of(row).key)


def fetch(
    kind: Kind,
    workspace: str,
    container_key: str,
    *,
    key: str | None = None,
    reference: str | None = None,
) -> Any:
    """Ask HrFlow for an object by key or reference and mirror it; its row."""
    place = {kind.container_key: container_key}
    with checked():
        answer = kind.resource(workspace).indexing.get(**place, key=key, reference=reference)
    return kind.store(workspace, _whole(kind, _object(answer)), container_key)


def find(kind: Kind, workspace: str, key: str, container_key: str | None = None) -> Any:
    """The mirrored row of this key, fetched where it is new; NotFound where there is none.

    Without ``container_key`` only the mirror is looked at: HrFlow cannot be asked without it.
    """
    rows = kind.model.objects.select_related(kind.container).filter(workspace=workspace, key=key)
    if container_key:
        rows = rows.filter(**{f"{kind.container}__key": container_key})
    row = rows.order_by("pk").first()
    if row is not None:
        return row
    if container_key:
        return fetch(kind, workspace, container_key, key=key)
    raise NotFound(f"No {kind.name} with this key is mirrored; give its {kind.container_key} too.")


def _object(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    data = answer.get("data")
    return data if isinstance(data, dict) and data.get("key") else None


def _whole(kind: Kind, found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise InvalidResponse(f"The answer holds no {kind.name}.", call=f"{kind.name}/indexing")
    return found
