"""``auth``: whose key is this, and what may it do."""

from __future__ import annotations

from django_hrflow.sandbox.answers import Answer
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.workspace import Workspace

TEAM = "sandbox"


def get(workspace: Workspace, call: Call) -> Answer:
    """Team and permission of the caller's key."""
    data = {
        "team_name": TEAM,
        "team_subdomain": TEAM,
        "request_origin": call.origin,
        "api_key_permission": call.permission,
    }
    return Answer(200, "Authentication information", data)


ROUTES = {("GET", "auth"): get}
