"""Grading, asking, unfolding, revealing, embedding and explaining one profile or job."""

from __future__ import annotations

import io

import numpy as np
import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY

from .conftest import CV, Api

PROFILE = {"source_key": CAREERS_SOURCE_KEY, "reference": "cand-1"}
PAIR = {
    "source_key": CAREERS_SOURCE_KEY, "profile_reference": "cand-1",
    "board_key": MAIN_BOARD_KEY, "job_reference": "job-1",
}  # fmt: skip


@pytest.mark.usefixtures("profile", "job")
def test_grading_of_one_pair(api: Api):
    answer = api.get("profile/grading", algorithm_key="grader-hrflow-profiles", **PAIR)
    assert answer["code"] == 200
    assert 0.5 < answer["data"]["score"] <= 1
    assert (
        api.get("job/grading", algorithm_key="grader-hrflow-jobs", **PAIR)["data"] == answer["data"]
    )
    assert api.get("profile/grading", **PAIR)["code"] == 400


def test_grading_of_many(api: Api, profile, job):
    params = {
        "algorithm_key": "grader-hrflow-profiles",
        "board_key": MAIN_BOARD_KEY,
        "job_key": job["key"],
        "profile_ids[0][source_key]": CAREERS_SOURCE_KEY,
        "profile_ids[0][profile_key]": profile["key"],
        "profile_ids[1][source_key]": CAREERS_SOURCE_KEY,
        "profile_ids[1][profile_key]": "0" * 40,
    }
    data = api.get("profile/grading", **params)["data"]
    assert data["scores"][0][0] + data["scores"][0][1] == pytest.approx(1)
    assert data["scores"][1] is None
    assert data["errors"] == [None, "Invalid parameters. Unable to find object: profile"]
    assert data["profiles"] == [{"key": profile["key"], "reference": "cand-1"}, None]
    whole = api.get("profile/grading", return_profile="true", **params)["data"]["profiles"][0]
    assert whole["info"]["email"] == "ada@example.org"
    batch = [{"board_key": MAIN_BOARD_KEY, "job_key": job["key"]}]
    data = api.get("job/grading", algorithm_key="grader-hrflow-jobs", source_key=CAREERS_SOURCE_KEY,
                   profile_reference="cand-1", job_ids=batch)["data"]  # fmt: skip
    assert data["scores"][0][1] > 0.5


@pytest.mark.usefixtures("profile")
def test_asking_a_profile(api: Api):
    questions = [
        "What is the email address?",
        "Which skills are there?",
        "Who was president in 1900?",
    ]
    answer = api.get("profile/asking", questions=questions, **PROFILE)
    assert len(answer["data"]) == 3
    assert answer["data"][0] == "ada@example.org"
    assert "Python" in answer["data"][1]
    assert answer["data"][2] == "This is not said."
    bracketed = api.get("profile/asking", **{"questions[0]": questions[0]}, **PROFILE)
    assert bracketed["data"] == answer["data"][:1]
    assert api.get("profile/asking", **PROFILE)["code"] == 400


@pytest.mark.usefixtures("job")
def test_asking_a_job(api: Api):
    ident = {"board_key": MAIN_BOARD_KEY, "reference": "job-1"}
    answer = api.get("job/asking", questions=["Where is it?", "What title?"], **ident)
    assert answer["data"] == ["Dijon", "Data Engineer"]


@pytest.mark.usefixtures("profile")
def test_unfolding(api: Api):
    titles = [
        [
            one["title"]
            for one in api.get("profile/unfolding", max_steps=n, **PROFILE)["data"]["experiences"]
        ]
        for n in (1, 3)
    ]
    assert titles == [
        ["Senior Data Engineer"],
        ["Senior Data Engineer", "Lead Data Engineer", "Head of Data Engineer"],
    ]


def test_unfolding_without_experience_is_400(api: Api):
    api.post(
        "profile/indexing",
        {"source_key": CAREERS_SOURCE_KEY, "reference": "x", "info": {"email": "x"}},
    )
    answer = api.get("profile/unfolding", source_key=CAREERS_SOURCE_KEY, reference="x")
    assert answer["code"] == 400


@pytest.mark.usefixtures("profile")
def test_revealing_a_profile(api: Api):
    pairs = api.get("profile/revealing", **PROFILE)["data"]
    assert pairs
    assert "Python" not in {name for name, _ in pairs}


@pytest.mark.usefixtures("profile", "job")
def test_embeddings_are_numpy_files(api: Api):
    links = api.get("profile/embedding", fields={"profile": 1, "skills": 1}, **PROFILE)["data"]
    assert set(links) == {"profile", "skills"}
    url = api.get("job/embedding", board_key=MAIN_BOARD_KEY, reference="job-1")["data"]
    for link in (*links.values(), url):
        vector = np.load(io.BytesIO(api.session.get(link, timeout=5).content))
        assert vector.shape == (1, 1024)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert set(api.get("profile/embedding", **PROFILE)["data"]) == {"profile"}


@pytest.mark.usefixtures("profile", "job")
def test_upskilling(api: Api):
    data = api.get("profile/upskilling", score=0.5, **PAIR)["data"]
    assert [one["name"] for one in data["strengths"] + data["weaknesses"]] == ["spark"]
    assert api.get("job/upskilling", score=0.5, **PAIR)["data"] == data
    assert api.get("profile/upskilling", score=1, **PAIR)["code"] == 400


@pytest.mark.parametrize("path", ["profile/embedding", "profile/revealing", "profile/unfolding"])
def test_nobody_is_400(api: Api, path: str):
    answer = api.get(path, source_key=CAREERS_SOURCE_KEY, reference="nobody")
    assert answer["message"] == "Invalid parameters. Unable to find object: profile"
    assert CV
