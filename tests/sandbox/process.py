"""A sandbox as a process."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

from .conftest import Api

COMMAND = [sys.executable, "-W", "error", "-m", "django_hrflow.sandbox"]


class Process:
    """A sandbox as a process, after it has said that it listens."""

    def __init__(self, *options: str) -> None:
        self.popen = subprocess.Popen(
            [*COMMAND, "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.popen.stdout
        self.greeting = self.popen.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+/v1/", self.greeting)
        assert match, self.popen.communicate()
        self.url = match[0]
        self.api = Api(self.url)

    def end(self, how: int = signal.SIGTERM) -> tuple[int, str]:
        self.api.session.close()
        self.popen.send_signal(how)
        _, errors = self.popen.communicate(timeout=10)
        return self.popen.returncode, errors
