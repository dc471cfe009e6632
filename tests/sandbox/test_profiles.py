"""Profiles from JSON: create, edit, read, archive."""

from __future__ import annotations

import re

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY, Sandbox, dates

from .conftest import Api, Receiver

SENT = {
    "reference": "cand-7",
    "created_at": "2020-05-15T23:59:59.999Z",
    "consent_algorithmic": {"owner": {"parsing": True}, "controller": {"parsing": False}},
    "info": {
        "full_name": "Zoë Example",
        "email": "zoe@example.org",
        "urls": {"from_resume": [], "linkedin": "x"},
        "location": {"text": "Lyon", "lat": 45.76, "lng": 4.83},
    },
    "text": "Zoë… \u2028 text",
    "text_language": "fr",
    "experiences_duration": 2.5,
    "experiences": [{"company": "Acme", "title": "Dev",
                     "date_start": {"iso8601": "2021-01-01T00:00:00"},
                     "location": {"text": None}}],
    "educations": [{"school": "INSA", "title": "Master"}],
    "skills": [{"name": "python", "type": "hard", "value": None}],
    "tags": [{"name": "n", "value": value} for value in ("x", 1, 2.5, True, None)],
    "metadatas": [{"name": "note", "value": "free"}],
    "interests": None,
}  # fmt: skip


def create(api: Api, **changes):
    return api.post("profile/indexing", {"source_key": CAREERS_SOURCE_KEY, **SENT, **changes})


