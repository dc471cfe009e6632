"""Say in a problem document (RFC 9457) what went wrong: for the API, and for calls in the table.

HrFlow's words are passed on, its secrets are not (the client takes them out). What is HrFlow's or
our own fault never looks like the caller's: a key that HrFlow refuses is a 502, not a 401.
"""

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError

from django_hrflow import client
from django_hrflow.client import HrflowError, Outcome

__all__ = ["problem"]

#: Seconds after which a caller may try again where HrFlow named no time.
PATIENCE = 5

#: Status and name of each error; the first class that fits is taken.
KINDS: tuple[tuple[type[HrflowError], int, str], ...] = (
    (client.NotFound, 404, "not-found"),
    (client.AlreadyUsed, 400, "already-used"),
    (client.QuotaExceeded, 402, "quota-exceeded"),
    (client.FileTooLarge, 413, "file-too-large"),
    (client.UnsupportedFile, 415, "unsupported-file"),
    (client.ValidationFailed, 422, "validation-failed"),
    (client.RateLimited, 429, "rate-limited"),
    (client.BadRequest, 400, "bad-request"),
    (client.Unauthorized, 502, "key-refused"),
    (client.Forbidden, 502, "key-refused"),
    (client.ConnectionFailed, 503, "unreachable"),
    (client.Timeout, 503, "no-answer"),
    (client.ConnectionLost, 503, "no-answer"),
    (client.Redirected, 502, "bad-answer"),
    (client.InvalidResponse, 502, "bad-answer"),
    (client.ServerError, 502, "failed"),
)
#: The codes of a ValidationError that are no plain 400.
REFUSALS = {
    "idempotency_key": (422, "idempotency-key-reused"),
    "size": (413, "file-too-large"),
    "quota": (429, "too-many-uploads"),
}
HOUR = 3600
PREFIX = "urn:django-hrflow:problem:"


def problem(error: Exception) -> dict[str, Any]:
    """``{"type", "title", "status", "detail"}`` and what else is known, all of it JSON.

    ``code`` is the code of HrFlow's envelope, ``retry_after`` seconds to wait, ``errors`` the
    messages of a ValidationError. Of an error that nobody expected nothing is told but that.
    """
    if isinstance(error, HrflowError):
        return _of_hrflow(error)
    if isinstance(error, ValidationError):
        return _of_validation(error)
    if isinstance(error, ImproperlyConfigured):
        return _document(503, "not-configured", "The app is not configured.", str(error))
    return _document(
        500, "unexpected", "Something unexpected happened.", "It is in the log of the server."
    )


def _of_hrflow(error: HrflowError) -> dict[str, Any]:
    status, name = _status(error)
    if name == "failed" and error.outcome is Outcome.REFUSED and error.retry_after is not None:
        status = 503  # it named the time to come back
    known: dict[str, Any] = {}
    if error.code is not None:
        known["code"] = error.code
    if status in (429, 503):
        known["retry_after"] = math.ceil(error.retry_after or PATIENCE)
    return _document(status, name, error.what, error.message or error.advice, known)


def _status(error: HrflowError) -> tuple[int, str]:
    for kind, status, name in KINDS:
        if isinstance(error, kind):
            return status, name
    return 502, "failed"


def _of_validation(error: ValidationError) -> dict[str, Any]:
    code = getattr(error, "code", None) or "invalid"
    status, name = REFUSALS.get(code, (400, "invalid"))
    messages: Any = error.message_dict if hasattr(error, "error_dict") else error.messages
    known = {"errors": messages, **({"retry_after": HOUR} if status == 429 else {})}
    return _document(status, name, "The request is not valid.", " ".join(error.messages), known)


def _document(
    status: int, name: str, title: str, detail: str, known: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    detail = detail or HTTPStatus(status).phrase
    return {
        "type": PREFIX + name,
        "title": title,
        "status": status,
        "detail": detail,
        **(known or {}),
    }
