"""The control endpoints under /_sandbox/, and the same from Python."""

from __future__ import annotations

import pytest
import requests

from django_hrflow.sandbox import (
    CAREERS_SOURCE_KEY,
    DEFAULT_API_SECRET,
    DEFAULT_WEBHOOK_SECRET,
    MAIN_BOARD_KEY,
    REALTIME_SOURCE_KEY,
    Sandbox,
)

from .conftest import Api, Receiver


def control(sandbox: Sandbox, method: str, name: str, body=None, **options):
    url = sandbox.url.replace("/v1/", f"/_sandbox/{name}")
    return requests.request(method, url, json=body, timeout=20, **options)


def test_health_names_what_is_there(sandbox: Sandbox):
    assert control(sandbox, "GET", "health").json() == {
        "ok": True,
        "sources": {"Careers site": CAREERS_SOURCE_KEY, "Real-time": REALTIME_SOURCE_KEY},
        "boards": {"Main board": MAIN_BOARD_KEY},
    }


def test_the_journal_tells_every_call(sandbox: Sandbox, api: Api):
    api.parse(REALTIME_SOURCE_KEY, reference="r1")
    api.get("profile/indexing", source_key=REALTIME_SOURCE_KEY, reference="r2")
    api.call("POST", "job/indexing", data=b"{")
    api.call("GET", "sources", headers={"X-Sandbox-Fault": "429"})
    api.post("rating", {"reference": {"not": "text"}})
    calls = control(sandbox, "GET", "calls").json()["calls"]
    told = [tuple(call[k] for k in ("method", "path", "reference", "status", "effect", "fault"))
            for call in calls]  # fmt: skip
    assert told == [
        ("POST", "profile/parsing/file", "r1", 201, 201, None),
        ("GET", "profile/indexing", "r2", 400, 400, None),
        ("POST", "job/indexing", None, 400, 400, None),
        ("GET", "sources", None, 429, None, "429"),
        ("POST", "rating", None, 400, 400, None),
    ]
    assert all(call["seconds"] >= 0 for call in calls)
    assert sandbox.calls() == calls
    assert len(sandbox.calls("sources")) == 1
    assert control(sandbox, "DELETE", "calls").json() == {"calls": []}
    assert sandbox.calls() == []


def test_the_journal_holds_no_personal_data(sandbox: Sandbox, api: Api, profile):
    api.get("profile/indexing", source_key=CAREERS_SOURCE_KEY, email="ada@example.org")
    text = control(sandbox, "GET", "calls").text
    for secret in ("ada@example.org", "Ada", DEFAULT_API_SECRET):
        assert secret not in text


def test_faults_over_http(sandbox: Sandbox, api: Api):
    body = {"next": ["503", "429=5"], "times": 2, "path": "sources"}
    queued = control(sandbox, "POST", "faults", body).json()["next"]
    assert queued[0] == {"kind": "503", "times": 2, "path": "sources", "method": None}
    assert [api.get("sources")["code"] for _ in range(5)] == [503, 503, 429, 429, 200]
    control(sandbox, "POST", "faults", {"spec": "500:1"})
    assert api.get("sources")["code"] == 500
    assert control(sandbox, "GET", "faults").json() == {"spec": "500:1", "next": []}
    control(sandbox, "DELETE", "faults")
    assert api.get("sources")["code"] == 200


@pytest.mark.parametrize(
    "body", [{}, {"spec": "x"}, {"next": "fire"}, {"next": ["503"], "times": 0}, {"other": 1},
             {"next": [5]}, {"next": "503", "times": "x"}, {"spec": 5}]
)  # fmt: skip
def test_wrong_faults_are_400(sandbox: Sandbox, body):
    answer = control(sandbox, "POST", "faults", body)
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_settings_over_http(sandbox: Sandbox, api: Api):
    changes = {"parse_delay": 0.5, "repeated_reference": "duplicate", "webhook_url": "http://x/",
               "sources": {CAREERS_SOURCE_KEY: True}, "quirks": ["echo-key"]}  # fmt: skip
    answer = control(sandbox, "POST", "settings", changes).json()
    assert answer["parse_delay"] == 0.5
    assert answer["webhook_urls"] == ["http://x/"]
    assert answer["quirks"] == ["echo-key"]
    assert "webhook_secret" not in answer
    assert DEFAULT_WEBHOOK_SECRET not in str(answer)
    assert control(sandbox, "GET", "settings").json() == answer
    assert api.get("source", key=CAREERS_SOURCE_KEY)["data"]["sync_parsing"] is True
    assert control(sandbox, "POST", "settings", {"webhook_url": None}).json()["webhook_urls"] == []


