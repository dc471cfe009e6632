"""A running project with PostgreSQL and short times, and somebody who uploads to it."""

import math
import time
from contextlib import contextmanager

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests.chaos.actors import History, Uploader, share
from tests.chaos.checker import judge
from tests.chaos.run import SHORT, come_to_rest
from tests.live.stack import Stack


class Site:
    """What the scenarios have in common: the stack, one user, the history of all uploads."""

    def __init__(self, stack, folder):
        self.stack, self.user = stack, stack.user()
        self.history = History(folder / "uploads.jsonl")
        self.uploaded = 0

    def uploaders(self, count, hands=4, pace=0.0):
        """Threads that upload so many CVs more, not yet started."""
        numbers = share(count, hands, self.uploaded)
        self.uploaded += count
        return [
            Uploader(self.stack.url, self.user, CAREERS_SOURCE_KEY, each, self.history, pace=pace)
            for each in numbers
        ]

    def upload(self, count, **options):
        """Upload so many CVs more and return what the history says about them, in its order."""
        known = len(self.history.read())
        uploaders = self.uploaders(count, **options)
        for each in uploaders:
            each.start()
        for each in uploaders:
            each.join()
        return self.history.read()[known:]

    def start(self, process):
        """Start one process more, which ends with the others."""
        self.stack.processes.append(process)
        return process.start()

    def come_to_rest(self, patience=90.0, ends=("parsed",)):
        """Wait until all is done; how long that took."""
        began = time.monotonic()
        come_to_rest(self.stack, patience, ends)
        return time.monotonic() - began

    def judge(self, without=()):
        return judge(self.stack, self.history, without=without)


@contextmanager
def site(folder, *, env=None, sandbox=(), **options):
    """A Site in a folder; all its processes end with it."""
    options_of_sandbox = ["--parse-delay", "0.2", "--repeated-reference", "duplicate", *sandbox]
    with Stack(
        folder, database="postgresql", sandbox=options_of_sandbox, env={**SHORT, **(env or {})},
        **options,
    ) as stack:  # fmt: skip
        running = Site(stack, folder)
        try:
            yield running
        finally:
            running.history.close()
            for each in stack.processes:
                each.kill()


def percentile(values, share=0.99):
    """The smallest of the values that so large a share of them does not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
