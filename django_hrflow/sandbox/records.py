"""Writes profiles and jobs: new under a new key, or over the one that is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import dates, objects
from .answers import Json
from .store import Store


def write_profile(
    store: Store,
    source: Json,
    fields: Mapping[str, Any],
    known: Json | None,
    *,
    key: str | None = None,
    reference: str | None,
    attachments: list[Json] | None = None,
) -> Json:
    """A profile in ``source``, in full: fields that are not given are emptied. No merging.

    ``known`` is the profile to write over; it keeps its id, its keys, its date of creation and,
    unless new ones are given, its attachments.
    """
    with store.transaction():
        identity = _identity(store, "profile", source["key"], fields, known, key, reference)
        kept = known["attachments"] if known else []
        identity["attachments"] = kept if attachments is None else attachments
        profile = objects.profile(fields, source, identity)
        store.put("profile", source["key"], profile)
    return profile


def write_job(
    store: Store,
    board: Json,
    fields: Mapping[str, Any],
    known: Json | None,
    *,
    key: str | None = None,
    reference: str | None,
    drop_geopoint: bool = False,
) -> Json:
    """A job in ``board``, as ``write_profile`` writes a profile."""
    with store.transaction():
        identity = _identity(store, "job", board["key"], fields, known, key, reference)
        job = objects.job(fields, board, identity, drop_geopoint=drop_geopoint)
        store.put("job", board["key"], job)
    return job


def _identity(
    store: Store,
    kind: str,
    container: str,
    fields: Mapping[str, Any],
    known: Json | None,
    key: str | None,
    reference: str | None,
) -> Json:
    created = fields.get("created_at")
    moment = dates.now()
    if known:
        same = {name: known[name] for name in ("id", "key", "archived_at")}
        return same | {
            "reference": reference,
            "created_at": created or known["created_at"],
            "updated_at": moment,
        }
    key = key or objects.new_key()
    return {
        "id": store.new_id(kind, container, key),
        "key": key,
        "reference": reference,
        "created_at": created or moment,
        "updated_at": moment,
        "archived_at": None,
    }


def archive(store: Store, kind: str, container: str, known: Json, *, archived: bool) -> None:
    """Archive an object, or take it out of the archive; the first date of archiving stays."""
    moment = dates.now()
    date = (known["archived_at"] or moment) if archived else None
    store.put(kind, container, known | {"archived_at": date, "updated_at": moment})
