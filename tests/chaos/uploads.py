"""``python -m tests.chaos.uploads``: the web is killed while CVs come in; then the clean-up (F-6).

Afterwards every row has its file, every file its row, and no temporary file is left. Exit code 1
otherwise.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests import dump
from tests.live.stack import Stack

HANDS = 6
#: Some stay in memory while they are received, some do not.
SIZES = (2_000, 200_000, 1_500_000)
IN_MEMORY = 100_000


@dataclass
class Verdict:
    """What a run came to."""

    acknowledged: int
    kills: int
    orphans: int
    lost: list = field(default_factory=list)
    rows_without_file: list = field(default_factory=list)
    files_without_row: list = field(default_factory=list)
    temporary_files: list = field(default_factory=list)

    @property
    def good(self):
        return not (  # an attack that left nothing to clean up would prove nothing
            not self.orphans
            or self.lost
            or self.rows_without_file
            or self.files_without_row
            or self.temporary_files
        )


class Hand(threading.Thread):
    """Uploads one CV after the other, each until it is acknowledged."""

    def __init__(self, stack, user, numbers, ended):
        super().__init__(daemon=True)
        self.stack, self.user, self.numbers, self.ended = stack, user, numbers, ended
        self.acknowledged = []

    def run(self):
        for number in self.numbers:
            while not self.ended.is_set() and not self._upload(number):
                time.sleep(0.1)

    def _upload(self, number):
        content = rb"{\rtf1 CV %d}" % number
        content = content.ljust(SIZES[number % len(SIZES)])
        try:
            answer = requests.post(
                f"{self.stack.url}/hrflow/api/profiles/parse/",
                data={"source_key": CAREERS_SOURCE_KEY}, files={"file": ("cv.rtf", content)},
                auth=self.user, timeout=20,
            )  # fmt: skip
        except requests.RequestException:
            return False
        if answer.status_code != 202:
            return False
        self.acknowledged.append(answer.json()["results"][0]["id"])
        return True


def run(folder, *, uploads=500, kills=60, seed=1, patience=600):
    """Upload and kill, clean up, and compare what is in the table with what is on the disk."""
    folder = Path(folder)
    temporary = folder / "temporary"
    temporary.mkdir(parents=True)
    env = {"TMPDIR": str(temporary), "HRFLOW_UPLOAD_IN_MEMORY": str(IN_MEMORY)}
    with Stack(folder / "stack", redis=False, webhook=False, env=env) as stack:
        user, ended = stack.user(), threading.Event()
        hands = [Hand(stack, user, range(hand, uploads, HANDS), ended) for hand in range(HANDS)]
        for each in hands:
            each.start()
        deadline = time.monotonic() + patience
        killed = attack(stack, hands, kills, random.Random(seed))
        for each in hands:
            each.join(max(0, deadline - time.monotonic()))
        ended.set()
        for each in hands:
            each.join()
        return judge(stack, temporary, hands, uploads, killed)


def attack(stack, hands, kills, chance):
    """Kill the web so often, each time while it takes CVs in; how often it was alive to be."""
    killed = 0
    while killed < kills and any(each.is_alive() for each in hands):
        before = len(dump.files(files_of(stack)))
        stack.wait(lambda: len(dump.files(files_of(stack))) > before, 30, "an upload")  # noqa: B023
        time.sleep(chance.uniform(0, 0.4))
        stack.web.kill()
        killed += 1
        # The moment that leaves a file without a row is short: every third life ends right there.
        armed = killed % 3 == 1 and killed < kills
        stack.web.env["HRFLOW_CRASHPOINT"] = "resume_file_stored" if armed else ""
        stack.web.start()
    return killed


def files_of(stack):
    """Where the CVs are."""
    return stack.folder / "files" / "private"


def judge(stack, temporary, hands, uploads, killed):
    """Clean up, then look."""
    stack.web.kill()
    private = files_of(stack)
    before = len(dump.files(private))
    stack.manage("hrflow_clean", "--older-than", "0")
    rows = dict(stack.query("SELECT id, file FROM django_hrflow_resume"))
    kept = {str(each.relative_to(private)) for each in dump.files(private)}
    acknowledged = [pk for each in hands for pk in each.acknowledged]
    return Verdict(
        acknowledged=len(acknowledged), kills=killed, orphans=before - len(kept),
        lost=[pk for pk in acknowledged if pk not in rows] or [None] * (uploads - len(set(rows))),
        rows_without_file=[pk for pk, name in rows.items() if name not in kept],
        files_without_row=sorted(kept - set(rows.values())),
        temporary_files=[str(each) for each in dump.files(temporary)],
    )  # fmt: skip


def main():
    """One run for each seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.uploads", description=__doc__)
    parser.add_argument("--uploads", type=int, default=500)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    options = parser.parse_args()
    bad = 0
    for seed in options.seeds:
        with tempfile.TemporaryDirectory(prefix="uploads-") as folder:
            verdict = run(folder, uploads=options.uploads, kills=options.kills, seed=seed)
        bad += not verdict.good
        print(f"{'good' if verdict.good else 'BAD '} seed {seed}: {verdict}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
