"""Parsing CVs through the API: now, later, twice, and when it cannot be done."""

from __future__ import annotations

import json
import threading
from collections import Counter

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY, Sandbox
from django_hrflow.sandbox.resumes import read_resume

from .conftest import CV, Api, Receiver

ASYNC = {
    "code": 202,
    "message": "Your profile as been sent successfully to the Parsing Queue.",
    "data": [],
}
PICTURE = b"\x89PNG\r\n\x1a\nbroken"


def get(api: Api, reference: str, path: str = "profile/indexing", source: str = CAREERS_SOURCE_KEY):
    return api.get(path, source_key=source, reference=reference)


def test_real_time_gives_the_profile_and_the_parsing(sandbox: Sandbox, api: Api):
    answer = api.parse(
        REALTIME_SOURCE_KEY, reference="r1", created_at="2020-05-15T23:59:59.999Z",
        tags=json.dumps([{"name": "archive", "value": True}]), metadatas="[]",
        labels=json.dumps([{"job_key": "j", "stage": "yes", "stage_timestamp": 1585662186}]),
    )  # fmt: skip
    assert answer["code"] == 201
    profile, parsing = answer["data"]["profile"], answer["data"]["parsing"]
    assert profile["info"]["email"] == "ada@example.org"
    assert profile["info"]["full_name"] == "Ada Example"
    assert profile["created_at"] == "2020-05-15T23:59:59.999Z"
    assert profile["tags"] == [{"name": "archive", "value": True}]
    assert profile["labels"][0]["stage_timestamp"] == 1585662186
    assert profile["source"]["key"] == profile["source_key"] == REALTIME_SOURCE_KEY
    assert parsing["key"] == profile["key"]
    assert parsing["emails"] == ["ada@example.org"]
    stored = get(api, "r1", source=REALTIME_SOURCE_KEY)
    assert stored == {"code": 200, "message": "Profile details", "data": profile}
    assert get(api, "r1", "profile/parsing", REALTIME_SOURCE_KEY)["data"] == parsing


def test_the_source_decides_not_the_flag(sandbox: Sandbox, api: Api):
    assert api.parse(sync_parsing="1") == ASYNC
    assert api.parse(REALTIME_SOURCE_KEY, sync_parsing="0")["code"] == 201
    sandbox.configure(sources={CAREERS_SOURCE_KEY: True})
    assert api.parse()["code"] == 201


def test_later_the_profile_appears(sandbox: Sandbox, api: Api):
    sandbox.configure(parse_delay=0.3)
    assert api.parse(reference="r1") == ASYNC
    assert get(api, "r1") == {
        "code": 400,
        "message": "Invalid parameters. Unable to find object: profile",
    }
    assert sandbox.profiles()["pending"] == 1
    assert sandbox.wait_idle()
    assert get(api, "r1")["data"]["info"]["first_name"] == "Ada"
    assert get(api, "r1", "profile/parsing")["message"] == "Profile parsing"


def test_two_attachments_can_be_fetched(api: Api, profile):
    found = api.get(
        "profile/indexing/attachments", source_key=CAREERS_SOURCE_KEY, key=profile["key"]
    )
    assert found["data"] == profile["attachments"]
    assert [one["type"] for one in found["data"]] == ["resume", "original"]
    normalised, original = found["data"]
    assert normalised["extension"] == ".pdf"
    pdf = api.session.get(normalised["public_url"], timeout=5)
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert original["extension"] == ".txt"
    assert original["file_size"] == len(CV.encode())
    response = api.session.get(original["public_url"], timeout=5)
    assert response.content == CV.encode()
    assert response.headers["Content-Disposition"] == "attachment"


def test_unindexed_real_time_parse_leaves_nothing(sandbox: Sandbox, api: Api):
    answer = api.parse(REALTIME_SOURCE_KEY, reference="r1", sync_parsing_indexing="0")
    assert answer["code"] == 201
    assert answer["data"]["profile"]["key"] is None
    assert sandbox.profiles()["count"] == 0
    assert get(api, "r1", source=REALTIME_SOURCE_KEY)["code"] == 400


@pytest.mark.parametrize("name", ["cv.exe", "cv", "cv.pdf.zip", ".pdf"])
def test_other_extensions_are_refused(api: Api, name: str):
    answer = api.parse(name=name)
    assert answer["code"] == 400
    assert "extension" in answer["message"]


def test_extensions_are_known_in_any_case(api: Api):
    assert api.parse(name="CV.TXT")["code"] == 202


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"source_key": "nobody"}, "Unable to find object: source"),
     ({"tags": "[{"}, "Malformed JSON in tags"), ({"labels": "[1]"}, "labels must be"),
     ({"created_at": "yesterday"}, "created_at must be a date"), ({"key": "f" * 40}, "profile")],
)  # fmt: skip
def test_wrong_parameters_are_400(api: Api, fields, message: str):
    body = {"source_key": REALTIME_SOURCE_KEY} | fields
    answer = api.call(
        "POST", "profile/parsing/file", data=body, files={"file": ("a.txt", CV)}
    ).json()
    assert answer["code"] == 400
    assert message in answer["message"]


