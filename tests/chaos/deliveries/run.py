"""One run: set up, deliver under attack, heal, drain, judge."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from django_hrflow.client import Hrflow
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, DEFAULT_WEBHOOK_SECRET
from tests.chaos.actors import History
from tests.chaos.deliveries.checker import Row, judge
from tests.chaos.deliveries.post import letters
from tests.chaos.deliveries.sender import Sender
from tests.chaos.nemesis import Nemesis
from tests.chaos.run import SHORT
from tests.live.stack import API_SECRET, Stack
from tests.services.samples import profile_json

ROWS = (
    """SELECT id, digest, type, payload ->> 'message', state, deliveries FROM django_hrflow_event"""
)
SENDERS = 8


@dataclass
class Plan:
    """What is done in a run."""

    deliveries: int = 10_000
    kills: int = 50
    seed: int = 1
    #: Shares of a receiver's calls that fail, and of events that another fails on always.
    failures: float = 0.2
    poison: float = 0.01
    profiles: int = 100
    faults: str = "503:0.10"
    #: Seconds between kills on average.
    every: float = 1.2
    #: Longer than the longest wait of a row, or a healthy run would be called stuck.
    patience: float = 30.0
    env: dict = field(default_factory=dict)


def run(plan, folder):
    """Carry the plan out in a folder; the verdict, seconds of sending, seconds of draining."""
    folder = Path(folder)
    receivers = {"RECORDER_FAILURES": str(plan.failures), "RECORDER_POISON": str(plan.poison)}
    stack = Stack(
        folder, database="postgresql", webhook=False, env={**SHORT, **receivers, **plan.env}
    )
    with stack:
        workers = [stack.worker, stack.new_worker("worker-1").start()]
        history, deeds = History(folder / "sent.jsonl"), History(folder / "deeds.jsonl")
        try:
            sending = _attack(stack, plan, workers, history, deeds)
            healed = time.monotonic()
            for each in (*stack.processes, *workers):
                if not each.alive:
                    each.start()
            _drain(stack, plan.patience)
            draining = time.monotonic() - healed
            verdict = judge(history.read(), _rows(stack), _effects(stack), plan.poison)
            return verdict, sending, draining
        finally:
            for each in (*workers, *stack.processes):
                each.kill()
            history.close()
            deeds.close()


def _attack(stack, plan, workers, history, deeds):
    """Send everything while the nemesis is at work; how many seconds both took."""
    known = _profiles(stack, plan.profiles)
    stack.control("faults", {"spec": plan.faults})
    post = letters(plan.deliveries, DEFAULT_WEBHOOK_SECRET, known, plan.seed)
    nemesis = Nemesis(
        stack, workers, kills=plan.kills, seed=plan.seed, history=deeds, every=plan.every
    )
    url, pace = f"{stack.url}/hrflow/webhook/", SENDERS * plan.every * plan.kills / len(post) / 2
    senders = [Sender(url, post[hand::SENDERS], history, pace=pace) for hand in range(SENDERS)]
    started = time.monotonic()
    for each in (*senders, nemesis):
        each.start()
    for each in (*senders, nemesis):
        each.join()
    return time.monotonic() - started


def _profiles(stack, count):
    """Profiles that HrFlow holds: their keys, with their source's."""
    client = Hrflow(api_secret=API_SECRET, api_url=f"{stack.api}/v1/")
    add = client.profile.indexing.add_json
    made = (add(CAREERS_SOURCE_KEY, profile_json(number)) for number in range(count))
    return [(each["data"]["key"], CAREERS_SOURCE_KEY) for each in made]


def _rows(stack):
    return [Row(*each) for each in stack.query(ROWS)]


def _effects(stack):
    return stack.query("SELECT receiver, event_id FROM recorder_effect")


def _drain(stack, patience):
    """Wait until every event is at an end, or nothing has changed for so many seconds."""
    last, since = None, time.monotonic()
    while time.monotonic() - since < patience:
        now = stack.query(
            "SELECT state, sum(failures), count(*) FROM django_hrflow_event GROUP BY state"
        )
        if not {"received", "processing"} & {state for state, *_counts in now}:
            return
        if now != last:
            last, since = now, time.monotonic()
        time.sleep(0.5)
