"""Decide whether a file may come in as a CV: the one gate of form, API and command.

The content decides, not the name: the name's extension only says which content is expected.
Nothing is unpacked to disk and no XML is parsed; archives are opened with limits and inflated
counting, so that what their directory claims does not matter.
"""

import hashlib
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from django_hrflow import conf

__all__ = ["Checked", "check"]

MAX_ENTRIES = 2_000
MAX_INFLATED = 200 * 1024 * 1024
MAX_RATIO = 100
MAX_PIXELS = 50_000_000
CHUNK = 64 * 1024

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A stream that the directory of a compound file of this kind names, in UTF-16.
OLE2_STREAMS = {
    ".doc": "WordDocument",
    ".ppt": "PowerPoint Document",
    ".msg": "__properties_version1.0",
}
OFFICE_PARTS = {".docx": "word/", ".dotx": "word/", ".pptx": "ppt/"}
OPENDOCUMENT = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}


@dataclass(frozen=True)
class Checked:
    """What the gate found: the name to show, the extension to store, the size, the SHA-256."""

    name: str
    extension: str
    size: int
    sha256: str


def check(file: "File[Any]", name: str | None = None) -> Checked:
    """Read the file once and say what it is; it is left at its start.

    Raises ValidationError with a code (``name``, ``extension``, ``empty``, ``size``, ``content``,
    ``archive``) and a message for the person who chose the file.
    """
    label = clean_name(name if name is not None else file.name or "")
    extension = _extension(label)
    if not file.size:
        raise ValidationError(_("The file is empty. Choose one with content."), code="empty")
    limit = conf.options().max_file_size
    if file.size > limit:
        raise ValidationError(
            _("The file is too large: %(size)s. Up to %(limit)s is taken."),
            code="size",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )
    _check_content(file, extension)
    return Checked(label, extension, file.size, _sha256(file))


def clean_name(name: str) -> str:
    """The last component of a name, fit to be shown: no path, no control characters, no novel."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1]).strip()
    # Control, format (bidi overrides), surrogate and private characters, line separators.
    if any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for each in last):
        raise ValidationError(
            _("The file's name contains characters that cannot be shown. Rename it."), code="name"
        )
    last = last.lstrip(".-=+@ ")
    limit = conf.options().max_file_name
    if not last or len(last) > limit:
        raise ValidationError(
            _("The file's name must have 1 to %(limit)d characters. Rename it."),
            code="name",
            params={"limit": limit},
        )
    return last


def _extension(name: str) -> str:
    stem, dot, last = name.rpartition(".")
    extension = f".{last.casefold()}" if dot and stem else ""
    taken = conf.options().file_extensions
    if extension not in taken:
        raise ValidationError(
            _("Files of the type “%(extension)s” cannot be read. Taken are %(taken)s."),
            code="extension",
            params={"extension": extension[:20] or "?", "taken": ", ".join(taken)},
        )
    return extension


def _sha256(file: "File[Any]") -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _check_content(file: "File[Any]", extension: str) -> None:
    file.seek(0)
    head = file.read(4096)
    if extension in OFFICE_PARTS or extension in OPENDOCUMENT:
        _check_archive(file, extension)
        agrees = True
    elif extension in OLE2_STREAMS:
        agrees = head.startswith(OLE2) and _contains(file, OLE2_STREAMS[extension])
    elif extension == ".pdf":
        agrees = b"%PDF-" in head[:1024]
    elif extension == ".rtf":
        agrees = head.startswith(b"{\\rtf")
    else:
        agrees = _is_picture(head, file, extension)
    if not agrees:
        raise ValidationError(
            _("The content is not that of a %(extension)s file. Save it again in that format."),
            code="content",
            params={"extension": extension},
        )


def _contains(file: "File[Any]", text: str) -> bool:
    """Whether the text stands in the file in UTF-16, as compound files name their streams."""
    wanted, kept = text.encode("utf-16-le"), b""
    file.seek(0)
    while chunk := file.read(CHUNK):
        if wanted in kept + chunk:
            return True
        kept = chunk[-len(wanted) :]
    return False


def _is_picture(head: bytes, file: "File[Any]", extension: str) -> bool:
    if extension == ".png" and head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        size = (int.from_bytes(head[16:20]), int.from_bytes(head[20:24]))
    elif extension == ".bmp" and head.startswith(b"BM") and len(head) >= 26:
        size = (
            int.from_bytes(head[18:22], "little"),
            abs(int.from_bytes(head[22:26], "little", signed=True)),
        )
    elif extension in (".jpg", ".jpeg") and head.startswith(b"\xff\xd8\xff"):
        size = _jpeg_size(file)
    else:
        return False
    if not 0 < size[0] * size[1] <= MAX_PIXELS:
        raise ValidationError(
            _("The picture has too many pixels, or none. Scan it at a lower resolution."),
            code="content",
        )
    return True


def _jpeg_size(file: "File[Any]") -> tuple[int, int]:
    """Width and height from the frame header, following the chain of segments; 0 when broken."""
    file.seek(2)
    for _segment in range(200):
        marker = file.read(4)
        if len(marker) < 4 or marker[0] != 0xFF:
            return 0, 0
        length = int.from_bytes(marker[2:4])
        if 0xC0 <= marker[1] <= 0xCF and marker[1] not in (0xC4, 0xC8, 0xCC):
            frame = file.read(5)
            return int.from_bytes(frame[3:5]), int.from_bytes(frame[1:3])
        if length < 2:
            return 0, 0
        file.seek(length - 2, 1)
    return 0, 0


def _refuse_archive(why: str) -> ValidationError:
    return ValidationError(
        _("The document cannot be opened safely (%(why)s). Save it as a PDF and try again."),
        code="archive",
        params={"why": why},
    )


def _check_archive(file: "File[Any]", extension: str) -> None:
    """A DOCX, PPTX, ODT or ODP that is what it claims to be and stays small when unpacked."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries, file.size)
            _check_kind(archive, entries, extension)
            _check_inflated(archive, entries, file.size)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError,
            OSError, ValueError, OverflowError, UnicodeError):  # fmt: skip
        raise _refuse_archive(_("it is damaged")) from None


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _refuse_archive(_("it has too many parts"))
    declared = sum(each.file_size for each in entries)
    if declared > MAX_INFLATED or declared > size * MAX_RATIO:
        raise _refuse_archive(_("it would unpack to too much"))
    ends = 0
    for each in sorted(entries, key=lambda entry: entry.header_offset):
        parts = re.split(r"[/\\]", each.filename)
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise _refuse_archive(_("a part has a path"))
        if each.flag_bits & 1:
            raise _refuse_archive(_("it is encrypted"))
        if (each.external_attr >> 16) & 0o170000 == 0o120000:
            raise _refuse_archive(_("a part is a link"))
        if each.header_offset < ends:
            raise _refuse_archive(_("parts overlap"))
        ends = each.header_offset + each.compress_size


def _check_kind(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], extension: str) -> None:
    names = {each.filename for each in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refuse_archive(_("it contains macros"))
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
        raise _refuse_archive(_("it is not what its name says"))


def _check_inflated(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> None:
    """Inflate and count: what the directory declares may be a lie."""
    total = 0
    for each in entries:
        with archive.open(each) as part:
            while chunk := part.read(CHUNK):
                total += len(chunk)
                if total > MAX_INFLATED or total > size * MAX_RATIO:
                    raise _refuse_archive(_("it would unpack to too much"))
