"""PDFs made of text can be read again."""

from __future__ import annotations

import io

from pypdf import PdfReader

from django_hrflow.sandbox.reading import read_file
from django_hrflow.sandbox.typeset import to_pdf

from .conftest import CV


def test_text_survives():
    assert read_file("cv.pdf", to_pdf(CV)).text.split() == CV.split()


def test_accents_brackets_and_backslashes_survive_other_scripts_do_not():
    text = "Zoë (née Œuvrard) \\ 50 € ½ 例"
    assert PdfReader(io.BytesIO(to_pdf(text))).pages[0].extract_text().strip() == text.replace(
        "例", "?"
    )


def test_long_texts_get_more_pages_and_long_lines_are_wrapped():
    words = [f"word{number}" for number in range(3000)]
    reader = PdfReader(io.BytesIO(to_pdf(" ".join(words))), strict=True)
    assert len(reader.pages) > 3
    assert " ".join(page.extract_text() for page in reader.pages).split() == words


def test_no_text_is_one_empty_page():
    assert len(PdfReader(io.BytesIO(to_pdf("")), strict=True).pages) == 1
