"""pytest fixtures: ``hrflow_sandbox`` and ``hrflow_deliver``.

They need pytest-django and the extra ``django-hrflow[sandbox]``. pytest loads this module in every
run, before Django is set up, so each fixture imports what it needs.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django_hrflow.sandbox import Sandbox

__all__ = ["hrflow_deliver", "hrflow_sandbox"]


@pytest.fixture(scope="session")
def _hrflow_sandbox_server() -> "Iterator[Sandbox]":
    from django_hrflow.sandbox import Sandbox

    with Sandbox(parse_delay=0.0) as sandbox:
        yield sandbox


@pytest.fixture
def hrflow_sandbox(_hrflow_sandbox_server: "Sandbox", settings: Any) -> "Iterator[Sandbox]":
    """A running sandbox that all workspaces of the project speak to, emptied before each test.

    CVs are read without delay; ``hrflow_sandbox.fault("503")`` makes the next call fail, and so on.
    """
    from django_hrflow.sandbox import DEFAULT_API_SECRET

    sandbox = _hrflow_sandbox_server
    sandbox.configure(parse_delay=0.0, repeated_reference="refuse")
    sandbox.no_faults()
    sandbox.reset()
    sandbox.forget_calls()
    configured = getattr(settings, "HRFLOW", None) or {"default": {}}
    there = {"API_URL": sandbox.url, "API_SECRET": DEFAULT_API_SECRET}
    settings.HRFLOW = {alias: {**entry, **there} for alias, entry in configured.items()}
    yield sandbox
    sandbox.no_faults()


@pytest.fixture
def hrflow_deliver() -> Callable[..., Any]:
    """A function that posts a signed event to the project's own webhook view.

    ``hrflow_deliver({"type": "profile.parsing.success", …}, scheme="D")`` gives the response.
    """
    from django.test import Client
    from django.urls import reverse

    from django_hrflow.testing.webhooks import signed_request

    def deliver(event: Mapping[str, Any], *, scheme: str = "A", alias: str = "default") -> Any:
        url = reverse("hrflow:webhook-alias", args=[alias])
        return Client().post(url, **signed_request(event, scheme=scheme, alias=alias))

    return deliver
