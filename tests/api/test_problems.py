"""Every failure is a problem document: our own, HrFlow's, and what nobody foresaw."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from rest_framework.test import APIClient

from django_hrflow.api import problems
from django_hrflow.sandbox import DEFAULT_API_SECRET
from tests.api.conftest import API, problem_of

pytestmark = pytest.mark.django_db

SEARCH = f"{API}profiles/search/"


# Ours


def test_a_stranger_is_asked_to_sign_in():
    for path in ("profiles/", "schema/", "tasks/00000000-0000-0000-0000-000000000000/"):
        response = APIClient().get(f"{API}{path}")
        problem_of(response, 401)
        assert response["WWW-Authenticate"] == 'Basic realm="api"'


@pytest.mark.parametrize("header", ["Basic !!!", "Basic", "Basic YTpi", "Basic \xff", "Bearer x"])
def test_wrong_credentials_are_401(header):
    problem_of(APIClient().get(f"{API}profiles/", headers={"Authorization": header}), 401)


def test_a_session_needs_its_csrf_token(user, allow):
    allow("add_profile")
    browser = APIClient(enforce_csrf_checks=True)
    browser.login(username="ada", password="sesame")
    problem = problem_of(browser.post(f"{API}profiles/", {}, format="json"), 403)
    assert "CSRF" in problem["detail"]


def test_signing_in_with_a_password(user, allow):
    allow("view_profile")
    known = APIClient()
    known.credentials(HTTP_AUTHORIZATION="Basic YWRhOnNlc2FtZQ==")
    assert known.get(f"{API}profiles/").status_code == 200


@pytest.mark.parametrize("path", ["", "nope/", "profiles/a/b/c/", "resumes/abc/", "tasks/1/"])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_a_path_that_there_is_not(api, path, method):
    problem_of(getattr(api, method)(f"{API}{path}"), 404)
    problem_of(getattr(APIClient(), method)(f"{API}{path}"), 404)


def test_a_missing_slash_leads_on_with_method_and_body(api, source):
    response = api.get(f"{API}profiles?limit=3")
    assert (response.status_code, response["Location"]) == (308, f"{API}profiles/?limit=3")
    assert api.post(f"{API}profiles/search").status_code == 308
    problem_of(api.get(f"{API}nope"), 404)


def test_another_method_is_405_and_says_which_there_are(api, profile):
    for method, path, allowed in (
        ("delete", f"profiles/{profile.key}/", "GET, PUT, HEAD, OPTIONS"),
        ("patch", "profiles/", "GET, POST, HEAD, OPTIONS"),
        ("get", "profiles/parse/", "POST, OPTIONS"),
        ("put", "text/parse/", "POST, OPTIONS"),
    ):
        response = getattr(api, method)(f"{API}{path}")
        problem_of(response, 405)
        assert set(response["Allow"].split(", ")) == set(allowed.split(", "))


def test_an_answer_has_one_form(api):
    problem_of(api.get(f"{API}profiles/", headers={"Accept": "text/html"}), 406)
    problem_of(api.get(f"{API}profiles/", headers={"Accept": "application/octet-stream"}), 406)
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert api.get(f"{API}profiles/", headers={"Accept": browser}).status_code == 200


@pytest.mark.parametrize("accept", [";;;", "*", "application/json;q=x", "\xff", "a" * 10_000])
def test_an_accept_header_that_makes_no_sense(api, accept):
    assert api.get(f"{API}profiles/", headers={"Accept": accept}).status_code in (200, 406)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "x", ";"]
)
def test_a_body_of_another_media_type(api, source, content_type):
    problem_of(api.post(SEARCH, b"a", content_type=content_type), 415)


def test_options_tell_what_there_is(api):
    response = api.options(f"{API}profiles/")
    assert response.status_code == 200
    assert set(response.json()) == {"name", "description", "renders", "parses"}
    problem_of(APIClient().options(f"{API}profiles/"), 401)
    for path in ("profiles/x/embedding/", "profiles/x/export/", "schema/"):
        assert api.options(f"{API}{path}")["Content-Type"] == "application/json"


def test_head_is_get_without_a_body(api, profile):
    response = api.head(f"{API}profiles/{profile.key}/")
    assert (response.status_code, response.content) == (200, b"")
    assert api.head(f"{API}profiles/nobody/").status_code == 404


def test_a_body_over_the_limit_is_413(api, source, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    problem_of(api.post(SEARCH, {"name": "a" * 2000}, format="json"), 413)


def test_too_many_fields_are_400(api, source, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    data = {f"field-{number}": "x" for number in range(9)}
    problem_of(api.post(f"{API}profiles/parse/", data, format="multipart"), 400)
    problem_of(api.get(f"{API}profiles/", data), 400)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadRequest("x"), 400),
        (SuspiciousOperation("x"), 400),
        (PermissionDenied("x"), 403),
        (OperationalError("x"), 503),
        (ValueError("ada@example.org"), 500),
    ],
)
def test_whatever_is_raised_has_a_document(error, status):
    found = problems.document(error)
    assert found["status"] == status
    assert "ada@example.org" not in str(found)


def test_what_nobody_foresaw_is_logged_and_told_without_details(api, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ValueError("ada@example.org")

    monkeypatch.setattr("django_hrflow.api.pagination.CursorPagination._limit", broken)
    api.raise_request_exception = False
    problem = problem_of(api.get(f"{API}profiles/"), 500)
    assert "ada@example.org" not in str(problem)
    assert "The API failed" in caplog.text


# HrFlow's


@pytest.mark.parametrize(
    ("fault", "statuses"),
    [
        ("400", {400}),
        ("401", {502}),
        ("402", {402}),
        ("403", {502}),
        ("422", {422}),
        ("429", {429}),
        ("500", {502}),
        ("502", {502}),
        ("503", {502, 503}),
        ("html", {502}),
        ("cut-json", {502}),
        ("cut-body", {502, 503}),
        ("reset", {503}),
    ],
)
def test_what_hrflow_answers_keeps_its_meaning(api, source, hrflow_sandbox, fault, statuses):
    hrflow_sandbox.fault(fault)
    response = api.get(SEARCH)
    assert response.status_code in statuses
    problem = problem_of(response, response.status_code)
    assert problem["type"].startswith("urn:django-hrflow:problem:")
    assert DEFAULT_API_SECRET not in response.content.decode()
    if response.status_code in (429, 503):
        assert int(response["Retry-After"]) > 0


def test_silence_is_503(api, source, hrflow_sandbox, settings):
    settings.HRFLOW = {"default": {**settings.HRFLOW["default"], "TIMEOUT": (0.3, 0.3)}}
    hrflow_sandbox.fault("silence")
    assert "Retry-After" in api.get(SEARCH).headers
    hrflow_sandbox.no_faults()


def test_nobody_at_the_address_is_503(api, source, settings):
    there = {"API_URL": "http://127.0.0.1:1/v1/"}
    settings.HRFLOW = {"default": {**settings.HRFLOW["default"], **there}}
    response = api.get(SEARCH)
    problem_of(response, 503)
    assert int(response["Retry-After"]) > 0


def test_a_key_that_hrflow_refuses_is_never_told(api, source, settings, hrflow_sandbox):
    hrflow_sandbox.configure(api_secrets=[DEFAULT_API_SECRET])
    secret = "ask_" + "0" * 32
    settings.HRFLOW = {"default": {**settings.HRFLOW["default"], "API_SECRET": secret}}
    try:
        response = api.get(SEARCH)
    finally:
        hrflow_sandbox.configure(api_secrets=[])
    problem_of(response, 502)
    assert secret not in response.content.decode()


def test_a_workspace_that_is_not_configured_is_503(api, source, settings):
    settings.HRFLOW = {"default": {"API_USER": "ada@example.org"}}
    problem_of(api.get(SEARCH), 503)
