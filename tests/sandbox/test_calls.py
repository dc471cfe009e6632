"""Who may call: keys, permissions, the user's e-mail address."""

from __future__ import annotations

import pytest

from django_hrflow.sandbox import DEFAULT_API_SECRET, Sandbox

from .conftest import Api

READ = DEFAULT_API_SECRET.replace("ask_", "askr_")
WRITE = DEFAULT_API_SECRET.replace("ask_", "askw_")
CHECK = {"url": "http://x.example/", "type": "a.b.c"}


def auth(api: Api, key: str | None):
    return api.call("GET", "auth", headers={"X-API-KEY": key})


@pytest.mark.parametrize(
    "key", [None, "", "secret", "ask_" + "g" * 32, DEFAULT_API_SECRET + "\t0", "a" * 40]
)
def test_keys_of_no_known_form_are_401(api: Api, key: str | None):
    answer = auth(api, key)
    assert answer.status_code == answer.json()["code"] == 401
    assert answer.json()["message"].startswith("Unauthorized. Invalid secret key: ")


def test_the_key_is_redacted_unless_the_quirk_is_wanted(sandbox: Sandbox, api: Api):
    secret = "ask_nobody-knows-this"
    assert secret not in auth(api, secret).text
    sandbox.configure(quirks=["echo-key"])
    assert auth(api, secret).json()["message"].endswith(secret)


@pytest.mark.parametrize(
    ("key", "permission", "can_get", "can_post"),
    [
        (DEFAULT_API_SECRET, "all", True, True),
        (READ, "read", True, False),
        (WRITE, "write", False, True),
    ],
)
def test_permissions(api: Api, key: str, permission: str, can_get: bool, can_post: bool):
    got = auth(api, key).json()
    posted = api.call("POST", "webhook/check", json=CHECK, headers={"X-API-KEY": key}).json()
    assert (got["code"] == 200, posted["code"] == 200) == (can_get, can_post)
    if can_get:
        assert got["data"]["api_key_permission"] == permission
    refused = posted if can_get else got
    if not (can_get and can_post):
        needed = "write" if can_get else "read"
        assert refused["code"] == 401
        assert refused["message"].endswith(f"for permission: {needed}")


def test_auth_tells_team_and_origin(api: Api):
    answer = api.call("GET", "auth", headers={"Origin": "https://jobs.example.org"}).json()
    assert set(answer["data"]) == {
        "team_name", "team_subdomain", "request_origin", "api_key_permission",
    }  # fmt: skip
    assert answer["data"]["request_origin"] == "https://jobs.example.org"


def test_with_given_keys_only_those_are_accepted():
    with Sandbox(api_secrets=["f" * 40, READ]) as sandbox:
        caller = Api(sandbox.url)
        with caller.session:
            assert auth(caller, DEFAULT_API_SECRET).status_code == 401
            assert auth(caller, "f" * 40).json()["data"]["api_key_permission"] == "all"
            assert auth(caller, READ).json()["data"]["api_key_permission"] == "read"


def test_strict_user(sandbox: Sandbox, api: Api):
    sandbox.configure(strict_user=True)
    assert api.get("sources")["code"] == 401
    api.session.headers["X-USER-EMAIL"] = "me@example.org"
    assert api.get("sources")["code"] == 200
