"""Settings become frozen values, or an error that names what to write."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from django_hrflow import conf

SECRET = "ask_" + "0" * 32


def entry(**values):
    return {"default": {"API_SECRET": SECRET, **values}}


def test_defaults_and_conversions():
    values = entry(API_URL="https://example.org/v1", WEBHOOK_SECRET="one", RATE_LIMIT="300/m")
    with override_settings(HRFLOW=values):
        found = conf.workspace("default")
    assert found.api_url == "https://example.org/v1/"
    assert found.webhook_secrets == ("one",)
    assert found.timeout == (5.0, 60.0)
    assert found.rate_limit == conf.RateLimit(calls=300, period=60.0)


def test_secrets_are_not_shown():
    with override_settings(HRFLOW=entry(WEBHOOK_SECRET=["first-secret", "second-secret"])):
        shown = repr(conf.workspace("default"))
    assert SECRET not in shown
    assert "first-secret" not in shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "HRFLOW is missing"),
        ({"API_SECRET": SECRET}, "must map aliases to dicts"),
        ({"default": {}}, "no API_SECRET"),
        (entry(API_SECRT=SECRET), "Did you mean API_SECRET?"),
        (entry(TIMEOUT=0), "['TIMEOUT'] is not usable: seconds must be numbers above 0"),
        (entry(TIMEOUT=(1,)), "['TIMEOUT'] is not usable"),
        (entry(RATE_LIMIT="often"), "'300/m'"),
        (entry(API_URL="ftp://x"), "['API_URL'] is not usable"),
        (entry(WEBHOOK_SECRET=b"bytes-are-not-text"), "['WEBHOOK_SECRET'] is not usable"),
    ],
)
def test_what_is_wrong_is_named(value, words):
    with override_settings(HRFLOW=value), pytest.raises(ImproperlyConfigured) as error:
        conf.workspace("default")
    assert words in str(error.value)
    assert SECRET not in str(error.value)


def test_an_unknown_alias_names_the_nearest():
    with (
        override_settings(HRFLOW={"staffing": {"API_SECRET": SECRET}}),
        pytest.raises(ImproperlyConfigured, match="Did you mean staffing"),
    ):
        conf.workspace("stafing")


def test_options_are_read_when_used():
    assert conf.options().lease == 180.0
    with override_settings(HRFLOW_LEASE=12):
        assert conf.options().lease == 12.0
    assert conf.options().lease == 180.0


@pytest.mark.parametrize("value", ["soon", True, -1, None])
def test_an_option_of_the_wrong_kind_is_named(value):
    with (
        override_settings(HRFLOW_LEASE=value),
        pytest.raises(ImproperlyConfigured, match="HRFLOW_LEASE must be a number of seconds"),
    ):
        conf.options()


@pytest.mark.parametrize(
    ("text", "calls", "period"), [("20/s", 20, 1), ("300/m", 300, 60), ("5/h", 5, 3600)]
)
def test_rates(text, calls, period):
    assert conf.RateLimit.parse(text) == conf.RateLimit(calls=calls, period=period)
