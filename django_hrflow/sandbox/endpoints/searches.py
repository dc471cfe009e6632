"""Many at a time: stored lists, search, scoring and matching, of profiles and of jobs."""

from __future__ import annotations

from collections.abc import Callable

from django_hrflow.sandbox.answers import Answer, Json
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.objects import shown
from django_hrflow.sandbox.scoring import fit, prediction, traits
from django_hrflow.sandbox.searching import Page, search
from django_hrflow.sandbox.workspace import Workspace

from .jobs import find_job

_CONTAINER = {"profile": "source", "job": "board"}
_STORED = ("key", "reference", "created_at", "updated_at", "archived_at")


def _search(
    workspace: Workspace, call: Call, kind: str, score: Callable[[Json], float] | None = None
) -> Page:
    containers = call.containers(workspace.store, _CONTAINER[kind])
    page = search(
        workspace.store,
        kind,
        containers,
        call,
        score=score,
        count_archived="count-archived" in workspace.settings.quirks,
    )
    if kind == "job":
        return page
    items = [shown(item, workspace.base_url) for item in page.items]
    return Page(items, page.scores, page.meta)


def _scored(workspace: Workspace, call: Call, kind: str, message: str, target: Json) -> Answer:
    """With ``use_agent`` (today ``use_algorithm``) 0 it is a search: there are no predictions."""
    given = traits(target)

    def score(one: Json) -> float:
        """A job wants, a profile offers; of two of a kind the given one wants."""
        if kind == "job" and "info" in target:
            return fit(wanted=traits(one), offered=given)
        return fit(wanted=given, offered=traits(one))

    used = call.boolean("use_agent", "use_algorithm", default=True)
    page = _search(workspace, call, kind, score if used else None)
    predictions = [prediction(one) for one in page.scores or []]
    return Answer(200, message, {f"{kind}s": page.items, "predictions": predictions}, page.meta)


def search_profiles(workspace: Workspace, call: Call) -> Answer:
    """Profiles of some sources, filtered."""
    page = _search(workspace, call, "profile")
    return Answer(200, "Profile's searching results", {"profiles": page.items}, page.meta)


def search_jobs(workspace: Workspace, call: Call) -> Answer:
    """Jobs of some boards, filtered."""
    page = _search(workspace, call, "job")
    return Answer(200, "Job searching results", {"jobs": page.items}, page.meta)


def score_profiles(workspace: Workspace, call: Call) -> Answer:
    """Profiles of some sources with how well each fits a job."""
    job = find_job(workspace, call, "job_")
    return _scored(workspace, call, "profile", "Profiles list", job)


def score_jobs(workspace: Workspace, call: Call) -> Answer:
    """Jobs of some boards with how well a profile fits each."""
    profile = find_source_profile(workspace, call)
    return _scored(workspace, call, "job", "Job scoring results", profile)


def find_source_profile(workspace: Workspace, call: Call) -> Json:
    """The profile that ``source_key`` and ``profile_key`` or ``profile_reference`` name."""
    source = call.container(workspace.store, "source")
    return call.stored(workspace.store, "profile", source["key"], "profile_")


def match_profiles(workspace: Workspace, call: Call) -> Answer:
    """Profiles of some sources with how alike each is to a given one."""
    profile = find_source_profile(workspace, call)
    return _scored(workspace, call, "profile", "Profile Matching results", profile)


def match_jobs(workspace: Workspace, call: Call) -> Answer:
    """Jobs of some boards with how alike each is to a given one."""
    job = find_job(workspace, call, "job_")
    return _scored(workspace, call, "job", "Job Matching results", job)


def list_profiles(workspace: Workspace, call: Call) -> Answer:
    """What is stored in some sources: identities and dates, or whole with ``return_profile``."""
    return _list(workspace, call, "profile")


def list_jobs(workspace: Workspace, call: Call) -> Answer:
    """What is stored in some boards: identities and dates, or whole with ``return_job``."""
    return _list(workspace, call, "job")


def _list(workspace: Workspace, call: Call, kind: str) -> Answer:
    page = _search(workspace, Call(_stored_filters(call), {}, call.permission, None), kind)
    items = page.items
    if not call.boolean(f"return_{kind}", default=False):
        items = [{name: item[name] for name in _STORED} for item in items]
    return Answer(200, f"List of {kind}s", items, page.meta)


def _stored_filters(call: Call) -> Json:
    """The parameters of a stored list, under the names that a search has for them."""
    latitude, longitude = call.number("location_lat"), call.number("location_lon")
    filters = dict(call.values)
    if latitude is not None and longitude is not None:
        filters["location_geopoint"] = {"lat": latitude, "lon": longitude}
        filters["location_distance"] = call.number("location_dist")
    return filters


ROUTES = {
    ("GET", "profiles/searching"): search_profiles,
    ("POST", "profiles/searching"): search_profiles,
    ("GET", "jobs/searching"): search_jobs,
    ("POST", "jobs/searching"): search_jobs,
    ("GET", "profiles/scoring"): score_profiles,
    ("POST", "profiles/scoring"): score_profiles,
    ("GET", "jobs/scoring"): score_jobs,
    ("POST", "jobs/scoring"): score_jobs,
    ("GET", "profiles/matching"): match_profiles,
    ("POST", "profiles/matching"): match_profiles,
    ("GET", "jobs/matching"): match_jobs,
    ("POST", "jobs/matching"): match_jobs,
    ("GET", "storing/profiles"): list_profiles,
    ("GET", "storing/jobs"): list_jobs,
}
