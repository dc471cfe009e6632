"""The gate for CVs: content decides, names never become paths, archives are opened with limits."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import override_settings

from django_hrflow.services.files import check

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
RTF = b"{\\rtf1 Ada}"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100


def archive(*parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as file:
        for name, content in parts:
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else compression)
    return stream.getvalue()


DOCX = archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
PPTX = archive(("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>"))
ODT = archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<o/>"))


def png(width, height):
    header = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", zlib.crc32(b"IHDR" + header))


def jpeg(width, height):
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    return b"\xff\xd8" + app + b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + b"\0" * 10


BMP = b"BM" + b"\0" * 16 + struct.pack("<ii", 10, -10) + b"\0" * 10

GOOD = {
    "cv.pdf": PDF,
    "CV.PDF": PDF,
    "cv.docx": DOCX,
    "cv.dotx": DOCX,
    "cv.pptx": PPTX,
    "cv.odt": ODT,
    "cv.rtf": RTF,
    "cv.png": png(100, 100),
    "cv.jpg": jpeg(100, 100),
    "cv.bmp": BMP,
    "cv.doc": OLE2 + "WordDocument".encode("utf-16-le"),
    "cv.ppt": OLE2 + "PowerPoint Document".encode("utf-16-le"),
}


def verdict(name, content):
    try:
        check(ContentFile(content, name=name), name)
    except ValidationError as error:
        return error.code if all(error.messages) else "speechless"
    return "good"


@pytest.mark.parametrize("name", GOOD)
def test_what_hrflow_takes_comes_in(name):
    assert verdict(name, GOOD[name]) == "good"


def test_what_the_gate_found():
    file = ContentFile(PDF)
    found = check(file, "Ada Example.pdf")
    assert (found.name, found.extension, found.size) == ("Ada Example.pdf", ".pdf", len(PDF))
    assert len(found.sha256) == 64
    assert file.tell() == 0


@pytest.mark.parametrize("name", GOOD)
def test_another_content_under_the_name(name):
    other = RTF if not name.endswith(".rtf") else PDF
    assert verdict(name, other) in ("content", "archive")


@pytest.mark.parametrize("name", GOOD)
def test_an_empty_file(name):
    assert verdict(name, b"") == "empty"


def test_a_file_over_the_limit():
    with override_settings(HRFLOW_MAX_FILE_SIZE=len(PDF)):
        assert verdict("cv.pdf", PDF) == "good"
        assert verdict("cv.pdf", PDF + b" ") == "size"


@pytest.mark.parametrize("name", ["cv.exe", "cv", ".pdf", "cv.pdf.html", "cv.docm", "cv.", "pdf"])
def test_an_extension_that_hrflow_does_not_take(name):
    assert verdict(name, PDF) in ("extension", "name")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\cv.pdf", "cv.pdf"),
        ("C:\\Users\\ada\\cv.pdf", "cv.pdf"),
        ("=cmd|calc!A1.pdf", "cmd|calc!A1.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("..cv.pdf", "cv.pdf"),
        ("e\u0301te\u0301.pdf", "\xe9t\xe9.pdf"),
    ],
)
def test_names_are_labels_not_paths(name, label):
    assert check(ContentFile(PDF), name).name == label


@pytest.mark.parametrize(
    "name", ["cv\r\nX-Evil: 1.pdf", "cv\0.pdf", "cv\u202efdp.exe.pdf", "a" * 300 + ".pdf", "/", ""]
)
def test_names_that_cannot_be_shown(name):
    assert verdict(name, PDF) == "name"


def test_an_archive_that_unpacks_to_gigabytes():
    bomb = archive(
        ("[Content_Types].xml", "<Types/>"), ("word/document.xml", b"\0" * (64 * 1024 * 1024))
    )
    assert len(bomb) < 100_000
    assert verdict("cv.docx", bomb) == "archive"


def test_an_archive_whose_directory_lies():
    bomb = bytearray(
        archive(("[Content_Types].xml", "<T/>"), ("word/document.xml", b"\0" * (32 * 1024 * 1024)))
    )
    at = bomb.rindex(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<I", 100)
    assert verdict("cv.docx", bytes(bomb)) == "archive"


@pytest.mark.parametrize(
    "part",
    [
        "../evil.xml",
        "/etc/evil.xml",
        "word\\..\\..\\evil.xml",
        "C:/evil.xml",
        "word/vbaProject.bin",
    ],
)
def test_parts_that_do_not_belong_in_a_document(part):
    parts = ("[Content_Types].xml", "<T/>"), ("word/document.xml", "<w/>"), (part, "x")
    assert verdict("cv.docx", archive(*parts)) == "archive"


def test_too_many_parts():
    parts = [(f"word/{number}.xml", "x") for number in range(2_001)]
    assert verdict("cv.docx", archive(("[Content_Types].xml", "<T/>"), *parts)) == "archive"


def test_an_encrypted_part():
    document = bytearray(DOCX)
    at = document.index(b"PK\x01\x02")
    document[at + 8] |= 1
    assert verdict("cv.docx", bytes(document)) == "archive"


def test_a_picture_of_too_many_pixels():
    assert verdict("cv.png", png(60_000, 60_000)) == "content"
    assert verdict("cv.jpg", jpeg(60_000, 60_000)) == "content"
    assert verdict("cv.jpg", b"\xff\xd8\xff\xe0\x00\x02") == "content"


def test_a_damaged_archive():
    for cut in (10, len(DOCX) // 2, len(DOCX) - 5):
        assert verdict("cv.docx", DOCX[:cut]) == "archive"
