"""Write one payload as a row, under a lock: for what arrives one at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from django_hrflow.mirror.kinds import BOARD, JOB, PROFILE, SOURCE, Erased, Kind, Overtaken
from django_hrflow.mirror.payload import clean, encode
from django_hrflow.models import Board, Job, Profile, Source

__all__ = ["is_newer", "known_board", "known_container", "known_source", "seen", "store_board",
           "store_job", "store_profile", "store_source", "write_row"]  # fmt: skip


def store_source(workspace: str, payload: Mapping[str, Any]) -> Source:
    """Write a source as HrFlow sent it. KeyError where the payload has no key."""
    row: Source = _store(SOURCE, {"workspace": workspace}, payload)
    return row


def store_board(workspace: str, payload: Mapping[str, Any]) -> Board:
    """Write a board as HrFlow sent it. KeyError where the payload has no key."""
    row: Board = _store(BOARD, {"workspace": workspace}, payload)
    return row


def store_profile(
    workspace: str, payload: Mapping[str, Any], source_key: str = "", *, since: str | None = None
) -> Profile:
    """Write a profile as HrFlow sent it; its source becomes a row of its own where it is new.

    ``source_key`` serves where the payload names none. ``since`` is what was :func:`seen` before
    HrFlow was asked, where that is some time ago. KeyError where either key is missing, Erased
    where the person was erased here, Overtaken where the row has changed since.
    """
    source = known_source(workspace, payload.get("source"), payload.get("source_key") or source_key)
    found = {"workspace": workspace, "source_id": source.pk}
    row: Profile = _store(PROFILE, found, payload, since)
    row.source = source
    return row


def store_job(
    workspace: str, payload: Mapping[str, Any], board_key: str = "", *, since: str | None = None
) -> Job:
    """Write a job as HrFlow sent it; see :func:`store_profile`."""
    board = known_board(workspace, payload.get("board"), payload.get("board_key") or board_key)
    row: Job = _store(JOB, {"workspace": workspace, "board_id": board.pk}, payload, since)
    row.board = board
    return row


def seen(model: type[Profile] | type[Job], workspace: str, key: str) -> str:
    """What a profile's or job's row holds at this moment; empty where there is none."""
    rows = model._default_manager.filter(workspace=workspace, key=key).order_by()
    return rows.values_list("content_hash", flat=True).first() or ""


def known_source(workspace: str, described: Any, key: str = "") -> Source:
    """The row of a source, made from the little that a profile tells where there is none."""
    row: Source = known_container(SOURCE, workspace, described, key)
    return row


def known_board(workspace: str, described: Any, key: str = "") -> Board:
    """The row of a board, made from the little that a job tells where there is none."""
    row: Board = known_container(BOARD, workspace, described, key)
    return row


def known_container(kind: Kind, workspace: str, described: Any, key: str) -> Any:
    """The row of a source or board; KeyError where neither the description nor we have a key."""
    described = clean(described) if isinstance(described, Mapping) else {}
    key = described.get("key") or key
    if not isinstance(key, str) or not key:
        raise KeyError(f"The payload does not say which {kind.name} it belongs to.")
    row = kind.model.objects.filter(workspace=workspace, key=key).first()
    if row is None:
        payload = {**kind.taken(described), "key": key}
        # No hash: the row says less than HrFlow knows, so that the next sync writes it.
        values = {**kind.values(payload), "payload": payload, "content_hash": ""}
        row, _made = kind.model.objects.get_or_create(workspace=workspace, key=key, defaults=values)
    return row


def _store(
    kind: Kind, found: dict[str, Any], payload: Mapping[str, Any], since: str | None = None
) -> Any:
    taken = clean(kind.taken(payload))
    return write_row(kind, {**found, "key": taken["key"]}, taken, since)


def write_row(
    kind: Kind, found: dict[str, Any], payload: dict[str, Any], since: str | None = None
) -> Any:
    """Write the payload over its row, if it is not older, or make the row; the row as it is then.

    ``found`` holds the fields that tell which row it is, ``payload`` what is to be stored, clean.
    """
    with transaction.atomic():
        row = kind.model.objects.select_for_update().filter(**found).first()
        if row is None:
            if kind.erased(found["workspace"], [(found[kind.place], payload)]):
                raise Erased(f"This {kind.name} was erased here and is not stored again.")
            values = _values(kind, payload)
            _free_reference(kind, found, values)
            try:
                with transaction.atomic():
                    return kind.model.objects.create(**found, **values)
            except IntegrityError:  # another worker was first
                row = kind.model.objects.select_for_update().get(**found)
        return _write_over(kind, row, found, payload, since)


def _values(kind: Kind, payload: dict[str, Any]) -> dict[str, Any]:
    return {**kind.values(payload, encode(payload)), "payload": payload}


def _write_over(
    kind: Kind, row: Any, found: dict[str, Any], payload: dict[str, Any], since: str | None
) -> Any:
    payload = kind.merged(row.payload, payload)
    values = _values(kind, payload)
    if row.content_hash == values["content_hash"] or not is_newer(
        row.updated_at, values["updated_at"]
    ):
        return row
    # HrFlow's dates have whole seconds: of two states of one second, only who asked last knows.
    if since not in (None, row.content_hash) and is_newer(values["updated_at"], row.updated_at):
        raise Overtaken(f"This {kind.name} has changed since HrFlow was asked.")
    _free_reference(kind, found, values)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


def is_newer(old: datetime | None, new: datetime | None) -> bool:
    """Whether a state may be written over another: never an older one over a newer."""
    return old is None or new is None or bool(new >= old)


def _free_reference(kind: Kind, found: dict[str, Any], values: dict[str, Any]) -> None:
    """Take the reference from a row that holds it no longer.

    HrFlow keeps references unique; if another row here still has this one, then it is that row
    which is out of date (the reference moved, or a profile was made anew).
    """
    reference = values.get("reference")
    if reference is None:
        return
    container = {kind.place: found[kind.place]}
    stale = kind.model.objects.filter(reference=reference, **container)
    stale.exclude(key=found["key"]).update(reference=None)
