"""Every failure as a problem document (RFC 9457): one shape for front-ends to read."""

import logging
import math
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    ImproperlyConfigured,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as ModelValidationError
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, UnreadablePostError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings

from django_hrflow.client import HrflowError
from django_hrflow.services import problems

__all__ = ["Conflict", "InvalidParameters", "Unavailable", "Unprocessable", "answer", "document"]

logger = logging.getLogger("django_hrflow.api")


class Conflict(exceptions.APIException):
    """The state of things forbids it now."""

    status_code = 409
    default_code = "conflict"


class Unprocessable(exceptions.APIException):
    """The request can be read and makes no sense."""

    status_code = 422
    default_code = "unprocessable"


class Unavailable(exceptions.APIException):
    """It cannot be done now; ``wait`` says when to come back, in seconds."""

    status_code = 503
    default_code = "unavailable"

    def __init__(self, detail: str, wait: float) -> None:
        super().__init__(detail)
        self.wait = wait


class Busy(Conflict):
    """Somebody else is at it; ``wait`` says when to come back, in seconds."""

    def __init__(self, detail: str, wait: float) -> None:
        super().__init__(detail)
        self.wait = wait


class Failed(exceptions.APIException):
    """What was asked for has ended with a problem, which is told again."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem.get("detail"))
        self.problem = dict(problem)


class TooLarge(exceptions.APIException):
    """The body is over the limit."""

    status_code = 413
    default_code = "too_large"


class InvalidParameters(exceptions.ValidationError):
    """What is wrong stands in the query, not in the body."""


def answer(error: Exception, context: Mapping[str, Any]) -> Response:
    """The response for whatever a view raised; what nobody foresaw is logged and a plain 500."""
    if isinstance(error, ImproperlyConfigured):
        logger.error("The API cannot serve a request: %s", error)
    elif _unforeseen(error):
        request = getattr(context.get("request"), "_request", None)
        got_request_exception.send(sender=None, request=request)
        logger.error("The API failed on a request.", exc_info=error)
    problem = document(error)
    response = Response(problem, status=problem["status"], content_type="application/problem+json")
    for name, value in _headers(error, problem):
        response[name] = value
    return response


def document(error: Exception) -> dict[str, Any]:
    """The problem document of any exception."""
    if isinstance(error, ModelValidationError):
        code = getattr(error, "code", None) or "invalid"
        errors = [{"detail": each, "code": code} for each in error.messages]
        return {**problems.problem(error), "errors": errors}
    if isinstance(error, HrflowError | ImproperlyConfigured):
        return problems.problem(error)
    error = _translated(error)
    if isinstance(error, Failed):
        return error.problem
    if isinstance(error, exceptions.ValidationError):
        where = "parameter" if isinstance(error, InvalidParameters) else "pointer"
        found = list(_errors(error.detail, where))
        return problem(400, found[0]["detail"] if len(found) == 1 else None, errors=found)
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code, str(error.detail))
    return problem(500, "Something went wrong here. It has been logged.")


def problem(status: int, detail: str | None = None, **members: Any) -> dict[str, Any]:
    """A problem of no type of its own; members that are None are left out."""
    found = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    members = {"detail": detail, **members}
    return {**found, **{name: value for name, value in members.items() if value is not None}}


def _translated(error: Exception) -> Exception:
    """Django's own exceptions as those of REST framework."""
    if isinstance(error, Http404):
        return exceptions.NotFound(str(error) or None)
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, RequestDataTooBig):
        return TooLarge("The request is larger than this server takes.")
    if isinstance(error, SuspiciousOperation | BadRequest | UnreadablePostError):
        return exceptions.ParseError("The request cannot be read.")
    if isinstance(error, OperationalError):
        return Unavailable("The database is busy. Try again.", wait=1)
    return error


def _unforeseen(error: Exception) -> bool:
    foreseen = (exceptions.APIException, HrflowError, ModelValidationError)
    return not isinstance(_translated(error), foreseen)


def _errors(detail: Any, where: str, path: str = "") -> Iterator[dict[str, Any]]:
    """Each error of a nested detail, with where it stands: a JSON pointer, or the parameter."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            # What concerns the whole stands under this name, which DRF lets projects rename.
            whole = name in ("non_field_errors", api_settings.NON_FIELD_ERRORS_KEY)
            yield from _errors(inner, where, path if whole else f"{path}/{_escaped(str(name))}")
    elif isinstance(detail, list | tuple):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            yield from _errors(inner, where, f"{path}/{index}" if nested else path)
    else:
        place = path.split("/")[1] if where == "parameter" and path else f"#{path}"
        yield {"detail": str(detail), where: place, "code": getattr(detail, "code", "invalid")}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _headers(error: Exception, found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if header := getattr(error, "auth_header", None):
        yield "WWW-Authenticate", header
    wait = getattr(_translated(error), "wait", None) or found.get("retry_after")
    if wait:
        yield "Retry-After", str(math.ceil(wait))
