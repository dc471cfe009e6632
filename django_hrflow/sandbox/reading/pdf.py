"""Text of PDF files: from their text layer, or from the pictures of scanned pages."""

import io
import logging
import math
import re
from typing import TYPE_CHECKING, Any

from .archives import MAX_INFLATED, too_large
from .layout import Fragment, read_page
from .pictures import read_pictures
from .unreadable import UnreadableFile

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 10
_SPACE = re.compile(r"[^\S\n]+")
_HYPHEN = re.compile("-\u00ad\u2010|\u00ad\u2010")
_USUAL_WIDTH = 560
_MIN_WIDTHS, _MAX_WIDTHS = 8, 1000
_MIN_LETTERS = 20  # fewer on all pages together: a scan with a stamp, not a text


def read_pdf(content: bytes) -> tuple[str, int]:
    """The text of the first ten pages, and how many pages there are."""
    import pypdf
    from pypdf.errors import DependencyError

    logger = logging.getLogger("pypdf")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.CRITICAL)  # it tells of every oddity, with pieces of the file
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("The PDF needs a password. Remove it and send the file again.")
    except DependencyError as error:
        raise UnreadableFile(
            "The PDF is encrypted in a way that needs the cryptography package. Send it without "
            "encryption."
        ) from error
    count = len(reader.pages)
    text = "\n\n".join(_page_text(page) for page in reader.pages[:MAX_PAGES])
    if sum(char.isalpha() for char in text) < _MIN_LETTERS:
        text = _scanned_text(reader)
    return text, count


def _page_text(page: "PageObject") -> str:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_INFLATED:
        raise too_large()
    fragments: list[Fragment] = []
    factors: dict[int, float] = {}

    def collect(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            if id(font) not in factors:
                factors[id(font)] = _width_factor(font)
            fragments.extend(_placed(text, cm, tm, size, factors[id(font)]))

    plain = page.extract_text(visitor_text=collect)
    if sum(len("".join(f.text.split())) for f in fragments) < 0.8 * len("".join(plain.split())):
        return plain  # turned or odd pages: the library's own order is the best there is
    return "\n".join(read_page(fragments))


def _placed(
    text: str, cm: list[float], tm: list[float], size: float, factor: float
) -> list[Fragment]:
    """Fragments on the page of what was shown under text matrix *tm* and page matrix *cm*."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    height = abs(size) * scale or 10.0
    # Some writers put several kinds of space, even a carriage return, between two words.
    lines = [_SPACE.sub(" ", line) for line in _HYPHEN.sub("-", text).strip("\n").split("\n")]
    return [
        Fragment(x, y - number * 1.2 * height, height, line, factor)
        for number, line in enumerate(lines)
        if line.strip()
    ]


def _width_factor(font: Any) -> float:
    """How much wider the letters of *font* are than usual; 1 where the file does not say."""
    try:
        widths = _widths(font)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        return 1.0
    widths = [width for width in widths[:_MAX_WIDTHS] if 0 < width < 2000]
    if len(widths) < _MIN_WIDTHS:
        return 1.0
    return min(1.4, max(0.7, sum(widths) / len(widths) / _USUAL_WIDTH))


def _widths(font: Any) -> list[float]:
    """The widths of a font's letters in thousandths of its size."""
    if "/Widths" in font:
        return [float(width) for width in font["/Widths"]]
    widths: list[float] = []
    entries = list(font["/DescendantFonts"][0].get_object()["/W"])
    while len(entries) > 1:  # "first [width width ...]" or "first last width"
        if isinstance(entries[1], list):
            widths += [float(width) for width in entries[1]]
            entries = entries[2:]
        else:
            widths.append(float(entries[2]))
            entries = entries[3:]
    return widths


def _scanned_text(reader: "PdfReader") -> str:
    try:
        pictures = _page_pictures(reader)
    except ImportError as error:
        raise UnreadableFile(
            "The PDF is a scan, and taking its pictures out needs the Pillow package. "
            "Install Pillow, or send the CV as PDF with text or as DOCX."
        ) from error
    return read_pictures(pictures)


def _page_pictures(reader: "PdfReader") -> list[bytes]:
    """The largest picture of each page, as image files."""
    pictures = []
    for page in reader.pages[:MAX_PAGES]:
        images = [image.data for image in page.images]
        if images:
            pictures.append(max(images, key=len))
    return pictures
