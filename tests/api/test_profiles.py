"""Profiles: the mirror, indexing, editing, and what HrFlow tells about them."""

import struct

import pytest

from django_hrflow import mirror
from django_hrflow.models import Call, Profile, Source
from django_hrflow.sandbox import REALTIME_SOURCE_KEY
from django_hrflow.testing.queue import work_off
from tests.api.conftest import API, cv, problem_of, profile_json, wrong_members

pytestmark = pytest.mark.django_db


def test_the_list_shows_slim_rows(api, profile):
    (row,) = api.get(f"{API}profiles/").json()["results"]
    assert row == {
        "key": profile.key,
        "reference": profile.reference,
        "workspace": "default",
        "source_key": profile.source.key,
        "name": profile.name,
        "email": profile.email,
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "archived_at": None,
        "synced_at": row["synced_at"],
    }
    assert row["synced_at"].endswith("Z")


def test_the_detail_is_the_object_as_hrflow_sent_it(api, profile):
    found = api.get(f"{API}profiles/{profile.key}/").json()
    assert found.pop("synced_at")
    assert found == {**profile.payload, "source_key": profile.source.key}


def test_a_key_that_the_mirror_lacks_is_404(api, source):
    problem = problem_of(api.get(f"{API}profiles/nobody/"), 404)
    assert problem["detail"] == "There is no profile with this key."


def test_indexing_tells_hrflow_and_the_mirror(api, source, hrflow_sandbox):
    body = {**profile_json(), "source_key": source.key}
    response = api.post(f"{API}profiles/", body, format="json")
    assert response.status_code == 201
    key = response.json()["key"]
    assert response["Location"] == f"http://testserver{API}profiles/{key}/"
    assert response.json() == api.get(response["Location"]).json()
    row = Profile.objects.get()
    assert (row.key, row.reference, row.source) == (key, body["reference"], source)
    assert [call["method"] for call in hrflow_sandbox.calls("profile/indexing")] == ["POST"]


def test_indexing_looks_up_a_source_that_the_mirror_lacks(api, hrflow_sandbox):
    body = {**profile_json(), "source_key": REALTIME_SOURCE_KEY}
    assert api.post(f"{API}profiles/", body, format="json").status_code == 201
    assert Source.objects.get().key == REALTIME_SOURCE_KEY


def test_indexing_in_a_source_that_nobody_knows_is_404(api, hrflow_sandbox):
    body = {**profile_json(), "source_key": "f" * 40}
    problem_of(api.post(f"{API}profiles/", body, format="json"), 404)
    assert not hrflow_sandbox.calls("profile/indexing")


def test_what_was_read_can_be_changed_and_put_back(api, profile):
    path = f"{API}profiles/{profile.key}/"
    document = api.get(path).json()
    document["text"] = "Ada Example, now in Lyon"
    changed = api.put(path, document, format="json")
    assert changed.status_code == 200
    assert changed.json()["text"] == "Ada Example, now in Lyon"
    again = api.get(path).json()
    assert again == changed.json()
    before = {**document, "updated_at": "", "synced_at": ""}
    assert {**again, "updated_at": "", "synced_at": ""} == before


def test_members_left_out_of_a_put_are_emptied(api, profile):
    body = {"info": {"full_name": "Ada Example"}, "text": "short"}
    answer = api.put(f"{API}profiles/{profile.key}/", body, format="json").json()
    assert (answer["key"], answer["skills"], answer["text"]) == (profile.key, [], "short")


def test_a_put_cannot_name_another_profile(api, profile):
    body = {**profile_json(), "key": "e" * 40}
    response = api.put(f"{API}profiles/{profile.key}/", body, format="json")
    assert wrong_members(response) == {"#/key"}


def test_what_is_read_only_is_not_written(api, profile):
    body = {**profile.payload, "id": 999, "archived_at": "2020-01-01T00:00:00+0000", "score": 1}
    answer = api.put(f"{API}profiles/{profile.key}/", body, format="json").json()
    assert (answer["id"], answer["archived_at"]) == (profile.payload["id"], None)
    assert "score" not in answer
    later = {"Prefer": "respond-async"}
    api.put(f"{API}profiles/{profile.key}/", body, format="json", headers=later)
    sent = Call.objects.get().arguments["profile_json"]
    assert not {"id", "key", "source", "source_key", "archived_at", "score"} & sent.keys()
    assert sent["text"] == profile.payload["text"]


