"""Stands in for ``reading`` until that is there; to be removed then."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Document:
    """Text of a file."""

    text: str
    pages: int
    kind: str


class UnreadableFile(Exception):
    """The file cannot be read."""


def read_file(name: str, content: bytes) -> Document:
    """Text of a plain file."""
    try:
        return Document(content.decode(), 1, "text")
    except UnicodeDecodeError:
        raise UnreadableFile("no text in it") from None


def parse_resume(text: str) -> dict[str, Any]:
    """First line is the name."""
    return {"info": {"full_name": text.splitlines()[0] if text else None}, "text": text}


def parsing_object(fields: dict[str, Any], document: Document, file_name: str, file_size: int) -> dict[str, Any]:
    """A parsing object."""
    return {"file_name": file_name, "file_size": file_size, "text": document.text}
