"""R-14: the beat is dead for long, then two of them run; health tells, nothing is lost or doubled.

Webhooks are off, so that every CV needs the sweep: it is asked for when it falls due.
"""

import time

import requests

from tests.chaos.findings import Findings
from tests.chaos.site import site

FULL = {"cvs": 100, "limit": 60.0, "dead": 300.0, "green": 10.0}
SHORT = {"cvs": 8, "limit": 4.0, "dead": 8.0, "green": 60.0}


def run(folder, *, cvs, limit, dead, green):
    """Seconds: health's limit, how long the beat is dead, and how soon health must be green."""
    findings = Findings()
    with site(folder, env={"HRFLOW_HEALTH_LIMIT": str(limit)}, webhook=False) as here:
        here.stack.wait(lambda: health(here)[0] == 200, what="green before")
        here.stack.beat.kill()
        died = time.monotonic()
        here.upload(cvs)
        here.stack.wait(lambda: health(here)[0] == 503, limit + 60, "red")
        status, oldest = health(here)
        findings.note("red at an oldest row of", oldest, limit <= oldest <= limit + 5)
        time.sleep(max(died + dead - time.monotonic(), 0))
        status, oldest = health(here)
        findings.note("still", status, status == 503)
        findings.note("parsed meanwhile", here.stack.states().get("parsed", 0))
        began = time.monotonic()
        here.stack.beat.start()
        second = here.start(here.stack.new_beat("second-beat"))
        here.stack.wait(lambda: health(here)[0] == 200, 90, "green")
        seconds = time.monotonic() - began
        findings.note("green after", seconds, seconds <= green)
        here.come_to_rest()
        findings.note("all parsed after", time.monotonic() - began)
        both = second.alive and here.stack.beat.alive
        findings.note("two beats run", both, both)
        findings.add(here.judge())
    return findings


def health(here):
    """The status and the age of the oldest due row, which health rounds to a tenth."""
    answer = requests.get(f"{here.stack.url}/hrflow/health/", timeout=10)
    return answer.status_code, answer.json()["oldest_due"]
