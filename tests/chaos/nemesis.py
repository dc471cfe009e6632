"""Breaks things at random moments of a seed: kills, freezes, restarts."""

import random
import signal
import subprocess
import threading
import time

#: How likely each victim is. "parent" leaves orphaned children at work, "child" one lane less.
KILLS = {"worker": 35, "parent": 10, "child": 15, "redis": 15, "web": 15, "beat": 10}


class Nemesis(threading.Thread):
    """So many kills, ``every`` seconds apart on average; victims are started again soon after.

    ``freezes`` of the kills are SIGSTOPs of a worker for longer than its lease, ``restarts`` are
    immediate restarts of PostgreSQL.
    """

    def __init__(self, stack, workers, *, kills, seed, history, every=1.2, freezes=0, restarts=0,
                 lease=12.0):  # fmt: skip
        super().__init__(daemon=True)
        self.stack, self.workers, self.history = stack, workers, history
        self.random = random.Random(seed)
        self.every, self.lease = every, lease
        plan = ["kill"] * kills + ["freeze"] * freezes + ["restart"] * restarts
        self.random.shuffle(plan)
        self.plan = plan
        self.thawing = []

    def run(self):
        for deed in self.plan:
            time.sleep(min(self.random.expovariate(1 / self.every), 4 * self.every))
            getattr(self, f"_{deed}")()
        for each in self.thawing:
            each.join()
        self.history.write(deed="healed")

    def _kill(self):
        victim = self.random.choices(list(KILLS), KILLS.values())[0]
        self.history.write(deed="kill", victim=victim)
        if victim in ("redis", "web", "beat"):
            self._replace(getattr(self.stack, victim))
        elif victim == "worker":
            self._replace(self.random.choice(self.workers))
        elif victim == "parent":
            worker = self.random.choice(self.workers)
            worker.signal(signal.SIGKILL, group=False)
            worker.popen.wait(10)
            worker.start(wait=False)
        else:
            self._kill_child(self.random.choice(self.workers))

    def _replace(self, process):
        process.kill()
        time.sleep(self.random.uniform(0, 0.5))
        process.start(wait=False)

    def _kill_child(self, worker):
        found = subprocess.run(
            ["pgrep", "-P", str(worker.popen.pid)], capture_output=True, text=True, check=False
        )
        children = found.stdout.split()
        if children:
            subprocess.run(["kill", "-9", self.random.choice(children)], check=False)

    def _freeze(self):
        """Stop a worker past its lease, then let it wake up and try to write."""
        worker = self.random.choice(self.workers)
        frozen = worker.popen
        self.history.write(deed="freeze", victim=worker.name)
        worker.signal(signal.SIGSTOP)
        substitute = self.stack.new_worker(f"substitute-{len(self.thawing)}").start()

        def thaw():
            time.sleep(self.lease + 4)
            if worker.popen is frozen:
                worker.signal(signal.SIGCONT)
            time.sleep(5)
            substitute.stop()

        thread = threading.Thread(target=thaw, daemon=True)
        thread.start()
        self.thawing.append(thread)

    def _restart(self):
        """PostgreSQL's immediate stop is its crash: nothing is flushed, recovery follows."""
        self.history.write(deed="restart", victim="postgresql")
        self.stack.crash_database()
