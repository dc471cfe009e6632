"""Files that cost little to send and much to open; as a program, measures what refusing them costs.

``python -m tests.files.bombs FOLDER``: a line of JSON for each file, with the refusal, the CPU
seconds and the bytes of memory that it took.
"""

import bz2
import json
import random
import struct
import sys
import time
import zlib
from pathlib import Path

from tests.files.corpus import archive, bmp, jpeg, png

MIB = 1024 * 1024
DEFLATED, BZIP2 = 8, 12
NAME = "[Content_Types].xml"
TYPES = (NAME, zlib.compress(b"<T/>")[2:-4], 4)


def zeros(mebibytes):
    """A deflate stream of so many MiB, a kilobyte for each."""
    packer = zlib.compressobj(9, wbits=-15)
    first = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + piece * (mebibytes - 1) + packer.flush()


def written(*entries, method=DEFLATED, overlapping=False):
    """A ZIP file of (name, compressed, declared size); all of one piece where they overlap."""
    body, directory = bytearray(), bytearray()
    for name, data, declared in entries:
        known = (20, 0, method, 0, 0, zlib.crc32(b"<T/>"), len(data), declared, len(name), 0)
        at = 0 if overlapping else len(body)
        if len(body) == at:
            body += b"PK\x03\x04" + struct.pack("<5H3I2H", *known) + name.encode() + data
        directory += b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, *known, 0, 0, 0, 0, at)
        directory += name.encode()
    count = min(len(entries), 0xFFFF)
    end = struct.pack("<4H2IH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


def bombs():
    """(name of the file, content) of each."""
    half = zeros(512)
    yield "declares-512-MiB.docx", written(TYPES, ("word/a", half, 512 * MIB))
    parts = [(f"word/{number}", zeros(2560), 2560 * MIB) for number in range(4)]
    yield "declares-10-GiB.docx", written(TYPES, *parts)
    yield "lies-about-512-MiB.docx", written(TYPES, ("word/a", half, 100))
    yield "lies-a-little.docx", written(TYPES, ("word/a", half, 8 * MIB))
    same = [("word/a", half, MIB)] * 50
    yield "overlaps.docx", written(*same, overlapping=True)
    empty = [(f"word/{number}", b"\x03\x00", 0) for number in range(100_000)]
    yield "100,000-entries.docx", written(TYPES, *empty)
    yield "8,000-short-entries.docx", written(TYPES, *((f"{n}", b"", 0) for n in range(8_000)))
    inner = written(("a", half, 512 * MIB))
    # What does not compress keeps the outer archive within all limits.
    noise = random.Random(1).randbytes(64 * 1024)
    main = ("[Content_Types].xml", "<T/>"), ("word/noise.png", noise)
    yield "nested.docx", archive(*main, ("word/b.zip", inner))
    for _level in range(4):
        inner = archive(*((f"{number}.zip", inner) for number in range(4)))
    yield "nested-five-times.docx", archive(*main, ("word/b.zip", inner))
    # A kilobyte of it unpacks to 400 MB in one step.
    packed = (NAME, bz2.compress(b"<T/>"), 4), ("word/a", bz2.compress(bytes(400 * MIB)), 100)
    yield "bzip2.docx", written(*packed, method=BZIP2)
    yield "flood.png", png(1, 60_000, 60_000)
    yield "flood.jpg", jpeg(1, 60_000, 60_000)
    yield "flood.bmp", bmp(1, 60_000, -60_000)


def memory(name):
    """Bytes: ``VmRSS`` is what is used now, ``VmHWM`` the most since it was last reset."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def measure(path):
    from django.core.exceptions import ValidationError
    from django.core.files.base import File

    from django_hrflow.services import files

    Path("/proc/self/clear_refs").write_text("5")
    before, started, code = memory("VmRSS"), time.process_time(), "taken"
    with path.open("rb") as file:
        try:
            files.check(File(file), path.name)
        except ValidationError as refusal:
            code = refusal.code
    seconds = time.process_time() - started
    return {"name": path.name, "code": code, "seconds": seconds, "memory": memory("VmHWM") - before}


def main(folder):
    import django

    django.setup()
    for path in sorted(Path(folder).iterdir()):
        measure(path)  # what is imported and compiled at first is not the file's
        print(json.dumps(measure(path)))


if __name__ == "__main__":
    main(sys.argv[1])
