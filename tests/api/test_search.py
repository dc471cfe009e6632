"""Search and scoring: every documented filter reaches HrFlow, everything else is refused."""

import json

import pytest

from django_hrflow.models import Call, Score
from django_hrflow.services import jobs, profiles
from tests.api.conftest import (
    API,
    job_json,
    problem_of,
    profile_json,
    wrong_members,
    wrong_parameters,
)

pytestmark = pytest.mark.django_db

SEARCH = f"{API}profiles/search/"
POINT = {"lat": 45.76, "lon": 4.83}
TRAITS = [{"name": "python", "value": None}]
LIKE_PROFILES = {
    "page": 1,
    "limit": 1000,
    "sort_by": "searching",
    "order_by": "asc",
    "stage": "new",
    "created_at_min": "2020-07-09T13:35:11+0000",
    "created_at_max": "2040-07-09T13:35:11+0000",
    "name": "ada",
    "email": "ada@example.org",
    "location_geopoint": POINT,
    "location_distance": 30,
    "summary_keywords": ["python"],
    "text_keywords": ["python", "c++"],
    "experience_keywords": ["engineer"],
    "education_keywords": [],
    "experience_location_geopoint": POINT,
    "experience_location_distance": 30,
    "education_location_geopoint": POINT,
    "education_location_distance": 30,
    "experiences_duration_min": 0.5,
    "experiences_duration_max": -1,
    "educations_duration_min": -1,
    "educations_duration_max": 3,
    "skills": TRAITS,
    "languages": TRAITS,
    "interests": TRAITS,
    "tags_included": [TRAITS, [{"name": "a", "value": True}]],
    "tags_excluded": [{"name": "b", "value": 1}],
}
LIKE_JOBS = {
    **{
        name: LIKE_PROFILES[name]
        for name in (
            "page", "limit", "sort_by", "order_by", "stage", "created_at_min", "created_at_max",
            "name", "location_geopoint", "location_distance", "summary_keywords", "text_keywords",
            "skills", "languages", "tags_included", "tags_excluded",
        )
    },
    "names": ["Data Engineer"],
    "date_range_min": "2020-07-09",
    "date_range_max": "2040-07-09",
    "ranges_float": [{"name": "salary", "value_min": 30, "value_max": None}],
    "ranges_date": [{"name": "Dates", "value_min": "2020-05-18T21:59"}],
}  # fmt: skip


def in_query(values):
    """As HrFlow takes it: lists and objects as JSON text."""
    plain = (str, int, float)
    return {
        name: value if isinstance(value, plain) else json.dumps(value)
        for name, value in values.items()
    }


@pytest.fixture
def two(source):
    """Two profiles of which one knows Rust."""
    rust = {"text": "Rust and C++", "skills": [{"name": "rust", "value": None}]}
    first = profiles.index(source_key=source.key, profile_json=profile_json())
    second = profiles.index(source_key=source.key, profile_json=profile_json(**rust))
    return first, second


def test_a_search_without_filters_finds_all_in_pages(api, two):
    found = api.get(SEARCH).json()
    assert (found["page"], found["pages"], found["total"]) == (1, 1, 2)
    assert {each["key"] for each in found["results"]} == {row.key for row in two}
    assert "score" not in found["results"][0]
    second = api.get(SEARCH, {"page": 2, "limit": 1}).json()
    assert (second["page"], second["pages"], len(second["results"])) == (2, 2, 1)


@pytest.mark.parametrize(
    "query",
    [
        {"text_keywords": '["rust", "c++"]'},
        {"text_keywords": ["rust", "c++"]},
        {"text_keywords": "rust"},
        {"skills": '[{"name": "rust", "value": null}]'},
        {"skills": '{"name": "rust"}'},
    ],
)
def test_a_list_in_a_query_is_json_text_or_repeated(api, two, query):
    (found,) = api.get(SEARCH, query).json()["results"]
    assert found["key"] == two[1].key


