"""Read a payload: what a database can hold of it, its hash, and the columns of its row."""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

try:
    import orjson
except ImportError:  # the extra "fast"; without it all is the same, at half the speed
    orjson = None  # type: ignore[assignment]

__all__ = ["Encoded", "clean", "columns", "content_hash", "encode", "parse_date", "reference"]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NUL = b"\\u0000"


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


@dataclass(frozen=True, slots=True)
class Encoded:
    """A payload as sorted JSON text, fit for every database, and the SHA-256 of that text."""

    text: str
    hash: str


def encode(payload: Mapping[str, Any]) -> Encoded:
    """Encode a payload once, for its hash and for its row; a clean one is not copied.

    With and without orjson the text is the same but for the rare floats that have an exponent:
    installing it may make the next sync write such rows once more.
    """
    try:
        encoded = _fast(payload)
    except (TypeError, ValueError):  # NaN, half a surrogate pair, an integer beyond 64 bits …
        encoded = _NUL
    if _NUL in encoded:
        encoded = _plain(clean(payload))
    return Encoded(encoded.decode(), hashlib.sha256(encoded).hexdigest())


def _plain(payload: Any) -> bytes:
    text = json.dumps(
        payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def _orjson(payload: Any) -> bytes:
    return orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)


_fast = _orjson if orjson else _plain


def content_hash(payload: Mapping[str, Any]) -> str:
    """SHA-256 of the sorted encoding: equal for equal content, whatever the order of keys."""
    return encode(payload).hash


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
    return _UNSTORABLE.sub("\ufffd", value[:length]) if isinstance(value, str) else ""


def reference(payload: Mapping[str, Any]) -> str | None:
    """The reference as a column can hold it; a longer one stays in the payload alone."""
    value = payload.get("reference")
    return _short(value, 255) if isinstance(value, str) and 0 < len(value) <= 255 else None


def columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that all mirrored rows have, but for ``payload`` and ``content_hash``."""
    return {
        "name": _short(payload.get("name"), 255),
        "created_at": parse_date(payload.get("created_at")),
        "updated_at": parse_date(payload.get("updated_at")),
        "archived_at": parse_date(payload.get("archived_at") or payload.get("archive")),
        "synced_at": timezone.now(),
    }


def container_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a source or a board."""
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
        "reference": reference(payload),
    }


def job_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a job."""
    return {**columns(payload), "reference": reference(payload)}
