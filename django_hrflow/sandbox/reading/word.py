"""Text of Word documents (.docx), with tables, text boxes and headers."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .archives import Archive, parse_xml
from .unreadable import UnreadableFile

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_MAIN = b"wordprocessingml.document.main+xml"
_MAX_NESTING = 20


def read_word(content: bytes) -> tuple[str, int]:
    """The text and the number of pages that the file says it has (1 when it does not)."""
    import docx

    archive = Archive(content)
    archive.check()
    if _TEMPLATE in archive.read(_TYPES):
        content = _as_document(archive)
    text = "\n".join(_document_lines(docx.Document(io.BytesIO(content))))
    return text, _pages(archive)


def _as_document(archive: Archive) -> bytes:
    """A template (.dotx) as the document that it would make, for python-docx takes no other."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in archive.names:
            data = archive.read(name)
            target.writestr(name, data.replace(_TEMPLATE, _MAIN) if name == _TYPES else data)
    return stream.getvalue()


def _document_lines(document: "WordDocument") -> Iterator[str]:
    header: list[str] = []
    footer: list[str] = []
    for section in document.sections:
        for part, lines in (
            (section.first_page_header, header),
            (section.header, header),
            (section.footer, footer),
        ):
            if not part.is_linked_to_previous:
                lines += [line for line in _lines(part) if line not in lines]
    yield from header
    yield from _lines(document)
    yield from footer


def _lines(container: Any, depth: int = 0) -> Iterator[str]:
    """Paragraphs and tables in their order; python-docx's ``paragraphs`` alone loses the tables."""
    from docx.table import Table

    if depth > _MAX_NESTING:
        raise UnreadableFile(
            "The tables of the file are nested too deeply. Save it as PDF and send that."
        )
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_lines(block, depth)
            yield ""
        else:
            yield from _paragraph_lines(block)


def _paragraph_lines(paragraph: "Paragraph") -> Iterator[str]:
    """A paragraph as its lines, a bullet before list items, then its text boxes."""
    element = paragraph._p
    text = "".join(_runs(element))
    properties = element.pPr
    style = element.style or ""  # its id; asking for the style itself is slow
    listed = (properties is not None and properties.numPr is not None) or style.startswith("List")
    yield f"• {text}" if listed and text.strip() else text
    for box in element.iter(f"{_W}txbxContent"):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            for inner in box.iter(f"{_W}p"):
                yield "".join(_runs(inner))


def _runs(element: Any) -> Iterator[str]:
    """Text of a paragraph in order, hyperlinks and fields included, text boxes left out."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif isinstance(tag, str) and not tag.endswith(
            ("}drawing", "}pict", "}AlternateContent", "}del", "}pPr", "}rPr")
        ):
            yield from _runs(child)


def _table_lines(table: "Table", depth: int) -> Iterator[str]:
    """Rows of a table: short cells side by side, long ones (a page's columns) one after another."""
    seen: set[Any] = set()
    for row in table.rows:
        cells = []
        for cell in row.cells:
            if cell._tc not in seen:  # merged cells come once for each place they cover
                seen.add(cell._tc)
                cells.append(_cell_lines(cell, depth))
        yield from beside([cell for cell in cells if any(cell)])


def _cell_lines(cell: "_Cell", depth: int) -> list[str]:
    lines = list(_lines(cell, depth + 1))
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


def beside(cells: list[list[str]]) -> Iterator[str]:
    """Lines of a table row: a short cell stands on the first line of the cell to its right."""
    if all(len(cell) <= 2 for cell in cells[:-1]) and len(cells) > 1:
        width = max(len(cell) for cell in cells[:-1])
        for number in range(max(width, len(cells[-1]))):
            parts = [cell[number] for cell in cells if number < len(cell) and cell[number].strip()]
            yield "\t".join(parts)
        return
    for cell in cells:
        yield from cell
        yield ""


def _pages(archive: Archive) -> int:
    if "docProps/app.xml" not in archive.names:
        return 1
    for element in parse_xml(archive.read("docProps/app.xml")).iter():
        if element.tag.endswith("}Pages") and (element.text or "").isdigit():
            return max(1, min(int(element.text or "1"), 10_000))
    return 1
