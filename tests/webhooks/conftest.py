"""What the webhooks' tests share."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# Examples of properties may take their time: a busy machine is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def open_folder():
    """A folder of this test, open to the user that PostgreSQL runs as under root."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
