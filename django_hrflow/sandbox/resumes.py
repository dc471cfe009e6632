"""A file of a CV becomes the fields of a profile and a parsing object."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from .answers import Json
from .reading import Document, UnreadableFile, parse_resume, parsing_object, read_file
from .typeset import to_pdf

__all__ = ["EXTENSIONS", "Resume", "UnreadableFile", "as_pdf", "extension_of", "read_resume"]

# Documented ones, and .dotx and .msg that the official SDK lets through; .txt is the sandbox's own.
EXTENSIONS = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".bmp", ".doc", ".docx", ".dotx", ".odt", ".rtf", ".odp"}
    | {".ppt", ".pptx", ".msg", ".txt"}
)
TRIGGER = "parsing-error"


@dataclass(frozen=True, slots=True)
class Resume:
    """What was read: ``fields`` of a Profile, ``parsing`` the Parsing object."""

    fields: Json
    parsing: Json
    document: Document


def as_pdf(document: Document, content: bytes) -> bytes:
    """The file itself if it is a PDF, else its text as one."""
    return content if document.kind == "pdf" else to_pdf(document.text)


def extension_of(file_name: str) -> str:
    """The extension with its dot, in lower case; "" when there is none."""
    return PurePath(file_name).suffix.lower()


def read_resume(file_name: str, content: bytes) -> Resume:
    """Read a CV; UnreadableFile says why it cannot be read. Nothing is ever made up.

    A file whose name contains ``parsing-error`` fails on purpose.
    """
    if TRIGGER in file_name:
        raise UnreadableFile("The name of the file asks for a failure")
    document = read_file(file_name, content)
    fields = parse_resume(document.text)
    return Resume(fields, parsing_object(fields, document, file_name, len(content)), document)
