"""One run: set up, upload under attack, heal, judge."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests.chaos.actors import History, Uploader, share
from tests.chaos.checker import judge
from tests.chaos.nemesis import Nemesis
from tests.live.stack import Stack

#: 30 % of all calls fail: before the effect, after it, without an answer, by a reset, by a 429.
FAULTS = "503:0.10,500-after:0.07,silence-after:0.05,reset:0.04,429:0.04"
#: The effect comes 2.5 seconds after the caller was dropped.
LATE = "503:0.08,500-after:0.05,late:0.10,reset:0.04,429:0.03"
#: Times short enough for a run of minutes; the system check accepts their order.
SHORT = {
    "HRFLOW_LEASE": "12", "HRFLOW_SETTLE": "3", "HRFLOW_SOFT_TIME_LIMIT": "8",
    "HRFLOW_TIME_LIMIT": "9", "HRFLOW_CALL_DEADLINE": "5", "HRFLOW_TIMEOUT": "1,2",
    "HRFLOW_BACKOFF_BASE": "0.5", "HRFLOW_BACKOFF_MAX": "5", "HRFLOW_REPUBLISH_AFTER": "5",
    "HRFLOW_POLL_INTERVAL": "2", "HRFLOW_POLL_MAX": "5", "HRFLOW_SWEEP_INTERVAL": "1",
}  # fmt: skip


@dataclass
class Plan:
    """What is done in a run; ``mode`` is what the sandbox does with a repeated reference."""

    cvs: int = 1000
    kills: int = 100
    seed: int = 1
    mode: str = "duplicate"
    faults: str = FAULTS
    freezes: int = 0
    restarts: int = 0
    database: str = "postgresql"
    webhook: bool = True
    workers: int = 2
    #: Of each worker; a child waits for 2 seconds wherever the remote is silent.
    children: int = 4
    every: float = 1.2
    #: Longer than the longest wait of a row, or a healthy run would be called stuck.
    patience: float = 90.0
    env: dict = field(default_factory=dict)
    sandbox: tuple = ()


def run(plan, folder):
    """Carry the plan out in a folder; the verdict and the seconds it took after the last kill."""
    folder = Path(folder)
    options = ["--parse-delay", "0.2", "--repeated-reference", plan.mode, "--faults", plan.faults,
               "--seed", plan.seed, *plan.sandbox]  # fmt: skip
    stack = Stack(
        folder, database=plan.database, sandbox=options, env={**SHORT, **plan.env},
        children=plan.children, webhook=plan.webhook,
    )  # fmt: skip
    with stack:
        user = stack.user()
        extra = [stack.new_worker(f"worker-{number}") for number in range(1, plan.workers)]
        history, deeds = History(folder / "uploads.jsonl"), History(folder / "deeds.jsonl")
        try:
            for each in extra:
                each.start()
            nemesis = Nemesis(
                stack, [stack.worker, *extra], kills=plan.kills, seed=plan.seed, history=deeds,
                freezes=plan.freezes, restarts=plan.restarts, every=plan.every,
            )  # fmt: skip
            pace = 4 * plan.every * plan.kills / max(plan.cvs, 1) * 0.8
            uploaders = [
                Uploader(stack.url, user, CAREERS_SOURCE_KEY, numbers, history, pace=pace)
                for numbers in share(plan.cvs, 4)
            ]
            for each in (*uploaders, nemesis):
                each.start()
            for each in (*uploaders, nemesis):
                each.join()
            healed = time.monotonic()
            for each in (*stack.processes, *extra):
                if not each.alive:
                    each.start()
            come_to_rest(stack, plan.patience)
            seconds = time.monotonic() - healed
            return judge(stack, history), seconds
        finally:
            for each in (*extra, *stack.processes):
                each.kill()
            history.close()
            deeds.close()


def come_to_rest(stack, patience, ends=("parsed",)):
    """Wait until nothing changes any more: all at an end, or no progress for so many seconds."""
    last, since = None, time.monotonic()
    while time.monotonic() - since < patience:
        now = (
            stack.query("SELECT state, count(*) FROM django_hrflow_resume GROUP BY state"),
            stack.query("SELECT state, count(*) FROM django_hrflow_event GROUP BY state"),
        )
        if sorted(now[0]) != sorted(last[0] if last else []) or now != last:
            last, since = now, time.monotonic()
        resumes, events = dict(now[0]), dict(now[1])
        if set(resumes) <= set(ends) and set(events) <= {"done", "dead"}:
            return
        time.sleep(0.5)
