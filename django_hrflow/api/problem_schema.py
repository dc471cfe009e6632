"""How problems and tasks look in the OpenAPI document, and which statuses a path can have."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.plumbing import append_meta

from django_hrflow.api.operations import Operation

__all__ = ["ACCEPTED", "HEADERS", "LOCATION", "PROBLEM", "statuses", "task"]

Json = dict[str, Any]

PROBLEM: Json = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "code": {"type": "integer", "description": "The code of HrFlow's answer."},
        "retry_after": {"type": "integer", "description": "Seconds."},
        "errors": {
            "type": "array",
            "description": "Each with `detail`, and where it stands: `parameter`, or `pointer` (a "
            "JSON pointer into the body).",
            "items": {"type": "object"},
        },
    },
}


def task() -> Json:
    """A task; a function, since null is written by the version of OpenAPI that is asked for."""
    error = append_meta({"$ref": "#/components/schemas/Problem"}, {"nullable": True})
    return {
        "type": "object",
        "required": ["id", "state", "result", "error"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "state": {"type": "string", "enum": ["waiting", "running", "done", "failed"]},
            "result": {"description": "What the request itself would have answered."},
            "error": error,
        },
    }


def _header(description: str, **schema: Any) -> Json:
    return {"description": description, "schema": schema, "required": True}


LOCATION: Json = {"Location": _header("Where it is.", type="string", format="uri")}
ACCEPTED: Json = {
    **LOCATION,
    "Preference-Applied": _header("`respond-async`.", type="string"),
}
RETRY_AFTER: Json = {
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
}
HEADERS: dict[int, Json] = {
    401: {"WWW-Authenticate": _header("How to sign in.", type="string")},
    409: RETRY_AFTER,
    429: RETRY_AFTER,
    503: RETRY_AFTER,
}


def statuses(
    view: Any, method: str, operation: Operation, *, asks: bool
) -> Iterator[tuple[int, str]]:
    """The statuses that can come instead of the answer, with what each one means here."""
    yield 400, "Something in the request is wrong; `errors` says what."
    yield 401, "Not signed in."
    yield 403, "Signed in, but without the permission."
    yield 404, "There is no such thing, or this user may not see it."
    yield 406, "The answer has no form that `Accept` names."
    yield 429, "Too many requests."
    if view.conflicts or operation.once:
        yield 409, "The state of things forbids it now."
    if method in ("POST", "PUT"):
        yield 413, "The body is too large."
        yield 415, "The body is of another media type."
    if operation.once or asks:
        yield 422, "The request can be read and makes no sense, here or at HrFlow."
    if operation.once or asks:
        yield 402, "The quota of the HrFlow plan is used up."
        yield 502, "HrFlow failed, or refused this server's key."
    yield 503, "HrFlow, the database or the queue cannot be reached now."
