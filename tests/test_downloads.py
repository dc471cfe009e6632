"""The file of a CV goes to those who may open it, as a download, and somebody noted it."""

import logging
from email.message import Message

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import override_settings

from django_hrflow import mirror
from django_hrflow.adapter import Adapter
from django_hrflow.models import Resume
from django_hrflow.services import resumes

pytestmark = pytest.mark.django_db


class Blind(Adapter):
    """Nobody sees anything."""

    def get_queryset(self, request, queryset):
        return queryset.none()


CONTENT = rb"{\rtf1 CV of nobody}"


@pytest.fixture
def resume(db):
    source = mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})
    return resumes.accept(ContentFile(CONTENT, name="zoé “cv”.rtf"), source=source).resume


@pytest.fixture
def reader(db):
    user = User.objects.create_user("reader", password="secret")
    user.user_permissions.add(Permission.objects.get(codename="view_resume_file"))
    return user


def url(resume):
    return f"/hrflow/resumes/{resume.pk}/file/"


@pytest.fixture
def audit():
    """The lines of the audit log."""
    lines, handler = [], logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    logger = logging.getLogger("django_hrflow.audit")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lines
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def test_a_reader_gets_the_file(client, reader, resume, audit):
    client.force_login(reader)
    answer = client.get(url(resume))
    assert answer.status_code == 200
    assert answer.streaming
    assert b"".join(answer.streaming_content) == CONTENT
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert _download_name(answer) == "zoé “cv”.rtf"
    assert audit == [f"resume file opened: {resume.pk} by user {reader.pk}"]


def _download_name(answer):
    message = Message()
    message["Content-Disposition"] = answer["Content-Disposition"]
    assert message.get_content_disposition() == "attachment"
    return message.get_filename()


@pytest.mark.parametrize(
    "name",
    [
        'a";x="b.rtf',
        "a\\b.rtf",
        "=cmd|calc!A1.rtf",
        "x" * 150,
        "%00.rtf",
        "a;b,c.rtf",
        "../../x.rtf",
    ],
)
def test_a_hostile_name_stays_one_value(client, reader, resume, name):
    Resume.objects.update(name=name)
    client.force_login(reader)
    answer = client.get(url(resume))
    assert _download_name(answer) == name.removeprefix("../../")
    answer.close()


class Accelerated(Adapter):
    """nginx sends the file."""

    def get_file_response(self, request, resume):
        return HttpResponse(headers={"X-Accel-Redirect": f"/protected/{resume.file.name}"})


@override_settings(HRFLOW_ADAPTER="tests.test_downloads.Accelerated")
def test_the_web_server_may_send_the_file(client, reader, resume, audit):
    """The permission, the headers and the note in the log stay the view's."""
    client.force_login(reader)
    answer = client.get(url(resume))
    assert answer["X-Accel-Redirect"] == f"/protected/{resume.file.name}"
    assert answer.content == b""
    assert answer["Content-Type"] == "application/rtf"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert _download_name(answer) == "zoé “cv”.rtf"
    assert len(audit) == 1
    client.logout()
    assert "X-Accel-Redirect" not in client.get(url(resume)).headers


def test_a_stranger_is_sent_to_the_sign_in(client, resume):
    answer = client.get(url(resume))
    assert answer.status_code == 302
    assert url(resume) in answer["Location"]


def test_a_user_without_the_permission(client, resume, audit):
    client.force_login(User.objects.create_user("other", password="secret"))
    assert client.get(url(resume)).status_code == 403
    assert audit == []


@override_settings(HRFLOW_ADAPTER="tests.test_downloads.Blind")
def test_another_tenants_file_is_not_there(client, reader, resume):
    client.force_login(reader)
    assert client.get(url(resume)).status_code == 404


def test_a_file_that_is_gone(client, reader, resume):
    client.force_login(reader)
    resume.file.storage.delete(resume.file.name)
    assert client.get(url(resume)).status_code == 404
    Resume.objects.update(file="")
    assert client.get(url(resume)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client, reader, resume, method):
    client.force_login(reader)
    assert getattr(client, method)(url(resume)).status_code == 405


def test_the_admin_links_to_it_for_those_who_may(client, admin_user, resume):
    page = f"/admin/django_hrflow/resume/{resume.pk}/change/"
    client.force_login(admin_user)
    assert url(resume) in client.get(page).content.decode()
    viewer = User.objects.create_user("viewer", password="secret", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_resume"))
    client.force_login(viewer)
    assert url(resume) not in client.get(page).content.decode()
