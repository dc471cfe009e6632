"""Lines written into real files: text, RTF, DOCX, ODT and PDF."""

import io
import textwrap
import zipfile
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.3">'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)

_WORD_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def txt(lines: list[str]) -> bytes:
    """Flush-right parts are pushed to column 78 with spaces, as typewriters did."""
    out = []
    for line in lines:
        left, tab, right = line.partition("\t")
        out.append(left.ljust(max(78 - len(right), len(left) + 4)) + right if tab else line)
    return "\r\n".join(out).encode()


def rtf(lines: list[str]) -> bytes:
    body = "\\par\n".join(_rtf_line(line) for line in lines)
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs22 " + body + "}"
    ).encode("ascii")


def _rtf_line(line: str) -> str:
    line = (
        line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\t", "\\tab ")
    )
    return "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in line)


def docx_lines(lines: list[str]) -> bytes:
    document = docx.Document()
    document.core_properties.title = "CV"
    for line in lines:
        if line.startswith("• "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            paragraph = document.add_paragraph(line)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    return saved(document)


def docx_header(lines: list[str]) -> bytes:
    """The first lines (name, contact) stand in the page header."""
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = lines[0]
    for line in lines[1:4]:
        header.add_paragraph(line)
    for line in lines[4:]:
        document.add_paragraph(line)
    return saved(document)


def docx_text_box(lines: list[str]) -> bytes:
    """The first lines stand in a text box, written twice as Word does (choice and fallback)."""
    from docx.oxml import parse_xml

    document = docx.Document()
    inner = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines[:4])
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    xml = (
        f"<w:r {_WORD_NAMES}><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(xml))
    for line in lines[4:]:
        document.add_paragraph(line)
    return saved(document)


def docx_rows(rows: list[tuple[str, ...]]) -> bytes:
    """A table; a cell's lines are its paragraphs, a single cell goes over the full width."""
    document = docx.Document()
    table = document.add_table(0, 2)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells = (cells[0].merge(cells[1]),)
        for cell, text in zip(cells, row, strict=True):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def odt(lines: list[str]) -> bytes:
    return _odt("".join(f"<text:p>{_odf(line)}</text:p>" for line in lines))


def odt_rows(rows: list[tuple[str, ...]]) -> bytes:
    body = ""
    for row in rows:
        cells = "".join(
            "<table:table-cell>"
            + "".join(f"<text:p>{_odf(line)}</text:p>" for line in text.split("\n"))
            + "</table:table-cell>"
            for text in row
        )
        body += f"<table:table-row>{cells}</table:table-row>"
    return _odt(f'<table:table table:name="T">{body}</table:table>')


def _odf(line: str) -> str:
    return escape(line).replace("\t", "<text:tab/>").replace("    ", '<text:s text:c="4"/>')


def _odt(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", _ODT.format(body))
    return stream.getvalue()


class Page:
    """A PDF drawn by hand: columns are only places where text begins."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=A4, invariant=True)
        self._ops: list[tuple[float, float, float, str, str]] = []

    def column(self, lines: list[str], x: float, y: float, width: float, size: float = 10) -> float:
        """Lay *lines* out from (x, y) downwards, wrapped to *width*; gives the y reached."""
        for number, line in enumerate(lines):
            big = number == 0 and y > 770
            y = self._line(line, x, y, width, 20 if big else size)
            if y < 50:
                self.turn()
                y = 800
        return y

    def _line(self, line: str, x: float, y: float, width: float, size: float) -> float:
        font = "Helvetica-Bold" if line.isupper() or size > 15 else "Helvetica"
        left, _, right = line.partition("\t")
        if right:
            self._ops.append((x + width - stringWidth(right, font, size), y, size, font, right))
        for part in _wrapped(left, font, size, width):
            self._ops.append((x, y, size, font, part))
            y -= size * 1.3
        return y - (4 if line else 4 + size * 0.2)

    def turn(self, *, by_rows: bool = False) -> None:
        """Draw the page: in the order laid out, or from top to bottom across all columns."""
        ops = sorted(self._ops, key=lambda op: (-round(op[1]), op[0])) if by_rows else self._ops
        for x, y, size, font, text in ops:
            self._canvas.setFont(font, size)
            self._canvas.drawString(x, y, text)
        self._ops = []
        self._canvas.showPage()

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self._canvas.setFillGray(0.9)
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def close(self) -> bytes:
        self._canvas.save()
        return self._stream.getvalue()


def _wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    if not text:
        return []
    count = len(text)
    while count > 10:
        parts = textwrap.wrap(text, count)
        if all(stringWidth(part, font, size) <= width for part in parts):
            return parts
        count -= 2
    return [text]


def pdf(lines: list[str]) -> bytes:
    page = Page()
    page.column(lines, 60, 780, 475)
    page.turn()
    return page.close()
