"""The files behind ``public_url``: what was uploaded, its text as PDF, pictures, vectors."""

from __future__ import annotations

from mimetypes import guess_type

from .answers import ApiError, Reply, error_reply
from .parameters import ApiRequest
from .workspace import Workspace


def serve_file(workspace: Workspace, request: ApiRequest) -> Reply:
    """A file by its name; like the service's storage it asks for no key."""
    name = request.path.removeprefix("/files/")
    content = workspace.store.file(name)
    if request.method not in {"GET", "HEAD"}:
        return error_reply(ApiError(405, "Method not allowed. Use GET"))
    if content is None:
        return error_reply(ApiError(404, "The requested URL was not found"))
    headers = (
        ("Content-Type", guess_type(name)[0] or "application/octet-stream"),
        ("Content-Disposition", "attachment"),
        ("X-Content-Type-Options", "nosniff"),
    )
    return Reply(200, content, headers)
