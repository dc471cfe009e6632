"""Decide whether an archive may come in as a document: small when unpacked, and what it claims.

What its directory says is checked first, for that costs nothing; then everything is inflated and
counted, so that a lie does not matter. Nothing that is unpacked gets a name on a disk.
"""

import re
import zipfile
import zlib
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

__all__ = ["KINDS", "check"]

MAX_ENTRIES = 2_000
MAX_DIRECTORY = 512 * 1024
MAX_INFLATED = 200 * 1024 * 1024
MAX_RATIO = 100
#: A table lies behind a chart as a document in the document; nothing honest goes deeper.
MAX_DEPTH = 1
CHUNK = 64 * 1024
MEMORY = 1024 * 1024

BEGIN = b"PK\x03\x04"
#: What both families of formats compress with; other methods unpack without bound in one step.
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OFFICE_PARTS = {".docx": "word/", ".dotx": "word/", ".pptx": "ppt/"}
OPENDOCUMENT = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}
KINDS = frozenset({*OFFICE_PARTS, *OPENDOCUMENT})
BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError, OverflowError, UnicodeError,
)  # fmt: skip


def check(file: "File[Any]", extension: str) -> None:
    """A DOCX, DOTX, PPTX, ODT or ODP must be one. ValidationError (``archive``) otherwise."""
    file.seek(0)
    try:
        if file.read(len(BEGIN)) != BEGIN:  # other archives may begin with anything
            raise zipfile.BadZipFile
        with zipfile.ZipFile(_Frugal(file)) as archive:
            _check_entries(archive.infolist(), file.size)
            _check_kind(archive, extension)
            _check_parts(archive, file.size, MAX_DEPTH)
    except BROKEN:
        raise _refuse(_("it is damaged")) from None


class _Frugal(File):  # type: ignore[type-arg]  # generic in the stubs only
    """A file of which no single read is large.

    zipfile reads a directory in one piece and makes an object of each entry: a hundred thousand of
    them must be refused before.
    """

    def read(self, size: int = -1) -> bytes:
        """As asked for. ValidationError for more than the directory of a document is long."""
        left = self.size - self.tell()
        if (left if size < 0 else min(size, left)) > MAX_DIRECTORY:
            raise _refuse(_("it has too many parts"))
        content: bytes = self.file.read(size)  # type: ignore[union-attr]  # it is open
        return content


def _refuse(why: str) -> ValidationError:
    return ValidationError(
        _("The document cannot be opened safely (%(why)s). Save it as a PDF and try again."),
        code="archive",
        params={"why": why},
    )


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _refuse(_("it has too many parts"))
    if sum(each.file_size for each in entries) > _budget(size):
        raise _refuse(_("it would unpack to too much"))
    ends = 0
    for each in sorted(entries, key=lambda entry: entry.header_offset):
        _check_entry(each)
        if each.header_offset < ends:
            raise _refuse(_("parts overlap"))
        ends = each.header_offset + each.compress_size


def _check_entry(entry: zipfile.ZipInfo) -> None:
    parts = re.split(r"[/\\]", entry.filename)
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        raise _refuse(_("a part has a path"))
    if entry.flag_bits & 1:
        raise _refuse(_("it is encrypted"))
    if (entry.external_attr >> 16) & 0o170000 == 0o120000:
        raise _refuse(_("a part is a link"))
    if entry.compress_type not in COMPRESSIONS:
        raise _refuse(_("a part is compressed in a way that documents are not"))


def _budget(size: int) -> int:
    """How much a file of this size may unpack to."""
    return min(MAX_INFLATED, size * MAX_RATIO)


def _check_kind(archive: zipfile.ZipFile, extension: str) -> None:
    entries = archive.infolist()
    names = {each.filename for each in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refuse(_("it contains macros"))
    if extension in OFFICE_PARTS:
        part = OFFICE_PARTS[extension]
        agrees = "[Content_Types].xml" in names and any(name.startswith(part) for name in names)
    else:
        first = entries[0] if entries else None
        agrees = (
            first is not None
            and first.filename == "mimetype"
            and first.compress_type == zipfile.ZIP_STORED
            and first.file_size < 200
            and archive.read(first).strip() == OPENDOCUMENT[extension]
        )
    if not agrees:
        raise _refuse(_("it is not what its name says"))


def _check_parts(archive: zipfile.ZipFile, size: int, depth: int) -> None:
    """Inflate and count: what the directory declares may be a lie. Archives within likewise."""
    left = _budget(size)
    for each in archive.infolist():
        with archive.open(each) as part, SpooledTemporaryFile(MEMORY) as inner:
            nested = part.peek(len(BEGIN)).startswith(BEGIN)  # type: ignore[attr-defined]
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _refuse(_("it would unpack to too much"))
                if nested:
                    inner.write(chunk)
            if nested:
                _check_nested(File(inner), depth)


def _check_nested(file: "File[Any]", depth: int) -> None:
    if depth == 0:
        raise _refuse(_("archives lie in archives"))
    with zipfile.ZipFile(_Frugal(file)) as archive:
        _check_entries(archive.infolist(), file.size)
        _check_parts(archive, file.size, depth - 1)
