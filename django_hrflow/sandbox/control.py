"""The control endpoints under ``/_sandbox/``: what a test asks of the sandbox itself.

Loopback only, no key. Every one does what the method of ``Sandbox`` of the same name does.
"""

from __future__ import annotations

from collections.abc import Callable

from .answers import ApiError, Json, Reply, json_reply
from .parameters import ApiRequest, Parameters, read_body
from .workspace import Workspace


def _body(request: ApiRequest) -> Json:
    return read_body(request.get_data())


def health(workspace: Workspace, request: ApiRequest) -> Reply:
    """Up, and with what inside."""
    store = workspace.store
    names = {
        kind: {one["name"]: one["key"] for one in store.containers(kind)}
        for kind in ("source", "board")
    }
    return json_reply(200, {"ok": True, "sources": names["source"], "boards": names["board"]})


def calls(workspace: Workspace, request: ApiRequest) -> Reply:
    """The journal."""
    return json_reply(200, {"calls": workspace.journal.entries()})


def forget_calls(workspace: Workspace, request: ApiRequest) -> Reply:
    """Empty the journal."""
    workspace.journal.clear()
    return json_reply(200, {"calls": []})


def _faults(workspace: Workspace) -> Reply:
    return json_reply(200, {"spec": workspace.faults.spec, "next": workspace.faults.waiting()})


def faults(workspace: Workspace, request: ApiRequest) -> Reply:
    """What will go wrong."""
    return _faults(workspace)


def add_faults(workspace: Workspace, request: ApiRequest) -> Reply:
    """``{"spec": "503:0.1"}`` sets the odds; ``{"next": ["503", "reset"], "times": 2,
    "path": "profile/parsing/file", "method": "POST"}`` queues faults, each for so many calls.
    """
    body = _body(request)
    if not body.keys() <= {"spec", "next", "times", "path", "method"} or not body:
        raise ApiError(400, 'Give "spec", or "next" with "times", "path" and "method"')
    options = Parameters(body)
    if "spec" in body:
        workspace.faults.set_odds(options.text("spec"))
    for kind in options.texts("next"):
        workspace.faults.enqueue(
            kind,
            times=options.integer("times", 1),
            path=options.text("path"),
            method=options.text("method"),
        )
    return _faults(workspace)


def no_faults(workspace: Workspace, request: ApiRequest) -> Reply:
    """Nothing goes wrong any more."""
    workspace.faults.clear()
    return _faults(workspace)


def settings(workspace: Workspace, request: ApiRequest) -> Reply:
    """All settings but the secrets."""
    return json_reply(200, workspace.described())


def configure(workspace: Workspace, request: ApiRequest) -> Reply:
    """Change settings."""
    return json_reply(200, workspace.configure(_body(request)))


def reset(workspace: Workspace, request: ApiRequest) -> Reply:
    """Empty the workspace."""
    workspace.reset()
    return health(workspace, request)


def add_source(workspace: Workspace, request: ApiRequest) -> Reply:
    """``{"name": "…", "key": "…", "sync_parsing": true}``."""
    options = Parameters(_body(request))
    source = workspace.add_source(
        options.required_text("name"),
        key=options.text("key"),
        sync_parsing=options.boolean("sync_parsing", default=False),
    )
    return json_reply(201, source)


def add_board(workspace: Workspace, request: ApiRequest) -> Reply:
    """``{"name": "…", "key": "…"}``."""
    options = Parameters(_body(request))
    board = workspace.add_board(options.required_text("name"), key=options.text("key"))
    return json_reply(201, board)


def profiles(workspace: Workspace, request: ApiRequest) -> Reply:
    """Counts and identities."""
    return json_reply(200, workspace.profiles())


def send_event(workspace: Workspace, request: ApiRequest) -> Reply:
    """Post any payload as a signed webhook."""
    workspace.deliveries.send(_body(request))
    return json_reply(202, {"receivers": list(workspace.settings.webhook_urls)})


def deliveries(workspace: Workspace, request: ApiRequest) -> Reply:
    """What was posted."""
    return json_reply(200, {"deliveries": workspace.deliveries.log()})


def idle(workspace: Workspace, request: ApiRequest) -> Reply:
    """Wait up to ``?timeout=`` seconds (10) until nothing is pending."""
    done = workspace.wait_idle(float(request.args.get("timeout", "10")))
    return json_reply(200 if done else 504, {"idle": done})


Control = Callable[[Workspace, ApiRequest], Reply]

CONTROL: dict[str, dict[str, Control]] = {
    "health": {"GET": health},
    "calls": {"GET": calls, "DELETE": forget_calls},
    "faults": {"GET": faults, "POST": add_faults, "DELETE": no_faults},
    "settings": {"GET": settings, "POST": configure},
    "reset": {"POST": reset},
    "sources": {"POST": add_source},
    "boards": {"POST": add_board},
    "profiles": {"GET": profiles},
    "events": {"POST": send_event},
    "deliveries": {"GET": deliveries},
    "idle": {"GET": idle},
}