def test_a_profile_that_only_hrflow_has_can_be_put_where_its_source_is_named(api, profile):
    Profile.objects.all().delete()
    path = f"{API}profiles/{profile.key}/"
    problem_of(api.put(path, profile_json(), format="json"), 404)
    body = {**profile_json(), "source_key": profile.source.key}
    assert api.put(path, body, format="json").status_code == 200


def test_the_source_decides_where_two_hold_the_same_key(api, profile):
    other = mirror.store_source("default", {"key": "other-source", "name": "Other"})
    mirror.store_profile("default", {"key": profile.key, "info": {}, "text": "other"}, other.key)
    path = f"{API}profiles/{profile.key}/"
    assert "source_key" in problem_of(api.get(path), 409)["detail"]
    assert api.get(path, {"source_key": other.key}).json()["text"] == "other"
    assert api.get(path, {"source_key": profile.source.key}).json()["id"] == profile.payload["id"]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("info", None),
        ("info", []),
        ("info", {"full_name": 5}),
        ("info", {"location": "Lyon"}),
        ("text", 5),
        ("text", ["a"]),
        ("skills", "python"),
        ("skills", {"name": "python"}),
        ("skills", ["python"]),
        ("skills", [{"name": 5}]),
        ("experiences", [{"title": {}}]),
        ("experiences", [{"skills": [5]}]),
        ("experiences_duration", "2"),
        ("experiences_duration", True),
        ("created_at", "yesterday"),
        ("reference", "r" * 256),
        ("reference", 5),
        ("source_key", ""),
        ("source_key", ["a"]),
    ],
)
def test_a_member_of_a_wrong_type_is_named(api, source, hrflow_sandbox, member, value):
    body = {**profile_json(), "source_key": source.key, member: value}
    hrflow_sandbox.forget_calls()
    (pointer,) = wrong_members(api.post(f"{API}profiles/", body, format="json"))
    assert pointer.split("/")[1] == member
    assert not hrflow_sandbox.calls()


def test_members_that_nobody_knows_pass(api, source):
    body = {**profile_json(), "source_key": source.key, "hobby_horse": {"a": [1, None]}}
    body["info"]["nickname"] = "Addie"
    headers = {"Prefer": "respond-async"}
    assert api.post(f"{API}profiles/", body, format="json", headers=headers).status_code == 202
    del body["source_key"]
    assert Call.objects.get().arguments["profile_json"] == body


@pytest.mark.parametrize("body", [[], "text", 5, None, [{"info": {}}]])
def test_a_body_must_be_an_object(api, source, body):
    problem_of(api.post(f"{API}profiles/", body, format="json"), 400)


def test_parsing_and_attachments_come_from_hrflow(api, hrflow_sandbox):
    data = {"source_key": REALTIME_SOURCE_KEY, "file": cv()}
    (row,) = api.post(f"{API}profiles/parse/", data, format="multipart").json()["results"]
    work_off()
    row = api.get(row["url"]).json()
    parsing = api.get(f"{API}profiles/{row['profile']}/parsing/").json()
    assert "ada@example.org" in parsing["emails"]
    attachments = api.get(f"{API}profiles/{row['profile']}/attachments/").json()
    assert {each["type"] for each in attachments} == {"resume", "original"}


def test_an_embedding_is_json_or_bytes_and_asked_once(api, profile, hrflow_sandbox):
    path = f"{API}profiles/{profile.key}/embedding/"
    found = api.get(path).json()
    assert found["dimension"] == 1024
    (vector,) = found["embedding"]
    response = api.get(path, headers={"Accept": "application/octet-stream"})
    assert response["Content-Type"] == "application/octet-stream"
    assert list(struct.unpack("<1024f", response.content)) == vector
    assert len(hrflow_sandbox.calls("document/embedding")) == 1


def test_an_embedding_for_later_is_announced_in_json(api, profile):
    headers = {"Accept": "application/octet-stream", "Prefer": "respond-async"}
    response = api.get(f"{API}profiles/{profile.key}/embedding/", headers=headers)
    assert response.status_code == 202
    assert response["Content-Type"] == "application/json"
    assert response.json()["state"] == "done"


def test_a_problem_is_json_where_bytes_were_asked_for(api, source):
    headers = {"Accept": "application/octet-stream"}
    problem_of(api.get(f"{API}profiles/nobody/embedding/", headers=headers), 404)
