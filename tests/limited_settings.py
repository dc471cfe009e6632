"""The suite's settings with a rate limit of 40 calls a second."""

from tests.settings import *  # noqa: F403

HRFLOW = {"default": {**HRFLOW["default"], "RATE_LIMIT": "40/s"}}  # noqa: F405
