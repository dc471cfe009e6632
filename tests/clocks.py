"""What a block may take, with the grace that a busy machine needs."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds. What has no end, or a much later one, is told apart by them as well as by half a
#: second, which is what A-2 promises: see it with HRFLOW_TEST_GRACE=0.5 on a machine at rest.
GRACE = float(os.environ.get("HRFLOW_TEST_GRACE", "5"))


@contextmanager
def within(seconds: float, what: str = "it") -> Iterator[None]:
    """The block ends within ``seconds`` and the grace."""
    started = time.monotonic()
    yield
    took = time.monotonic() - started
    assert took < seconds + GRACE, f"{what} took {took:.2f} s of {seconds:g} s and the grace"
