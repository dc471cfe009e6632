"""Rates by scope and user; none unless the project sets them."""

import pytest
from django.core.cache import cache
from rest_framework.permissions import AllowAny
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from tests.api.conftest import API, problem_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_empty_cache")]


@pytest.fixture
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def test_nothing_stops_forty_requests_a_minute(api):
    assert {api.get(f"{API}profiles/").status_code for _number in range(40)} == {200}


def test_a_rate_counts_for_its_scope_and_user(api, client, allow, source, settings):
    settings.HRFLOW_THROTTLE_RATES = {"hrflow_ask": "2/m"}
    allow("view_profile")
    search = f"{API}profiles/search/"
    assert [api.get(search).status_code for _number in range(3)] == [200, 200, 429]
    response = api.post(search)
    problem_of(response, 429)
    assert 0 < int(response["Retry-After"]) <= 60
    assert api.get(f"{API}profiles/").status_code == 200
    assert client.get(search).status_code == 200


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("hrflow_read", "get", "profiles/"),
        ("hrflow_read", "get", "resumes/"),
        ("hrflow_write", "post", "profiles/"),
        ("hrflow_write", "post", "profiles/parse/"),
        ("hrflow_write", "post", "sources/sync/"),
        ("hrflow_write", "post", "resumes/1/retry/"),
        ("hrflow_ask", "get", "profiles/score/"),
        ("hrflow_ask", "get", "jobs/x/embedding/"),
        ("hrflow_ask", "post", "text/parse/"),
    ],
)
def test_the_scope_of_a_path(api, source, settings, scope, method, path):
    settings.HRFLOW_THROTTLE_RATES = {scope: "1/h"}
    ask = getattr(api, method)
    assert ask(f"{API}{path}").status_code != 429
    problem_of(ask(f"{API}{path}"), 429)


@pytest.mark.parametrize("rate", ["often", "0/m", 5, "10/fortnight"])
def test_a_rate_that_is_none_is_told_to_the_project(api, settings, rate, caplog):
    settings.HRFLOW_THROTTLE_RATES = {"hrflow_read": rate}
    api.raise_request_exception = False
    problem_of(api.get(f"{API}profiles/"), 503)
    assert "hrflow_read" in caplog.text


class Everybody(AllowAny):
    """Strangers, too."""


def test_a_stranger_cannot_choose_another_address(settings, source):
    settings.HRFLOW_API_PERMISSION = f"{__name__}.Everybody"
    settings.HRFLOW_THROTTLE_RATES = {"hrflow_read": "1/h"}
    stranger = APIClient()
    said = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(3)]
    statuses = [stranger.get(f"{API}profiles/", headers=each).status_code for each in said]
    assert statuses == [200, 429, 429]


def test_where_the_project_knows_its_proxies_they_are_believed(settings, source, monkeypatch):
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1, raising=False)
    settings.HRFLOW_API_PERMISSION = f"{__name__}.Everybody"
    settings.HRFLOW_THROTTLE_RATES = {"hrflow_read": "1/h"}
    stranger = APIClient()
    said = [{"X-Forwarded-For": f"spoofed, 192.0.2.{number}"} for number in (1, 2, 1)]
    statuses = [stranger.get(f"{API}profiles/", headers=each).status_code for each in said]
    assert statuses == [200, 200, 429]
