"""CVs come in: one or several, twice or broken; what was answered with 202 is kept."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from django_hrflow.models import Profile, Resume
from django_hrflow.sandbox import REALTIME_SOURCE_KEY
from django_hrflow.testing.queue import work_off
from tests.api.conftest import API, cv, problem_of, wrong_members

pytestmark = pytest.mark.django_db

PARSE = f"{API}profiles/parse/"


def upload(api, *files, headers=None, **data):
    return api.post(PARSE, {"file": list(files), **data}, format="multipart", headers=headers)


def test_one_cv_gives_a_row_to_follow(api, source):
    response = upload(api, cv("ada.rtf"), source_key=source.key)
    assert response.status_code == 202
    (row,) = response.json()["results"]
    resume = Resume.objects.get()
    assert row == {
        "id": resume.pk,
        "state": "stored",
        "reason": "",
        "source": source.key,
        "reference": resume.reference,
        "profile": None,
        "name": "ada.rtf",
        "size": resume.size,
        "uploaded_at": row["uploaded_at"],
        "url": f"http://testserver{API}resumes/{resume.pk}/",
    }
    assert "errors" not in response.json()
    assert api.get(row["url"]).json() == row


def test_the_row_leads_to_the_profile(api, hrflow_sandbox):
    (row,) = upload(api, cv(), source_key=REALTIME_SOURCE_KEY).json()["results"]
    work_off()
    after = api.get(row["url"]).json()
    assert (after["state"], after["profile"]) == ("parsed", Profile.objects.get().key)
    assert api.get(f"{API}resumes/", {"profile": after["profile"]}).json()["results"] == [after]


def test_the_queue_is_told_after_the_commit(api, source, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        upload(api, cv(), source_key=source.key)
    assert len(callbacks) == 1
    assert Resume.objects.get().state == "accepted"


def test_everything_that_comes_with_a_file_is_kept(api, source, user):
    response = upload(
        api,
        cv(),
        source_key=source.key,
        reference="application-7",
        tags=json.dumps([{"name": "job", "value": "engineer"}]),
        metadatas=json.dumps([{"name": "channel", "value": None}]),
        created_at="2026-01-31T09:30:00+0100",
    )
    assert response.status_code == 202
    resume = Resume.objects.get()
    assert resume.reference == "application-7"
    assert resume.tags == [{"name": "job", "value": "engineer"}]
    assert resume.metadatas == [{"name": "channel", "value": None}]
    assert resume.created_at.isoformat() == "2026-01-31T08:30:00+00:00"
    assert resume.uploaded_by.username == "root"


def test_several_files_give_a_row_each_in_their_order(api, source):
    files = [cv(f"ada-{number}.rtf") for number in range(3)]
    rows = upload(api, *files, source_key=source.key).json()["results"]
    assert [row["name"] for row in rows] == ["ada-0.rtf", "ada-1.rtf", "ada-2.rtf"]
    assert len({row["reference"] for row in rows}) == 3


def test_a_refused_file_does_not_keep_the_others_out(api, source):
    files = [cv("one.rtf"), SimpleUploadedFile("virus.exe", b"MZ"), cv("two.rtf"),
             SimpleUploadedFile("empty.pdf", b"")]  # fmt: skip
    response = upload(api, *files, source_key=source.key)
    assert response.status_code == 202
    assert [row["name"] for row in response.json()["results"]] == ["one.rtf", "two.rtf"]
    virus, empty = response.json()["errors"]
    assert (virus["index"], virus["name"], virus["status"]) == (1, "virus.exe", 400)
    assert "exe" in virus["detail"]
    assert (empty["index"], empty["name"]) == (3, "empty.pdf")


def test_a_request_with_refused_files_only_is_refused(api, source):
    files = [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.pdf", b"no pdf")]
    problem = problem_of(upload(api, *files, source_key=source.key), 400)
    assert [each["name"] for each in problem["errors"]] == ["a.exe", "b.pdf"]
    assert not Resume.objects.exists()


def test_an_empty_file_is_refused_with_the_reason(api, source):
    problem = problem_of(upload(api, SimpleUploadedFile("a.pdf", b""), source_key=source.key), 400)
    assert "empty" in problem["detail"]


def test_the_same_file_again_gives_the_same_row(api, source):
    file = cv()
    first = upload(api, file, source_key=source.key).json()
    file.seek(0)
    assert upload(api, file, source_key=source.key).json() == first


def test_the_same_key_gives_the_same_row(api, source):
    content = cv().read()
    headers = {"Idempotency-Key": "a" * 255}

    def send():
        file = SimpleUploadedFile("ada.rtf", content)
        return upload(api, file, source_key=source.key, headers=headers)

    first, second = send(), send()
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()


def test_a_key_is_the_users_own(api, client, allow, source):
    allow("add_resume")
    headers = {"Idempotency-Key": "one"}
    mine = upload(api, cv(), source_key=source.key, headers=headers).json()["results"]
    theirs = upload(client, cv(), source_key=source.key, headers=headers).json()["results"]
    assert mine[0]["id"] != theirs[0]["id"]


def test_another_file_under_the_same_key_is_refused_and_not_dropped_silently(api, source):
    headers = {"Idempotency-Key": "one"}
    upload(api, cv(), source_key=source.key, headers=headers)
    problem_of(upload(api, cv(), source_key=source.key, headers=headers), 422)
    assert Resume.objects.count() == 1


@pytest.mark.parametrize("key", ["", "a" * 256, "two words", "naïve"])
def test_a_key_that_is_none_is_refused(api, source, key):
    problem_of(upload(api, cv(), source_key=source.key, headers={"Idempotency-Key": key}), 400)


def test_a_source_that_the_mirror_lacks_is_asked_for_once(api, hrflow_sandbox):
    assert upload(api, cv(), source_key=REALTIME_SOURCE_KEY).status_code == 202
    assert len(hrflow_sandbox.calls("source")) == 1


def test_a_source_that_hrflow_lacks_is_404(api, hrflow_sandbox):
    problem_of(upload(api, cv(), source_key="f" * 40), 404)


def test_a_reference_belongs_to_one_file(api, source):
    response = upload(api, cv(), cv(), source_key=source.key, reference="r")
    assert wrong_members(response) == {"#/reference"}


def test_a_taken_reference_is_refused(api, source):
    upload(api, cv(), source_key=source.key, reference="r")
    problem = problem_of(upload(api, cv(), source_key=source.key, reference="r"), 400)
    assert "reference" in problem["detail"]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("source_key", ""),
        ("tags", "no json"),
        ("tags", '{"name": "a"}'),
        ("tags", '["a"]'),
        ("tags", '[{"name": NaN}]'),
        ("tags", '[{"name": "\\ud800"}]'),
        ("tags", "[" * 100_000),
        ("metadatas", "5"),
        ("created_at", "yesterday"),
        ("created_at", "9999-12-31T23:59:59-23:59"),
        ("reference", ""),
        ("reference", "r" * 256),
        ("state", "parsed"),
    ],
)
def test_a_wrong_field_is_named(api, source, member, value):
    data = {"source_key": source.key, member: value}
    pointers = wrong_members(upload(api, cv(), **data))
    assert {pointer.split("/")[1] for pointer in pointers} == {member}


def test_files_are_needed(api, source):
    response = api.post(PARSE, {"source_key": source.key}, format="multipart")
    assert wrong_members(response) == {"#/file"}
    response = api.post(PARSE, {"source_key": source.key, "file": "text"}, format="multipart")
    problem_of(response, 400)


def test_a_text_in_place_of_a_file_among_files_is_refused(api, source):
    response = upload(api, cv(), "text", source_key=source.key)
    assert wrong_members(response) == {"#/file"}
    assert not Resume.objects.exists()


def test_a_field_that_is_given_twice_is_refused(api, source):
    response = upload(api, cv(), source_key=[source.key, "other"])
    assert wrong_members(response) == {"#/source_key"}


def test_a_file_under_another_name_is_refused(api, source):
    response = upload(api, cv(), source_key=source.key, photo=cv())
    assert wrong_members(response) == {"#/photo"}


def test_json_is_another_media_type(api, source):
    problem_of(api.post(PARSE, {"source_key": source.key}, format="json"), 415)


def test_parsing_is_202_whatever_the_client_prefers(api, source):
    response = upload(api, cv(), source_key=source.key, headers={"Prefer": "respond-async"})
    assert response.status_code == 202
    assert response.json()["results"][0]["state"] == "stored"


def test_a_dead_hrflow_keeps_no_cv_out(api, source, hrflow_sandbox):
    hrflow_sandbox.fault("503", times=5)
    assert upload(api, cv(), source_key=source.key).status_code == 202
