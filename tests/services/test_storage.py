"""Files without a row go after a day, rows without a file are told, and nothing else is touched."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from django_hrflow import mirror
from django_hrflow.models import Resume
from django_hrflow.models.resume import resume_storage
from django_hrflow.services import resumes, storage
from tests import dump

pytestmark = pytest.mark.django_db

NOW = timedelta(0)


@pytest.fixture
def add():
    source = mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})

    def add_one(number):
        file = ContentFile(rb"{\rtf1 CV %d}" % number, name="ada.rtf")
        return resumes.accept(file, source=source).resume

    return add_one


def orphan(name="0" * 32 + ".pdf", folder="hrflow/2024/05", hours=25):
    path = resume_storage().save(f"{folder}/{name}", ContentFile(b"%PDF- of nobody"))
    then = time.time() - hours * 3600
    os.utime(resume_storage().path(path), (then, then))
    return path


def test_an_orphan_goes_after_a_day(add):
    kept, path = add(1), orphan()
    assert storage.clean(dry_run=True).orphans == [path]
    assert resume_storage().exists(path)
    assert storage.clean() == storage.Cleaned(orphans=[path])
    assert not resume_storage().exists(path)
    assert resume_storage().exists(kept.file.name)
    assert storage.clean() == storage.Cleaned()


@pytest.mark.parametrize(
    "given",
    [
        {"hours": 23},
        {"name": "report.pdf"},
        {"name": "0" * 31 + ".pdf"},
        {"folder": "other/2024"},
    ],
)
def test_what_may_be_somebody_elses_or_under_way_stays(given):
    path = orphan(**given)
    assert storage.clean() == storage.Cleaned()
    assert resume_storage().exists(path)


def test_a_cv_without_its_file_is_told(add, caplog):
    resume, whole, erased = add(1), add(2), add(3)
    resume.file.storage.delete(resume.file.name)
    Resume.objects.filter(pk=erased.pk).update(file="", state="erased")
    assert storage.clean() == storage.Cleaned(missing=[resume.pk])
    whole.refresh_from_db()
    assert whole.file


def test_a_cv_that_is_erased_meanwhile_is_not_missing(add, monkeypatch):
    """The listing is of a moment ago."""
    resume = add(1)
    resume.file.storage.delete(resume.file.name)

    def exists(storage, name):
        Resume.objects.update(file="", state="erased")
        return False

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.exists", exists)
    assert storage.clean() == storage.Cleaned()


def test_the_whole_folder_is_gone(add, tmp_path):
    made = [add(number).pk for number in range(3)]
    for each in dump.files(tmp_path):
        each.unlink()
    assert sorted(storage.clean().missing) == made
    (tmp_path / "private").rename(tmp_path / "elsewhere")
    assert sorted(storage.clean().missing) == made


def test_an_empty_storage():
    assert storage.clean() == storage.Cleaned()


UPLOAD = """
import django; django.setup()
from django.core.files.base import ContentFile
from django_hrflow.models import Source
from django_hrflow.services import resumes
resumes.accept(ContentFile(b"{\\\\rtf1 cut off}", name="ada.rtf"), source=Source(pk=1, key="x"))
"""


def test_an_upload_that_died_leaves_nothing_for_good(tmp_path):
    """A real process dies between the file and its row."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "example_project.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "MEDIA_ROOT": str(tmp_path),
        "HRFLOW_CRASHPOINT": "resume_file_stored",
    }
    run = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(run, env=env, check=True, timeout=60)
    died = subprocess.run([sys.executable, "-c", UPLOAD], env=env, check=False, timeout=60)
    assert died.returncode == 137
    left = dump.files(tmp_path / "private")
    assert len(left) == 1
    env.pop("HRFLOW_CRASHPOINT")
    clean = [sys.executable, "-m", "django", "hrflow_clean"]
    subprocess.run(clean, env=env, check=True, timeout=60)
    assert dump.files(tmp_path / "private") == left
    subprocess.run([*clean, "--older-than", "0"], env=env, check=True, timeout=60)
    assert dump.files(tmp_path / "private") == []
