"""P-7: each system check has settings that make it speak, and a hint to paste.

The example project, configured for production as a user would, gives ``check --deploy`` nothing to
say.
"""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from django_hrflow import checks

ROOT = Path(__file__).resolve().parent.parent
#: Every id that the checks can give, as it stands in the code.
IDS = sorted(set(re.findall(r"hrflow\.[EW]\d+", Path(checks.__file__).read_text("utf-8"))))
PRODUCTION = {
    "DJANGO_DEBUG": "0",
    "DJANGO_HTTPS": "1",
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(60),
    "DJANGO_ALLOWED_HOSTS": "careers.example.org",
    "HRFLOW_API_SECRET": "ask_" + secrets.token_hex(16),
    "HRFLOW_API_USER": "me@example.org",
    "HRFLOW_WEBHOOK_SECRET": secrets.token_hex(16),
}
SECRET = "ask_" + "0" * 32
GOOD = {"API_SECRET": SECRET, "WEBHOOK_SECRET": "long-enough-secret"}


def ids(**changes):
    with override_settings(**changes):
        found = [each for each in run_checks() if each.id.startswith("hrflow.")]
    assert all(each.hint for each in found)
    assert not any(SECRET in str(each) for each in found)
    return [each.id for each in found]


def test_the_example_project_is_clean():
    assert ids() == []


FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
PUBLIC = {"default": FILES, "staticfiles": FILES,
          "hrflow": {**FILES, "OPTIONS": {"location": "/srv/media/cvs"}}}  # fmt: skip

#: What makes each check speak.
FAILING = [
    ("hrflow.E001", {"HRFLOW": None}),
    ("hrflow.E001", {"HRFLOW": {"default": {**GOOD, "TIMEOUTS": 3}}}),
    ("hrflow.E002", {"HRFLOW_LEASE": "long"}),
    ("hrflow.E003", {"HRFLOW_LEESE": 12}),
    ("hrflow.E004", {"HRFLOW": {"default": {**GOOD, "WEBHOOK_SECRET": "short"}}}),
    ("hrflow.E005", {"HRFLOW": {"default": {**GOOD, "WEBHOOK_SIGNATURE_SCHEMES": ["E"]}}}),
    ("hrflow.E006", {"HRFLOW_LEASE": 100}),
    ("hrflow.E006", {"HRFLOW": {"default": {**GOOD, "TIMEOUT": (70, 60)}}}),
    ("hrflow.E007", {"HRFLOW_SETTLE": 10}),
    ("hrflow.E008", {"STORAGES": PUBLIC, "MEDIA_ROOT": "/srv/media"}),
    ("hrflow.E008", {"STORAGES": PUBLIC, "STATIC_ROOT": "/srv"}),
    ("hrflow.E009", {"HRFLOW_ADAPTER": "nowhere.Adapter"}),
    ("hrflow.E009", {"HRFLOW_API_PERMISSION": "Permission"}),
    ("hrflow.E010", {"HRFLOW_THROTTLE_RATES": {"hrflow_ask": "often"}}),
    ("hrflow.E010", {"HRFLOW_THROTTLE_RATES": {"hrflow_ask": 5}}),
    ("hrflow.E010", {"HRFLOW_THROTTLE_RATES": {"hrflow_asks": "30/m"}}),
    ("hrflow.W001", {"HRFLOW": {"default": {"API_SECRET": SECRET}}}),
    ("hrflow.W002", {"HRFLOW": {"default": {**GOOD, "API_URL": "http://example.org/v1/"}}}),
    ("hrflow.W003", {"HRFLOW_RESUME_STORAGE": "nowhere"}),
]


@pytest.mark.parametrize(("expected", "changes"), FAILING)
def test_each_check_speaks(expected, changes):
    assert ids(**changes) == [expected]


@pytest.mark.parametrize("known", IDS)
def test_an_id_without_failing_settings_is_named(known):
    assert known in {expected for expected, _changes in FAILING}


def test_there_are_as_many_checks_as_promised():
    assert len(IDS) >= 12


def test_a_deployment_check_of_the_example_project_says_nothing():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "example_project.settings", **PRODUCTION},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout
    assert done.stderr == ""


def test_cvs_below_the_public_files(tmp_path):
    """F-5: what lies below MEDIA_ROOT is served to everybody, so it is an Error."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "hrflow": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media" / "cvs"},
        },
    }
    assert ids(STORAGES=storages, MEDIA_ROOT=tmp_path / "media") == ["hrflow.E008"]


def test_short_times_in_order_are_accepted():
    short = {
        "HRFLOW_LEASE": 12, "HRFLOW_SETTLE": 3, "HRFLOW_SOFT_TIME_LIMIT": 8,
        "HRFLOW_TIME_LIMIT": 9, "HRFLOW_CALL_DEADLINE": 5,
        "HRFLOW": {"default": {**GOOD, "TIMEOUT": (1, 2)}},
    }  # fmt: skip
    assert ids(**short) == []
