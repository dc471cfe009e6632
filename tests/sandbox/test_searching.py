"""Filters, sort orders and pages of search, scoring, matching and the stored lists."""

from __future__ import annotations

import json

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, REALTIME_SOURCE_KEY, Sandbox
from django_hrflow.sandbox.geography import distance

from .conftest import Api

PARIS, LYON, BERLIN = (48.8566, 2.3522), (45.764, 4.8357), (52.52, 13.405)


def place(text, point):
    return {"text": text, "lat": point[0], "lng": point[1]}


PEOPLE = [
    {
        "reference": "ada", "created_at": "2020-01-10T12:00:00+0000", "text": "Ada knows Python",
        "info": {"full_name": "Ada Example", "email": "ada@example.org",
                 "summary": "Engineer of DATA",
                 "location": place("Paris", PARIS)},
        "experiences": [{"title": "Engineer", "company": "Acme", "description": "pipelines",
                         "location": place("Berlin", BERLIN)}],
        "educations": [{"school": "INSA", "title": "Master", "location": place("Lyon", LYON)}],
        "experiences_duration": 5.0, "educations_duration": 3.0,
        "skills": [{"name": "Python", "value": 0.8}, {"name": "Apache Spark", "value": None}],
        "languages": [{"name": "english", "value": "C1"}], "interests": [{"name": "chess"}],
        "tags": [{"name": "active", "value": True}, {"name": "city", "value": "paris"}],
        "labels": [{"stage": "yes", "job_key": "j"}],
    },
    {
        "reference": "bob", "created_at": "2021-06-30T23:30:00Z", "text": "Bob knows Java",
        "info": {"full_name": "Bob Sample", "email": "bob@example.org",
                 "location": place("Lyon", LYON)},
        "experiences_duration": 1.0,
        "skills": [{"name": "Java", "value": None}], "languages": [{"name": "french"}],
        "tags": [{"name": "active", "value": False}],
    },
    {
        "reference": "cem", "created_at": "2022-03-01T00:00:00",
        "text": "Cem knows python and java",
        "info": {"full_name": "Cem Muster", "summary": None},
        "skills": [{"name": "python", "value": None}, {"name": "JavaScript", "value": None}],
        "tags": [{"name": "city", "value": "Paris"}],
    },
]  # fmt: skip


@pytest.fixture
def people(api: Api):
    for person in PEOPLE:
        answer = api.post("profile/indexing", {"source_key": CAREERS_SOURCE_KEY, **person})
        assert answer["code"] == 201


def names(answer, kind="profiles") -> list[str]:
    assert answer["code"] == 200, answer
    return [one["reference"] for one in answer["data"][kind]]


def found(api: Api, **filters) -> str:
    """Initials of who was found, in order of the alphabet."""
    return "".join(sorted(name[0] for name in names(
        api.get("profiles/searching", source_keys=[CAREERS_SOURCE_KEY], **filters)
    )))  # fmt: skip


NEAR_PARIS = {"lat": PARIS[0], "lon": PARIS[1]}
NEAR_LYON = {"lat": LYON[0], "lng": LYON[1]}

