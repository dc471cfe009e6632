"""Decide whether a file may come in as a CV: the one gate of form, API and command.

The content decides, not the name: the name's extension only says which content is expected.
No XML is parsed; archives are opened with limits (``services.archives``).
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from django_hrflow import conf
from django_hrflow.services import archives

__all__ = ["Checked", "check", "digest"]

MAX_PIXELS = 50_000_000
CHUNK = 64 * 1024

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A stream that the directory of a compound file of this kind names, in UTF-16.
OLE2_STREAMS = {
    ".doc": "WordDocument",
    ".ppt": "PowerPoint Document",
    ".msg": "__properties_version1.0",
}


@dataclass(frozen=True)
class Checked:
    """What the gate found: the name to show, the extension to store, the size, the digest."""

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
            _("The file is too large. Up to %(limit)s is taken."),
            code="size",
            params={"limit": filesizeformat(limit)},
        )
    _check_content(file, extension)
    return Checked(label, extension, file.size, digest(file))


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


def digest(file: "File[Any]") -> str:
    """What the same content has in common: a keyed SHA-256 in hexadecimal.

    Keyed, so that nobody who only has the table can tell whether a CV he holds is in it.
    """
    key = (conf.options().digest_key or settings.SECRET_KEY).encode()
    mac = hmac.new(key, digestmod=hashlib.sha256)
    file.seek(0)
    while chunk := file.read(CHUNK):
        mac.update(chunk)
    file.seek(0)
    return mac.hexdigest()


def _check_content(file: "File[Any]", extension: str) -> None:
    file.seek(0)
    head = file.read(4096)
    if extension in archives.KINDS:
        archives.check(file, extension)
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
