"""R-9: Redis is frozen, then down; uploads go on, hardly slower, and nothing waits for long after.

Frozen means SIGSTOP: connections stay open and nobody answers.
"""

import signal
from functools import partial

from tests.chaos.findings import Findings
from tests.chaos.site import percentile, site

FULL = {"cvs": 200, "added": 1.0, "healed": 30.0}
SHORT = {"cvs": 24, "added": 5.0, "healed": 90.0}


def run(folder, *, cvs, added, healed):
    """Seconds: what the slowest per cent may take more, and how soon all must be parsed."""
    findings = Findings()
    with site(folder) as here:
        redis = here.stack.redis
        here.upload(16)  # each thread of the web server is slower the first time
        usual = percentile(_seconds(here.upload(cvs)))
        findings.note("usual p99", usual)
        findings.note("usual, all parsed after", here.come_to_rest())
        ways = {
            "frozen": (
                partial(redis.signal, signal.SIGSTOP),
                partial(redis.signal, signal.SIGCONT),
            ),
            "down": (redis.kill, redis.start),
        }
        for name, (leave, come_back) in ways.items():
            leave()
            try:
                entries = here.upload(cvs)
            finally:
                come_back()
            taken = _seconds(entries)
            findings.note(f"{name}, 202", len(taken), len(taken) == len(entries) == cvs)
            slower = percentile(taken) - usual
            findings.note(f"{name}, p99 added", slower, slower <= added)
            seconds = here.come_to_rest()
            findings.note(f"{name}, all parsed after", seconds, seconds <= healed)
        findings.add(here.judge())
    return findings


def _seconds(entries):
    return [each["seconds"] for each in entries if each.get("acknowledged")]
