"""Hostile processes (A-6): a client that was warm before a fork serves both sides of it."""

import json
import os
import subprocess
import sys

import pytest

CHILDREN = 4
CALLS = 1000


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="This system has no fork.")
def test_a_6_children_of_a_warm_parent_get_their_own_answers():
    """A-6: 4 forks, 1,000 calls each over TLS, the parent at the same time: all answers right."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.client.forks", str(CHILDREN), str(CALLS)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    client, server = (json.loads(line) for line in done.stdout.splitlines())
    assert client["failed"] == 0
    assert client["right"] == CALLS + 2
    # One connection for each process, and the parent's outlives its children.
    assert server == {"connections": CHILDREN + 1, "requests": (CHILDREN + 1) * CALLS + 2}
