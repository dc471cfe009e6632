"""Text of pictures and scanned pages, by Tesseract where the machine has it."""

import re
import shutil
import subprocess
from functools import cache

from .unreadable import UnreadableFile

TIME_LIMIT = 30.0  # seconds a page
# Text recognition sees a space behind the dot of an address: "jane. doe@example.org".
_MAIL_GAP = re.compile(r"(?<=[a-z0-9])([._-]) (?=[a-z0-9._-]+@)")
_WANTED = ("eng", "fra")


def read_picture(content: bytes) -> tuple[str, int]:
    """The text of one picture, and one page."""
    return read_pictures([content]), 1


def read_pictures(pictures: list[bytes]) -> str:
    """The text of each picture, with an empty line between them."""
    if not pictures:
        raise UnreadableFile(
            "The file has no text and no page pictures. Save the CV again as PDF with text."
        )
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableFile(
            "The file is a picture without a text layer, and this machine has no text recognition. "
            "Install Tesseract (the tesseract-ocr package), or send the CV as PDF with text or as "
            "DOCX."
        )
    text = "\n\n".join(_recognise(program, picture) for picture in pictures)
    if not any(char.isalpha() for char in text):
        raise UnreadableFile(
            "No text was recognised in the picture. Send a sharper scan, or the CV as a document."
        )
    return _MAIL_GAP.sub(r"\1", text)


def _recognise(program: str, picture: bytes) -> str:
    languages = "+".join(_languages(program))
    command = [program, "stdin", "stdout", "-l", languages, "--psm", "3"]
    try:
        done = subprocess.run(  # noqa: S603  # nosec B603  # a fixed command
            command, input=picture, capture_output=True, timeout=TIME_LIMIT, check=False,
            env={"OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"Text recognition took longer than {TIME_LIMIT:.0f} seconds. Send a smaller picture, "
            f"or the CV as a document."
        ) from error
    if done.returncode != 0:
        raise UnreadableFile(
            "The picture is damaged or of an unknown kind. Send it as PNG or JPEG."
        )
    return done.stdout.decode("utf-8", "replace")


@cache
def _languages(program: str) -> tuple[str, ...]:
    done = subprocess.run(  # noqa: S603  # nosec B603  # a fixed command
        [program, "--list-langs"], capture_output=True, timeout=TIME_LIMIT, check=False
    )
    installed = done.stdout.decode("utf-8", "replace").split()
    return tuple(language for language in _WANTED if language in installed) or ("eng",)
