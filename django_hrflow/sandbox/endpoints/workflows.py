"""``workflows``: code that HrFlow runs for a team. The sandbox runs none, and says so."""

from __future__ import annotations

from django_hrflow.sandbox.answers import Answer, paged
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.workspace import Workspace


def list_workflows(workspace: Workspace, call: Call) -> Answer:
    """No workflows, page by page."""
    _, meta = paged([], *call.page())
    return Answer(200, "Workflow list", [], meta)


ROUTES = {("GET", "workflows"): list_workflows}
