"""Parsing a CV and reading what came of it."""

from __future__ import annotations

from time import monotonic

from django_hrflow.sandbox.answers import Answer, ApiError, Json, invalid, not_found
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.objects import shown
from django_hrflow.sandbox.parses import KEPT_FIELDS
from django_hrflow.sandbox.workspace import Workspace


def parse_file(workspace: Workspace, call: Call) -> Answer:
    """A file becomes a profile: at once where the source parses in real time, else later.

    The source decides; ``sync_parsing=1`` has no effect on a source without real-time parsing.
    """
    source = call.container(workspace.store, "source")
    upload = call.file()
    request = _request(call, upload.filename or "file")
    content = upload.stream.read()
    if not source["sync_parsing"]:
        workspace.parses.accept(source, request, content)
        return Answer(202, "Your profile as been sent successfully to the Parsing Queue.", [])
    started = monotonic()
    profile, parsing = workspace.parses.run(
        source, request, content,
        store=call.boolean("sync_parsing_indexing", default=True),
        tell=call.boolean("webhook_parsing_sending", default=False),
    )  # fmt: skip
    message = (
        "Profile parsed successfully."
        f" Profile extraction finished : {monotonic() - started:.4f} seconds."
    )
    data = {"parsing": parsing, "profile": shown(profile, workspace.base_url)}
    return Answer(201, message, data)


def _request(call: Call, file_name: str) -> Json:
    request: Json = {
        "key": call.text("key"),
        "reference": call.text("reference"),
        "created_at": call.date("created_at"),
        "file_name": file_name,
    }
    for name in KEPT_FIELDS[1:]:
        items = call.items(name)
        if not all(isinstance(item, dict) for item in items):
            raise invalid(f"{name} must be a list of objects")
        request[name] = items
    return request


def get_parsing(workspace: Workspace, call: Call) -> Answer:
    """The parsing object of a profile."""
    profile = find_profile(workspace, call)
    parsing = workspace.store.parsing(profile["source_key"], profile["key"])
    if parsing is None:
        raise not_found("profile parsing")
    return Answer(200, "Profile parsing", parsing)


def find_profile(workspace: Workspace, call: Call) -> Json:
    """The profile that a call identifies; ApiError 400, with the reason where its parse failed.

    What the service says of a failed parse is unknown; telling the reason helps whoever asks.
    """
    source = call.container(workspace.store, "source")
    identity = call.identity()
    if identity is None:
        raise invalid("key and reference cannot be null at the same time")
    found = workspace.store.find("profile", source["key"], *identity)
    if found is not None:
        return found
    if identity[0] == "reference":
        for parse in workspace.store.parses_of(source["key"], identity[1]):
            if parse.reason is not None:
                raise ApiError(400, f"Parsing failed: {parse.reason}")
    raise not_found("profile")


ROUTES = {
    ("POST", "profile/parsing/file"): parse_file,
    ("GET", "profile/parsing"): get_parsing,
}
