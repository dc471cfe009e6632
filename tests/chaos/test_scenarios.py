"""R-9 and R-11 to R-16 in short: each scenario of ``python -m tests.chaos --scenarios`` once."""

import tempfile
from pathlib import Path

import pytest

from tests.chaos.scenarios import SCENARIOS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def folder():
    # pytest's own folders are closed to the user that PostgreSQL runs as under root.
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.parametrize("name", [name for name, each in SCENARIOS.items() if each.SHORT])
def test_in_short(name, folder, redis_path):
    findings = SCENARIOS[name].run(folder, **SCENARIOS[name].SHORT)
    assert findings.good, str(findings)
