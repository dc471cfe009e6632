"""Search, list and score: what HrFlow finds, and the mirror refreshed with it."""

import pytest
from django.core.exceptions import ValidationError

from django_hrflow.client import BadRequest
from django_hrflow.connections import workspaces
from django_hrflow.models import Job, Profile, Score, Source
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, REALTIME_SOURCE_KEY
from django_hrflow.services import jobs, profiles, scoring
from tests.services.samples import job_json, profile_json

pytestmark = pytest.mark.django_db

SKILLS = [("python", "spark"), ("python",), ("cooking",)]


@pytest.fixture
def remote(hrflow_sandbox):
    """Three profiles and a job at HrFlow that the mirror knows nothing of."""
    client = workspaces["default"]
    for number, skills in enumerate(SKILLS):
        content = profile_json(number, skills=skills, created_at=f"2024-01-0{number + 1}T00:00:00")
        client.profile.indexing.add_json(CAREERS_SOURCE_KEY, content)
    client.job.indexing.add_json(MAIN_BOARD_KEY, job_json(skills=("python", "spark")))
    hrflow_sandbox.forget_calls()
    return hrflow_sandbox


@pytest.fixture
def job(remote):
    return jobs.fetch(board_key=MAIN_BOARD_KEY, reference="job-1")


def test_a_search_fills_the_mirror(remote):
    page = profiles.search(source_keys=[CAREERS_SOURCE_KEY], text_keywords=["pipelines"])
    assert (page.page, page.pages, page.total, len(page.results)) == (1, 1, 3, 3)
    assert Profile.objects.count() == 3
    for found in page.results:
        assert (found.row.key, found.row.name) == (
            found.payload["key"],
            found.payload["info"]["full_name"],
        )
        assert found.score is None
    assert page.as_json()["results"][0] == page.results[0].payload


def test_filters_go_to_hrflow_under_its_own_names(remote):
    filters = {"skills": [{"name": "spark", "value": None}]}
    page = profiles.search(source_keys=[CAREERS_SOURCE_KEY], filters=filters, limit=2)
    assert [found.row.reference for found in page.results] == ["cand-0"]
    assert profiles.search(source_keys=[CAREERS_SOURCE_KEY], page=2, limit=2).as_json()["page"] == 2


def test_no_keys_means_all_mirrored_sources(remote):
    assert Source.objects.count() == 0
    assert profiles.search().total == 3
    assert {CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY} <= set(
        Source.objects.values_list("key", flat=True)
    )
    remote.forget_calls()
    assert profiles.search().total == 3
    assert [each["path"] for each in remote.calls()] == ["profiles/searching"]


def test_an_empty_list_of_keys_finds_nothing_and_asks_nobody(remote):
    assert profiles.search(source_keys=[]).as_json() == {
        "page": 1, "pages": 1, "total": 0, "results": [],
    }  # fmt: skip
    assert remote.calls() == []


def test_what_cannot_be_asked_is_a_validation_error(remote):
    with pytest.raises(ValidationError):
        profiles.search(source_keys=[CAREERS_SOURCE_KEY], page=0)
    with pytest.raises(ValidationError):
        profiles.search(source_keys=[CAREERS_SOURCE_KEY], experiences_duration_min=float("nan"),
                        text_keywords=["x" * 5000])  # fmt: skip
    with pytest.raises(BadRequest):
        profiles.search(source_keys=[CAREERS_SOURCE_KEY], sort_by="luck")


def test_jobs_are_searched(remote):
    page = jobs.search(names=["Data Engineer 1"])
    assert [found.row for found in page.results] == list(Job.objects.all())


def test_a_stored_list(remote):
    page = profiles.list_stored(source_keys=[CAREERS_SOURCE_KEY], limit=2, order_by="asc")
    assert [found.row.reference for found in page.results] == ["cand-0", "cand-1"]
    assert page.pages == 2
    assert Profile.objects.count() == 2
    assert jobs.list_stored().results[0].row.name == "Data Engineer 1"


def test_a_stored_list_of_keys_alone_is_not_mirrored(remote):
    page = profiles.list_stored(source_keys=[CAREERS_SOURCE_KEY], return_profile=False)
    assert [found.row for found in page.results] == [None] * 3
    assert "info" not in page.results[0].payload
    assert Profile.objects.count() == 0


def test_scores_are_kept_with_what_was_scored(job, remote):
    page = profiles.score(job=job, source_keys=[CAREERS_SOURCE_KEY])
    scores = [found.score for found in page.results]
    assert scores == sorted(scores, reverse=True)
    assert page.results[0].row.reference == "cand-0"
    assert page.as_json()["results"][0]["score"] == scores[0]
    kept = Score.objects.filter(job=job)
    assert [each.score for each in kept] == pytest.approx(scores)
    assert {each.direction for each in kept} == {"profiles"}
    assert not any(each.stale for each in kept)


def test_a_second_scoring_replaces_the_first(job, remote):
    profiles.score(job=job)
    before = Score.objects.get(profile__reference="cand-2")
    profiles.edit(before.profile, profile_json(2, skills=("python", "spark")))
    before.refresh_from_db()
    assert before.stale
    profiles.score(job=job)
    after = Score.objects.get(profile__reference="cand-2")
    assert (after.pk, after.stale) == (before.pk, False)
    assert after.score > before.score
    assert after.scored_at > before.scored_at
    assert Score.objects.count() == 3


def test_algorithms_and_directions_are_kept_apart(job, remote):
    profiles.score(job=job)
    profiles.score(job=job, algorithm_key="other")
    row = Profile.objects.get(reference="cand-0")
    page = jobs.score(profile=row)
    assert page.results[0].row == job
    assert 0 <= page.results[0].score <= 1
    assert set(Score.objects.filter(profile=row).values_list("algorithm", "direction")) == {
        ("", "profiles"), ("other", "profiles"), ("", "jobs"),
    }  # fmt: skip


def test_without_the_algorithm_nothing_is_scored(job, remote):
    page = profiles.score(job=job, use_agent=0, sort_by="created_at")
    assert [found.score for found in page.results] == [None] * 3
    assert Score.objects.count() == 0


@pytest.mark.parametrize(
    ("predictions", "scores"),
    [
        ([[0.25, 0.75]], [0.75, None]),
        ([[0.0, 1.0000000002], [1.0, -1e-9]], [1.0, 0.0]),
        (None, [None, None]),
        ([0.7, {"score": 1}], [None, None]),
        ([[0.1, "0.9"], [0.1, True]], [None, None]),
        ([[0.1, 17], [0.1, float("nan")]], [None, None]),
        ([[0.1, 0.9], [0.2, 0.8], [0.3, 0.7]], [0.9, 0.8]),
    ],
)
def test_predictions_of_any_shape(predictions, scores):
    assert scoring._scores({"data": {"profiles": [], "predictions": predictions}}, 2) == scores
