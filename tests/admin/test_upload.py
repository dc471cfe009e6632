"""*Upload CVs*: each file stands or falls by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from django_hrflow.models import Resume

URL = "/admin/django_hrflow/resume/add/"


def cv(number=1, name=None):
    return SimpleUploadedFile(name or f"ada-{number}.rtf", rb"{\rtf1 CV number %d}" % number)


def files_in(folder):
    return [each for each in folder.rglob("*") if each.is_file()]


@pytest.fixture
def send(admin_client, source, django_capture_on_commit_callbacks):
    """Upload files; the page and what was put in the queue."""

    def post(*files, **values):
        with django_capture_on_commit_callbacks() as callbacks:
            response = admin_client.post(URL, {"source": source.pk, "cvs": files, **values})
        assert response.status_code == 200
        queued = [(each.args[0].name, *each.args[1]) for each in callbacks]
        return response.content.decode(), queued

    return post


def test_good_files_are_taken_and_queued(send, source, tmp_path, admin_user):
    page, queued = send(cv(1), cv(2))
    rows = list(Resume.objects.order_by("pk"))
    assert [row.name for row in rows] == ["ada-1.rtf", "ada-2.rtf"]
    assert queued == [("hrflow.parse_resume", row.pk) for row in rows]
    assert {row.uploaded_by for row in rows} == {admin_user}
    assert {row.source for row in rows} == {source}
    assert page.count("Taken.") == 2
    assert reverse("admin:django_hrflow_resume_change", args=[rows[0].pk]) in page
    assert len(files_in(tmp_path / "private")) == 2


def test_a_bad_file_is_told_of_and_stops_no_other(send, tmp_path):
    bad = [
        SimpleUploadedFile("virus.exe", b"MZ"),
        SimpleUploadedFile("empty.pdf", b""),
        SimpleUploadedFile("lie.pdf", b"not a PDF"),
    ]
    page, queued = send(bad[0], cv(1), *bad[1:])
    assert [row.name for row in Resume.objects.all()] == ["ada-1.rtf"]
    assert len(queued) == 1
    assert len(files_in(tmp_path / "private")) == 1
    assert page.count("Not taken.") == 3
    assert "virus.exe" in page
    assert "The file is empty." in page
    assert "cannot be read" in page
    assert "not that of a .pdf file" in page


def test_the_same_file_twice_leads_to_the_row(send):
    send(cv(1))
    row = Resume.objects.get()
    page, queued = send(cv(1, name="again.rtf"))
    assert Resume.objects.count() == 1
    assert queued == []
    assert "Already here." in page
    assert reverse("admin:django_hrflow_resume_change", args=[row.pk]) in page


def test_the_same_file_twice_in_one_upload(send):
    page, queued = send(cv(1), cv(1))
    assert Resume.objects.count() == len(queued) == 1
    assert page.count("Taken.") == page.count("Already here.") == 1


def test_no_file_or_no_source_is_an_error_of_the_form(send):
    page, queued = send()
    assert "This field is required." in page
    page, _queued = send(cv(1), source="999")
    assert "Select a valid choice" in page
    assert queued == []
    assert not Resume.objects.exists()


def test_uploading_needs_the_right_to_add(desk, allow, source):
    assert desk.post(URL, {"source": source.pk, "cvs": [cv()]}).status_code == 403
    allow("view_resume")
    assert desk.get(URL).status_code == 403
    assert "Upload CVs" not in desk.get("/admin/django_hrflow/resume/").content.decode()
    allow("add_resume")
    assert "Upload CVs" in desk.get("/admin/django_hrflow/resume/").content.decode()
    assert desk.post(URL, {"source": source.pk, "cvs": [cv()]}).status_code == 200
    assert Resume.objects.count() == 1


def test_uploading_alone_shows_no_link_to_what_may_not_be_seen(desk, allow, source):
    allow("add_resume")
    page = desk.post(URL, {"source": source.pk, "cvs": [cv()]}).content.decode()
    assert "Taken." in page
    assert "Follow it" not in page


def test_an_upload_without_a_token_is_refused(admin_user, source):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(URL, {"source": source.pk, "cvs": [cv()]}).status_code == 403
    assert not Resume.objects.exists()


def test_an_archived_source_takes_nothing(send, source):
    from django_hrflow.models import Source

    Source.objects.update(archived_at="2024-01-01T00:00:00Z")
    page, queued = send(cv(1))
    assert "Select a valid choice" in page
    assert "There is no source yet." in page
    assert queued == []


def test_the_name_of_a_file_cannot_write_html(send):
    page, _queued = send(SimpleUploadedFile("<img src=x onerror=alert(1)>.exe", b"MZ"))
    assert "<img src=x" not in page


@pytest.mark.parametrize("number", [12])
def test_many_files_need_a_bounded_number_of_queries_each(
    admin_client, source, number, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20 + 6 * number):
        admin_client.post(URL, {"source": source.pk, "cvs": [cv(each) for each in range(number)]})
    assert Resume.objects.count() == number
