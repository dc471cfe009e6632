"""Text files in any of the usual encodings."""

import codecs

from .unreadable import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_plain(content: bytes) -> tuple[str, int]:
    """The text (UTF-8, UTF-16, UTF-32 or Windows-1252) and one page."""
    text = _decode(content)
    odd = sum(not (char.isprintable() or char.isspace()) for char in text)
    if "\x00" in text or odd > len(text) // 50:
        raise UnreadableFile(
            "The file is neither text nor a known kind of document. Send a PDF, DOCX, ODT or RTF."
        )
    return text, 1


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in (*_unmarked_utf16(content), "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _unmarked_utf16(content: bytes) -> list[str]:
    """Western text in UTF-16 has a zero in every other byte."""
    half = max(len(content) // 2, 1)
    if content[1::2].count(0) > half * 0.6:
        return ["utf-16-le"]
    return ["utf-16-be"] if content[::2].count(0) > half * 0.6 else []
