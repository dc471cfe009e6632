"""R-16: all webhooks are dropped; every CV is parsed by asking, and within the poll's schedule."""

from tests.chaos.findings import Findings
from tests.chaos.run import SHORT as TIMES
from tests.chaos.site import site

#: ``slack`` is what queue and machine may add to the schedule, in seconds.
FULL = {"cvs": 1000, "pace": 0.5, "slack": 5.0}
SHORT = {"cvs": 20, "pace": 0.2, "slack": 60.0}


def run(folder, *, cvs, pace, slack):
    """The schedule: the first question after an interval, the second after one and a half more, and
    each may wait for the next sweep.
    """
    findings = Findings()
    interval, sweep = (
        float(TIMES[f"HRFLOW_{name}"]) for name in ("POLL_INTERVAL", "SWEEP_INTERVAL")
    )
    schedule = interval + sweep + 1.5 * interval + sweep
    with site(folder, webhook=False) as here:
        here.upload(cvs, pace=pace)
        findings.note("all parsed after", here.come_to_rest())
        waits = here.stack.query(
            "SELECT extract(epoch FROM changed_at - accepted_at)::float FROM django_hrflow_resume"
            " WHERE state = 'parsed'"
        )
        findings.note("parsed", len(waits), len(waits) == cvs)
        origins = here.stack.query("SELECT DISTINCT origin FROM django_hrflow_event")
        findings.note("by", origins, origins == [("poll",)])
        longest = max(wait for (wait,) in waits)
        findings.note(f"longest wait (schedule {schedule:g})", longest, longest <= schedule + slack)
        findings.add(here.judge())
    return findings
