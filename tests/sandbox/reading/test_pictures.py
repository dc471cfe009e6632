"""Scans: with Tesseract where the machine has it, and a clear refusal where not."""

import io
import shutil
import subprocess
import sys

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from django_hrflow.sandbox.reading import UnreadableFile, parse_resume, read_file

LINES = [
    "Jane Doe",
    "jane.doe@example.org",
    "EXPERIENCE",
    "Baker, Acme, Leeds   2018 - 2020",
    "SKILLS",
    "Python, Teamwork",
]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract here")


def scan() -> Image.Image:
    picture = Image.new("L", (1000, 700), 255)
    font = ImageFont.load_default(36)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(picture).text((60, 50 + 90 * number), line, font=font, fill=0)
    return picture


def png() -> bytes:
    stream = io.BytesIO()
    scan().save(stream, "PNG")
    return stream.getvalue()


def picture_pdf() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(500, 350))
    canvas.drawImage(ImageReader(scan()), 0, 0, 500, 350)
    canvas.save()
    return stream.getvalue()


@needs_tesseract
@pytest.mark.parametrize(("write", "kind"), [(png, "picture"), (picture_pdf, "pdf")])
def test_scans_are_read(write, kind):
    document = read_file("scan", write())
    fields = parse_resume(document.text)
    assert (document.kind, document.pages) == (kind, 1)
    assert fields["info"]["full_name"] == "Jane Doe"
    assert fields["info"]["email"] == "jane.doe@example.org"
    assert {"Python", "Teamwork"} <= {skill["name"] for skill in fields["skills"]}


@pytest.mark.parametrize("write", [png, picture_pdf])
def test_without_tesseract_the_reason_says_what_to_do(write, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="Install Tesseract"):
        read_file("scan", write())


def test_a_scanned_pdf_without_pillow():
    """In a process of its own, for a module that was imported once stays."""
    program = (
        "import sys; sys.modules['PIL'] = None\n"
        "from django_hrflow.sandbox.reading import UnreadableFile, read_file\n"
        "try: read_file('scan.pdf', sys.stdin.buffer.read())\n"
        "except UnreadableFile as error: print(error.reason)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=picture_pdf(), capture_output=True, check=True)
    assert b"Install Pillow" in done.stdout


@needs_tesseract
def test_a_broken_picture():
    with pytest.raises(UnreadableFile, match="damaged"):
        read_file("scan.png", png()[:100])


@needs_tesseract
def test_an_empty_picture():
    stream = io.BytesIO()
    Image.new("L", (300, 200), 255).save(stream, "PNG")
    with pytest.raises(UnreadableFile, match="No text"):
        read_file("scan.png", stream.getvalue())


def test_a_pdf_without_text_and_pictures():
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.rect(10, 10, 50, 50)
    canvas.save()
    with pytest.raises(UnreadableFile, match="no text"):
        read_file("cv.pdf", stream.getvalue())


def test_recognition_that_takes_too_long(monkeypatch, tmp_path):
    slow = tmp_path / "tesseract"
    slow.write_text("#!/bin/sh\ncase $1 in --list-langs) echo eng;; *) exec sleep 60;; esac\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr("django_hrflow.sandbox.reading.pictures.TIME_LIMIT", 0.5)
    with pytest.raises(UnreadableFile, match="longer than"):
        read_file("scan.png", png())
