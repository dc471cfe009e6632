"""CVs as DOCX files, written with python-docx: paragraphs, a page header, tables."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell

from example_project.samples.people import Person
from example_project.samples.wording import headings, period, spoken

_BLUE = RGBColor(0x1F, 0x4E, 0x79)
_EPOCH = (2020, 1, 1, 0, 0, 0)


def paragraphs(person: Person) -> bytes:
    """One column with the headings and bullets of Word's own styles."""
    document = docx.Document()
    document.add_heading(person.name, 0)
    document.add_paragraph(f"{person.town} | {person.phone} | {person.email}")
    names = headings(person)
    document.add_heading(names["profile"], 1)
    document.add_paragraph(person.summary)
    _work(document, person)
    _study(document, person)
    for heading, items in (("skills", person.skills), ("speak", spoken(person))):
        document.add_heading(names[heading], 1)
        document.add_paragraph(", ".join(items))
    document.add_heading(names["like"], 1)
    for interest in person.interests:
        document.add_paragraph(interest, style="List Bullet")
    return _saved(document)


def page_header(person: Person) -> bytes:
    """Name and contact in the header of the page, where many readers do not look."""
    document = docx.Document()
    header = document.sections[0].header
    run = header.paragraphs[0].add_run(person.name)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(18), _BLUE
    header.add_paragraph(f"{person.email} – {person.phone} – {person.town}")
    _work(document, person)
    _study(document, person)
    names = headings(person)
    document.add_paragraph(names["skills"])
    document.add_paragraph(" • ".join(person.skills))
    document.add_paragraph(names["speak"])
    document.add_paragraph(" • ".join(spoken(person)))
    return _saved(document)


def side_table(person: Person) -> bytes:
    """A table of one row: side bar on the left, the rest on the right."""
    document = docx.Document()
    left, right = document.add_table(1, 2).rows[0].cells
    names = headings(person)
    _fill(left, [names["contact"], person.phone, person.email, person.town, "", names["skills"]])
    _fill(left, [*person.skills, "", names["speak"], *spoken(person)])
    _fill(right, [person.name, person.headline, "", names["profile"], person.summary])
    _fill(right, ["", names["work"]])
    for post in person.posts:
        _fill(right, ["", post.title, f"{post.company}, {post.town}", period(person, post)])
        _fill(right, [f"• {task}" for task in post.tasks])
    years = f"{person.studied[0]} – {person.studied[1]}"
    _fill(right, ["", names["study"], "", person.degree, person.school, years])
    return _saved(document)


def date_table(person: Person) -> bytes:
    """A table with the dates on the left and what they date on the right."""
    document = docx.Document()
    document.add_heading(person.name, 0)
    for line in (person.town, person.phone, person.email):
        document.add_paragraph(line)
    names = headings(person)
    document.add_heading(names["work"], 1)
    table = document.add_table(0, 2)
    for post in person.posts:
        cells = table.add_row().cells
        cells[0].text = period(person, post, digits=True)
        cells[1].text = post.title
        _fill(cells[1], [f"{post.company}, {post.town}", *post.tasks])
    document.add_heading(names["study"], 1)
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = f"{person.studied[0]} – {person.studied[1]}"
    cells[1].text = person.degree
    _fill(cells[1], [person.school])
    for heading, items in (("skills", person.skills), ("speak", spoken(person))):
        document.add_heading(names[heading], 1)
        document.add_paragraph(", ".join(items))
    return _saved(document)


def _work(document: Document, person: Person) -> None:
    document.add_heading(headings(person)["work"], 1)
    for post in person.posts:
        line = document.add_paragraph(f"{post.title}, {post.company}\t{period(person, post)}")
        line.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
        document.add_paragraph(post.town)
        for task in post.tasks:
            document.add_paragraph(task, style="List Bullet")


def _study(document: Document, person: Person) -> None:
    document.add_heading(headings(person)["study"], 1)
    years = f"{person.studied[0]} – {person.studied[1]}"
    document.add_paragraph(f"{person.degree}, {person.school}\t{years}")


def _fill(cell: _Cell, lines: list[str]) -> None:
    """Add lines to a cell, beginning in the empty paragraph that every cell has."""
    for line in lines:
        first = cell.paragraphs[0]
        if len(cell.paragraphs) == 1 and not first.text:
            first.text = line
        else:
            cell.add_paragraph(line)


def _saved(document: Document) -> bytes:
    """The file, with the same time for all its members, so that its bytes do not change."""
    written = io.BytesIO()
    document.save(written)
    repacked = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(repacked, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            target.writestr(info, source.read(name), zipfile.ZIP_DEFLATED)
    return repacked.getvalue()


LAYOUTS: list[Callable[[Person], bytes]] = [paragraphs, page_header, side_table, date_table]
