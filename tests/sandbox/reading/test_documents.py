"""Files of every kind, and files that want to do harm."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import io
import random
import warnings
import zipfile

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from django_hrflow.sandbox.reading import UnreadableFile, read_file
from django_hrflow.sandbox.reading.archives import MAX_INFLATED
from tests.sandbox.reading.corpus import files
from tests.sandbox.reading.corpus.cases import cases

TEXT = ["Élodie Garnier", "Développeuse\t2019 – 2021", "• Python"]


@pytest.mark.parametrize(
    ("write", "kind"),
    [
        (files.txt, "text"),
        (files.rtf, "rtf"),
        (files.docx_lines, "docx"),
        (files.odt, "odf"),
        (files.pdf, "pdf"),
    ],
)
def test_kinds_are_told_by_content(write, kind):
    document = read_file("whatever.exe", write(TEXT))
    assert (document.kind, document.pages) == (kind, 1)
    assert document.text.split("\n")[0] == "Élodie Garnier"
    assert "Développeuse\t2019 – 2021" in document.text
    assert "Python" in document.text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "utf-32"],
)
def test_encodings(encoding):
    assert (
        read_file("cv.txt", "Élodie Garnier\nné à Besançon".encode(encoding)).text
        == "Élodie Garnier\nné à Besançon"
    )


def test_word_tables_keep_their_cells_and_columns():
    rows = [("Élodie",), ("2019", "Baker\nAcme"), ("A\nB\nC\nD", "E\nF\nG\nH")]
    lines = read_file("cv", files.docx_rows(rows)).text.split("\n")
    assert [line for line in lines if line] == ["Élodie", "2019\tBaker", "Acme", *"ABCDEFGH"]


def test_word_headers_and_text_boxes():
    for write in (files.docx_header, files.docx_text_box):
        text = read_file("cv", write(["Jane Doe", "a", "b", "jane@example.org", "Body"])).text
        assert text.count("Jane Doe") == 1
        assert "jane@example.org" in text
        assert "Body" in text


def test_word_templates():
    with zipfile.ZipFile(io.BytesIO(files.docx_lines(TEXT))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    types = members["[Content_Types].xml"]
    members["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    assert types != members["[Content_Types].xml"]
    assert read_file("cv.dotx", _zip(members)).text.startswith("Élodie Garnier")


def test_opendocument_frames_lists_and_headers():
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    )
    frame = "<draw:frame><draw:text-box><text:p>Framed</text:p></draw:text-box></draw:frame>"
    body = (
        f"<text:p>Before{frame}after</text:p>"
        "<text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list>"
    )
    content = f"<x {names}><office:body><office:text>{body}</office:text></office:body></x>"
    styles = f"<x {names}><style:header><text:p>Jane Doe</text:p></style:header></x>"
    odt = _zip({"mimetype": "x", "content.xml": content, "styles.xml": styles})
    lines = read_file("cv.odt", odt).text.split("\n")
    assert lines == ["Jane Doe", "Beforeafter", "Framed", "• Item"]
    slides = (
        f"<draw:page>{frame}</draw:page><draw:page>{frame.replace('Framed', 'Two')}</draw:page>"
    )
    body = f"<office:presentation>{slides}</office:presentation>"
    content = f"<x {names}><office:body>{body}</office:body></x>"
    odp = read_file("cv.odp", _zip({"mimetype": "x", "content.xml": content}))
    assert (odp.text, odp.pages) == ("Framed\nTwo", 2)


def test_slides():
    slide = (
        '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:sp><p:spPr><a:xfrm>'
        '<a:off x="0" y="{}"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p>'
        "</p:txBody></p:sp></p:sld>"
    )
    content = _zip(
        {
            "ppt/slides/slide2.xml": slide.format(0, "Second"),
            "ppt/slides/slide10.xml": slide.format(0, "Tenth"),
            "ppt/slides/slide1.xml": slide.format(9, "First"),
        }
    )
    document = read_file("cv.pptx", content)
    assert (document.kind, document.pages) == ("pptx", 3)
    assert document.text.split() == ["First", "Second", "Tenth"]


def test_only_ten_pages_are_read():
    page = files.Page()
    for number in range(12):
        page.column([f"This is page {number} of the document"], 60, 700, 400)
        page.turn()
    document = read_file("cv.pdf", page.close())
    assert document.pages == 12
    assert "page 9 " in document.text
    assert "page 10 " not in document.text


def test_long_texts_end_after_ten_pages():
    assert len(read_file("cv.txt", b"word " * 400_000).text) <= 100_000


def test_encrypted_pdf():
    for password, readable in (("secret", False), ("", True)):
        writer = pypdf.PdfWriter(
            clone_from=io.BytesIO(files.pdf(["Jane Doe", "a baker from Leeds"]))
        )
        writer.encrypt(password, algorithm="RC4-128")
        stream = io.BytesIO()
        writer.write(stream)
        if readable:
            assert "Jane Doe" in read_file("cv.pdf", stream.getvalue()).text
        else:
            with pytest.raises(UnreadableFile, match="password"):
                read_file("cv.pdf", stream.getvalue())


def _zip(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _docx_with(extra: bytes, *, declared: int | None = None) -> bytes:
    content = io.BytesIO(files.docx_lines(TEXT))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", extra)
        if declared is not None:
            archive.getinfo("word/media/big.bin").file_size = declared
    return content.getvalue()


def test_zip_bombs():
    bomb = bytes(MAX_INFLATED + 1)
    for content in (_docx_with(bomb), _zip({"mimetype": "x", "content.xml": bomb})):
        assert len(content) < 200_000
        with pytest.raises(UnreadableFile, match="50 MiB"):
            read_file("cv", content)


def test_a_bomb_in_many_members():
    part = bytes(MAX_INFLATED // 8)
    content = io.BytesIO(files.docx_lines(TEXT))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"word/media/{number}.bin", part)
    with pytest.raises(UnreadableFile, match="50 MiB"):
        read_file("cv", content.getvalue())


def test_a_directory_that_lies_about_sizes():
    with pytest.raises(UnreadableFile):
        read_file("cv", _docx_with(bytes(MAX_INFLATED + 1), declared=100))


def test_pdf_bomb():
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = pypdf.generic.StreamObject()
    stream.set_data(b"q Q " * (MAX_INFLATED // 4 + 1))
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    assert len(out.getvalue()) < 300_000
    with pytest.raises(UnreadableFile, match="50 MiB"):
        read_file("cv.pdf", out.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    lol = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    content = _zip(
        {
            "mimetype": "x",
            "content.xml": f'<?xml version="1.0" encoding="{encoding}"?>{lol}'.encode(encoding),
        }
    )
    with pytest.raises(UnreadableFile, match="entities"):
        read_file("cv.odt", content)


def test_word_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    content = io.BytesIO(files.docx_lines(TEXT))
    with zipfile.ZipFile(content) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    body = members["word/document.xml"].decode()
    head, _, rest = body.partition("?>")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    members["word/document.xml"] = (head + "?>" + doctype + rest.replace("Python", "&e;")).encode()
    with pytest.raises(UnreadableFile, match="entities"):
        read_file("cv.docx", _zip(members))


def test_deep_nesting():
    deep = "<x>" * 100_000 + "</x>" * 100_000
    with pytest.raises(UnreadableFile):
        read_file("cv.odt", _zip({"mimetype": "x", "content.xml": deep}))
    with pytest.raises(UnreadableFile):
        read_file("cv.rtf", b"{\\rtf1 " + b"{" * 100_000 + b"\x00")


def test_tables_in_tables_in_tables():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for _ in range(30):
        cell = cell.add_table(1, 1).cell(0, 0)
    cell.text = "deep"
    with pytest.raises(UnreadableFile, match="nested"):
        read_file("cv.docx", files.saved(document))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "DOCX or PDF"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"%PDF-1.7 and no more", "damaged"),
        (b"\x00\x01\x02\x03" * 50, "neither text"),
        (b"MZ\x90\x00" + bytes(range(256)) * 4, "neither text"),
    ],
)
def test_reasons(content, reason):
    with pytest.raises(UnreadableFile, match=reason) as raised:
        read_file("cv", content)
    assert raised.value.reason == str(raised.value)
    assert raised.value.reason.endswith(".")


def test_text_that_begins_like_a_picture():
    assert read_file("cv.txt", b"BMW workshop, 2019 - 2021").kind == "text"


def test_other_zip_files():
    with pytest.raises(UnreadableFile, match="of its own"):
        read_file("cv.zip", _zip({"a.txt": "x"}))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_read_or_are_refused(content):
    assert _read_or_refused(content)


def _read_or_refused(content: bytes) -> str:
    try:
        return read_file("cv", content).text
    except UnreadableFile as error:
        return error.reason


def test_damaged_files_read_or_are_refused():
    """Real files with bytes changed, cut out and put in."""
    chance = random.Random(7)
    chosen = {case.name.split(":")[0].split(".")[-1]: case for case in cases()}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for case in chosen.values():
            for _ in range(5):
                content = bytearray(case.content)
                for _ in range(chance.randint(1, 8)):
                    place = chance.randrange(len(content))
                    content[place : place + chance.randint(0, 40)] = chance.randbytes(
                        chance.randint(0, 9)
                    )
                assert _read_or_refused(bytes(content))
