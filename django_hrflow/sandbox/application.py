"""From a request to a reply: the API under ``/v1/``, served files, and the control endpoints."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException

from .answers import ApiError, Json, Reply, error_reply
from .calls import Call, authenticate
from .control import CONTROL
from .endpoints import ROUTES, Endpoint
from .files import serve_file
from .parameters import ApiRequest, read_parameters
from .workspace import Workspace

API = "/v1/"
CONTROL_PREFIX = "/_sandbox/"
FILES = "/files/"


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that has been understood, or not; nothing has happened yet.

    ``perform`` lets it happen and never raises. ``is_call`` tells API calls from the sandbox's own
    business, which is neither noted nor disturbed.
    """

    perform: Callable[[], Reply]
    is_call: bool
    path: str
    reference: str | None = None


def prepare(workspace: Workspace, request: ApiRequest) -> Pending:
    """Understand a request."""
    path = request.path
    if path.startswith(CONTROL_PREFIX):
        return Pending(lambda: _control(workspace, request), False, path)
    if path.startswith(FILES):
        return Pending(lambda: serve_file(workspace, request), False, path)
    name = path.removeprefix(API).removesuffix("/")
    try:
        endpoint = _endpoint(path, name, request.method)
        values, files = read_parameters(request)
    except (ApiError, HTTPException) as error:
        reply = error_reply(_as_api_error(error))
        return Pending(lambda: reply, True, name)
    reference = values.get("reference")
    return Pending(
        lambda: _perform(workspace, request, endpoint, values, files),
        True,
        name,
        reference if isinstance(reference, str) else None,
    )


def _endpoint(path: str, name: str, method: str) -> Endpoint:
    methods = ROUTES.get(name) if path.startswith(API) else None
    if methods is None:
        raise ApiError(404, "The requested URL was not found")
    endpoint = methods.get("GET" if method == "HEAD" else method)
    if endpoint is None:
        raise ApiError(405, f"Method not allowed. Use {', '.join(sorted(methods))}")
    return endpoint


def _perform(
    workspace: Workspace,
    request: ApiRequest,
    endpoint: Endpoint,
    values: Json,
    files: Mapping[str, FileStorage],
) -> Reply:
    try:
        permission = authenticate(workspace.settings, request.headers, request.method)
        call = Call(values, files, permission, request.headers.get("Origin"))
        return endpoint(workspace, call).reply()
    except ApiError as error:
        return error_reply(error)
    except Exception:  # noqa: BLE001 - as any server: a bug is a 500, and the next call is served
        traceback.print_exc(file=sys.stderr)
        return error_reply(ApiError(500, "Internal server error of the sandbox"))


def _control(workspace: Workspace, request: ApiRequest) -> Reply:
    name = request.path.removeprefix(CONTROL_PREFIX).strip("/")
    methods = CONTROL.get(name)
    try:
        if methods is None:
            raise ApiError(404, "The sandbox has no such control")
        endpoint = methods.get(request.method)
        if endpoint is None:
            raise ApiError(405, f"Method not allowed. Use {', '.join(sorted(methods))}")
        return endpoint(workspace, request)
    except ApiError as error:
        return error_reply(error)
    except ValueError as error:
        return error_reply(ApiError(400, str(error)))


def _as_api_error(error: ApiError | HTTPException) -> ApiError:
    if isinstance(error, ApiError):
        return error
    return ApiError(error.code or 400, error.name)
