"""The sync's tasks: sources at once, the rest one by one, failures told."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from django_hrflow import tasks
from django_hrflow.client import ServerError
from django_hrflow.connections import workspaces
from django_hrflow.models import Board, Cursor, Job, Profile, Source
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from django_hrflow.services import syncing
from tests.services.samples import job_json, profile_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def remote(hrflow_sandbox):
    client = workspaces["default"]
    client.profile.indexing.add_json(CAREERS_SOURCE_KEY, profile_json())
    client.job.indexing.add_json(MAIN_BOARD_KEY, job_json())
    return hrflow_sandbox


def test_everything_of_all_workspaces(remote, settings):
    settings.HRFLOW = {**settings.HRFLOW, "fair": settings.HRFLOW["default"]}
    parts = tasks.sync()
    assert [(part["workspace"], part["kind"], part["new"]) for part in parts] == [
        ("default", "sources", 2), ("default", "boards", 1),
        ("fair", "sources", 2), ("fair", "boards", 1),
    ]  # fmt: skip
    for model in (Profile, Job):
        assert sorted(model.objects.values_list("workspace", flat=True)) == ["default", "fair"]


def test_only_sources(remote):
    assert [part["kind"] for part in tasks.sync(only=["sources"])] == ["sources"]
    assert Source.objects.exists()
    assert not Board.objects.exists()
    assert not Profile.objects.exists()


def test_a_part_that_fails_is_told(remote):
    remote.fault("500", path="sources")
    parts = tasks.sync(only=["sources", "boards"])
    assert [part["problem"] and part["problem"]["status"] for part in parts] == [502, None]


def test_where_nothing_succeeds_the_failure_is_raised(remote, settings):
    remote.fault("500", path="sources")
    with pytest.raises(ServerError):
        tasks.sync(only=["sources"])
    settings.HRFLOW = {"default": {}}
    with pytest.raises(ImproperlyConfigured):
        tasks.sync()


def test_a_source_that_fails_raises_so_that_the_worker_tries_again(remote):
    tasks.sync(only=["sources"])
    remote.fault("500", path="storing/profiles")
    with pytest.raises(ServerError):
        tasks.sync_container("default", "profiles", CAREERS_SOURCE_KEY)


def test_too_much_for_one_task_is_done_by_several(remote, monkeypatch):
    """Each comes back for the rest; here every one is out of patience at once."""
    tasks.sync(only=["sources"])
    client = workspaces["default"]
    for number in range(2, 8):
        client.profile.indexing.add_json(CAREERS_SOURCE_KEY, profile_json(number))
    whole, rounds = syncing.sync_container, []

    def impatient(*args, **given):
        rounds.append(args)
        return whole(*args, **{**given, "patience": 0 if len(rounds) < 2 else 60})

    monkeypatch.setattr(syncing, "sync_container", impatient)
    tasks.sync_container("default", "profiles", CAREERS_SOURCE_KEY)
    assert len(rounds) == 2
    assert Profile.objects.count() == 7
    assert Cursor.objects.get().page == 1
