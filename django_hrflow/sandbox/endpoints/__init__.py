"""The endpoints of the API: each takes the workspace and a call, and gives an answer."""

from __future__ import annotations

from collections.abc import Callable

from django_hrflow.sandbox.answers import Answer
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.workspace import Workspace

from . import (
    containers,
    documents,
    feedback,
    jobs,
    parsing,
    predictions,
    profiles,
    searches,
    texts,
    webhooks,
    whoami,
    workflows,
)

Endpoint = Callable[[Workspace, Call], Answer]

_MODULES = (
    containers, documents, feedback, jobs, parsing, predictions, profiles, searches, texts,
    webhooks, whoami, workflows,
)  # fmt: skip

ROUTES: dict[str, dict[str, Endpoint]] = {}
for _module in _MODULES:
    for (_method, _path), _endpoint in _module.ROUTES.items():
        ROUTES.setdefault(_path, {})[_method] = _endpoint
