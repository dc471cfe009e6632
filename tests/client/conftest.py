"""A server, and a client that talks to it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from django_hrflow.client import Hrflow
from tests.official_sdk import official_sdk  # noqa: F401 (a fixture)

from .calls import API_SECRET, API_USER, WEBHOOK_SECRET
from .servers import Server

# A busy machine is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def connect() -> Iterator[Callable[..., Hrflow]]:
    """Make clients that are closed with the test."""
    with ExitStack() as stack:

        def make(url: str, **options) -> Hrflow:
            options = {
                "api_secret": API_SECRET,
                "api_user": API_USER,
                "webhook_secret": WEBHOOK_SECRET,
                "timeout": (2, 5),
                "deadline": 10,
                **options,
            }
            return stack.enter_context(Hrflow(url, **options))

        yield make


@pytest.fixture
def client(server, connect) -> Hrflow:
    return connect(server.url)
