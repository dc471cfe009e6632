"""The example project with the recorder's receivers."""

import json
import os
from pathlib import Path

from example_project.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.recorder", "tests.naive", "tests.deadly"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HRFLOW = {"default": {**HRFLOW["default"]}}  # noqa: F405
if "HRFLOW_TIMEOUT" in os.environ:
    HRFLOW["default"]["TIMEOUT"] = tuple(map(float, os.environ["HRFLOW_TIMEOUT"].split(",")))
if "HRFLOW_MAX_LOST_LEASES" in os.environ:
    HRFLOW_MAX_LOST_LEASES = int(os.environ["HRFLOW_MAX_LOST_LEASES"])
if "WEBHOOK_SECRETS_FILE" in os.environ:
    HRFLOW["default"]["WEBHOOK_SECRET"] = (
        Path(os.environ["WEBHOOK_SECRETS_FILE"]).read_text().split()
    )
if "HRFLOW_MAX_FILE_SIZE" in os.environ:
    HRFLOW_MAX_FILE_SIZE = int(os.environ["HRFLOW_MAX_FILE_SIZE"])
if "HRFLOW_UPLOAD_IN_MEMORY" in os.environ:
    FILE_UPLOAD_MAX_MEMORY_SIZE = int(os.environ["HRFLOW_UPLOAD_IN_MEMORY"])
HRFLOW_THROTTLE_RATES = json.loads(os.environ.get("HRFLOW_THROTTLE_RATES", "{}"))
