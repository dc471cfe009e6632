"""R-15: workers are stopped with SIGTERM under load, one after the other, and started again."""

import signal
import time

from tests.chaos.findings import Findings
from tests.chaos.run import SHORT as TIMES
from tests.chaos.site import site

FULL = {"restarts": 20, "pace": 2.0}
SHORT = {"restarts": 2, "pace": 1.0}
#: Above the soft time limit, which is how long a task under way may take.
GRACE = 5.0


def run(folder, *, restarts, pace):
    """Four hands upload one CV every ``pace`` seconds until all restarts are over."""
    findings = Findings()
    most = float(TIMES["HRFLOW_SOFT_TIME_LIMIT"]) + GRACE
    with site(folder, sandbox=["--faults", "slow=1.5:0.5"]) as here:
        workers = [here.stack.worker, here.start(here.stack.new_worker("worker-1"))]
        uploaders = here.uploaders(100_000, pace=pace)
        try:
            for each in uploaders:
                each.start()
            took = [restart(here.stack, workers[n % 2], most + 30) for n in range(restarts)]
        finally:
            for each in uploaders:
                each.stopping.set()
                each.join()
        here.stack.control("faults", method="DELETE")
        findings.note("restarts while a CV was being sent", len(took), len(took) == restarts)
        findings.note("longest exit", max(took), max(took) <= most)
        findings.note("all parsed after", here.come_to_rest())
        findings.add(here.judge())
    return findings


def restart(stack, worker, patience):
    """Ask the worker's parent to end while CVs are being sent; how long it took to end."""
    time.sleep(1)
    stack.wait(lambda: stack.states().get("submitting"), 60, "a CV on its way")
    began = time.monotonic()
    worker.signal(signal.SIGTERM, group=False)
    worker.popen.wait(patience)
    seconds = time.monotonic() - began
    worker.start()
    return seconds
