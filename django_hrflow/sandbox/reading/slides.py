"""Text of PowerPoint presentations (.pptx): a CV made of slides."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .archives import Archive, parse_xml
from .word import beside

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_BAND = 300_000  # English Metric Units, a third of an inch: shapes this near stand side by side
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_MAX_SLIDES = 10


def read_slides(content: bytes) -> tuple[str, int]:
    """The text of the first ten slides, shapes from the top left to the bottom right."""
    archive = Archive(content)
    numbered = [(int(m[1]), name) for name in archive.names if (m := _SLIDE.fullmatch(name))]
    names = [name for _, name in sorted(numbered)]
    texts = ["\n".join(_slide(parse_xml(archive.read(name)))) for name in names[:_MAX_SLIDES]]
    return "\n\n".join(texts), max(len(names), 1)


def _slide(root: Element) -> Iterator[str]:
    blocks: list[tuple[int, int, list[str]]] = []
    for shape in root.iter():
        if shape.tag in (f"{_P}sp", f"{_P}graphicFrame"):
            left, top = _position(shape)
            blocks.append((top // _BAND, left, list(_shape_lines(shape))))
    for _, _, lines in sorted(blocks, key=lambda block: block[:2]):
        yield from lines
        yield ""


def _position(shape: Element) -> tuple[int, int]:
    offset = next(shape.iter(f"{_A}off"), None)
    if offset is None:
        return 0, 0
    left, top = offset.get("x", "0"), offset.get("y", "0")
    return (int(left) if left.isdigit() else 0, int(top) if top.isdigit() else 0)


def _shape_lines(shape: Element) -> Iterator[str]:
    rows = list(shape.iter(f"{_A}tr"))
    if not rows:
        yield from _paragraphs(shape)
    for row in rows:
        cells = [list(_paragraphs(cell)) for cell in row.iter(f"{_A}tc")]
        yield from beside([cell for cell in cells if any(line.strip() for line in cell)])


def _paragraphs(element: Element) -> Iterator[str]:
    for paragraph in element.iter(f"{_A}p"):
        parts = []
        for node in paragraph.iter():
            if node.tag == f"{_A}t":
                parts.append(node.text or "")
            elif node.tag == f"{_A}br":
                parts.append("\n")
        yield "".join(parts)
