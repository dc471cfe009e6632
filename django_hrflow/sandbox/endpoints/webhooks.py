"""``webhook/check`` and ``webhook/test``: is an integration enabled, and does it work.

What the service does beyond answering is unknown. Here ``check`` only answers; ``test`` posts a
signed event to every receiver of the sandbox.
"""

from __future__ import annotations

from hashlib import sha1

from django_hrflow.sandbox.answers import Answer, Json
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.workspace import Workspace

from .whoami import TEAM


def _webhook(url: str, kind: str) -> Json:
    digest = sha1(f"{url} {kind}".encode(), usedforsecurity=False).hexdigest()
    return {"team_name": TEAM, "webhook_id": f"wid_{digest[:22]}", "url": url, "type": kind}


def check(workspace: Workspace, call: Call) -> Answer:
    """Echo the URL and the event type with the id of their webhook."""
    return Answer(200, "ok", _webhook(call.required_text("url"), call.required_text("type")))


def test(workspace: Workspace, call: Call) -> Answer:
    """Post a sample event to every receiver."""
    identity = {"key": "0" * 40, "reference": None, "source": {"key": "0" * 40}}
    kind = "profile.parsing.success"
    workspace.deliveries.send(
        {"type": kind, "origin": "api", "message": "Test", "profile": identity}
    )
    urls = workspace.settings.webhook_urls
    return Answer(200, "ok", [_webhook(url, kind) for url in urls])


ROUTES = {("POST", "webhook/check"): check, ("POST", "webhook/test"): test}
