"""Export and erase from the lists: who may, what is asked first, what is said after."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from django_hrflow.models import ErasedKey, Erasure, Profile, Resume


@pytest.fixture
def person(make_profile, make_resume):
    profile = make_profile(1)
    return profile, make_resume(1, state="parsed", profile=profile)


@pytest.fixture
def act(desk, django_capture_on_commit_callbacks):
    """Run an action: the response, its messages, and what was put in the queue."""

    def run(action, *rows, **fields):
        address = reverse(f"admin:django_hrflow_{rows[0]._meta.model_name}_changelist")
        chosen = {"action": action, "_selected_action": [row.pk for row in rows], **fields}
        with django_capture_on_commit_callbacks() as callbacks:
            response = desk.post(address, chosen)
        queued = [(each.args[0].name, *each.args[1]) for each in callbacks]
        told = []
        if response.status_code == 302:
            shown = desk.get(response["Location"])
            told = [str(message) for message in shown.context["messages"]]
        return response, told, queued

    return run


@pytest.mark.parametrize("model", ["profile", "resume"])
@pytest.mark.parametrize("action", ["export_person", "erase_person"])
def test_without_the_right_there_is_no_such_action(act, allow, person, model, action):
    allow(f"view_{model}", "change_resume", "view_resume_file")
    row = person[0] if model == "profile" else person[1]
    response, told, _queued = act(action, row, confirmed="yes")
    assert response.status_code == 200 or told == ["No action selected."]
    assert not Erasure.objects.exists()
    assert "zip" not in response.get("Content-Type", "")


@pytest.mark.parametrize("model", ["profile", "resume"])
def test_export(act, allow, person, model):
    allow(f"view_{model}", "export_profile")
    response, _told, _queued = act("export_person", person[0] if model == "profile" else person[1])
    assert response["Content-Disposition"] == 'attachment; filename="person.zip"'
    assert "no-store" in response["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        document = json.loads(archive.read("person.json"))
    response.close()
    assert document["profiles"][0]["key"] == person[0].key
    assert document["profiles"][0]["as_hrflow_sent_it"]["info"]["first_name"] == "Ada"
    assert document["resumes"][0]["file"]


def test_an_export_is_of_one_person(act, allow, person, make_profile):
    allow("view_profile", "export_profile")
    response, told, _queued = act("export_person", person[0], make_profile(2))
    assert response.status_code == 302
    assert "Choose one person" in told[0]


@pytest.mark.parametrize("model", ["profile", "resume"])
def test_erase_asks_first(act, allow, person, model):
    allow(f"view_{model}", "delete_profile")
    row = person[0] if model == "profile" else person[1]
    response, _told, queued = act("erase_person", row)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Ada Example 1" in page
    assert "ada-1.rtf" in page
    assert "cannot delete" in page
    assert f'name="_selected_action" value="{row.pk}"' in page
    assert not Erasure.objects.exists()
    assert queued == []


@pytest.mark.parametrize("model", ["profile", "resume"])
def test_erase(act, allow, person, model):
    allow(f"view_{model}", "delete_profile")
    _response, told, queued = act(
        "erase_person", person[0] if model == "profile" else person[1], confirmed="yes"
    )
    erasure = Erasure.objects.get()
    assert queued == [("hrflow.erase_person", erasure.pk)]
    assert "1 person is being erased" in told[0]
    assert person[0].key in told[1]
    assert Resume.objects.get().state == "erased"


def test_namesakes_are_told(act, allow, person, make_profile):
    info = {"full_name": "A. Example", "email": "ADA1@example.org"}
    make_profile(2, info=info)
    allow("view_profile", "delete_profile")
    response, _told, _queued = act("erase_person", person[0])
    assert "1 other profile has the same e-mail address" in response.content.decode()


def test_not_everybody_at_once(act, allow, make_profile):
    allow("view_profile", "delete_profile")
    rows = [make_profile(number) for number in range(51)]
    _response, told, _queued = act("erase_person", *rows, confirmed="yes")
    assert "up to 50" in told[0]
    assert not Erasure.objects.exists()
    assert Profile.objects.count() == 51


@pytest.mark.parametrize("action", ["export_person", "erase_person"])
def test_rows_that_are_hidden_stop_it(act, allow, settings, make_profile, make_resume, action):
    settings.HRFLOW_ADAPTER = "tests.admin.adapters.OnlyFirst"
    resume = make_resume(2, state="parsed", profile=make_profile(2))
    allow("view_resume", "delete_profile", "export_profile")
    _response, told, _queued = act(action, resume, confirmed="yes")
    assert "not yours to see" in told[0]
    assert not Erasure.objects.exists()


def test_the_record_can_be_read_and_not_changed(desk, allow, admin_client):
    erasure = Erasure.objects.create(counts={"profiles": 1, "calls": 0}, remains="Archived there.")
    ErasedKey.objects.create(erasure=erasure, digest="d" * 64, fate="archived")
    address = reverse("admin:django_hrflow_erasure_change", args=[erasure.pk])
    assert desk.get(address).status_code == 403
    allow("view_erasure")
    page = desk.get(address).content.decode()
    for text in ("1 profiles", "Archived there.", "d" * 64, "archived"):
        assert text in page
    assert "0 calls" not in page
    assert desk.get(reverse("admin:django_hrflow_erasure_changelist")).status_code == 200
    assert admin_client.post(address, {"state": "erasing"}).status_code == 403
    delete = reverse("admin:django_hrflow_erasure_delete", args=[erasure.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
