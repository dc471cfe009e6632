"""Files of every type, whole and spoilt, and what the gate must say of each.

The verdicts are written down by hand: ``taken``, or the code of the refusal.
"""

import io
import struct
import zipfile
import zlib

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODF = "application/vnd.oasis.opendocument."


def archive(*parts):
    """A ZIP file of (name, content); a ``mimetype`` is stored as OpenDocument wants it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(name, content, method)
    return stream.getvalue()


def office(folder, number, *more):
    text = f"<w>{number}</w>" * (1 + number * 40)
    return archive(("[Content_Types].xml", "<Types/>"), (f"{folder}/main.xml", text), *more)


def opendocument(kind, number):
    text = f"<o>{number}</o>" * (1 + number * 40)
    return archive(("mimetype", ODF + kind), ("content.xml", text))


def compound(stream, number):
    """A compound file: 512 bytes of header, sectors, and the directory at its end."""
    return OLE2 + bytes(504) + bytes([number]) * 512 * (1 + number) + stream.encode("utf-16-le")


def png(number, width=100, height=100):
    header = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)

    def chunk(kind, data):
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    pixels = zlib.compress(bytes([number % 256]) * 30_000)
    begin = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return begin + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(number, width=100, height=100):
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + app + frame + b"\xff\xda" + bytes([number]) * 500 + b"\xff\xd9"


def bmp(number, width=10, height=-10):
    head = b"BM" + bytes(12) + struct.pack("<Iii", 40, width, height) + bytes(28)
    return head + bytes([number]) * 300


def pdf(number):
    return b"%%PDF-1.%d\n1 0 obj\n%s\nendobj\n%%%%EOF\n" % (number, b"text " * 100 * (1 + number))


def rtf(number):
    return rb"{\rtf1\ansi CV %d %s}" % (number, b"text " * 100)


MAKE = {
    ".pdf": pdf,
    ".png": png,
    ".jpg": jpeg,
    ".jpeg": lambda number: jpeg(number + 10),
    ".bmp": bmp,
    ".doc": lambda number: compound("WordDocument", number),
    ".docx": lambda number: office("word", number),
    ".dotx": lambda number: office("word", number + 10),
    ".odt": lambda number: opendocument("text", number),
    ".rtf": rtf,
    ".odp": lambda number: opendocument("presentation", number),
    ".ppt": lambda number: compound("PowerPoint Document", number),
    ".pptx": lambda number: office("ppt", number),
    ".msg": lambda number: compound("__properties_version1.0", number),
    ".txt": lambda number: b"Ada Example, engineer %d" % number,  # HrFlow does not read it
}
ARCHIVES = (".docx", ".dotx", ".odt", ".odp", ".pptx")
COMPOUNDS = (".doc", ".ppt", ".msg")
PICTURES = (".png", ".jpg", ".jpeg", ".bmp")


def polyglot(extension):
    """A file that is of its own type and another one's as well, where the formats allow it."""
    whole = MAKE[extension](7)
    if extension in ARCHIVES:
        return pdf(7) + whole  # readers of PDF look for its end, those of ZIP for theirs
    return whole + archive(("index.html", "<script>alert(1)</script>"))


def spoilt(extension):
    """What is made of a whole file, by the name of the damage."""
    whole = MAKE[extension](8)
    other = rtf(8) if extension != ".rtf" else pdf(8)
    return {
        "wrong magic": b"\0\0\0\0" + whole[4:],
        "truncated": whole[: len(whole) // 2],
        "empty": b"",
        "polyglot": polyglot(extension),
        "another type": other,
    }


#: By family. What is cut short, or goes on after its end, may still be read by HrFlow; what would
#: be opened as something else than its name says may not come in.
VERDICTS = {
    "plain": {
        "valid": "taken", "wrong magic": "content", "truncated": "taken", "empty": "empty",
        "polyglot": "taken", "another type": "content",
    },
    "compound": {
        "valid": "taken", "wrong magic": "content", "truncated": "content", "empty": "empty",
        "polyglot": "taken", "another type": "content",
    },
    "archive": {
        "valid": "taken", "wrong magic": "archive", "truncated": "archive", "empty": "empty",
        "polyglot": "archive", "another type": "archive",
    },
    "unknown": dict.fromkeys(
        ("valid", "wrong magic", "truncated", "empty", "polyglot", "another type"), "extension"
    ),
}  # fmt: skip


def family(extension):
    if extension == ".txt":
        return "unknown"
    if extension in ARCHIVES:
        return "archive"
    return "compound" if extension in COMPOUNDS else "plain"


def cases(extension):
    """(name of the file, content, verdict) for one extension: three whole files, five spoilt."""
    verdicts = VERDICTS[family(extension)]
    for number in range(1, 4):
        yield f"valid-{number}{extension}", MAKE[extension](number), verdicts["valid"]
    for damage, content in spoilt(extension).items():
        yield f"{damage.replace(' ', '-')}{extension}", content, verdicts[damage]
