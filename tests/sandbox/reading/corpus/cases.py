"""The corpus: which person comes in which layout and kind of file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tests.sandbox.reading.corpus import columns, files
from tests.sandbox.reading.corpus.layouts import ONE_COLUMN
from tests.sandbox.reading.corpus.people import PEOPLE, Person

WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    "txt": files.txt,
    "docx": files.docx_lines,
    "pdf": files.pdf,
    "odt": files.odt,
    "rtf": files.rtf,
    "docx-header": files.docx_header,
    "docx-box": files.docx_text_box,
}
SPECIAL: dict[str, Callable[[Person], bytes]] = {
    "docx-rows": lambda p: files.docx_rows(columns.rows(p)),
    "docx-labels": lambda p: files.docx_rows(columns.labelled_rows(p)),
    "docx-side": columns.docx_side_bar,
    "odt-rows": lambda p: files.odt_rows(columns.rows(p)),
    "pdf-left": columns.pdf_left_bar,
    "pdf-across": columns.pdf_rows_across,
    "pdf-right": columns.pdf_right_bar,
    "pdf-margin": columns.pdf_dates_margin,
}


@dataclass(frozen=True)
class Case:
    name: str
    person: Person
    content: bytes


@cache
def cases() -> tuple[Case, ...]:
    """Each person in two layouts of one column and in two of several columns."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    writers, special = list(WRITERS), list(SPECIAL)
    for number, person in enumerate(PEOPLE):
        for step in (0, 3):
            layout = ONE_COLUMN[(number + step) % len(ONE_COLUMN)]
            kind = writers[(number * 2 + step) % len(writers)]
            lines = layout(person)
            if kind == "pdf" and not _western(lines):
                kind = "docx"
            yield Case(f"{layout.__name__}.{kind}:{person.last}", person, WRITERS[kind](lines))
        for step in (0, 5):
            kind = special[(number + step) % len(special)]
            if kind.startswith("pdf") and not _western([person.full, person.city]):
                kind = "docx-side"
            yield Case(f"{kind}:{person.last}", person, SPECIAL[kind](person))


def _western(lines: list[str]) -> bool:
    """Whether the fonts that every PDF reader has can write this."""
    try:
        "\n".join(lines).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
