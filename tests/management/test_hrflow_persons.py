"""``hrflow_export`` and ``hrflow_erase``: who is meant, what is said, what is left."""

import json
import stat
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.db.models.signals import post_save

from django_hrflow.management.commands import hrflow_erase
from django_hrflow.models import Erasure, Profile, Resume
from django_hrflow.services import resumes
from django_hrflow.testing import queue
from tests import dump
from tests.services.conftest import cv

pytestmark = pytest.mark.django_db(transaction=True)

NAME, EMAIL = "Zora Quillmark", "zora.quillmark@example.org"


@pytest.fixture
def zora(careers, hrflow_sandbox):
    resume = resumes.accept(cv(name=NAME, email=EMAIL), source=careers, reference="zora").resume
    queue.work_off()
    assert hrflow_sandbox.wait_idle()
    queue.pass_time(10)
    queue.work_off()
    resume.refresh_from_db()
    return resume


def options(resume):
    return {
        "profile": ["--profile", resume.profile.key],
        "email": ["--email", EMAIL.title()],
        "resume": ["--resume", str(resume.pk)],
    }


@pytest.mark.parametrize("by", ["profile", "email", "resume"])
def test_export(run, zora, tmp_path, by):
    output = tmp_path / "zora.zip"
    lines = run("hrflow_export", *options(zora)[by], "--output", str(output))
    assert lines[0].startswith(f"profile {zora.profile.key}")
    assert EMAIL not in "".join(lines)
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    with zipfile.ZipFile(output) as archive:
        assert json.loads(archive.read("person.json"))["profiles"][0]["name"] == NAME
        assert len(archive.namelist()) == 2
    _lines, error = run("hrflow_export", *options(zora)[by], "--output", str(output), fails=True)
    assert "exists" in str(error)


def test_a_dry_run_only_tells(run, zora, tmp_path):
    output = tmp_path / "zora.zip"
    who = options(zora)["email"]
    run("hrflow_export", *who, "--output", str(output), "--dry-run")
    assert not output.exists()
    lines = run("hrflow_erase", *who, "--dry-run")
    assert lines[-1] == "Nothing was erased."
    assert len(lines) == 3
    assert not Erasure.objects.exists()
    assert Profile.objects.exists()


@pytest.mark.parametrize("by", ["profile", "email", "resume"])
def test_erase(run, zora, tmp_path, by):
    key = zora.profile.key
    lines = run("hrflow_erase", *options(zora)[by])
    assert key in lines[0]
    assert "1 profiles" in lines[2]
    assert "cannot delete" in lines[3]
    assert dump.holding("quillmark", key) == []
    assert dump.files(tmp_path) == []


def test_hrflow_away_is_told_by_the_exit_code(run, zora, hrflow_sandbox):
    hrflow_sandbox.set_faults("503:1.0")
    _lines, error = run("hrflow_erase", *options(zora)["email"], fails=True)
    assert error.returncode == 1
    assert "not confirmed" in str(error)
    assert not Profile.objects.exists()
    assert Resume.objects.get().state == "erased"
    assert Erasure.objects.get().state == "erasing"


def test_a_worker_that_was_quicker(run, zora, monkeypatch):
    """It has claimed the erasure and does not come to an end."""
    monkeypatch.setattr(hrflow_erase, "PATIENCE", 0.3)

    def take(sender, instance, created, **kwargs):
        if created:
            assert Erasure.take(instance.pk, Q())

    post_save.connect(take, sender=Erasure)
    try:
        lines, error = run("hrflow_erase", *options(zora)["email"], fails=True)
    finally:
        post_save.disconnect(take, sender=Erasure)
    assert lines[-1] == "A worker has it in hand."
    assert error.returncode == 1


@pytest.mark.parametrize("command", ["hrflow_export", "hrflow_erase"])
@pytest.mark.parametrize(
    "given", [["--profile", "nobody"], ["--resume", "0"], ["--email", "x@example.org"]]
)
def test_nobody(run, command, given):
    _lines, error = run(command, *given, fails=True)
    assert "Nobody was found" in str(error)


@pytest.mark.parametrize("given", [[], ["--profile", "a", "--email", "b"], ["--resume", "a"]])
def test_one_way_of_saying_who(given):
    with pytest.raises(CommandError):
        call_command("hrflow_erase", *given)


def test_another_workspace(run, zora):
    given = [*options(zora)["email"], "--workspace", "other"]
    run("hrflow_erase", *given, fails=True)
    assert Profile.objects.exists()
