"""The command tells what each part of a sync did, and fails when one of them did."""

import pytest
from django.core.management import CommandError

from django_hrflow.connections import workspaces
from django_hrflow.models import Cursor, Job, Profile, Source
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from tests.services.samples import job_json, profile_json

pytestmark = pytest.mark.django_db

SYNC = "hrflow_sync"


@pytest.fixture
def remote(hrflow_sandbox):
    client = workspaces["default"]
    for number in range(3):
        client.profile.indexing.add_json(CAREERS_SOURCE_KEY, profile_json(number))
    client.job.indexing.add_json(MAIN_BOARD_KEY, job_json())
    return hrflow_sandbox


def test_everything(remote, run):
    assert run(SYNC) == [
        "default: sources: 2 new",
        "default: boards: 1 new",
        "default: profiles of Careers site: 3 new",
        "default: profiles of Real-time: none",
        "default: jobs of Main board: 1 new",
    ]
    assert "default: profiles of Careers site: 3 unchanged" in run(SYNC, full=True)


def test_some_of_it(remote, run):
    assert run(SYNC, "--only", "jobs") == ["default: jobs of Main board: 1 new"]
    assert run(SYNC, "--only", "profiles,sources", "--limit", "2")[1].endswith("2 new")
    assert Job.objects.count() == 1
    assert Profile.objects.count() == 2


def test_a_dry_run(remote, run):
    lines = run(SYNC, dry_run=True)
    assert "default: profiles of Careers site: 3 new (nothing written)" in lines
    assert not Source.objects.exists()
    assert not Profile.objects.exists()
    assert not Cursor.objects.exists()


def test_partial_failure(remote, run):
    run(SYNC, only=("sources",))
    remote.fault("401", path="storing/profiles")
    lines, error = run(SYNC, fails=True)
    assert error.returncode == 1
    assert str(error).startswith("1 parts failed")
    failed = [line for line in lines if "failed" in line]
    assert len(failed) == 1
    assert "HrFlow did not accept the API key" in failed[0]
    assert Job.objects.count() == 1


def test_all_workspaces_or_one(remote, run, settings):
    settings.HRFLOW = {**settings.HRFLOW, "fair": settings.HRFLOW["default"]}
    assert {line.split(":")[0] for line in run(SYNC)} == {"default", "fair"}
    assert {line.split(":")[0] for line in run(SYNC, workspace="fair")} == {"fair"}


def test_stopped(remote, run, monkeypatch):
    def interrupted(*args, **given):
        raise KeyboardInterrupt

    monkeypatch.setattr("django_hrflow.services.syncing.sync", interrupted)
    _lines, error = run(SYNC, fails=True)
    assert error.returncode == 130


def test_a_bar_on_a_terminal(remote, run):
    assert "\r[##############################] 1/1 Careers site" in run(SYNC, tty=True)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--only", "profile"], "Did you mean profiles"),
        (["--limit", "0"], "not a number above 0"),
        (["--workspace", "defualt"], "Did you mean default"),
    ],
)
def test_orders_that_make_no_sense(hrflow_sandbox, run, args, told):
    with pytest.raises(CommandError, match=told):
        run(SYNC, *args)