def test_a_missing_or_empty_file_is_400(api: Api):
    answer = api.call(
        "POST", "profile/parsing/file", data={"source_key": CAREERS_SOURCE_KEY}
    ).json()
    assert answer["code"] == 400
    assert api.parse(content=b"")["code"] == 400


# Unreadable files


@pytest.mark.parametrize(
    ("name", "content"),
    [("cv.png", PICTURE), ("cv.docx", b"PK\x03\x04broken"), ("parsing-error.txt", CV)],
)
def test_an_unreadable_file_in_real_time_is_400_with_the_reason(
    sandbox: Sandbox, api: Api, name: str, content
):
    answer = api.parse(REALTIME_SOURCE_KEY, name=name, content=content, reference="r1")
    assert answer["code"] == 400
    assert answer["message"].startswith("Parsing failed: ")
    assert sandbox.profiles() == {
        "count": 0, "profiles": [], "creations": {}, "surplus": 0, "pending": 0,
    }  # fmt: skip


def test_an_unreadable_file_later_is_an_event_and_a_reason(
    sandbox: Sandbox, api: Api, receiver: Receiver
):
    sandbox.configure(webhook_url=receiver.url)
    assert api.parse(name="parsing-error.pdf", reference="r1") == ASYNC
    assert sandbox.wait_idle()
    (event,) = receiver.events()
    assert event["type"] == "profile.parsing.error"
    assert event["profile"]["reference"] == "r1"
    assert event["profile"]["source"] == {"key": CAREERS_SOURCE_KEY}
    assert len(event["profile"]["key"]) == 40
    for path in ("profile/indexing", "profile/parsing"):
        answer = get(api, "r1", path)
        assert answer["code"] == 400
        assert answer["message"].startswith("Parsing failed: ")
    assert sandbox.profiles()["count"] == 0


def test_a_reference_whose_parse_failed_may_be_used_again(sandbox: Sandbox, api: Api):
    api.parse(name="parsing-error.pdf", reference="r1")
    assert sandbox.wait_idle()
    assert api.parse(reference="r1") == ASYNC
    assert sandbox.wait_idle()
    assert get(api, "r1")["code"] == 200


# Repeated references


def test_refuse_also_while_the_first_is_pending(sandbox: Sandbox, api: Api):
    sandbox.configure(parse_delay=0.3)
    refused = {
        "code": 400,
        "message": "Cannot create profile with this reference: r1. Already used!",
    }
    assert api.parse(reference="r1") == ASYNC
    assert api.parse(reference="r1") == refused
    assert sandbox.wait_idle()
    assert api.parse(reference="r1") == refused
    assert api.post("profile/indexing", body(reference="r1")) == refused
    assert api.parse(REALTIME_SOURCE_KEY, reference="r1")["code"] == 201  # another source
    assert sandbox.profiles()["surplus"] == 0


def body(**fields):
    return {"source_key": CAREERS_SOURCE_KEY, "info": {"full_name": "Ada"}, "text": "t", **fields}


def test_update_in_place_keeps_the_key_and_says_update(
    sandbox: Sandbox, api: Api, receiver: Receiver
):
    sandbox.configure(repeated_reference="update", webhook_url=receiver.url)
    api.parse(reference="r1")
    assert sandbox.wait_idle()
    first = get(api, "r1")["data"]
    api.parse(reference="r1", content=CV.replace("Ada", "Eve"))
    assert sandbox.wait_idle()
    second = get(api, "r1")["data"]
    assert (second["key"], second["id"]) == (first["key"], first["id"])
    assert second["info"]["first_name"] == "Eve"
    assert sandbox.profiles()["count"] == 1
    assert sandbox.profiles()["surplus"] == 1
    assert [event["type"] for event in receiver.events()] == [
        "profile.parsing.success", "profile.storing.success",
        "profile.parsing.update", "profile.storing.update",
    ]  # fmt: skip


def test_duplicate_makes_two_and_get_finds_the_newest(sandbox: Sandbox, api: Api):
    sandbox.configure(repeated_reference="duplicate")
    for name in ("Ada", "Eve"):
        assert api.parse(reference="r1", content=CV.replace("Ada", name)) == ASYNC
        assert sandbox.wait_idle()
    told = sandbox.profiles()
    assert (told["count"], told["creations"], told["surplus"]) == (2, {"r1": 2}, 1)
    assert get(api, "r1")["data"]["info"]["first_name"] == "Eve"


