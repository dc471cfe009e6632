"""What goes back to a caller: envelopes, errors and raw HTTP replies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")


class ApiError(Exception):
    """An error envelope; ``status`` is the HTTP status where it differs from ``code`` (a quirk)."""

    def __init__(self, code: int, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status or code


def not_found(name: str) -> ApiError:
    """What the API says of an object that is not there: 400, not 404."""
    return ApiError(400, f"Invalid parameters. Unable to find object: {name}")


def invalid(message: str) -> ApiError:
    """A 400 about the parameters."""
    return ApiError(400, f"Invalid parameters. {message}")


@dataclass(frozen=True, slots=True)
class Answer:
    """An envelope; ``status`` is the HTTP status where it differs from ``code`` (a quirk)."""

    code: int
    message: str
    data: Any = None
    meta: Mapping[str, int] | None = None
    status: int | None = None

    def reply(self) -> Reply:
        """The envelope as HTTP."""
        envelope: Json = {"code": self.code, "message": self.message, "data": self.data}
        if self.meta is not None:
            envelope["meta"] = dict(self.meta)
        return json_reply(self.status or self.code, envelope)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer before it is sent; the length header is added by the server."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = field(default=(("Content-Type", "application/json"),))


def json_reply(status: int, value: Any, *headers: tuple[str, str]) -> Reply:
    """``value`` as UTF-8 JSON.

    The media type carries no parameters: the official SDK throws away the body of an answer whose
    Content-Type is not literally ``application/json``.
    """
    body = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return Reply(status, body, (("Content-Type", "application/json"), *headers))


def error_reply(error: ApiError) -> Reply:
    """``error`` as HTTP: an envelope of ``code`` and ``message`` only."""
    return json_reply(error.status, {"code": error.code, "message": error.message})


def paged(items: Sequence[T], page: int, limit: int) -> tuple[Sequence[T], dict[str, int]]:
    """The items of one page and the ``meta`` that describes it; a page past the end is empty."""
    part = items[(page - 1) * limit : page * limit]
    return part, page_meta(page, limit, count=len(part), total=len(items))


def page_meta(page: int, limit: int, *, count: int, total: int) -> dict[str, int]:
    """``meta`` of a list; an empty list still has one page."""
    return {
        "page": page,
        "maxPage": max(1, ceil(total / limit)),
        "count": count,
        "total": total,
    }
