"""Each system check has settings that make it speak, and a hint to paste."""

import pytest
from django.core.checks import run_checks
from django.test import override_settings

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


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("hrflow.E001", {"HRFLOW": None}),
        ("hrflow.E001", {"HRFLOW": {"default": {**GOOD, "TIMEOUTS": 3}}}),
        ("hrflow.E002", {"HRFLOW_LEASE": "long"}),
        ("hrflow.E003", {"HRFLOW_LEESE": 12}),
        ("hrflow.E004", {"HRFLOW": {"default": {**GOOD, "WEBHOOK_SECRET": "short"}}}),
        ("hrflow.E005", {"HRFLOW": {"default": {**GOOD, "WEBHOOK_SIGNATURE_SCHEMES": ["E"]}}}),
        ("hrflow.E006", {"HRFLOW_LEASE": 100}),
        ("hrflow.E006", {"HRFLOW": {"default": {**GOOD, "TIMEOUT": (70, 60)}}}),
        ("hrflow.E007", {"HRFLOW_SETTLE": 10}),
        ("hrflow.W001", {"HRFLOW": {"default": {"API_SECRET": SECRET}}}),
        ("hrflow.W002", {"HRFLOW": {"default": {**GOOD, "API_URL": "http://example.org/v1/"}}}),
        ("hrflow.W003", {"HRFLOW_RESUME_STORAGE": "nowhere"}),
    ],
)
def test_each_check_speaks(expected, changes):
    assert ids(**changes) == [expected]


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
