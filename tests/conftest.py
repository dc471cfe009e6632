"""What all tests share."""

import pytest


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