CASES = [
    ({}, "abc"),
    ({"created_at_min": "2021-06-30T23:30:00+0000"}, "bc"),
    ({"created_at_max": "2021-06-30T23:30:00Z"}, "ab"),
    ({"created_at_max": "2021-06-30"}, "ab"),
    ({"created_at_min": "2021-07-01T01:30:00+02:00"}, "bc"),
    ({"created_at_min": "2021-07-01 01:30:01"}, "c"),
    ({"name": "EXAMPLE"}, "a"),
    ({"email": "BOB@example.org"}, "b"),
    ({"reference": "cem"}, "c"),
    ({"text_keywords": ["PYTHON"]}, "ac"),
    ({"text_keywords": ["python", "java"]}, "c"),
    ({"summary_keywords": ["data"]}, "a"),
    ({"experience_keywords": ["pipeline"]}, "a"),
    ({"experience_keywords": ["acme"]}, "a"),
    ({"education_keywords": ["insa"]}, "a"),
    ({"location_geopoint": NEAR_PARIS, "location_distance": 10}, "a"),
    ({"location_geopoint": NEAR_PARIS, "location_distance": 400}, "ab"),
    ({"location_geopoint": NEAR_LYON, "location_distance": 10}, "b"),
    ({"location_geopoint": NEAR_LYON}, "abc"),
    ({"experience_location_geopoint": NEAR_PARIS, "experience_location_distance": 100}, ""),
    ({"experience_location_geopoint": {"lat": 52.5, "lon": 13.4},
      "experience_location_distance": 10}, "a"),
    ({"education_location_geopoint": NEAR_LYON, "education_location_distance": 10}, "a"),
    ({"experiences_duration_min": 1}, "ab"),
    ({"experiences_duration_min": 1.5, "experiences_duration_max": -1}, "a"),
    ({"experiences_duration_min": -1, "experiences_duration_max": 1}, "bc"),
    ({"educations_duration_min": 3, "educations_duration_max": 3}, "a"),
    ({"skills": [{"name": "PYTHON", "value": None}]}, "ac"),
    ({"skills": [{"name": "python", "value": 0.8}]}, "a"),
    ({"skills": [{"name": "java", "value": None}]}, "b"),
    ({"skills": [{"name": "spark"}]}, "a"),
    ({"skills": [{"name": "python"}, {"name": "javascript"}]}, "c"),
    ({"languages": [{"name": "English", "value": "c1"}]}, "a"),
    ({"interests": ["chess"]}, "a"),
    ({"tags_included": [{"name": "active", "value": True}]}, "a"),
    ({"tags_included": [{"name": "active"}]}, "ab"),
    ({"tags_included": [{"name": "active", "value": True}, {"name": "city", "value": "PARIS"}]},
    "a"),
    ({"tags_included": [[{"name": "active", "value": False}], [{"name": "city",
     "value": "paris"}]]},
     "abc"),
    ({"tags_excluded": [{"name": "active", "value": False}]}, "ac"),
    ({"tags_excluded": [{"name": "active", "value": False}, {"name": "city"}]}, ""),
    ({"tags_excluded": [[{"name": "active", "value": True}, {"name": "city", "value": "paris"}]]},
     "bc"),
    ({"stage": "yes"}, "a"),
    ({"stage": "new"}, "bc"),
    ({"text_keywords": ["python"], "experiences_duration_min": 2}, "a"),
]  # fmt: skip


@pytest.mark.usefixtures("people")
def test_every_filter_of_profiles_by_get_and_by_post(api: Api):
    for filters, expected in CASES:
        assert found(api, **filters) == expected, filters
        body = {"source_keys": [CAREERS_SOURCE_KEY], **filters}
        posted = names(api.post("profiles/searching", body))
        assert "".join(sorted(name[0] for name in posted)) == expected, filters


@pytest.mark.usefixtures("people")
def test_lists_may_be_written_in_every_way(api: Api):
    careers = CAREERS_SOURCE_KEY
    for query in (
        [("source_keys", json.dumps([careers]))],
        [("source_keys", careers)],
        [("source_keys", careers), ("source_keys", REALTIME_SOURCE_KEY)],
        [("source_keys[0]", careers), ("source_keys[1]", REALTIME_SOURCE_KEY)],
        [("source_keys[]", careers)],
    ):
        params = [*query, ("skills[0][name]", "java"), ("location_geopoint[lat]", "45.7"),
                  ("location_geopoint[lon]", "4.8"), ("location_distance", "50")]  # fmt: skip
        answer = api.call("GET", "profiles/searching", params=params).json()
        assert names(answer) == ["bob"], query
    body = {"source_keys": json.dumps([careers])}  # a JSON string inside JSON
    assert len(names(api.post("profiles/searching", body))) == 3


@pytest.mark.usefixtures("people")
def test_sort_orders(api: Api):
    def ordered(**params) -> list[str]:
        return names(api.get("profiles/searching", source_keys=[CAREERS_SOURCE_KEY], **params))

    assert ordered() == ["cem", "bob", "ada"]
    assert ordered(order_by="asc") == ["ada", "bob", "cem"]
    assert ordered(sort_by="location", location_geopoint=NEAR_LYON) == ["bob", "ada", "cem"]
    assert ordered(sort_by="searching", text_keywords=["python"])[0] in {"ada", "cem"}
    assert sorted(ordered(sort_by="updated_at")) == ["ada", "bob", "cem"]


@pytest.mark.usefixtures("people")
def test_pages_and_meta(api: Api):
    keys = [CAREERS_SOURCE_KEY]
    first = api.get("profiles/searching", source_keys=keys, limit=2)
    assert first["meta"] == {"page": 1, "maxPage": 2, "count": 2, "total": 3}
    assert names(api.get("profiles/searching", source_keys=keys, limit=2, page=2)) == ["ada"]
    assert names(api.get("profiles/searching", source_keys=keys, limit=2, page=3)) == []


