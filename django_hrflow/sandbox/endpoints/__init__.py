"""The endpoints of the API: each takes the workspace and a call, and gives an answer."""

from __future__ import annotations

from collections.abc import Callable

from ..answers import Answer
from ..calls import Call
from ..workspace import Workspace
from . import containers, parsing, profiles, webhooks, whoami

Endpoint = Callable[[Workspace, Call], Answer]

ROUTES: dict[str, dict[str, Endpoint]] = {}
for _module in (containers, parsing, profiles, webhooks, whoami):
    for (_method, _path), _endpoint in _module.ROUTES.items():
        ROUTES.setdefault(_path, {})[_method] = _endpoint
