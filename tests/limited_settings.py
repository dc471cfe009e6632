"""The suite's settings with a rate limit, 40 calls a second unless the environment says."""

import os

from tests.settings import *  # noqa: F403

RATE_LIMIT = os.environ.get("HRFLOW_RATE_LIMIT", "40/s")
HRFLOW = {"default": {**HRFLOW["default"], "RATE_LIMIT": RATE_LIMIT}}  # noqa: F405