def test_a_check_at_indexing_accepts_both_and_fails_the_second(
    sandbox: Sandbox, api: Api, receiver: Receiver
):
    sandbox.configure(reference_check="indexing", parse_delay=0.2, webhook_url=receiver.url)
    assert api.parse(reference="r1") == api.parse(reference="r1") == ASYNC
    assert sandbox.wait_idle()
    assert sandbox.profiles()["count"] == 1
    assert get(api, "r1")["code"] == 200
    sandbox.configure(sources={CAREERS_SOURCE_KEY: True})
    assert api.parse(reference="r1")["message"].endswith("r1. Already used!")
    types = Counter(event["type"] for event in receiver.events())
    assert types["profile.parsing.success"] == types["profile.parsing.error"] == 1


def test_of_many_at_once_with_one_reference_one_is_taken(sandbox: Sandbox):
    answers: list[int] = []

    def upload() -> None:
        caller = Api(sandbox.url)
        with caller.session:
            answers.append(caller.parse(REALTIME_SOURCE_KEY, reference="same")["code"])

    threads = [threading.Thread(target=upload) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [201] + [400] * 7
    assert sandbox.profiles()["count"] == 1


def test_a_key_parses_again_into_its_profile(sandbox: Sandbox, api: Api, profile):
    api.parse(key=profile["key"], content=CV.replace("Ada", "Eve"))
    assert sandbox.wait_idle()
    again = api.get("profile/indexing", source_key=CAREERS_SOURCE_KEY, key=profile["key"])["data"]
    assert again["info"]["first_name"] == "Eve"
    assert sandbox.profiles()["count"] == 1
    assert again["reference"] == profile["reference"]


def test_without_a_reference_every_parse_is_new(sandbox: Sandbox, api: Api):
    for _ in range(2):
        assert api.parse()["code"] == 202
    assert sandbox.wait_idle()
    told = sandbox.profiles()
    assert (told["count"], told["surplus"]) == (2, 0)


# Events of real-time parses


def test_real_time_fires_the_parsing_event_only_when_asked(
    sandbox: Sandbox, api: Api, receiver: Receiver
):
    sandbox.configure(webhook_url=receiver.url)
    api.parse(REALTIME_SOURCE_KEY)
    assert sandbox.wait_idle()
    assert [event["type"] for event in receiver.events()] == ["profile.storing.success"]
    receiver.received.clear()
    api.parse(REALTIME_SOURCE_KEY, webhook_parsing_sending="1")
    assert sandbox.wait_idle()
    assert [event["type"] for event in receiver.events()] == [
        "profile.parsing.success", "profile.storing.success",
    ]  # fmt: skip


# State


def test_pending_parses_survive_a_restart(tmp_path, receiver: Receiver):
    state = str(tmp_path / "sandbox.sqlite3")
    with Sandbox(state=state, parse_delay=60) as sandbox:
        caller = Api(sandbox.url)
        with caller.session:
            caller.parse(reference="slow")
            sandbox.configure(parse_delay=0)
            caller.parse(reference="quick")
            caller.parse(name="parsing-error.pdf", reference="bad")
            while sandbox.profiles()["pending"] > 1:
                pass
    import sqlite3

    connection = sqlite3.connect(state)
    connection.execute("UPDATE parses SET due = 0")
    connection.commit()
    connection.close()
    with Sandbox(state=state, webhook_url=receiver.url) as sandbox:
        assert sandbox.wait_idle()
        caller = Api(sandbox.url)
        with caller.session:
            assert get(caller, "quick")["code"] == get(caller, "slow")["code"] == 200
            assert get(caller, "bad")["message"].startswith("Parsing failed")
            link = get(caller, "slow")["data"]["attachments"][1]["public_url"]
            assert caller.session.get(link, timeout=5).content == CV.encode()
            assert caller.parse(reference="quick")["code"] == 400
    assert [event["type"] for event in receiver.events()][:1] == ["profile.parsing.success"]


def test_reset_leaves_nothing_of_what_is_being_read(sandbox: Sandbox, api: Api, monkeypatch):
    reading, go_on = threading.Event(), threading.Event()

    def slowly(*args):
        reading.set()
        assert go_on.wait(10)
        return read_resume(*args)

    monkeypatch.setattr("django_hrflow.sandbox.parses.read_resume", slowly)
    api.parse(reference="r1")
    assert reading.wait(10)
    threading.Timer(0.3, go_on.set).start()
    sandbox.reset()
    assert sandbox.wait_idle()
    assert sandbox.profiles()["count"] == 0


def test_reset_drops_what_is_pending(sandbox: Sandbox, api: Api):
    sandbox.configure(parse_delay=30)
    api.parse(reference="r1")
    sandbox.reset()
    assert sandbox.wait_idle(1)
    sandbox.configure(parse_delay=0)
    assert api.parse(reference="r1") == ASYNC
    assert sandbox.wait_idle()
    assert sandbox.profiles()["count"] == 1
