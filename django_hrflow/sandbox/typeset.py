"""Sets text as a plain PDF: the "normalised" resume that the service keeps of every file."""

from __future__ import annotations

from textwrap import wrap
from zlib import compress

_WIDTH, _HEIGHT, _MARGIN, _SIZE, _LEADING = 595, 842, 50, 10, 13  # A4, in points
_COLUMNS = 95
_ROWS = (_HEIGHT - 2 * _MARGIN) // _LEADING
_CATALOGUE, _PAGES, _FONT = 1, 2, 3  # the numbers of the first objects


def to_pdf(text: str) -> bytes:
    """``text`` on A4 pages in one font; letters that Windows-1252 lacks become question marks."""
    lines = [piece for line in text.splitlines() for piece in wrap(line, _COLUMNS) or [""]]
    pages = [lines[start : start + _ROWS] for start in range(0, len(lines), _ROWS)] or [[]]
    numbers = [_FONT + 1 + 2 * index for index in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages %d 0 R >>" % _PAGES,
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _content(page)]
    return _file(objects)


def _page(content: int) -> bytes:
    return (
        f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
        f" /Resources << /Font << /F1 {_FONT} 0 R >> >> /Contents {content} 0 R >>"
    ).encode()


def _content(lines: list[str]) -> bytes:
    start = b"BT /F1 %d Tf %d TL %d %d Td" % (_SIZE, _LEADING, _MARGIN, _HEIGHT - _MARGIN)
    shown = b"\n".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
    stream = compress(start + b"\n" + shown + b"\nET")
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream)
    return head + stream + b"\nendstream"


def _escaped(line: str) -> bytes:
    text = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return text.encode("cp1252", "replace")


def _file(objects: list[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return data + head + table + trailer % (count, _CATALOGUE, len(data))
