"""Index, edit, archive and fetch: HrFlow first, the mirror from its answer."""

import pytest
from django.core.exceptions import ValidationError

from django_hrflow.client import AlreadyUsed, NotFound, ServerError
from django_hrflow.models import Board, Job, Profile, Source
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from django_hrflow.services import jobs, profiles
from tests.services.samples import job_json, profile_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(hrflow_sandbox):
    return profiles.index(source_key=CAREERS_SOURCE_KEY, profile_json=profile_json())


@pytest.fixture
def job(hrflow_sandbox):
    return jobs.index(board_key=MAIN_BOARD_KEY, job_json=job_json())


def test_an_indexed_profile_is_mirrored_from_the_answer(profile, hrflow_sandbox):
    assert len(profile.key) == 40
    assert (profile.name, profile.reference) == ("Ada Example 1", "cand-1")
    assert profile.source.key == CAREERS_SOURCE_KEY
    assert profile.created_at is not None
    assert hrflow_sandbox.profiles()["count"] == 1


def test_an_indexed_job_is_mirrored_from_the_answer(job):
    assert (job.name, job.reference, job.board.key) == ("Data Engineer 1", "job-1", MAIN_BOARD_KEY)


def test_what_was_given_is_not_changed(hrflow_sandbox):
    given = profile_json()
    profiles.index(source_key=CAREERS_SOURCE_KEY, profile_json=given)
    assert given == profile_json()


def test_a_refused_index_leaves_nothing(profile, hrflow_sandbox):
    with pytest.raises(AlreadyUsed):
        profiles.index(source_key=CAREERS_SOURCE_KEY, profile_json=profile_json())
    with pytest.raises(NotFound):
        profiles.index(source_key="0" * 40, profile_json=profile_json(2))
    hrflow_sandbox.fault("500", path="profile/indexing")
    with pytest.raises(ServerError):
        profiles.index(source_key=CAREERS_SOURCE_KEY, profile_json=profile_json(3))
    assert Profile.objects.count() == 1


def test_an_edit_replaces_the_whole(profile):
    changed = profiles.edit(profile, profile_json(skills=("spark",), text_language="fr"))
    assert changed.pk == profile.pk
    profile.refresh_from_db()
    assert profile.skills == ["spark"]
    assert profile.payload["text_language"] == "fr"
    bare = profiles.edit(profile, {"info": {"full_name": "Ada"}, "text": ""})
    assert (bare.skills, bare.name) == ([], "Ada")


def test_a_failed_edit_leaves_the_mirror_as_it_was(profile, hrflow_sandbox):
    hrflow_sandbox.fault("500", path="profile/indexing")
    with pytest.raises(ServerError):
        profiles.edit(profile, {**profile_json(), "text": "other"})
    profile.refresh_from_db()
    assert profile.payload["text"] != "other"


def test_an_edit_never_hits_another_object_by_its_reference(profile, hrflow_sandbox):
    other = profiles.index(source_key=CAREERS_SOURCE_KEY, profile_json=profile_json(2))
    hrflow_sandbox.forget_calls()
    with pytest.raises(ValidationError) as caught:
        profiles.edit(profile, profile_json(2))
    assert caught.value.code == "reference"
    assert [each["method"] for each in hrflow_sandbox.calls("profile/indexing")] == ["GET"]
    assert profiles.fetch(source_key=CAREERS_SOURCE_KEY, key=other.key).name == other.name


def test_an_edit_may_give_another_reference(profile):
    changed = profiles.edit(profile, profile_json(reference="moved"))
    assert (changed.pk, changed.reference) == (profile.pk, "moved")


def test_a_job_is_edited(job):
    assert jobs.edit(job, job_json(name="Lead")).name == "Lead"
    assert Job.objects.get().name == "Lead"


@pytest.mark.parametrize("kind", ["profile", "job"])
def test_archived_and_brought_back(kind, request):
    row, service = request.getfixturevalue(kind), {"profile": profiles, "job": jobs}[kind]
    assert service.archive(row).archived_at is not None
    row.refresh_from_db()
    assert row.archived_at is not None
    assert service.archive(row, archived=False).archived_at is None


def test_archived_where_hrflow_shows_it_no_longer(profile, hrflow_sandbox):
    hrflow_sandbox.fault("404", path="profile/indexing", method="GET")
    assert profiles.archive(profile).archived_at is not None
    assert Profile.objects.get().archived_at is not None


def test_fetched_by_key_and_by_reference(profile):
    Profile.objects.all().delete()
    by_reference = profiles.fetch(source_key=CAREERS_SOURCE_KEY, reference="cand-1")
    assert by_reference.key == profile.key
    assert profiles.fetch(source_key=CAREERS_SOURCE_KEY, key=profile.key).pk == by_reference.pk
    with pytest.raises(NotFound):
        profiles.fetch(source_key=CAREERS_SOURCE_KEY, key="0" * 40)
    with pytest.raises(ValidationError):
        profiles.fetch(source_key=CAREERS_SOURCE_KEY)


def test_found_in_the_mirror_before_hrflow_is_asked(job, hrflow_sandbox):
    hrflow_sandbox.forget_calls()
    assert jobs.find(key=job.key) == job
    assert hrflow_sandbox.calls() == []
    Job.objects.all().delete()
    with pytest.raises(NotFound, match="board_key"):
        jobs.find(key=job.key)
    assert jobs.find(key=job.key, board_key=MAIN_BOARD_KEY).key == job.key
    assert jobs.find(key=job.key, board_key=MAIN_BOARD_KEY).board == Board.objects.get()


def test_parsing_and_attachments(resume, hrflow_sandbox, work_off):
    work_off()
    found = profiles.fetch(source_key=CAREERS_SOURCE_KEY, reference=resume.reference)
    parsing = profiles.parsing(found)
    assert parsing["emails"] == ["ada@example.org"]
    assert {each["type"] for each in profiles.attachments(found)} == {"resume", "original"}


def test_all_of_it_in_another_workspace(hrflow_sandbox, settings):
    settings.HRFLOW = {**settings.HRFLOW, "fair": settings.HRFLOW["default"]}
    row = profiles.index(
        workspace="fair", source_key=CAREERS_SOURCE_KEY, profile_json=profile_json()
    )
    assert (row.workspace, row.source.workspace) == ("fair", "fair")
    with pytest.raises(NotFound):
        profiles.find(key=row.key)
    assert Source.objects.filter(workspace="default").count() == 0
