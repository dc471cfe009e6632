"""Jobs: create, edit, read, archive."""

from __future__ import annotations

import pytest

from django_hrflow.sandbox import MAIN_BOARD_KEY, Sandbox

from .conftest import JOB, Api

SEED_JOB = {
    "name": "Data Engineer",
    "agent_key": "agent_key",
    "reference": "Job's reference abc",
    "url": "",
    "summary": "You will build our data platform.",
    "location": {"text": "Dampierre en Burly (45)", "geopoint": {"lat": 47.7667, "lon": 2.5167}},
    "sections": [{"name": "profile", "title": "Searched Profile", "description": "Bac+5"}],
    "skills": [{"name": "python", "value": None}, {"name": "spark", "value": 0.9}],
    "languages": [{"name": "english", "value": 1}, {"name": "french", "value": 1}],
    "tags": [{"name": "archive", "value": True}, {"name": "tag example", "value": "tag"}],
    "ranges_date": [
        {"name": "Dates", "value_min": "2020-05-18T21:59", "value_max": "2020-09-15T21:59"}
    ],
    "ranges_float": [{"name": "salary", "value_min": 30, "value_max": 40, "unit": "eur"}],
    "metadatas": [{"name": "metadata example", "value": "metadata"}],
}


def create(api: Api, **changes):
    return api.post("job/indexing", {"board_key": MAIN_BOARD_KEY, **SEED_JOB, **changes})


def test_create_gives_back_what_was_sent_and_nulls_for_the_rest(api: Api):
    answer = create(api)
    assert (answer["code"], answer["message"]) == (201, "Job created")
    made = answer["data"]
    for name in set(SEED_JOB) - {"agent_key", "location"}:
        assert made[name] == SEED_JOB[name], name
    assert "agent_key" not in made
    assert made["certifications"] is made["interests"] is made["culture"] is None
    got = api.get("job/indexing", board_key=MAIN_BOARD_KEY, key=made["key"])
    assert got["message"] == "Job details"
    assert got["data"]["certifications"] == got["data"]["interests"] == []
    assert got["data"]["board"]["key"] == got["data"]["board_key"] == MAIN_BOARD_KEY


def test_geopoint_becomes_lat_and_lng_unless_the_quirk_drops_it(sandbox: Sandbox, api: Api):
    place = create(api)["data"]["location"]
    assert (place["lat"], place["lng"]) == (47.7667, 2.5167)
    sandbox.configure(quirks=["drop-geopoint"])
    place = create(api, reference="2")["data"]["location"]
    assert place == {"text": "Dampierre en Burly (45)", "lat": None, "lng": None, "gmaps": None,
                     "fields": []}  # fmt: skip


def test_lat_with_lon_is_understood(api: Api):
    place = create(api, location={"text": "x", "lat": 1.5, "lon": 2.5})["data"]["location"]
    assert (place["lat"], place["lng"]) == (1.5, 2.5)


def test_references_are_unique_in_a_board(sandbox: Sandbox, api: Api):
    create(api)
    assert create(api)["message"].endswith("Already used!")
    other = sandbox.add_board("Other")
    assert create(api, board_key=other["key"])["code"] == 201
    assert create(api, reference=None)["code"] == create(api, reference=None)["code"] == 201


def test_edit_replaces_everything(api: Api, job):
    body = {
        "board_key": MAIN_BOARD_KEY,
        "key": job["key"],
        "name": "New",
        "location": {"text": "x"},
    }
    answer = api.send("PUT", "job/indexing", body)
    assert (answer["code"], answer["message"]) == (200, "Job edited")
    assert answer["data"]["skills"] == []
    assert answer["data"]["reference"] == "job-1"
    assert api.send("PUT", "job/indexing", body | {"key": "0" * 40})["message"].endswith(
        "object: job"
    )
    assert api.send("PUT", "job/indexing", body | {"job": {"name": "Wrapped"}})["data"]["name"] == (
        "Wrapped"
    )


def test_archive(api: Api, job):
    ident = {"board_key": MAIN_BOARD_KEY, "reference": "job-1"}
    assert api.send("PATCH", "job/indexing/archive", ident)["message"] == "Job archived"
    assert api.get("jobs/searching", board_keys=[MAIN_BOARD_KEY])["data"]["jobs"] == []
    back = api.send("PATCH", "job/indexing/archive", ident | {"is_archive": "False"})
    assert back["data"] == {"key": job["key"]}
    assert len(api.get("jobs/searching", board_keys=[MAIN_BOARD_KEY])["data"]["jobs"]) == 1


@pytest.mark.parametrize(
    "changes", [{"name": None}, {"location": None}, {"location": "Dijon"}, {"skills": "python"},
                {"sections": ["x"]}, {"name": {}}, {"board_key": "x"}, {"culture": 5}]
)  # fmt: skip
def test_wrong_shapes_are_400(api: Api, changes):
    assert create(api, **changes)["code"] == 400


def test_quirk_create_answers_200_with_code_201(sandbox: Sandbox, api: Api):
    sandbox.configure(quirks=["status-mismatch"])
    answer = api.call("POST", "job/indexing", json={"board_key": MAIN_BOARD_KEY, **JOB})
    assert (answer.status_code, answer.json()["code"]) == (200, 201)


def test_unknown_jobs_are_400(api: Api):
    answer = api.get("job/indexing", board_key=MAIN_BOARD_KEY, reference="x")
    assert answer == {"code": 400, "message": "Invalid parameters. Unable to find object: job"}