def test_create_gives_back_what_was_sent(api: Api):
    answer = create(api)
    assert (answer["code"], answer["message"]) == (201, "Profile created")
    made = answer["data"]
    for name in ("reference", "created_at", "consent_algorithmic", "text", "tags", "metadatas",
                 "skills", "text_language", "experiences_duration"):  # fmt: skip
        assert made[name] == SENT[name], name
    assert made["info"]["urls"] == SENT["info"]["urls"]
    assert made["info"]["location"] == SENT["info"]["location"] | {"gmaps": None, "fields": []}
    assert made["info"]["phone"] is None
    assert made["interests"] == made["attachments"] == []
    assert made["educations_duration"] is None
    assert made["experiences"][0]["date_start"] == "2021-01-01T00:00:00"
    assert made["experiences"][0]["company"] == "Acme"
    assert "school" not in made["experiences"][0]
    assert made["educations"][0]["school"] == "INSA"
    assert re.fullmatch("[0-9a-f]{40}", made["key"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000", made["updated_at"])
    assert isinstance(made["id"], int)
    assert made["archived_at"] is None
    got = api.get("profile/indexing", source_key=CAREERS_SOURCE_KEY, key=made["key"])
    assert got == {"code": 200, "message": "Profile details", "data": made}


def test_the_wrapped_form_is_the_same(api: Api):
    answer = api.post("profile/indexing", {"source_key": CAREERS_SOURCE_KEY, "profile": SENT})
    assert (answer["code"], answer["data"]["reference"]) == (201, "cand-7")


def test_a_key_may_be_chosen_once(api: Api):
    assert create(api, key="c" * 40)["data"]["key"] == "c" * 40
    assert create(api, key="c" * 40, reference="other")["message"].endswith("Already used!")


@pytest.mark.parametrize(
    "changes",
    [{"info": None}, {"info": "Ada"}, {"info": {"email": 5}}, {"text": 5}, {"skills": {"a": 1}},
     {"skills": ["python"]}, {"experiences": [5]}, {"experiences": [{"location": "Lyon"}]},
     {"created_at": "soon"}, {"experiences_duration": "long"}, {"source_key": "0" * 40},
     {"reference": ["a"]}, {"tags": [{"name": 5}]}],
)  # fmt: skip
def test_wrong_shapes_are_400(api: Api, changes):
    answer = create(api, **changes)
    assert answer["code"] == 400, answer
    assert set(answer) == {"code", "message"}


def test_reference_wins_over_key_and_email_in_both_spellings(api: Api):
    one = create(api)["data"]
    other = create(api, reference="cand-8", info={"email": "b@example.org"})["data"]

    def got(**ident):
        answer = api.get("profile/indexing", source_key=CAREERS_SOURCE_KEY, **ident)
        return answer.get("data", {}).get("key")

    assert got(key=one["key"], reference="cand-8") == other["key"]
    assert got(email="ZOE@example.org") == one["key"]
    assert got(profile_email="b@example.org") == other["key"]
    assert got(reference="unknown", key=one["key"]) is None
    assert (
        api.get("profile/indexing", source_key=REALTIME_SOURCE_KEY, key=one["key"])["code"] == 400
    )


def test_without_any_identifier_is_400(api: Api):
    assert "cannot be null" in api.get("profile/indexing", source_key=CAREERS_SOURCE_KEY)["message"]


def test_edit_replaces_everything(api: Api):
    made = create(api)["data"]
    body = {"source_key": CAREERS_SOURCE_KEY, "key": made["key"], "info": {"full_name": "Only"}}
    answer = api.send("PUT", "profile/indexing", body)
    assert (answer["code"], answer["message"]) == (200, "Profile edited")
    edited = answer["data"]
    assert edited["info"]["email"] is None
    assert edited["skills"] == edited["experiences"] == []
    assert edited["text"] == ""
    for name in ("id", "key", "reference", "created_at"):
        assert edited[name] == made[name]


def test_a_whole_get_can_be_put_back(api: Api, profile):
    again = api.send("PUT", "profile/indexing", profile)["data"]
    assert again | {"updated_at": None} == profile | {"updated_at": None}


def test_an_edit_has_a_new_date(api: Api, monkeypatch: pytest.MonkeyPatch):
    made = create(api)["data"]
    monkeypatch.setattr(dates, "now", lambda: "2040-01-02T03:04:05+0000")
    edited = api.send("PUT", "profile/indexing", made)["data"]
    assert edited["updated_at"] == "2040-01-02T03:04:05+0000"
    assert edited["created_at"] == made["created_at"]
    found = api.get("profiles/searching", source_keys=[CAREERS_SOURCE_KEY], sort_by="updated_at")
    assert found["data"]["profiles"][0]["updated_at"] == edited["updated_at"]


def test_edit_by_reference_and_of_a_reference(api: Api):
    made = create(api)["data"]
    by_reference = api.send("PUT", "profile/indexing", made | {"key": None, "text": "new"})
    assert by_reference["data"]["key"] == made["key"]
    renamed = api.send("PUT", "profile/indexing", made | {"reference": "cand-9"})["data"]
    assert (renamed["key"], renamed["reference"]) == (made["key"], "cand-9")


def test_edit_of_nobody_is_400(api: Api):
    for ident in ({"key": "0" * 40}, {"reference": "x"}, {}):
        body = {"source_key": CAREERS_SOURCE_KEY, "info": {}, **ident}
        assert (
            "Unable to find object: profile" in api.send("PUT", "profile/indexing", body)["message"]
        )


def test_archive_and_back(api: Api, profile):
    ident = {"source_key": CAREERS_SOURCE_KEY, "reference": "cand-1"}
    answer = api.send("PATCH", "profile/indexing/archive", ident | {"is_archive": 1})
    assert answer == {"code": 200, "message": "Profile archived", "data": {"key": profile["key"]}}
    archived = api.get("profile/indexing", **ident)["data"]
    assert archived["archived_at"] is not None
    found = api.get("profiles/searching", source_keys=[CAREERS_SOURCE_KEY])
    assert (found["data"]["profiles"], found["meta"]["total"]) == ([], 0)
    api.send("PATCH", "profile/indexing/archive", ident | {"is_archive": 0})
    assert api.get("profile/indexing", **ident)["data"]["archived_at"] is None
    found = api.get("profiles/searching", source_keys=[CAREERS_SOURCE_KEY])
    assert found["meta"]["total"] == 1


def test_quirk_archived_ones_are_counted_but_not_shown(sandbox: Sandbox, api: Api, profile):
    ident = {"source_key": CAREERS_SOURCE_KEY, "key": profile["key"], "is_archive": True}
    api.send("PATCH", "profile/indexing/archive", ident)
    sandbox.configure(quirks=["count-archived"])
    found = api.get("profiles/searching", source_keys=[CAREERS_SOURCE_KEY])
    assert (found["data"]["profiles"], found["meta"]["count"]) == ([], 1)


def test_quirk_status_differs_from_code(sandbox: Sandbox, api: Api, profile):
    sandbox.configure(quirks=["status-mismatch"])
    answer = api.call("PUT", "profile/indexing", json=profile)
    assert (answer.status_code, answer.json()["code"]) == (201, 200)


def test_repeated_reference_modes_hold_for_json_too(sandbox: Sandbox, api: Api):
    first = create(api)["data"]
    assert create(api)["message"].endswith("cand-7. Already used!")
    sandbox.configure(repeated_reference="update")
    second = create(api, text="new")["data"]
    assert (second["key"], second["text"]) == (first["key"], "new")
    sandbox.configure(repeated_reference="duplicate")
    assert create(api)["data"]["key"] != first["key"]
    assert sandbox.profiles()["creations"] == {"cand-7": 3}


def test_stored_profiles_are_told_to_the_webhooks(sandbox: Sandbox, api: Api, receiver: Receiver):
    sandbox.configure(webhook_url=receiver.url)
    made = create(api)["data"]
    api.send("PUT", "profile/indexing", made)
    assert sandbox.wait_idle()
    created, edited = receiver.events()
    assert (created["type"], edited["type"]) == (
        "profile.storing.success",
        "profile.storing.update",
    )
    assert created["profile"] == {
        "key": made["key"], "reference": "cand-7", "source": {"key": CAREERS_SOURCE_KEY},
    }  # fmt: skip
