"""The example project with the recorder's receivers."""

import json
import os

from example_project.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.recorder", "tests.naive"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HRFLOW = {"default": {**HRFLOW["default"]}}  # noqa: F405
if "HRFLOW_TIMEOUT" in os.environ:
    HRFLOW["default"]["TIMEOUT"] = tuple(map(float, os.environ["HRFLOW_TIMEOUT"].split(",")))
HRFLOW_THROTTLE_RATES = json.loads(os.environ.get("HRFLOW_THROTTLE_RATES", "{}"))
