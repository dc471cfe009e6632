"""Start, watch and end a process with its children; its output goes to a file."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path


def free_port():
    """A port on the loopback address that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds=30.0, what="it", every=0.05):
    """Ask until the answer is true, and return it; AssertionError after so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = condition()
        if answer:
            return answer
        time.sleep(every)
    raise AssertionError(f"{what} did not happen within {seconds:g} s")


def listens(port):
    """Whether somebody answers on this port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A command in a process group of its own, which can be killed, frozen and started again."""

    def __init__(self, name, command, folder, env=None, port=None):
        self.name, self.command, self.port = name, [str(each) for each in command], port
        self.env = {**os.environ, **(env or {})}
        self.log = Path(folder) / f"{name}.log"
        self.popen = None

    def start(self, wait=True):
        with self.log.open("ab") as log:
            self.popen = subprocess.Popen(
                self.command, env=self.env, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        if wait and self.port:
            wait_until(self._ready, 30, f"{self.name} listening ({self.tail()})")
        return self

    def _ready(self):
        assert self.alive, f"{self.name} ended: {self.tail()}"
        return listens(self.port)

    @property
    def alive(self):
        return self.popen is not None and self.popen.poll() is None

    def tail(self, count=2000):
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-count:] if self.log.exists() else ""

    def signal(self, number, group=True):
        """Send a signal to the whole group, or to the parent alone."""
        if self.popen is not None:
            try:
                (os.killpg if group else os.kill)(self.popen.pid, number)
            except ProcessLookupError:
                return

    def kill(self):
        """As if the machine had died: SIGKILL to the group."""
        self.signal(signal.SIGKILL)
        self._reap()

    def stop(self, grace=15.0):
        """Ask it to end; kill what is left after the grace."""
        if self.popen is None:
            return
        self.signal(signal.SIGTERM, group=False)
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(grace)
        self.kill()

    def _reap(self):
        if self.popen is not None:
            self.popen.wait(10)
