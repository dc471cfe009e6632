"""R-10: Hypothesis drives CVs and events through their states in every order it can think of.

``HRFLOW_TEST_EXAMPLES=10000`` in the environment makes a night of it.
"""

import os

from tests.chaos.suite import run_tests

FULL = {"examples": os.environ.get("HRFLOW_TEST_EXAMPLES", "500")}
#: The ordinary test-suite has some of them.
SHORT = {}


def run(folder, *, examples):
    findings = run_tests("tests/services/test_state_machine.py", HRFLOW_TEST_EXAMPLES=examples)
    findings.note("examples of 50 steps", int(examples))
    return findings
