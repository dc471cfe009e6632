"""Export and erasure over REST: who may, what comes back, and that it can be followed."""

import io
import json
import zipfile

import pytest

from django_hrflow.models import Erasure, Profile, Resume
from django_hrflow.services import resumes
from django_hrflow.testing import queue
from tests import dump
from tests.api.conftest import API, cv, problem_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def resume(profile):
    made = resumes.accept(cv(), source=profile.source).resume
    Resume.objects.filter(pk=made.pk).update(profile=profile, state="parsed")
    return made


def test_export(client, allow, profile, resume):
    allow("export_profile")
    answer = client.get(f"{API}profiles/{profile.key}/export/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="person.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        document = json.loads(archive.read("person.json"))
        assert document["resumes"][0]["file"] in archive.namelist()
    answer.close()
    assert document["profiles"][0]["key"] == profile.key
    again = client.get(f"{API}profiles/{profile.key}/export/", headers={"Accept": "text/html"})
    problem_of(again, 406)


def test_erase_and_follow(client, allow, profile, resume, tmp_path):
    allow("delete_profile")
    path = f"{API}profiles/{profile.key}/erase/"
    problem_of(client.get(path), 404)
    ordered = client.post(path)
    assert ordered.status_code == 202
    assert ordered.json()["ordered_at"]
    queue.work_off()
    followed = client.get(path)
    assert followed.status_code == 200
    assert followed.json()["state"] == "erased"
    assert followed.json()["counts"]["profiles"] == 1
    assert "cannot delete" in followed.json()["remains"]
    assert client.post(path).json() == followed.json()
    assert Erasure.objects.count() == 1
    assert not Profile.objects.exists()
    assert dump.holding(profile.key, profile.name) == []
    assert dump.files(tmp_path) == []


@pytest.mark.parametrize(("method", "path"), [("get", "export"), ("post", "erase")])
def test_nobody(api, profile, method, path):
    problem_of(getattr(api, method)(f"{API}profiles/{'0' * 40}/{path}/"), 404)
    wrong = f"{API}profiles/{profile.key}/{path}/?source_key={'0' * 40}"
    problem_of(getattr(api, method)(wrong), 404)
    problem_of(getattr(api, method)(f"{API}profiles/{profile.key}/{path}/?x=1"), 400)
    assert Profile.objects.exists()


@pytest.mark.parametrize(("adapter", "status"), [("HidesProfiles", 404), ("HidesResumes", 403)])
@pytest.mark.parametrize(("method", "path"), [("get", "export"), ("post", "erase")])
def test_what_is_hidden(api, profile, resume, settings, method, path, adapter, status):
    settings.HRFLOW_ADAPTER = f"tests.api.adapters.{adapter}"
    problem_of(getattr(api, method)(f"{API}profiles/{profile.key}/{path}/"), status)
    assert not Erasure.objects.exists()


def test_another_workspaces_record_is_not_there(api, profile, settings):
    path = f"{API}profiles/{profile.key}/erase/"
    assert api.post(path).status_code == 202
    settings.HRFLOW = {**settings.HRFLOW, "other": settings.HRFLOW["default"]}
    problem_of(api.get(f"{path}?workspace=other"), 404)
    assert api.get(path).status_code == 200


def test_both_are_noted(api, profile, caplog):
    """Who, what and when; never whom by name."""
    import logging

    lines, handler = [], logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    logger = logging.getLogger("django_hrflow.audit")
    logger.addHandler(handler)
    try:
        api.get(f"{API}profiles/{profile.key}/export/").close()
        api.post(f"{API}profiles/{profile.key}/erase/")
    finally:
        logger.removeHandler(handler)
    assert any(f"person exported: profile {profile.key} by user" in each for each in lines)
    assert any("ordered by user" in each for each in lines)
    assert profile.name not in "".join(lines)
