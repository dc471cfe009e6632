"""Profiles one by one: create, replace, read, archive, attachments."""

from __future__ import annotations

from typing import Any

from django_hrflow.sandbox.answers import Answer, ApiError, not_found
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.objects import shown
from django_hrflow.sandbox.records import archive, write_profile
from django_hrflow.sandbox.shapes import check_profile
from django_hrflow.sandbox.workspace import Workspace

from .parsing import find_profile


def opened(call: Call, kind: str) -> Call:
    """The call with the object in its body laid flat: newer callers wrap it in ``profile``."""
    wrapped = call.values.get(kind)
    if not isinstance(wrapped, dict):
        return call
    return Call({**call.values, **wrapped}, call.files, call.permission, call.origin)


def refuse_used(workspace: Workspace, kind: str, container: str, call: Call) -> None:
    """ApiError 400 when the reference or the key of a new object is taken.

    A reference may come again where the setting ``repeated_reference`` says so; a key never.
    """
    used = []
    if workspace.settings.repeated_reference == "refuse":
        used.append("reference")
    if workspace.settings.repeated_reference != "update" or not call.text("reference"):
        used.append("key")
    for field in used:
        value = call.text(field)
        if value and workspace.store.find(kind, container, field, value):
            raise ApiError(400, f"Cannot create {kind} with this {field}: {value}. Already used!")


def known_reference(workspace: Workspace, kind: str, container: str, call: Call) -> Any:
    """The object to write over when a create repeats a reference and that means an update."""
    reference = call.text("reference")
    if reference is None or workspace.settings.repeated_reference != "update":
        return None
    return workspace.store.find(kind, container, "reference", reference)


def to_edit(workspace: Workspace, kind: str, container: str, call: Call) -> Any:
    """The object that a replacement names; ApiError 400.

    By its reference, or by its key where nothing has the reference: a key with a new reference is
    how an object gets another reference.
    """
    for field in ("reference", "key"):
        value = call.text(field)
        if value and (found := workspace.store.find(kind, container, field, value)):
            return found
    raise not_found(kind)


def create(workspace: Workspace, call: Call) -> Answer:
    """A profile from JSON."""
    source = call.container(workspace.store, "source")
    call = opened(call, "profile")
    check_profile(call)
    store, reference = workspace.store, call.text("reference")
    with store.transaction():
        refuse_used(workspace, "profile", source["key"], call)
        known = known_reference(workspace, "profile", source["key"], call)
        profile = write_profile(
            store, source, call.values, known, key=call.text("key"), reference=reference
        )
        store.note_creation("profile", source["key"], profile["key"], reference)
    workspace.tell_stored(profile, again=known is not None)
    return Answer(201, "Profile created", shown(profile, workspace.base_url))


def edit(workspace: Workspace, call: Call) -> Answer:
    """A whole profile takes the place of the one that its key or reference names."""
    source = call.container(workspace.store, "source")
    call = opened(call, "profile")
    store = workspace.store
    with store.transaction():
        known = to_edit(workspace, "profile", source["key"], call)
        check_profile(call)
        reference = call.text("reference") or known["reference"]
        profile = write_profile(store, source, call.values, known, reference=reference)
    workspace.tell_stored(profile, again=True)
    status = 201 if "status-mismatch" in workspace.settings.quirks else None
    return Answer(200, "Profile edited", shown(profile, workspace.base_url), status=status)


def get(workspace: Workspace, call: Call) -> Answer:
    """One profile."""
    profile = find_profile(workspace, call)
    return Answer(200, "Profile details", shown(profile, workspace.base_url))


def attachments(workspace: Workspace, call: Call) -> Answer:
    """The files of a profile."""
    profile = find_profile(workspace, call)
    files = shown(profile, workspace.base_url)["attachments"]
    return Answer(200, "Profile attachment list", files)


def set_archive(workspace: Workspace, call: Call) -> Answer:
    """Archive a profile, or with ``is_archive`` 0 take it back."""
    source = call.container(workspace.store, "source")
    archived = call.boolean("is_archive", default=True)
    with workspace.store.transaction():
        known = call.stored(workspace.store, "profile", source["key"])
        archive(workspace.store, "profile", source["key"], known, archived=archived)
    word = "archived" if archived else "unarchived"
    return Answer(200, f"Profile {word}", {"key": known["key"]})


ROUTES = {
    ("POST", "profile/indexing"): create,
    ("PUT", "profile/indexing"): edit,
    ("GET", "profile/indexing"): get,
    ("GET", "profile/indexing/attachments"): attachments,
    ("PATCH", "profile/indexing/archive"): set_archive,
}
