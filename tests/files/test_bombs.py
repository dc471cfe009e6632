"""F-3: what would burst when it is opened is refused before, in no time and no room."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files.bombs import MIB, bombs

SECONDS = 0.2
MEMORY = 16 * MIB


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="Only Linux tells the highest memory."
)
def test_a_bomb_is_refused_before_it_goes_off(tmp_path):
    """F-3: refused within 0.2 s of CPU time and 16 MiB of memory, each of them."""
    for name, content in bombs():
        (tmp_path / name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "tests.files.bombs", str(tmp_path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == 13
    for each in found:
        picture = not each["name"].endswith("docx")
        assert each["code"] == ("content" if picture else "archive"), each
        assert each["seconds"] <= SECONDS, each
        assert each["memory"] <= MEMORY, each
