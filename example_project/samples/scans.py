"""Pictures of CVs: a small PNG as from a scanner, and a PDF that holds nothing but a picture."""

import io

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from example_project.samples.people import Person
from example_project.samples.wording import headings, period

_SIZE = (1000, 1100)


def scan_png(person: Person) -> bytes:
    """One page in black on white, large enough for text recognition."""
    stream = io.BytesIO()
    _page(person).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def scan_pdf(person: Person) -> bytes:
    """The same page as a PDF without a text layer."""
    stream = io.BytesIO()
    width, height = _SIZE[0] / 2, _SIZE[1] / 2
    canvas = Canvas(stream, pagesize=(width, height), invariant=True)
    canvas.drawImage(ImageReader(_page(person)), 0, 0, width, height)
    canvas.save()
    return stream.getvalue()


def _page(person: Person) -> Image.Image:
    page = Image.new("L", _SIZE, 255)
    pen = ImageDraw.Draw(page)
    names = headings(person)
    lines = [person.name, person.email, person.phone, "", names["work"]]
    for post in person.posts:
        lines += [f"{post.title}, {post.company}", period(person, post, digits=True)]
    lines += ["", names["skills"], *person.skills[:5]]
    for number, line in enumerate(lines):
        size = 44 if number == 0 else 30
        pen.text((70, 60 + 54 * number), line, font=ImageFont.load_default(size), fill=0)
    return page
