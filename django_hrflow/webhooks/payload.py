"""Read signed bytes into deliveries, and name a delivery by its content."""

import hashlib
import hmac
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from .errors import UnreadableError

MAX_DEPTH = 64
# A longer integer overflows a float, which is what every JSON reader but Python's makes of it.
_MAX_DIGITS = 308
_MAX_TYPE_LENGTH = 100
# Loose on purpose: HrFlow publishes no complete list, and unknown types are handed on.
_TYPE = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
_CONTAINERS = (dict, list)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Only an escape can bring such a character: bare, it is neither valid UTF-8 nor valid JSON.
_ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event as HrFlow sent it: its type and the whole object that carried it."""

    type: str
    payload: dict[str, Any]


def read(payload: bytes) -> list[Delivery]:
    """Read a verified payload: one JSON object, or an array of them.

    HrFlow's documentation promises an array, its samples show an object; both are understood, and
    an empty array is no delivery. What comes back can be stored anywhere: no NUL, no lone
    surrogate, no number beyond a float, at most 64 levels deep. Of repeated keys the last wins.

    Raises ``UnreadableError`` for everything else, and nothing but that, whatever the bytes.
    """
    document = _parse(payload)
    elements = document if isinstance(document, list) else [document]
    return [_delivery(element) for element in elements]


def canonical(element: Mapping[str, Any]) -> bytes:
    """Return the one spelling of an element: sorted keys, no white space, UTF-8.

    Raises ``UnreadableError`` for values that JSON cannot hold.
    """
    try:
        text = json.dumps(
            dict(element),
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
            allow_nan=False,
        )
        return text.encode("utf-8")
    except (TypeError, ValueError, RecursionError):
        raise UnreadableError("The element holds values that JSON cannot hold.") from None


def digest(key: bytes | str, workspace: str, element: Mapping[str, Any]) -> str:
    """Return the identity of an element within a workspace: 64 hexadecimal digits.

    Deliveries carry neither an id nor a time, so the content is the identity, whichever signature
    scheme brought it. It is keyed (HMAC-SHA256): digests may outlive the payloads, and must not
    tell whose CV they were made of.
    """
    secret = key.encode("utf-8") if isinstance(key, str) else key
    # Canonical JSON never holds a NUL byte, so the two parts cannot run into each other.
    message = workspace.encode("utf-8") + b"\x00" + canonical(element)
    return hmac.new(secret, message, hashlib.sha256).hexdigest()


def _parse(payload: bytes) -> object:
    try:
        text = payload.decode("utf-8")
        document: object = json.loads(
            text, parse_int=_integer, parse_float=_float, parse_constant=_constant
        )
    except UnicodeDecodeError:
        raise UnreadableError("The payload is not UTF-8.") from None
    except RecursionError:
        raise UnreadableError(f"The payload is nested deeper than {MAX_DEPTH} levels.") from None
    except ValueError:
        raise UnreadableError("The payload is not JSON.") from None
    _check_depth(document)
    if _ESCAPED.search(text):
        _check_texts(document)
    return document


def _delivery(element: object) -> Delivery:
    if not isinstance(element, dict):
        raise UnreadableError("An element of the payload is not a JSON object.")
    kind = element.get("type")
    if not isinstance(kind, str) or len(kind) > _MAX_TYPE_LENGTH or not _TYPE.fullmatch(kind):
        raise UnreadableError("An element of the payload has no well-formed type.")
    return Delivery(kind, element)


def _check_depth(document: object) -> None:
    """Go down level by level, so that depth costs no stack."""
    level = [document]
    for _ in range(MAX_DEPTH):
        inner: list[object] = []
        for container in level:
            if isinstance(container, dict):
                inner += [value for value in container.values() if isinstance(value, _CONTAINERS)]
            elif isinstance(container, list):
                inner += [value for value in container if isinstance(value, _CONTAINERS)]
        if not inner:
            return
        level = inner
    raise UnreadableError(f"The payload is nested deeper than {MAX_DEPTH} levels.")


def _check_texts(document: object) -> None:
    """Refuse the characters that PostgreSQL refuses."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str) and _UNSTORABLE.search(value):
            raise UnreadableError("The payload holds a NUL or half of a surrogate pair.")


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise UnreadableError("The payload holds a number that is too large.")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise UnreadableError("The payload holds a number that is too large.")
    return value


def _constant(name: str) -> NoReturn:
    raise UnreadableError("The payload holds NaN or Infinity, which are not JSON.")
