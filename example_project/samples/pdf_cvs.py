"""CVs as PDF files, drawn with reportlab: one column, side bars, a coloured band, a date margin."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes

import io
from collections.abc import Callable

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from example_project.samples.people import Person, Post
from example_project.samples.wording import headings, period, spoken

_WIDTH, _HEIGHT = A4
_BLUE, _SAND = HexColor("#1f4e79"), HexColor("#e8e2d5")


class Sheet:
    """A page with a pen: each call writes below the last one."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        # Without the time of writing in it, the same person gives the same bytes.
        self.canvas = Canvas(self._stream, pagesize=A4, invariant=True)
        self.x, self.y, self.width = 50.0, _HEIGHT - 60, _WIDTH - 100
        self.colour = black

    def move(self, x: float, y: float, width: float) -> None:
        """Go to the top of a column."""
        self.x, self.y, self.width = x, y, width

    def write(self, text: str, size: float = 10, *, bold: bool = False, right: str = "") -> None:
        """A paragraph, wrapped; *right* is set flush right in its first line."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(self.colour)
        if right:
            self.canvas.drawRightString(self.x + self.width, self.y, right)
        for line in simpleSplit(text, font, size, self.width - (120 if right else 0)):
            self.canvas.drawString(self.x, self.y, line)
            self.y -= size * 1.35

    def heading(self, text: str) -> None:
        """A heading with room above and a rule below."""
        self.y -= 10
        self.write(text, 11, bold=True)
        self.canvas.setStrokeColor(_BLUE)
        self.canvas.line(self.x, self.y + 10, self.x + self.width, self.y + 10)
        self.y -= 4

    def box(self, x: float, y: float, width: float, height: float, colour: HexColor) -> None:
        """A coloured ground."""
        self.canvas.setFillColor(colour)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def close(self) -> bytes:
        """The PDF file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._stream.getvalue()


def one_column(person: Person) -> bytes:
    """Everything under each other, dates flush right."""
    sheet, names = Sheet(), headings(person)
    sheet.write(person.name, 22, bold=True)
    sheet.y -= 6
    sheet.write(f"{person.town} | {person.phone} | {person.email}")
    sheet.heading(names["profile"])
    sheet.write(person.summary)
    _work(sheet, person)
    _study(sheet, person)
    _lists(sheet, person)
    return sheet.close()


def left_bar(person: Person) -> bytes:
    """A sand-coloured side bar with contact, skills and languages on the left."""
    sheet, names = Sheet(), headings(person)
    sheet.box(0, 0, 185, _HEIGHT, _SAND)
    sheet.move(25, _HEIGHT - 150, 140)
    _side(sheet, person)
    sheet.move(210, _HEIGHT - 60, _WIDTH - 250)
    sheet.write(person.name, 22, bold=True)
    sheet.y -= 4
    sheet.write(person.headline, 12)
    sheet.heading(names["profile"])
    sheet.write(person.summary)
    _work(sheet, person)
    _study(sheet, person)
    return sheet.close()


def right_bar(person: Person) -> bytes:
    """The name over the full width, the side bar on the right."""
    sheet = Sheet()
    sheet.write(person.name.upper(), 20, bold=True)
    sheet.write(person.headline, 12)
    top = sheet.y - 10
    sheet.move(50, top, 320)
    _work(sheet, person)
    _study(sheet, person)
    sheet.move(405, top, 140)
    _side(sheet, person)
    return sheet.close()


def coloured_band(person: Person) -> bytes:
    """Name and contact in white on a blue band."""
    sheet, names = Sheet(), headings(person)
    sheet.box(0, _HEIGHT - 110, _WIDTH, 110, _BLUE)
    sheet.colour = white
    sheet.move(50, _HEIGHT - 50, _WIDTH - 100)
    sheet.write(person.name, 24, bold=True)
    sheet.y -= 4
    sheet.write(f"{person.email}  •  {person.phone}  •  {person.town}")
    sheet.colour = black
    sheet.move(50, _HEIGHT - 130, _WIDTH - 100)
    sheet.heading(names["profile"])
    sheet.write(person.summary)
    _lists(sheet, person)
    _work(sheet, person)
    _study(sheet, person)
    return sheet.close()


def date_margin(person: Person) -> bytes:
    """Dates in a margin on the left."""
    sheet, names = Sheet(), headings(person)
    sheet.write(person.name, 22, bold=True)
    sheet.y -= 6
    sheet.write(f"{person.town} - {person.phone} - {person.email}")
    sheet.heading(names["work"])
    for post in person.posts:
        top = sheet.y
        sheet.move(50, top, 110)
        sheet.write(period(person, post, digits=True), 9)
        sheet.move(175, top, _WIDTH - 225)
        _post(sheet, post, "")
    sheet.move(50, sheet.y, _WIDTH - 100)
    _study(sheet, person)
    _lists(sheet, person)
    return sheet.close()


def _work(sheet: Sheet, person: Person) -> None:
    sheet.heading(headings(person)["work"])
    for post in person.posts:
        _post(sheet, post, period(person, post))


def _post(sheet: Sheet, post: Post, dates: str) -> None:
    sheet.write(post.title, 11, bold=True, right=dates)
    sheet.write(f"{post.company}, {post.town}")
    for task in post.tasks:
        sheet.write(f"• {task}")
    sheet.y -= 6


def _study(sheet: Sheet, person: Person) -> None:
    sheet.heading(headings(person)["study"])
    sheet.write(person.degree, 11, bold=True, right=f"{person.studied[0]} – {person.studied[1]}")
    sheet.write(person.school)


def _lists(sheet: Sheet, person: Person) -> None:
    names = headings(person)
    for heading, items in (
        ("skills", person.skills),
        ("speak", spoken(person)),
        ("like", person.interests),
    ):
        sheet.heading(names[heading])
        sheet.write(", ".join(items))


def _side(sheet: Sheet, person: Person) -> None:
    names = headings(person)
    for heading, items in (
        ("contact", [person.phone, person.email, person.town]),
        ("skills", person.skills),
        ("speak", spoken(person)),
        ("like", person.interests),
    ):
        sheet.heading(names[heading])
        for item in items:
            sheet.write(item, 9)


LAYOUTS: list[Callable[[Person], bytes]] = [
    one_column,
    left_bar,
    right_bar,
    coloured_band,
    date_margin,
]
