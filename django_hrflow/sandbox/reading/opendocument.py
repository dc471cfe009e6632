"""Text of OpenDocument texts and presentations (.odt, .odp)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .archives import Archive, parse_xml
from .word import beside

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_MAX_REPEAT = 100
_SKIPPED = (
    f"{_OFFICE}annotation",
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note",
    f"{_DRAW}frame",
    f"{_DRAW}custom-shape",
)


def read_opendocument(content: bytes) -> tuple[str, int]:
    """The text with the page header first, and how many pages or slides the file says it has."""
    archive = Archive(content)
    root = parse_xml(archive.read("content.xml"))
    lines = _header(archive)
    body = root.find(f"{_OFFICE}body")
    lines += _lines(body) if body is not None else ()
    slides = len(list(root.iter(f"{_DRAW}page")))
    return "\n".join(lines), slides or _pages(archive)


def _header(archive: Archive) -> list[str]:
    if "styles.xml" not in archive.names:
        return []
    styles = parse_xml(archive.read("styles.xml"))
    return [line for header in styles.iter(f"{_STYLE}header") for line in _lines(header)]


def _lines(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _paragraph(child)
        elif child.tag == f"{_TEXT}list-item":
            yield from _list_item(child)
        elif child.tag == f"{_TABLE}table-row":
            cells = [list(_lines(cell)) for cell in child if cell.tag == f"{_TABLE}table-cell"]
            yield from beside([cell for cell in cells if any(line.strip() for line in cell)])
        elif child.tag not in (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"):
            yield from _lines(child)


def _list_item(item: Element) -> Iterator[str]:
    for number, line in enumerate(_lines(item)):
        yield f"• {line}" if number == 0 and not line.startswith("•") else line


def _paragraph(paragraph: Element) -> Iterator[str]:
    """The paragraph's own lines, then those of the text boxes anchored in it."""
    yield "".join(_pieces(paragraph))
    for frame in paragraph.iter(f"{_DRAW}text-box"):
        yield from _lines(frame)
    for shape in paragraph.iter(f"{_DRAW}custom-shape"):
        yield from _lines(shape)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isdigit() else 1, _MAX_REPEAT)
        elif child.tag not in _SKIPPED:
            yield from _pieces(child)
        yield child.tail or ""


def _pages(archive: Archive) -> int:
    if "meta.xml" not in archive.names:
        return 1
    for statistic in parse_xml(archive.read("meta.xml")).iter(f"{_META}document-statistic"):
        count = statistic.get(f"{_META}page-count", "1")
        return max(1, min(int(count), 10_000)) if count.isdigit() else 1
    return 1
