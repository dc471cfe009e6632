"""The only writer of mirrored rows: payloads in, rows out, never an older one over a newer.

Nothing that HrFlow may send is fatal: what does not fit a column is left in the payload, and what a
database cannot hold (NUL, half a surrogate pair, NaN) is replaced.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from django_hrflow.models import Board, Job, Profile, Source
from django_hrflow.models.mirrored import Mirrored

__all__ = ["columns", "content_hash", "parse_date", "store_board", "store_job", "store_profile",
           "store_source"]  # fmt: skip

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(value: Any) -> Any:
    """The same JSON value without what a database refuses."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {clean(str(key)): clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean(each) for each in value]
    return value


def content_hash(payload: Mapping[str, Any]) -> str:
    """SHA-256 of the sorted encoding: equal for equal content, whatever the order of keys."""
    encoded = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(encoded.encode()).hexdigest()


def parse_date(value: Any) -> datetime | None:
    """One of HrFlow's many date forms, or None for what is not a date.

    ``2020-07-22T09:11:32+0000``, naive ones (read as UTC), plain days, ``{"iso8601": …}``.
    """
    if isinstance(value, Mapping):
        value = value.get("iso8601")
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _short(value: Any, length: int) -> str:
    return value[:length] if isinstance(value, str) else ""


def _reference(value: Any) -> str | None:
    """A reference as a column can hold it; a longer one stays in the payload alone."""
    return value if isinstance(value, str) and 0 < len(value) <= 255 else None


def columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that all mirrored rows have, read from a cleaned payload."""
    return {
        "name": _short(payload.get("name"), 255),
        "payload": payload,
        "content_hash": content_hash(payload),
        "created_at": parse_date(payload.get("created_at")),
        "updated_at": parse_date(payload.get("updated_at")),
        "archived_at": parse_date(payload.get("archived_at") or payload.get("archive")),
        "synced_at": timezone.now(),
    }


def _container_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {name: _short(payload.get(name), 100) for name in ("type", "subtype")}
    return {**columns(payload), **kinds}


def profile_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a profile: the full name and e-mail come from ``info``."""
    info = payload.get("info")
    info = info if isinstance(info, Mapping) else {}
    parts = (info.get("first_name"), info.get("last_name"))
    full_name = info.get("full_name") or " ".join(each for each in parts if isinstance(each, str))
    return {
        **columns(payload),
        "name": _short(full_name, 255),
        "email": _short(info.get("email"), 254),
        "reference": _reference(payload.get("reference")),
    }


def job_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a job."""
    return {**columns(payload), "reference": _reference(payload.get("reference"))}


def store_source(workspace: str, payload: Mapping[str, Any]) -> Source:
    """Write a source as HrFlow sent it. KeyError where the payload has no key."""
    return _store(Source, {"workspace": workspace}, payload, _container_columns)


def store_board(workspace: str, payload: Mapping[str, Any]) -> Board:
    """Write a board as HrFlow sent it. KeyError where the payload has no key."""
    return _store(Board, {"workspace": workspace}, payload, _container_columns)


def store_profile(workspace: str, payload: Mapping[str, Any], source_key: str = "") -> Profile:
    """Write a profile as HrFlow sent it; its source becomes a row of its own where it is new.

    ``source_key`` serves where the payload names none. KeyError where either key is missing.
    """
    source = known_source(workspace, payload.get("source"), payload.get("source_key") or source_key)
    found = {"workspace": workspace, "source": source}
    return _store(Profile, found, payload, profile_columns)


def store_job(workspace: str, payload: Mapping[str, Any], board_key: str = "") -> Job:
    """Write a job as HrFlow sent it; see :func:`store_profile`."""
    board = known_board(workspace, payload.get("board"), payload.get("board_key") or board_key)
    return _store(Job, {"workspace": workspace, "board": board}, payload, job_columns)


def known_source(workspace: str, described: Any, key: str = "") -> Source:
    """The row of a source, made from the little that a profile tells where there is none."""
    return _known(Source, workspace, described, key)


def known_board(workspace: str, described: Any, key: str = "") -> Board:
    """The row of a board, made from the little that a job tells where there is none."""
    return _known(Board, workspace, described, key)


def _known(model: type[Any], workspace: str, described: Any, key: str) -> Any:
    described = clean(described) if isinstance(described, Mapping) else {}
    key = described.get("key") or key
    if not isinstance(key, str) or not key:
        raise KeyError(f"The payload does not say which {model._meta.model_name} it belongs to.")
    row = model.objects.filter(workspace=workspace, key=key).first()
    # No hash: the row says less than HrFlow knows, so that the next sync writes it.
    values = {**_container_columns({**described, "key": key}), "content_hash": ""}
    if row is None:
        row, _made = model.objects.get_or_create(workspace=workspace, key=key, defaults=values)
    return row


def _store(model: type[Any], found: dict[str, Any], payload: Any, read: Any) -> Any:
    payload = clean(payload)
    values = read(payload)
    found = {**found, "key": payload["key"]}
    with transaction.atomic():
        row = model.objects.select_for_update().filter(**found).first()
        if row is None:
            _free_reference(model, found, values)
            try:
                with transaction.atomic():
                    return model.objects.create(**found, **values)
            except IntegrityError:  # another worker was first
                row = model.objects.select_for_update().get(**found)
        if not _newer(row, values):
            return row
        _free_reference(model, found, values)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    return row


def _newer(row: Mirrored, values: dict[str, Any]) -> bool:
    """Whether the values may be written over the row: never an older state over a newer one."""
    old, new = row.updated_at, values["updated_at"]
    return row.content_hash != values["content_hash"] and (old is None or new is None or new >= old)


def _free_reference(model: type[Any], found: dict[str, Any], values: dict[str, Any]) -> None:
    """Take the reference from a row that holds it no longer.

    HrFlow keeps references unique; if another row here still has this one, then it is that row
    which is out of date (the reference moved, or a profile was made anew).
    """
    reference = values.get("reference")
    if reference is None:
        return
    container = {name: found[name] for name in ("source", "board") if name in found}
    stale = model.objects.filter(reference=reference, **container).exclude(key=found["key"])
    stale.update(reference=None)