@pytest.mark.parametrize(
    "changes", [{"parse_delay": -1}, {"parse_delay": "x"}, {"repeated_reference": "maybe"},
                {"unknown": 1}, {"webhook_drop": 2}, {"strict_user": "yes"}, {"quirks": ["x"]},
                {"quirks": "echo-key"}, {"sources": {"x": True}}, {"webhook_scheme": "E"},
                {"sources": {CAREERS_SOURCE_KEY: "yes"}}, {"parse_delay": None}, [1]],
)  # fmt: skip
def test_wrong_settings_are_400_and_change_nothing(sandbox: Sandbox, changes):
    before = sandbox.configure()
    answer = control(sandbox, "POST", "settings", changes)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert sandbox.configure() == before


def test_sources_and_boards_can_be_made(sandbox: Sandbox, api: Api):
    made = control(sandbox, "POST", "sources", {"name": "Fair", "sync_parsing": True}).json()
    assert api.get("source", key=made["key"])["data"] == made
    assert api.parse(made["key"])["code"] == 201
    board = control(sandbox, "POST", "boards", {"name": "B", "key": "b" * 40}).json()
    assert board["key"] == "b" * 40
    assert control(sandbox, "POST", "boards", {}).status_code == 400
    assert sandbox.add_source("Fair")["id"] == made["id"]  # the same name is the same source


def test_profiles_count_what_was_created(sandbox: Sandbox, api: Api):
    sandbox.configure(repeated_reference="duplicate")
    for reference in ("a", "a", "b"):
        api.parse(REALTIME_SOURCE_KEY, reference=reference)
    api.parse(REALTIME_SOURCE_KEY, reference="c", name="parsing-error.txt")
    told = control(sandbox, "GET", "profiles").json()
    assert told["count"] == 3
    assert told["creations"] == {"a": 2, "b": 1}
    assert told["surplus"] == 1
    assert sorted(one["reference"] for one in told["profiles"]) == ["a", "a", "b"]


def test_events_over_http(sandbox: Sandbox, receiver: Receiver):
    sandbox.configure(webhook_url=receiver.url)
    event = {"type": "anything.at.all", "payload": [1, None]}
    assert control(sandbox, "POST", "events", event).json() == {"receivers": [receiver.url]}
    assert control(sandbox, "GET", "idle").json() == {"idle": True}
    assert receiver.events() == [event]
    assert control(sandbox, "GET", "deliveries").json()["deliveries"][0]["status"] == 200
    assert sandbox.deliveries(["other.type"]) == []


def test_idle_says_when_it_is_not(sandbox: Sandbox, api: Api):
    sandbox.configure(parse_delay=30)
    api.parse()
    answer = control(sandbox, "GET", "idle?timeout=0.05")
    assert (answer.status_code, answer.json()) == (504, {"idle": False})
    assert control(sandbox, "GET", "idle?timeout=x").status_code == 400


def test_reset_empties_but_keeps_settings(sandbox: Sandbox, api: Api, profile, job):
    sandbox.add_source("More")
    sandbox.configure(parse_delay=0.25)
    sandbox.fault("503")
    link = profile["attachments"][0]["public_url"]
    assert len(control(sandbox, "POST", "reset").json()["sources"]) == 2
    assert sandbox.calls() == []
    assert api.get("storing/jobs", board_keys=[MAIN_BOARD_KEY])["data"] == []
    assert sandbox.profiles()["count"] == 0
    assert sandbox.configure()["parse_delay"] == 0.25
    assert api.session.get(link, timeout=5).status_code == 404


def test_unknown_controls_and_methods(sandbox: Sandbox):
    assert control(sandbox, "GET", "nothing").status_code == 404
    assert control(sandbox, "PUT", "health").status_code == 405


@pytest.mark.parametrize(
    "headers",
    [{"Host": "attacker.example"}, {"Origin": "https://attacker.example"}, {"Origin": "null"}],
)
def test_web_pages_have_no_control(sandbox: Sandbox, headers):
    assert control(sandbox, "POST", "reset", headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:99", "[::1]"])
def test_this_machine_has_control(sandbox: Sandbox, host: str):
    assert control(sandbox, "GET", "health", headers={"Host": host}).status_code == 200
