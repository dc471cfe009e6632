"""Run a part of the test-suite in a size that it has not every day."""

import os
import subprocess
import sys
import time

from tests.chaos.findings import Findings
from tests.live.stack import ROOT


def run_tests(*arguments, **env):
    """Findings of these tests: how many passed, and none may do anything else."""
    findings, began = Findings(), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
         "-o", "timeout=0", *arguments],
        env={**os.environ, **env}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    end = done.stdout.rstrip().rpartition("\n")[2].strip("= ")
    good = done.returncode == 0 and "skipped" not in end
    findings.note("tests", end if good else done.stdout[-4000:] + done.stderr[-1000:], good)
    findings.note("seconds", time.monotonic() - began)
    return findings
