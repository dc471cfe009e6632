"""Jobs one by one: create, replace, read, archive."""

from __future__ import annotations

from typing import Any

from django_hrflow.sandbox.answers import Answer, Json
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.objects import JOB_LISTS
from django_hrflow.sandbox.records import archive, write_job
from django_hrflow.sandbox.shapes import check_job
from django_hrflow.sandbox.workspace import Workspace

from .profiles import known_reference, opened, refuse_used, to_edit


def _drops_geopoint(workspace: Workspace) -> bool:
    return "drop-geopoint" in workspace.settings.quirks


def create(workspace: Workspace, call: Call) -> Answer:
    """A job from JSON. Lists that were not sent are null in this answer, empty from then on."""
    board = call.container(workspace.store, "board")
    call = opened(call, "job")
    check_job(call)
    store, reference = workspace.store, call.text("reference")
    with store.transaction():
        refuse_used(workspace, "job", board["key"], call)
        known = known_reference(workspace, "job", board["key"], call)
        job = write_job(
            store,
            board,
            call.values,
            known,
            key=call.text("key"),
            reference=reference,
            drop_geopoint=_drops_geopoint(workspace),
        )
        store.note_creation("job", board["key"], job["key"], reference)
    missing: dict[str, Any] = {name: None for name in JOB_LISTS if call.values.get(name) is None}
    status = 200 if "status-mismatch" in workspace.settings.quirks else None
    return Answer(201, "Job created", job | missing, status=status)


def edit(workspace: Workspace, call: Call) -> Answer:
    """A whole job takes the place of the one that its key or reference names."""
    board = call.container(workspace.store, "board")
    call = opened(call, "job")
    store = workspace.store
    with store.transaction():
        known = to_edit(workspace, "job", board["key"], call)
        check_job(call)
        job = write_job(
            store,
            board,
            call.values,
            known,
            reference=call.text("reference") or known["reference"],
            drop_geopoint=_drops_geopoint(workspace),
        )
    return Answer(200, "Job edited", job)


def find_job(workspace: Workspace, call: Call, prefix: str = "") -> Json:
    """The job that a call identifies; ApiError 400."""
    board = call.container(workspace.store, "board")
    return call.stored(workspace.store, "job", board["key"], prefix)


def get(workspace: Workspace, call: Call) -> Answer:
    """One job."""
    return Answer(200, "Job details", find_job(workspace, call))


def set_archive(workspace: Workspace, call: Call) -> Answer:
    """Archive a job, or with ``is_archive`` 0 take it back."""
    archived = call.boolean("is_archive", default=True)
    with workspace.store.transaction():
        known = find_job(workspace, call)
        archive(workspace.store, "job", known["board_key"], known, archived=archived)
    word = "archived" if archived else "unarchived"
    return Answer(200, f"Job {word}", {"key": known["key"]})


ROUTES = {
    ("POST", "job/indexing"): create,
    ("PUT", "job/indexing"): edit,
    ("GET", "job/indexing"): get,
    ("PATCH", "job/indexing/archive"): set_archive,
}
