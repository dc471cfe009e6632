"""Uploads: any kind of file, read while it is sent, named and left as the caller has it."""

import io
import tracemalloc
from contextlib import suppress
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.client.upload import MIME_TYPES, Multipart, UnreadableFileError, Upload

PDF = b"%PDF-1.7\r\n--not a boundary--\r\n" * 20


class Stream(io.RawIOBase):
    """A stream that cannot go back, such as a pipe."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        return self._data.readinto(buffer)


def encode(upload: Upload, **fields: str) -> tuple[Multipart, bytes]:
    with upload.open() as (file, size):
        body = Multipart(fields, upload, file, size)
        return body, b"".join(body)


def parts(body: Multipart, content: bytes) -> list[tuple[str, str | None, str | None, bytes]]:
    head = f"Content-Type: {body.content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + content)
    assert message.is_multipart()
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part["content-type"],
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def sources(tmp_path: Path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(PDF)
    yield "bytes", PDF
    yield "bytearray", bytearray(PDF)
    yield "memoryview", memoryview(PDF)
    yield "str", str(path)
    yield "Path", path
    yield "BytesIO", io.BytesIO(PDF)
    yield "stream", Stream(PDF)


def test_every_kind_of_file_is_sent_whole(tmp_path):
    for name, source in sources(tmp_path):
        body, content = encode(Upload.of(source, "cv.pdf"), reference="é", tags="[]")
        assert len(body) == len(content), name
        assert parts(body, content) == [
            ("reference", None, None, "é".encode()),
            ("tags", None, None, b"[]"),
            ("file", "cv.pdf", "application/pdf", PDF),
        ]


@given(data=st.binary(max_size=5000), value=st.text(st.characters(codec="utf-8"), max_size=50))
def test_any_bytes_arrive_as_they_are(data, value):
    body, content = encode(Upload.of(data), field=value)
    assert len(body) == len(content)
    boundary = body.content_type.partition("boundary=")[2].encode()
    first, second = content.split(b"--" + boundary)[1:3]
    assert first.partition(b"\r\n\r\n")[2] == value.encode() + b"\r\n"
    assert second.partition(b"\r\n\r\n")[2] == data + b"\r\n"


def test_an_empty_file_is_sent_as_one():
    body, content = encode(Upload.of(b""))
    assert parts(body, content)[0][3] == b""
    assert len(body) == len(content)


def test_two_uploads_have_two_boundaries():
    assert encode(Upload.of(b""))[0].content_type != encode(Upload.of(b""))[0].content_type


def test_a_file_is_read_from_where_it_stands_and_put_back_there():
    file = io.BytesIO(b"skipped" + PDF)
    file.seek(7)
    for _ in range(2):
        body, content = encode(Upload.of(file))
        assert parts(body, content)[0][3] == PDF
        assert file.tell() == 7
    assert not file.closed


def test_a_file_that_stands_beyond_its_end_is_empty():
    file = io.BytesIO(b"abc")
    file.seek(10)
    assert parts(*encode(Upload.of(file)))[0][3] == b""


def test_what_is_opened_here_is_closed_here_and_nothing_else(tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(PDF)
    with Upload.of(path).open() as (file, size):
        assert size == len(PDF)
    assert file.closed
    with path.open("rb") as mine:
        with Upload.of(mine).open() as (file, _):
            assert file is mine
        assert not mine.closed
    stream = Stream(PDF)
    with Upload.of(stream).open() as (copy, _):
        pass
    assert copy.closed
    assert not stream.closed


def test_a_file_is_put_back_also_when_sending_fails():
    file = io.BytesIO(PDF)
    with suppress(KeyError), Upload.of(file).open() as (opened, _):
        opened.read(10)
        raise KeyError
    assert file.tell() == 0


def test_a_file_that_its_owner_closed_meanwhile_is_left_alone():
    with Upload.of(io.BytesIO(PDF)).open() as (opened, _):
        opened.close()
    assert opened.closed


def test_a_path_is_opened_when_it_is_sent(tmp_path):
    upload = Upload.of(tmp_path / "missing.pdf")
    with pytest.raises(FileNotFoundError), upload.open():
        pass


@pytest.mark.parametrize("source", [io.StringIO("text"), 5, None, [], object()])
def test_what_is_no_binary_file_is_refused(source):
    with pytest.raises(TypeError, match=r"binary mode|mode \"rb\""):
        Upload.of(source)


def test_a_file_in_text_mode_is_refused(tmp_path):
    path = tmp_path / "cv.txt"
    path.write_text("text")
    with path.open() as file, pytest.raises(TypeError, match="text mode"):
        Upload.of(file)


class Named(io.BytesIO):
    def __init__(self, name: object) -> None:
        super().__init__(PDF)
        self.name = name


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (b"", None, "resume.pdf"),
        (io.BytesIO(), None, "resume.pdf"),
        ("/tmp/anna.docx", None, "anna.docx"),
        (Path("/tmp/anna.docx"), None, "anna.docx"),
        (Named("/tmp/anna.odt"), None, "anna.odt"),
        (Named(b"/tmp/anna.odt"), None, "anna.odt"),
        (Named(Path("/tmp/anna.odt")), None, "anna.odt"),
        (Named(5), None, "resume.pdf"),
        (Named(None), None, "resume.pdf"),
        (Named(""), None, "resume.pdf"),
        (Named("/tmp/"), None, "resume.pdf"),
        (Named("/tmp/anna.odt"), "given.rtf", "given.rtf"),
        (Named("/tmp/anna.odt"), "", "anna.odt"),
        ("/tmp/anna.docx", "given.rtf", "given.rtf"),
    ],
)
def test_a_file_without_a_name_gets_its_own_or_the_default(source, name, expected):
    assert Upload.of(source, name).name == expected


@pytest.mark.parametrize("extension", MIME_TYPES)
def test_the_type_follows_the_name_in_any_case(extension):
    expected = MIME_TYPES[extension]
    assert Upload.of(b"", f"cv{extension}").content_type == expected
    assert Upload.of(b"", f"CV{extension.upper()}").content_type == expected
    assert Upload.of(b"", f"cv{extension}", "text/plain").content_type == "text/plain"


def test_an_unknown_name_has_the_type_of_all_bytes():
    assert Upload.of(b"", "cv").content_type == "application/octet-stream"
    assert Upload.of(b"", "cv.exe", "").content_type == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("résumé de Zoë.pdf", "résumé de Zoë.pdf"),
        ("履歴書.pdf", "履歴書.pdf"),
        ('a"b.pdf', "a%22b.pdf"),
        ("a\r\nX-Evil: 1\r\n\r\n.pdf", "a%0D%0AX-Evil: 1%0D%0A%0D%0A.pdf"),
        ("a\\b.pdf", "a\\b.pdf"),
        ("a%22b.pdf", "a%22b.pdf"),
        ("undecodable \udcff.pdf", "undecodable ?.pdf"),
    ],
)
def test_names_go_out_as_raw_utf_8_and_cannot_break_out(name, raw):
    _, content = encode(Upload.of(b"", name))
    head = content.partition(b"\r\n\r\n")[0]
    assert f'; name="file"; filename="{raw}"\r\n'.encode() in head
    assert b"filename*" not in head
    assert head.count(b"\r\n") == 2


def test_a_file_that_fails_while_it_is_read_says_so():
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if size:
                raise OSError("The disk is gone.")
            return b""

    with pytest.raises(UnreadableFileError) as caught:
        encode(Upload.of(Broken(PDF)))
    assert str(caught.value.cause) == "The disk is gone."


def test_a_file_that_shrinks_says_so(tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(PDF)
    upload = Upload.of(path)
    with upload.open() as (file, size):
        path.write_bytes(b"")
        with pytest.raises(UnreadableFileError) as caught:
            list(Multipart({}, upload, file, size))
    assert "shorter" in str(caught.value.cause)


def test_a_file_that_grows_is_sent_as_long_as_it_was():
    file = io.BytesIO(b"abc")
    upload = Upload.of(file)
    with upload.open() as (opened, size):
        file.seek(3)
        file.write(b"def")
        file.seek(0)
        body = Multipart({}, upload, opened, size)
        assert len(b"".join(body)) == len(body)


def test_a_stream_that_cannot_go_back_does_not_fill_the_memory():
    tracemalloc.start()
    stream = Stream(bytes(8 * 1024**2))
    tracemalloc.reset_peak()
    base = tracemalloc.get_traced_memory()[0]
    with Upload.of(stream).open() as (_, size):
        assert size == 8 * 1024**2
    peak = tracemalloc.get_traced_memory()[1] - base
    tracemalloc.stop()
    assert peak < 3 * 1024**2


def test_an_upload_shows_nothing_of_the_file():
    assert "PDF" not in repr(Upload.of(PDF, "anna.pdf"))
    assert "anna" not in repr(Upload.of(PDF, "anna.pdf"))
