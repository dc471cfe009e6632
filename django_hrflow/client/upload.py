"""Send a file as multipart/form-data, read while it is sent and never held whole in memory."""

import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, cast

from urllib3.fields import RequestField

File = IO[bytes] | bytes | bytearray | memoryview | str | os.PathLike[str]
"""What can be uploaded: an open binary file, its bytes, or its path."""

DEFAULT_NAME = "resume.pdf"
# What HrFlow parses (API reference, Parse a resume, and the official SDK's list of extensions).
MIME_TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".bmp": "image/bmp",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".rtf": "application/rtf",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".msg": "application/vnd.ms-outlook",
}
_CHUNK = 131_072
_MEMORY = 1_048_576


class UnreadableFileError(Exception):
    """The caller's file failed while it was sent, with ``cause``."""

    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """A file to send, with the name and the MIME type that its part will carry."""

    source: File
    name: str
    content_type: str

    @classmethod
    def of(cls, source: File, name: str | None = None, content_type: str | None = None) -> "Upload":
        """Describe a file; without a name it is the file's own, or else ``resume.pdf``.

        Raises ``TypeError`` for what is no binary file, no bytes and no path.
        """
        if not isinstance(source, str | os.PathLike | bytes | bytearray | memoryview):
            if not callable(getattr(source, "read", None)):
                raise TypeError(
                    f"The file must be open in binary mode, bytes or a path, "
                    f"not {type(source).__name__}."
                )
            if isinstance(source.read(0), str):
                raise TypeError('The file is open in text mode; open it with mode "rb".')
        name = name or _own_name(source) or DEFAULT_NAME
        extension = os.path.splitext(name)[1].lower()  # noqa: PTH122 (a name, not a path)
        guess = MIME_TYPES.get(extension, "application/octet-stream")
        return cls(source, name, content_type or guess)

    @contextmanager
    def open(self) -> Iterator[tuple[IO[bytes], int]]:
        """Give the file and the number of bytes from where it stands to its end.

        A file that the caller opened stays open and is put back where it stood, so that the same
        call can be made again. What is opened here is closed here.
        """
        if isinstance(self.source, str | os.PathLike):
            with open(self.source, "rb") as file:  # noqa: PTH123 (str is a path here, too)
                yield file, os.fstat(file.fileno()).st_size
        elif isinstance(self.source, bytes | bytearray | memoryview):
            with BytesIO(self.source) as memory:
                yield memory, len(self.source)
        elif _seekable(self.source):
            start = self.source.tell()
            size = max(0, self.source.seek(0, os.SEEK_END) - start)
            self.source.seek(start)
            try:
                yield self.source, size
            finally:
                if not getattr(self.source, "closed", False):
                    self.source.seek(start)
        else:
            with _spooled(self.source) as copy:
                yield copy, copy.seek(0, os.SEEK_END) - copy.seek(0)


class Multipart:
    """The body of an upload: its length is known, its bytes are made while it is iterated."""

    def __init__(self, fields: Mapping[str, str], upload: Upload, file: IO[bytes], size: int):
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        parts = [f"--{boundary}\r\n{_headers(name)}{value}\r\n" for name, value in fields.items()]
        parts.append(f"--{boundary}\r\n{_headers('file', upload.name, upload.content_type)}")
        # A name from the file system may hold bytes that were no UTF-8: they become "?".
        self._head = "".join(parts).encode("utf-8", "replace")
        self._tail = f"\r\n--{boundary}--\r\n".encode("ascii")
        self._file = file
        self._size = size

    def __len__(self) -> int:
        return len(self._head) + self._size + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        """Give the body piece by piece, reading the file as it goes."""
        yield self._head
        left = self._size
        while left:
            chunk = self._read(min(_CHUNK, left))
            left -= len(chunk)
            yield chunk
        yield self._tail

    def _read(self, size: int) -> bytes:
        try:
            chunk = self._file.read(size)
        except Exception as error:  # noqa: BLE001 (raised again, past the libraries in between)
            raise UnreadableFileError(error) from None
        if not chunk:
            raise UnreadableFileError(OSError("The file became shorter while it was sent."))
        return chunk


def _headers(name: str, filename: str | None = None, content_type: str | None = None) -> str:
    field = RequestField(name, b"", filename)
    field.make_multipart(content_type=content_type)
    return field.render_headers()


def _own_name(source: File) -> str:
    """Return the name of the file, or nothing: it may be a number (a descriptor) or missing."""
    name = source if isinstance(source, str | os.PathLike) else getattr(source, "name", "")
    if not isinstance(name, str | bytes | os.PathLike):
        return ""
    return os.path.basename(os.fsdecode(name))  # noqa: PTH119 (any name is a name, ".." too)


def _seekable(file: IO[bytes]) -> bool:
    seekable = getattr(file, "seekable", None)
    return bool(seekable()) if callable(seekable) else hasattr(file, "seek")


@contextmanager
def _spooled(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Copy what cannot tell its length, to disk if it is long: HrFlow wants a Content-Length."""
    with tempfile.SpooledTemporaryFile(max_size=_MEMORY) as copy:
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
        yield cast("IO[bytes]", copy)