@pytest.mark.parametrize(
    "filters",
    [{"source_keys": []}, {"source_keys": ["0" * 40]}, {"source_keys": [CAREERS_SOURCE_KEY, "x"]},
     {"source_keys": "[broken"}, {"location_geopoint": "{"}, {"sort_by": "luck"},
     {"order_by": "up"},
     {"location_geopoint": {"lat": 1}, "location_distance": 5},
     {"location_geopoint": {"lat": 100, "lon": 1}, "location_distance": 5},
     {"skills": [5]}, {"tags_included": [[5]]}, {"stage": "maybe"}, {"created_at_min": "soon"},
     {"experiences_duration_min": "long"}, {"raw_filters": {"match_all": {}}}, {"page": 0}],
)  # fmt: skip
def test_wrong_filters_are_400(api: Api, filters):
    assert (
        api.get("profiles/searching", **{"source_keys": [CAREERS_SOURCE_KEY]} | filters)["code"]
        == 400
    )
    wrong = {"source_keys": [CAREERS_SOURCE_KEY]} | filters
    assert api.post("profiles/searching", wrong)["code"] == 400


JOBS = [
    {"reference": "spark", "name": "Data Engineer", "created_at": "2020-01-01",
     "summary": "big data",
     "location": place("Paris", PARIS), "skills": [{"name": "spark"}, {"name": "python"}],
     "languages": [{"name": "english"}], "tags": [{"name": "open", "value": True}],
     "ranges_float": [{"name": "salary", "value_min": 30, "value_max": 40, "unit": "eur"}],
     "ranges_date": [{"name": "Dates", "value_min": "2020-05-18T21:59",
                      "value_max": "2020-09-15T21:59"}]},
    {"reference": "nurse", "name": "Nurse", "created_at": "2021-01-01",
     "requirements": "night shifts",
     "location": place("Lyon", LYON), "skills": [{"name": "patient care"}],
     "languages": [{"name": "french"}]},
]  # fmt: skip


@pytest.fixture
def openings(api: Api):
    for job in JOBS:
        assert api.post("job/indexing", {"board_key": MAIN_BOARD_KEY, **job})["code"] == 201


JOB_CASES = [
    ({}, "ns"),
    ({"names": ["engineer", "cook"]}, "s"),
    ({"name": "NURSE"}, "n"),
    ({"date_range_min": "2020-06-01"}, "n"),
    ({"date_range_max": "2020-06-01"}, "s"),
    ({"created_at_min": "2020-06-01", "created_at_max": "2021-01-01"}, "n"),
    ({"summary_keywords": ["BIG"]}, "s"),
    ({"text_keywords": ["night"]}, "n"),
    ({"location_geopoint": NEAR_LYON, "location_distance": 5}, "n"),
    ({"skills": [{"name": "Apache Spark"}]}, "s"),
    ({"languages": [{"name": "french"}]}, "n"),
    ({"tags_included": [[{"name": "open", "value": True}]]}, "s"),
    ({"tags_excluded": [{"name": "open", "value": True}]}, "n"),
    ({"ranges_float": [{"name": "salary", "value_min": 35, "value_max": 50}]}, "s"),
    ({"ranges_float": [{"name": "salary", "value_min": 41, "value_max": 50}]}, ""),
    ({"ranges_float": [{"name": "salary", "value_max": 29}]}, ""),
    ({"ranges_date": [{"name": "dates", "value_min": "2020-09-01"}]}, "s"),
    ({"ranges_date": [{"name": "dates", "value_min": "2020-10-01"}]}, ""),
]  # fmt: skip


@pytest.mark.usefixtures("openings")
def test_every_filter_of_jobs(api: Api):
    for filters, expected in JOB_CASES:
        got = api.get("jobs/searching", board_keys=[MAIN_BOARD_KEY], **filters)
        posted = api.post("jobs/searching", {"board_keys": [MAIN_BOARD_KEY], **filters})
        for answer in (got, posted):
            assert "".join(sorted(name[0] for name in names(answer, "jobs"))) == expected, filters


# Scoring and matching


@pytest.mark.usefixtures("people", "openings")
def test_profiles_are_scored_for_a_job(api: Api):
    target = {"board_key": MAIN_BOARD_KEY, "job_reference": "spark"}
    params = {"source_keys": [CAREERS_SOURCE_KEY], "sort_by": "scoring", **target}
    answer = api.get("profiles/scoring", **params)
    assert names(answer) == ["ada", "cem", "bob"]
    scores = [p1 for _, p1 in answer["data"]["predictions"]]
    assert scores == sorted(scores, reverse=True)
    assert all(p0 + p1 == pytest.approx(1) for p0, p1 in answer["data"]["predictions"])
    assert 0.6 < scores[0] <= 1
    assert 0 <= scores[2] < 0.3
    assert api.post("profiles/scoring", params)["data"] == answer["data"]
    only = api.get("profiles/scoring", score_threshold=0.5, **params)
    assert names(only) == ["ada"]
    assert only["meta"]["total"] == 1


