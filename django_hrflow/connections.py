"""Hold one configured client per alias, thread and process: ``workspaces["default"]``."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django_hrflow import conf
from django_hrflow.client import Hrflow, Outcome, RateLimited
from django_hrflow.client.protocol import Call
from django_hrflow.rate_limit import wait_for

__all__ = ["workspaces"]


@dataclass(frozen=True)
class _Made:
    """A client with what it was made from; when any of it changes, the client is made anew."""

    client: Hrflow
    pid: int
    settings: conf.Workspace
    deadline: float


class Workspaces:
    """The clients by alias, as ``caches`` holds caches.

    A client keeps its connections, which neither threads nor forked children may share. Comparing
    the settings at each look-up is what makes ``override_settings`` work without a signal.
    """

    def __init__(self) -> None:
        self._local = threading.local()

    def __getitem__(self, alias: str) -> Hrflow:
        """The client of this workspace; ImproperlyConfigured says what the settings lack."""
        settings, deadline = conf.workspace(alias), conf.options().call_deadline
        made = self._clients.get(alias)
        if made and (made.pid, made.settings, made.deadline) == (os.getpid(), settings, deadline):
            return made.client
        if made and made.pid == os.getpid():
            made.client.close()  # a parent's connections are the parent's to close
        client = _client(settings, deadline)
        self._clients[alias] = _Made(client, os.getpid(), settings, deadline)
        return client

    def __iter__(self) -> Iterator[str]:
        return iter(conf.aliases())

    def __contains__(self, alias: object) -> bool:
        return alias in conf.aliases()

    def close(self) -> None:
        """Close the clients of this thread."""
        for made in self._clients.values():
            if made.pid == os.getpid():
                made.client.close()
        self._clients.clear()

    @property
    def _clients(self) -> dict[str, _Made]:
        clients: dict[str, _Made] = self._local.__dict__.setdefault("clients", {})
        return clients


class _LimitedHrflow(Hrflow):
    """A client that keeps to the workspace's ``RATE_LIMIT``: it says how long to wait."""

    limits: conf.Workspace

    def send(self, call: Call) -> dict[str, Any]:
        """Send the call, or raise RateLimited without having sent anything."""
        wait = wait_for(self.limits)
        if wait:
            raise RateLimited(
                "The workspace's own RATE_LIMIT is used up.",
                outcome=Outcome.REFUSED,
                retry_after=wait,
            )
        return super().send(call)


def _client(settings: conf.Workspace, deadline: float) -> Hrflow:
    client = _LimitedHrflow(
        api_url=settings.api_url,
        api_secret=settings.api_secret,
        api_user=settings.api_user,
        webhook_secret=settings.webhook_secrets or None,
        timeout=settings.timeout,
        deadline=deadline,
    )
    client.limits = settings
    return client


workspaces = Workspaces()