def test_what_has_no_name_here_goes_under_filters(api, two):
    query = {"filters": json.dumps({"reference": two[1].reference})}
    (found,) = api.get(SEARCH, query).json()["results"]
    assert found["key"] == two[1].key


def test_the_body_says_the_same_as_the_query(api, two):
    (found,) = api.post(SEARCH, {"text_keywords": ["rust"]}, format="json").json()["results"]
    assert found["key"] == two[1].key
    assert api.post(SEARCH).json()["total"] == 2


@pytest.mark.parametrize(("kind", "values"), [("profiles", LIKE_PROFILES), ("jobs", LIKE_JOBS)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_documented_filter_reaches_hrflow_as_it_was_given(
    api, source, board, kind, values, method
):
    path, headers = f"{API}{kind}/search/", {"Prefer": "respond-async"}
    if method == "get":
        response = api.get(path, in_query(values), headers=headers)
    else:
        response = api.post(path, values, format="json", headers=headers)
    assert response.status_code == 202
    assert response.json()["error"] is None
    call = Call.objects.get()
    keys = {"source_keys": [source.key]} if kind == "profiles" else {"board_keys": [board.key]}
    assert call.arguments == {**values, **keys, "workspace": "default"}


def test_lng_is_taken_for_lon(api, source):
    headers = {"Prefer": "respond-async"}
    body = {"location_geopoint": {"lat": 1, "lng": 2}}
    api.post(SEARCH, body, format="json", headers=headers)
    assert Call.objects.get().arguments["location_geopoint"] == {"lat": 1, "lon": 2}


WRONG = [
    ("page", 0),
    ("page", -1),
    ("page", "x"),
    ("page", 1.5),
    ("limit", 0),
    ("limit", 1001),
    ("sort_by", "name"),
    ("order_by", "up"),
    ("stage", "maybe"),
    ("created_at_min", "soon"),
    ("location_geopoint", {"lat": 91, "lon": 0}),
    ("location_geopoint", {"lat": "1", "lon": 0}),
    ("location_geopoint", {"lat": 1}),
    ("location_geopoint", {"lat": 1, "lon": 2, "lng": 2}),
    ("location_geopoint", {"lat": 1, "lon": 2, "alt": 3}),
    ("location_geopoint", [1, 2]),
    ("location_distance", -1),
    ("experiences_duration_min", "many"),
    ("text_keywords", [1]),
    ("skills", ["python"]),
    ("skills", [{"value": 1}]),
    ("skills", [{"name": 5}]),
    ("tags_included", [["a"]]),
    ("tags_included", [{"value": 1}]),
    ("filters", [1]),
    ("source_keys", [5]),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_named_before_hrflow_is_asked(api, source, hrflow_sandbox, name, value):
    hrflow_sandbox.forget_calls()
    assert wrong_parameters(api.get(SEARCH, in_query({name: value}))) == {name}
    pointers = wrong_members(api.post(SEARCH, {name: value}, format="json"))
    assert {pointer.split("/")[1] for pointer in pointers} == {name}
    assert not hrflow_sandbox.calls()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_keywords", {"a": 1}),
        ("page", "1"),
        ("page", True),
        ("name", 5),
        ("text_keywords", "rust"),
        ("limit", None),
    ],
)
def test_a_body_has_types_of_its_own(api, source, name, value):
    assert wrong_members(api.post(SEARCH, {name: value}, format="json")) == {f"#/{name}"}


@pytest.mark.parametrize("query", ["page=1&page=2", "skills=[", "skills=%5B%7B", "filters=x"])
def test_a_query_that_cannot_be_read(api, source, query):
    assert wrong_parameters(api.get(f"{SEARCH}?{query}")) == {query.partition("=")[0]}


def test_an_unknown_filter_is_named_with_the_nearest_one(api, source):
    response = api.get(SEARCH, {"text_keyword": "rust"})
    assert wrong_parameters(response) == {"text_keyword"}
    assert "text_keywords" in response.json()["detail"]
    response = api.post(SEARCH, {"text_keyword": ["rust"]}, format="json")
    assert wrong_members(response) == {"#/text_keyword"}
    assert wrong_parameters(api.post(f"{SEARCH}?page=1", {}, format="json")) == {"page"}


@pytest.mark.parametrize("name", ["source_keys", "limit", "page", "workspace", "text_keywords"])
def test_filters_cannot_say_what_has_a_name_of_its_own(api, source, name):
    response = api.post(SEARCH, {"filters": {name: ["x"]}}, format="json")
    assert wrong_members(response) == {"#/filters"}


@pytest.mark.parametrize("kind", ["profiles", "jobs"])
@pytest.mark.parametrize("name", ["job_reference", "profile_reference", "profile_email", "job_key"])
def test_filters_cannot_name_another_target(api, profile, job, hrflow_sandbox, kind, name):
    """HrFlow lets a reference win, so the ranking would be for what nobody checked."""
    target = {"profiles": {"job": job.key}, "jobs": {"profile": profile.key}}[kind]
    body = {**target, "filters": {name: "other"}}
    response = api.post(f"{API}{kind}/score/", body, format="json")
    assert wrong_members(response) == {"#/filters"}
    assert not hrflow_sandbox.calls(f"{kind}/scoring")


def test_a_source_that_nobody_knows_is_404(api, source):
    problem_of(api.get(SEARCH, {"source_keys": "f" * 40}), 404)


def test_an_empty_mirror_is_filled_first(api, hrflow_sandbox):
    assert api.get(SEARCH).json()["total"] == 0
    assert hrflow_sandbox.calls("sources")


def test_what_hrflow_refuses_is_told_in_its_words(api, source):
    response = api.post(SEARCH, {"filters": {"raw_filters": {"a": 1}}}, format="json")
    problem = problem_of(response, 400)
    assert "raw_filters" in problem["detail"]
    assert problem["code"] == 400


def test_profiles_ranked_for_a_job(api, two, job):
    found = api.get(f"{API}profiles/score/", {"job": job.key}).json()
    scores = [each["score"] for each in found["results"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert found["results"][0]["key"] == two[0].key
    assert Score.objects.count() == 2
    by_body = api.post(f"{API}profiles/score/", {"job": job.key}, format="json").json()
    by_both = api.post(f"{API}profiles/score/?job={job.key}", {}, format="json").json()
    assert by_body == by_both == found


def test_jobs_ranked_for_a_profile(api, profile, board):
    for number in range(2):
        skills = [{"name": ("python", "cobol")[number], "value": None}]
        jobs.index(board_key=board.key, job_json=job_json(skills=skills))
    found = api.get(f"{API}jobs/score/", {"profile": profile.key, "limit": 1}).json()
    assert (found["total"], len(found["results"])) == (2, 1)
    assert found["results"][0]["skills"][0]["name"] == "python"


def test_without_the_agent_it_is_a_search(api, two, job):
    query = {"job": job.key, "use_agent": "false"}
    found = api.get(f"{API}profiles/score/", query).json()
    assert all("score" not in each for each in found["results"])


def test_a_threshold(api, two, job):
    query = {"job": job.key, "score_threshold": "0.999"}
    assert api.get(f"{API}profiles/score/", query).json()["results"] == []


def test_a_score_needs_its_target(api, source, board):
    assert wrong_parameters(api.get(f"{API}profiles/score/")) == {"job"}
    assert wrong_parameters(api.post(f"{API}jobs/score/", {}, format="json")) == {"profile"}
    problem_of(api.get(f"{API}profiles/score/", {"job": "nobody"}), 404)
    problem_of(api.get(f"{API}jobs/score/", {"profile": "nobody"}), 404)


@pytest.mark.parametrize("body", [[], "text", 5])
def test_the_body_of_a_search_is_an_object(api, source, body):
    problem_of(api.post(SEARCH, body, format="json"), 400)
    problem_of(api.post(f"{API}profiles/score/", body, format="json"), 400)
