"""Read a file of any kind into text; what it is decides its content, never its name."""

from dataclasses import dataclass

from .archives import Archive, damaged
from .cleaning import MAX_LENGTH, clean
from .opendocument import read_opendocument
from .pdf import read_pdf
from .pictures import read_picture
from .plaintext import read_plain
from .richtext import read_rich
from .slides import read_slides
from .unreadable import UnreadableFile
from .word import read_word

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_READERS = {
    "pdf": read_pdf,
    "docx": read_word,
    "odf": read_opendocument,
    "pptx": read_slides,
    "rtf": read_rich,
    "picture": read_picture,
    "text": read_plain,
}


@dataclass(frozen=True)
class Document:
    """The text of a file, cleaned; how many pages it has (not more than ten are read); its kind."""

    text: str
    pages: int
    kind: str


def read_file(name: str, content: bytes) -> Document:
    """The text of a CV file: PDF, DOCX, ODT, ODP, PPTX, RTF, text, or a picture where Tesseract is.

    *name* is for nothing but the shape of the call: kinds are told by content.  Raises
    UnreadableFile, and nothing else, for whatever bytes.
    """
    if not content.strip():
        raise UnreadableFile("The file is empty. Send it again.")
    kind = kind_of(content)
    try:
        text, pages = _READERS[kind](content)
    except UnreadableFile:
        raise
    except Exception as error:
        raise damaged() from error
    text = clean(text[: 2 * MAX_LENGTH])[:MAX_LENGTH]
    if not text:
        raise UnreadableFile(
            "The file holds no text. Save the CV again with text, or send a scan of it."
        )
    return Document(text, pages, kind)


def kind_of(content: bytes) -> str:
    """``pdf``, ``docx``, ``odf``, ``pptx``, ``rtf``, ``picture`` or ``text``."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_OLE):
        raise UnreadableFile(
            "Old binary Office files (.doc, .ppt, .msg) and encrypted ones cannot be read here. "
            "Save it as DOCX or PDF without a password and send that."
        )
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if content.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    bitmap = content.startswith(b"BM") and content[6:10] == bytes(4)
    if bitmap or content.startswith(_PICTURES) or content[8:12] == b"WEBP":
        return "picture"
    return "text"


def _kind_of_archive(content: bytes) -> str:
    names = set(Archive(content).names)
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("ppt/slides/") for name in names):
        return "pptx"
    if "content.xml" in names and "mimetype" in names:
        return "odf"
    raise UnreadableFile(
        "The ZIP file is no DOCX, ODT, ODP or PPTX. Send each CV as a file of its own."
    )