@pytest.mark.usefixtures("people", "openings")
def test_without_the_agent_scoring_is_search(api: Api):
    for flag in ({"use_agent": 0}, {"use_algorithm": "False"}):
        answer = api.get("profiles/scoring", source_keys=[CAREERS_SOURCE_KEY],
                         board_key=MAIN_BOARD_KEY, job_reference="spark", **flag)  # fmt: skip
        assert answer["data"]["predictions"] == []
        assert len(names(answer)) == 3


@pytest.mark.usefixtures("people", "openings")
def test_jobs_are_scored_for_a_profile(api: Api):
    answer = api.get("jobs/scoring", board_keys=[MAIN_BOARD_KEY], source_key=CAREERS_SOURCE_KEY,
                     profile_reference="ada", sort_by="scoring")  # fmt: skip
    assert names(answer, "jobs") == ["spark", "nurse"]
    (_, first), (_, second) = answer["data"]["predictions"]
    assert first > 0.6 > 0.3 > second


@pytest.mark.usefixtures("people", "openings")
def test_matching_finds_oneself_first(api: Api):
    answer = api.get("profiles/matching", source_key=CAREERS_SOURCE_KEY, profile_reference="ada",
                     source_keys=[CAREERS_SOURCE_KEY], sort_by="scoring")  # fmt: skip
    assert answer["message"] == "Profile Matching results"
    assert names(answer)[0] == "ada"
    answer = api.get("jobs/matching", board_key=MAIN_BOARD_KEY, job_reference="nurse",
                     board_keys=[MAIN_BOARD_KEY], sort_by="scoring")  # fmt: skip
    assert names(answer, "jobs")[0] == "nurse"


@pytest.mark.parametrize("target", [{"job_key": "0" * 40}, {}, {"board_key": "x", "job_key": "y"}])
def test_scoring_for_nothing_is_400(api: Api, target):
    params = {"source_keys": [CAREERS_SOURCE_KEY], "board_key": MAIN_BOARD_KEY} | target
    answer = api.get("profiles/scoring", **params)
    assert answer["code"] == 400
    assert "Unable to find object" in answer["message"]


# Stored lists


@pytest.mark.usefixtures("people", "openings")
def test_stored_lists(api: Api):
    keys = [CAREERS_SOURCE_KEY]
    brief = api.get("storing/profiles", source_keys=keys)
    assert brief["message"] == "List of profiles"
    assert [one["reference"] for one in brief["data"]] == ["cem", "bob", "ada"]
    assert set(brief["data"][0]) == {"key", "reference", "created_at", "updated_at", "archived_at"}
    whole = api.get("storing/profiles", source_keys=keys, return_profile="True", name="bob")
    assert [one["info"]["email"] for one in whole["data"]] == ["bob@example.org"]
    near = api.get("storing/profiles", source_keys=keys, location_lat=LYON[0], location_lon=LYON[1],
                   location_dist=5)  # fmt: skip
    assert [one["reference"] for one in near["data"]] == ["bob"]
    dated = api.get("storing/profiles", source_keys=keys, created_at_min="2021-06-30",
                    created_at_max="2021-06-30")  # fmt: skip
    assert [one["reference"] for one in dated["data"]] == ["bob"]
    paged = api.get("storing/jobs", board_keys=[MAIN_BOARD_KEY], limit=1, order_by="asc")
    assert [one["reference"] for one in paged["data"]] == ["spark"]
    assert paged["meta"] == {"page": 1, "maxPage": 2, "count": 1, "total": 2}
    jobs = api.get("storing/jobs", board_keys=[MAIN_BOARD_KEY], return_job=True, reference="nurse")
    assert [one["name"] for one in jobs["data"]] == ["Nurse"]


def test_objects_of_other_sources_are_not_found(sandbox: Sandbox, api: Api, profile):
    assert names(api.get("profiles/searching", source_keys=[REALTIME_SOURCE_KEY])) == []


def test_distances_on_the_globe():
    assert distance(PARIS, LYON) == pytest.approx(392, abs=2)
    assert distance(PARIS, BERLIN) == pytest.approx(878, abs=3)
    assert distance((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.5)
    assert distance((90, 0), (-90, 77)) == pytest.approx(20015, abs=1)
    assert distance(PARIS, PARIS) == 0
