"""Find the processes that a test started, by a mark in their environment (Linux)."""

import os
import time
import uuid
from pathlib import Path

NAME = "HRTEST_MARK"


def marked_environment():
    """The environment of this process with a mark that its children inherit; and the mark."""
    mark = uuid.uuid4().hex
    return {**os.environ, NAME: mark}, mark


def alive(mark):
    """Command lines by pid of the processes that carry the mark."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{NAME}={mark}".encode() in (folder / "environ").read_bytes():
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if command:  # a process that only waits to be reaped has none
                    found[int(folder.name)] = command.strip()
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
    return found


def gone(mark, seconds=20):
    """Wait until no process carries the mark; those that still do."""
    deadline = time.monotonic() + seconds
    while (left := alive(mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left
