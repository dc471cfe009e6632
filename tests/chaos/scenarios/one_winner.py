"""R-11: fifty workers claim one row at the same moment, again and again; each time one gets it.

A claim that looks first and writes then has to have several winners here: else the fifty did not
meet, and the run would show nothing.
"""

import json
import os
import subprocess
import sys

from tests.chaos.findings import Findings
from tests.live.postgresql import postgresql
from tests.live.stack import ROOT

FULL = {"claimers": 50, "rounds": 1000}
SHORT = {"claimers": 20, "rounds": 40}


def run(folder, *, claimers, rounds):
    findings = Findings()
    with postgresql(folder / "pgdata") as server:
        env = {
            **os.environ, "DATABASE_URL": server.get_uri(),
            "DJANGO_SETTINGS_MODULE": "tests.live.settings", "MEDIA_ROOT": str(folder / "files"),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "tests.chaos.claims", str(claimers), str(rounds)], env=env,
            cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True,
        )  # fmt: skip
    won = json.loads(done.stdout)
    winners = won["in one statement"]
    findings.note("rounds", len(winners), len(winners) == rounds)
    findings.note("rounds with one winner", winners.count(1), winners.count(1) == rounds)
    naive = won["look, then write"]
    doubled = sum(each > 1 for each in naive)
    findings.note(f"doubled of {len(naive)} by looking first", doubled, doubled > 0)
    return findings
