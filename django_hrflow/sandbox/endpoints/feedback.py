"""Trackings and ratings: what recruiters and candidates did with a profile and a job."""

from __future__ import annotations

from django_hrflow.sandbox import dates
from django_hrflow.sandbox.answers import Answer, Json, invalid, paged
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.objects import shown
from django_hrflow.sandbox.workspace import Workspace

from .jobs import find_job
from .searches import find_source_profile

_IDENTITIES = (
    "source_key", "profile_key", "profile_reference", "board_key", "job_key", "job_reference",
)  # fmt: skip
_ROLES = ("recruiter", "candidate", "employee", "manager")


def _role(call: Call) -> str:
    call.required_text("role")
    return call.choice("role", _ROLES, None) or ""


def _created(workspace: Workspace, call: Call) -> Json:
    role = _role(call)
    profile, job = find_source_profile(workspace, call), find_job(workspace, call, "job_")
    created = call.date("created_at")
    return {
        "role": role,
        "source_key": profile["source_key"],
        "profile_key": profile["key"],
        "profile_reference": profile["reference"],
        "board_key": job["board_key"],
        "job_key": job["key"],
        "job_reference": job["reference"],
        "author_email": call.text("author_email"),
        "comment": call.text("comment"),
        "created_at": created or dates.now(),
        "updated_at": call.date("updated_at") or dates.now(),
    }


def track(workspace: Workspace, call: Call) -> Answer:
    """Note an action on a profile and a job."""
    made = {"action": call.required_text("action"), "duration": call.number("duration")}
    tracking = workspace.store.add_feedback("tracking", made | _created(workspace, call))
    return Answer(201, "Tracking created", tracking)


def rate(workspace: Workspace, call: Call) -> Answer:
    """Note a score between 0 and 1 for a profile and a job."""
    score = call.number("score")
    if score is None or not 0 <= score <= 1:
        raise invalid("score must be between 0 and 1")
    rating = workspace.store.add_feedback("rating", {"score": score} | _created(workspace, call))
    return Answer(201, "Rating created", rating)


def list_trackings(workspace: Workspace, call: Call) -> Answer:
    """Trackings of a role, of some actions, profiles or jobs only if given."""
    actions = call.texts("actions")
    found = [
        one
        for one in _found(workspace, call, "tracking")
        if not actions or one["action"] in actions
    ]
    return _listed(workspace, call, found, "Trackings list")


def list_ratings(workspace: Workspace, call: Call) -> Answer:
    """Ratings of a role, of some profiles or jobs only if given."""
    return _listed(workspace, call, _found(workspace, call, "rating"), "Ratings list")


def _found(workspace: Workspace, call: Call, kind: str) -> list[Json]:
    role = _role(call)
    sources, boards = call.texts("source_keys"), call.texts("board_keys")
    wanted = {name: value for name in _IDENTITIES if (value := call.text(name)) is not None}
    first = dates.seconds(call.date("created_at_min"))
    last = dates.end_of_day(call.date("created_at_max"))
    return [
        one
        for one in workspace.store.feedback(kind)
        if one["role"] == role
        and (not sources or one["source_key"] in sources)
        and (not boards or one["board_key"] in boards)
        and all(one[name] == value for name, value in wanted.items())
        and (first is None or (dates.seconds(one["created_at"]) or 0) >= first)
        and (last is None or (dates.seconds(one["created_at"]) or 0) <= last)
    ]


def _listed(workspace: Workspace, call: Call, found: list[Json], message: str) -> Answer:
    """A page, newest first or by score; ``return_profile`` puts each profile in."""
    order = call.choice("order_by", ("asc", "desc"), "desc")
    if found and "score" in found[0] and call.text("sort_by") == "scoring":
        found.sort(key=lambda one: -one["score"])
    if order == "asc":
        found.reverse()
    part, meta = paged(found, *call.page())
    items = [dict(one) for one in part]
    for one in items:
        if call.boolean("return_profile", default=False):
            profile = workspace.store.find("profile", one["source_key"], "key", one["profile_key"])
            one["profile"] = shown(profile, workspace.base_url) if profile else None
        if call.boolean("return_author", default=False):
            one["author"] = {"email": one["author_email"]}
    return Answer(200, message, items, meta)


ROUTES = {
    ("POST", "tracking"): track,
    ("GET", "trackings"): list_trackings,
    ("POST", "rating"): rate,
    ("GET", "ratings"): list_ratings,
}
