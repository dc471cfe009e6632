"""Rankings as they are kept: shown without asking again, and marked where they are stale."""

import json
from base64 import urlsafe_b64encode

import pytest

from django_hrflow.adapter import Adapter
from django_hrflow.models import Job, Profile, Score
from django_hrflow.services import jobs, profiles
from tests.api.conftest import API, job_json, problem_of, profile_json, wrong_parameters

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(profile, job, hrflow_sandbox):
    """Three profiles that were ranked for the job; HrFlow is not asked from here on."""
    for skills in ([], [{"name": "cooking"}]):
        profiles.index(
            source_key=profile.source.key, profile_json=profile_json(text="engineer", skills=skills)
        )
    profiles.score(job=job)
    hrflow_sandbox.forget_calls()
    yield job
    assert hrflow_sandbox.calls() == []


def results(client, path, **query):
    response = client.get(f"{API}{path}", query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_the_last_ranking_is_shown_best_first(api, ranked):
    found = results(api, f"jobs/{ranked.key}/scores/")
    kept = Score.objects.order_by("-score", "-pk")
    assert [each["score"] for each in found] == [each.score for each in kept]
    assert len(found) == 3
    first = kept.first()
    assert found[0] == {
        "profile": first.profile.key,
        "source_key": first.profile.source.key,
        "profile_name": first.profile.name,
        "job": ranked.key,
        "board_key": ranked.board.key,
        "job_name": ranked.name,
        "algorithm_key": "",
        "score": first.score,
        "scored_at": found[0]["scored_at"],
        "stale": False,
    }


def test_it_is_read_in_pages(api, ranked):
    Score.objects.update(score=0.5)
    whole = [each["profile"] for each in results(api, f"jobs/{ranked.key}/scores/")]
    url, found = f"{API}jobs/{ranked.key}/scores/?limit=1", []
    while url:
        page = api.get(url).json()
        found += [each["profile"] for each in page["results"]]
        url = page["next"]
    assert found == whole
    assert len(found) == 3


def test_a_score_is_stale_once_either_side_has_changed(api, ranked):
    changed = Profile.objects.order_by("pk").first()
    Profile.objects.filter(pk=changed.pk).update(content_hash="other")
    path = f"jobs/{ranked.key}/scores/"
    assert [each["profile"] for each in results(api, path) if each["stale"]] == [changed.key]
    assert [each["profile"] for each in results(api, path, stale="true")] == [changed.key]
    assert len(results(api, path, stale="false")) == 2
    Job.objects.filter(pk=ranked.pk).update(content_hash="other")
    assert len(results(api, path, stale="true")) == 3


def test_an_edit_makes_it_stale_and_the_next_scoring_fresh(api, profile, job):
    path = f"jobs/{job.key}/scores/"
    score = f"{API}profiles/score/?job={job.key}"
    assert results(api, path) == []
    assert api.get(score).json()["results"][0]["score"] == results(api, path)[0]["score"]
    api.put(f"{API}jobs/{job.key}/", job_json(name="Cook"), format="json")
    assert results(api, path)[0]["stale"]
    api.get(score)
    assert not results(api, path)[0]["stale"]


def test_algorithms_do_not_mix(api, ranked, hrflow_sandbox):
    profiles.score(job=ranked, algorithm_key="other", limit=1)
    hrflow_sandbox.forget_calls()
    path = f"jobs/{ranked.key}/scores/"
    assert len(results(api, path)) == 3
    (other,) = results(api, path, algorithm_key="other")
    assert other["algorithm_key"] == "other"
    assert results(api, path, algorithm_key="none") == []


def test_jobs_for_a_profile(api, profile, ranked, hrflow_sandbox):
    path = f"profiles/{profile.key}/scores/"
    assert results(api, path) == []  # the other question was asked
    jobs.score(profile=profile)
    hrflow_sandbox.forget_calls()
    (row,) = results(api, path)
    assert (row["profile"], row["job"]) == (profile.key, ranked.key)
    assert results(api, path, source_key=profile.source.key) == [row]


def test_what_is_not_there_or_makes_no_sense(api, ranked):
    problem_of(api.get(f"{API}jobs/nobody/scores/"), 404)
    problem_of(api.get(f"{API}jobs/{ranked.key}/scores/?board_key=nobody"), 404)
    problem_of(api.get(f"{API}jobs/{ranked.key}/scores/?workspace=nobody"), 404)
    for name, value in (("stale", "maybe"), ("job", "x"), ("ordering", "scored_at"), ("limit", 0)):
        assert wrong_parameters(api.get(f"{API}jobs/{ranked.key}/scores/", {name: value})) == {name}


@pytest.mark.parametrize("value", ["1", None, [], True, float("nan"), float("inf")])
def test_a_cursor_without_a_number(api, ranked, value):
    packed = json.dumps(["-score", value, 1, 0]).encode()
    query = {"cursor": urlsafe_b64encode(packed).decode()}
    problem_of(api.get(f"{API}jobs/{ranked.key}/scores/", query), 404)


def test_both_sides_must_be_allowed(client, allow, ranked):
    path = f"{API}jobs/{ranked.key}/scores/"
    allow("view_job")
    problem_of(client.get(path), 403)
    allow("view_profile")
    assert len(results(client, f"jobs/{ranked.key}/scores/")) == 3


class Namesake(Adapter):
    """Profiles of one name are nobody's to see."""

    def get_queryset(self, request, queryset):
        return queryset.exclude(name="Hidden") if queryset.model is Profile else queryset


def test_a_profile_that_is_hidden_is_not_ranked(api, ranked, settings):
    settings.HRFLOW_ADAPTER = f"{__name__}.Namesake"
    hidden = Profile.objects.order_by("pk").first()
    Profile.objects.filter(pk=hidden.pk).update(name="Hidden")
    found = results(api, f"jobs/{ranked.key}/scores/")
    assert len(found) == 2
    assert hidden.key not in [each["profile"] for each in found]
    problem_of(api.get(f"{API}profiles/{hidden.key}/scores/"), 404)
