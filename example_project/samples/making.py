"""Write the CVs of invented people into a folder."""

import unicodedata
from pathlib import Path

from example_project.samples import pdf_cvs, word_cvs
from example_project.samples.people import Person, invent


def make_samples(directory: str | Path, count: int = 12, seed: int = 1) -> list[Path]:
    """Write *count* CVs into *directory* (made if missing) and give their paths in order.

    CV number *n* is of ``invent(n, seed)``; PDF and DOCX, English and French and all layouts take
    turns.  The same arguments write the same bytes.
    """
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        person = invent(number, seed)
        extension, content = write(person, number)
        path = folder / f"{number + 1:04d}-{_file_name(person)}.{extension}"
        path.write_bytes(content)
        paths.append(path)
    return paths


def write(person: Person, number: int) -> tuple[str, bytes]:
    """The extension and content of one CV; *number* chooses the kind of file and the layout."""
    turn = number // 2
    if (number + turn) % 2:
        return "docx", word_cvs.LAYOUTS[turn % len(word_cvs.LAYOUTS)](person)
    return "pdf", pdf_cvs.LAYOUTS[turn % len(pdf_cvs.LAYOUTS)](person)


def _file_name(person: Person) -> str:
    decomposed = unicodedata.normalize("NFKD", person.name.lower())
    plain = "".join(
        char if char.isascii() and char.isalnum() else "-"
        for char in decomposed
        if not unicodedata.combining(char)
    )
    return "-".join(part for part in plain.split("-") if part)
