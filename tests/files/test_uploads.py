"""What a view receives: bounded while it streams, without a name on the disk, gone afterwards."""

from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from django_hrflow import uploads
from django_hrflow.models import Resume
from django_hrflow.uploads import bounded_uploads
from tests import dump
from tests.files.conftest import ADMIN, PARSE
from tests.files.corpus import rtf

LIMIT = 1024 * 1024


@pytest.fixture(autouse=True)
def _short(settings, tmp_path):
    settings.HRFLOW_MAX_FILE_SIZE = LIMIT
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()


def sent(*sizes):
    files = [SimpleUploadedFile(f"{size}.rtf", b"{\\rtf1".ljust(size)) for size in sizes]
    return RequestFactory().post("/", {"file": files, "word": "kept"})


@pytest.fixture
def receive():
    """A view of a project's own: the files it was given, and where they lay."""

    def view(request):
        request.seen = [
            (each.name, each.size, each.read()) for each in request.FILES.getlist("file")
        ]
        request.word = request.POST["word"]
        return HttpResponse()

    def run(request):
        request._dont_enforce_csrf_checks = True
        answer = bounded_uploads(view)(request)
        request.close()
        return answer

    return run


def test_files_arrive_as_they_were_sent(receive):
    request = sent(10, 99_999, 100_001, LIMIT)
    assert receive(request).status_code == 200
    assert [(name, size) for name, size, _ in request.seen] == [
        ("10.rtf", 10), ("99999.rtf", 99_999), ("100001.rtf", 100_001), (f"{LIMIT}.rtf", LIMIT),
    ]  # fmt: skip
    assert all(content == b"{\\rtf1".ljust(size) for _, size, content in request.seen)
    assert request.word == "kept"


def test_of_a_file_that_is_too_large_no_more_is_kept_than_shows_it(receive):
    request = sent(LIMIT + 1, LIMIT + 600_000, 10)
    assert receive(request).status_code == 200
    sizes = [size for _name, size, _content in request.seen]
    assert all(LIMIT < size <= LIMIT + 65_536 for size in sizes[:2])
    assert sizes[2] == 10


def test_a_file_far_too_large_ends_the_request(receive):
    answer = receive(sent(10, 2 * LIMIT + 200_000, 10))
    assert answer.status_code == 413
    assert answer.content == b"The file is too large."


def test_no_file_has_a_name_on_the_disk(tmp_path, receive, monkeypatch):
    """Whoever kills the process leaves nothing: the system frees what has no name."""
    opened = []
    spooled = uploads.SpooledTemporaryFile

    def noted(*args, **kwargs):
        opened.append(spooled(*args, **kwargs))
        return opened[-1]

    monkeypatch.setattr(uploads, "SpooledTemporaryFile", noted)
    request = sent(500_000)
    request._dont_enforce_csrf_checks = True

    def look(request):
        (file,) = request.FILES.getlist("file")
        assert Path(f"/proc/self/fd/{file.fileno()}").exists()
        assert dump.files(tmp_path) == []
        return HttpResponse()

    assert bounded_uploads(look)(request).status_code == 200
    assert opened[0]._rolled
    request.close()
    assert opened[0].closed


def test_the_token_of_a_form_is_still_asked_for(root, source):
    client = Client(enforce_csrf_checks=True)
    client.force_login(root)
    form = {"source": source.pk, "cvs": [SimpleUploadedFile("a.rtf", rtf(1))]}
    assert client.post(ADMIN, form).status_code == 403
    assert client.post("/jobs/1/apply/", {"cv": form["cvs"]}).status_code == 403
    form = {"source_key": source.key, "file": SimpleUploadedFile("a.rtf", rtf(1))}
    assert client.post(PARSE, form).status_code == 403
    assert not Resume.objects.exists()


def test_a_file_too_large_keeps_no_other_out(client, root, source):
    client.force_login(root)
    large = SimpleUploadedFile("large.rtf", b"{\\rtf1".ljust(LIMIT + 500_000))
    page = client.post(
        ADMIN, {"source": source.pk, "cvs": [large, SimpleUploadedFile("a.rtf", rtf(1))]}
    )
    assert "The file is too large." in page.content.decode()
    assert [each.name for each in Resume.objects.all()] == ["a.rtf"]


@pytest.mark.parametrize("size", [LIMIT + 1, 3 * LIMIT])
def test_the_api_answers_413(client, root, source, size):
    client.force_login(root)
    form = {"source_key": source.key, "file": SimpleUploadedFile("a.rtf", b"{\\rtf1".ljust(size))}
    answer = client.post(PARSE, form)
    assert answer.status_code == answer.json()["status"] == 413
    assert answer["Content-Type"] == "application/problem+json"


def test_what_was_received_before_is_left_alone():
    """A middleware of the project's may have read the form."""
    request = sent(10)
    assert request.FILES
    uploads.bound(request)
    assert request.FILES["file"].size == 10
    request.close()


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path):
    request = sent(LIMIT)
    request.META["CONTENT_LENGTH"] = str(LIMIT // 2)
    request._stream = request.META["wsgi.input"] = type(
        "Broken", (), {"read": lambda self, *size: (_ for _ in ()).throw(OSError("gone"))}
    )()
    uploads.bound(request)
    with pytest.raises(OSError, match="gone"):
        _ = request.FILES
    assert dump.files(tmp_path) == []


def test_a_size_without_memory_goes_to_the_disk_at_once(settings, receive):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    request = sent(50)
    assert receive(request).status_code == 200
    assert request.seen[0][1] == 50


def test_the_limit_itself_ends_a_request():
    handler = uploads.CVUploadHandler()
    handler.new_file("file", "a.rtf", "text/rtf", None)
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"x", 2 * LIMIT + 1)
    assert handler.file.closed
