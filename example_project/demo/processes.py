"""Start child processes, watch them, and leave none behind."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

__all__ = ["STOPPING", "ChildFailed", "Processes", "Stopped", "free_ports", "stop", "stopped_by"]

#: Where ``manage.py`` is, and the packages.
ROOT = Path(__file__).resolve().parent.parent.parent
#: Seconds that a child has to end by itself, and to become ready.
GRACE = 8.0
PATIENCE = 60.0
TAIL_LINES = 25
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


class ChildFailed(Exception):
    """A child ended, or did not become ready; the message has the end of its log."""


class Stopped(BaseException):
    """Somebody asked the demo to stop, by the signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


#: The signals that came so far.
_received: list[int] = []


def stop(number: int, _frame: object) -> None:
    """Handle a signal. What it interrupts may swallow the exception, so it is remembered too."""
    _received.append(number)
    raise Stopped(number)


def stopped_by() -> int | None:
    """The first signal that asked to stop, if one did."""
    return _received[0] if _received else None


def free_ports(*wanted: int) -> list[int]:
    """For each wanted port of 127.0.0.1, that one if nobody listens there, else one that is free.

    All are held until all are found, so no port is given twice.
    """
    with ExitStack() as stack:
        return [_free_port(stack, port) for port in wanted]


def _free_port(stack: ExitStack, wanted: int) -> int:
    for port in (wanted, 0):
        candidate = stack.enter_context(socket.socket())
        # As servers do: a port whose last connection is just closing counts as free.
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            candidate.bind(("127.0.0.1", port))
            return int(candidate.getsockname()[1])
    raise ChildFailed("No port of 127.0.0.1 is free.")


def _die_with_parent() -> None:
    """Run in the child: Linux ends it when the parent is gone, even after ``kill -9``."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True)
class Child:
    """A process of ours, with its log."""

    name: str
    popen: "subprocess.Popen[bytes]"
    log: Path

    def failure(self, what: str) -> ChildFailed:
        """An error that shows the end of the log."""
        lines = self.log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
        shown = "\n".join(f"    {line}" for line in lines) or "    (its log is empty)"
        return ChildFailed(f"{self.name} {what}. The end of its log:\n{shown}")

    def ask_to_stop(self) -> None:
        """SIGTERM to the leader alone: a worker's own children are its to stop."""
        if self.popen.poll() is None:
            self.popen.terminate()

    def stop(self) -> None:
        """Wait for the end, then kill whatever is left of the process group."""
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(GRACE)
        with suppress(ProcessLookupError, PermissionError):  # nobody is left
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()


class Processes:
    """Children with logs in ``directory``; leaving the ``with`` block ends them all."""

    def __init__(self, directory: Path, environment: Mapping[str, str]) -> None:
        self.directory = directory
        self.environment = dict(environment)
        self.children: list[Child] = []
        directory.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()

    def start(self, name: str, *command: str) -> Child:
        """Start a command in a session and process group of its own."""
        path = self.directory / f"{name}.log"
        with path.open("wb") as log:
            popen = subprocess.Popen(  # noqa: S603  # nosec B603  # commands of this package only
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=self.environment,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # started before there are threads
            )
        child = Child(name, popen, path)
        self.children.append(child)
        return child

    def python(self, name: str, *arguments: str) -> Child:
        """Start a command of this Python."""
        return self.start(name, sys.executable, *arguments)

    def check(self) -> None:
        """Raise ChildFailed if a child has ended, which none does by itself; or Stopped."""
        if _received:
            raise Stopped(_received[0])
        for child in self.children:
            code = child.popen.poll()
            if code is not None:
                raise child.failure(f"ended with exit code {code}")

    def wait_for(self, child: Child, ready: Callable[[], bool]) -> None:
        """Wait until the child is ready; ChildFailed when it ends or takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise child.failure(f"was not ready after {PATIENCE:g} seconds")
            time.sleep(0.05)
        self.check()  # whoever answered may have been another process on the same port

    def stop(self) -> None:
        """End all children, the last one first; signals wait until none is left."""
        before = [(each, signal.signal(each, signal.SIG_IGN)) for each in STOPPING]
        try:
            while self.children:
                child = self.children[-1]
                child.ask_to_stop()
                child.stop()
                self.children.pop()
        finally:
            for number, handler in before:
                signal.signal(number, handler)
