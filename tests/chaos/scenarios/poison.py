"""R-12: one CV kills its worker each time it is sent; it is given up, and no other CV suffers."""

import time

from tests.chaos.findings import Findings
from tests.chaos.site import site

#: Leases as short as the calls allow, for each death costs one.
QUICK = {
    "HRFLOW_TIMEOUT": "1,2", "HRFLOW_CALL_DEADLINE": "3", "HRFLOW_SOFT_TIME_LIMIT": "4",
    "HRFLOW_TIME_LIMIT": "5", "HRFLOW_LEASE": "6", "HRFLOW_SETTLE": "2",
}  # fmt: skip
FULL = {"cvs": 100, "deaths": 5}
SHORT = {"cvs": 12, "deaths": 2}


def run(folder, *, cvs, deaths):
    """The number 7 is the poison, see ``tests.deadly``."""
    findings = Findings()
    env = {**QUICK, "HRFLOW_MAX_LOST_LEASES": str(deaths), "TESTS_DEADLY_CV": "candidate-7.rtf"}
    with site(folder, env=env) as here:
        here.upload(cvs)
        began = time.monotonic()
        here.stack.wait(lambda: here.stack.states().get("parsed") == cvs - 1, 180, "the others")
        findings.note("the others were parsed after", time.monotonic() - began)
        here.come_to_rest(ends=("parsed", "failed"))
        ((reference, state, attempts, lost),) = here.stack.query(
            "SELECT reference, state, attempts, lost_leases FROM django_hrflow_resume"
            " WHERE name = 'candidate-7.rtf'"
        )
        findings.note("the poison", state, state == "failed")
        findings.note("claims of it", attempts, attempts == lost == deaths)
        killed = here.stack.worker.log.read_text(errors="replace").count("exited with 'signal 9")
        findings.note("children killed", killed, killed == deaths)
        findings.note("sent to HrFlow", reference in here.stack.control("profiles")["creations"])
        findings.add(here.judge(without=[reference]))
    return findings
