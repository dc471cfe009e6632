"""R-8: a process exits at each named place, and all ends well, on SQLite and on PostgreSQL."""

from tests.chaos.findings import Findings
from tests.chaos.suite import run_tests

FULL = {"databases": ("sqlite", "postgresql")}
#: The ordinary test-suite has them, on SQLite.
SHORT = {}


def run(folder, *, databases=()):
    findings = Findings()
    for each in databases:
        found = run_tests("tests/crashes", HRFLOW_TEST_DATABASE=each)
        findings.note(each, str(found), found.good)
    return findings
