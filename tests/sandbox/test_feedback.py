"""Trackings and ratings."""

from __future__ import annotations

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, REALTIME_SOURCE_KEY

from .conftest import Api

PAIR = {
    "source_key": CAREERS_SOURCE_KEY, "profile_reference": "cand-1",
    "board_key": MAIN_BOARD_KEY, "job_reference": "job-1", "role": "recruiter",
}  # fmt: skip


@pytest.fixture
def trackings(api: Api, profile, job):
    for action, created_at in (("view", "2020-01-01"), ("apply", "2000-10-31T01:30:00.000-05:00")):
        answer = api.post("tracking", PAIR | {"action": action, "created_at": created_at})
        assert answer["code"] == 201


def actions(api: Api, **params) -> list[str]:
    answer = api.get("trackings", **{"role": "recruiter"} | params)
    assert answer["code"] == 200, answer
    return [one["action"] for one in answer["data"]]


@pytest.mark.usefixtures("trackings")
def test_trackings(api: Api, profile, job):
    assert actions(api) == ["view", "apply"]
    assert actions(api, order_by="asc") == ["apply", "view"]
    assert actions(api, actions=["apply"]) == ["apply"]
    assert actions(api, role="candidate") == []
    assert actions(api, source_keys=[CAREERS_SOURCE_KEY], board_keys=[MAIN_BOARD_KEY]) == [
        "view",
        "apply",
    ]
    assert actions(api, source_keys=[REALTIME_SOURCE_KEY]) == []
    assert actions(api, profile_key=profile["key"], job_key=job["key"]) == ["view", "apply"]
    assert actions(api, profile_reference="nobody") == []
    assert actions(api, created_at_min="2010-01-01") == ["view"]
    assert actions(api, created_at_max="2010-01-01") == ["apply"]
    page = api.get("trackings", role="recruiter", limit=1, page=2)
    assert page["meta"] == {"page": 2, "maxPage": 2, "count": 1, "total": 2}


@pytest.mark.usefixtures("trackings")
def test_profiles_and_authors_on_request(api: Api):
    plain = api.get("trackings", role="recruiter", return_profile="False", return_author="False")
    assert not {"profile", "author"} & set(plain["data"][0])
    whole = api.get("trackings", role="recruiter", return_profile="True", return_author="True")
    assert whole["data"][0]["profile"]["info"]["email"] == "ada@example.org"
    assert whole["data"][0]["author"] == {"email": None}


@pytest.mark.usefixtures("profile", "job")
def test_ratings(api: Api):
    for score in (0.2, 0.8):
        made = api.post(
            "rating", PAIR | {"score": score, "comment": "fine", "author_email": "a@b.c"}
        )
        assert made["code"] == 201
        assert made["data"]["score"] == score
        assert made["data"]["comment"] == "fine"
    found = api.get("ratings", role="recruiter", sort_by="scoring")["data"]
    assert [one["score"] for one in found] == [0.8, 0.2]
    assert actions(api) == []


@pytest.mark.usefixtures("profile", "job")
@pytest.mark.parametrize(
    "changes", [{"score": 2}, {"score": None}, {"role": "cook"}, {"role": None},
                {"created_at": "soon"},
                {"job_reference": "x"}, {"profile_reference": None}, {"source_key": "x"}]
)  # fmt: skip
def test_wrong_ratings_are_400(api: Api, changes):
    assert api.post("rating", PAIR | {"score": 0.5} | changes)["code"] == 400


@pytest.mark.usefixtures("profile", "job")
def test_an_action_and_a_role_are_needed(api: Api):
    assert api.post("tracking", PAIR)["code"] == 400
    assert api.get("trackings")["code"] == 400
