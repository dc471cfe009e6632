"""Short by default, long where ``HRFLOW_TEST_LONG`` is set: ``tox run -e long``."""

import os

LONG = bool(os.environ.get("HRFLOW_TEST_LONG"))


def size(short, long):
    """How many: a test's own two figures."""
    return long if LONG else short
