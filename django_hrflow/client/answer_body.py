"""Read the body of an answer, whole or not at all, and never more than a cap.

The cap counts what is unpacked: a megabyte of gzip can hold a gigabyte. Until it is whole, a large
body waits in a temporary file without a name, so that one which is refused never filled the memory.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO

MAX_BYTES = 16 * 1024 * 1024
MAX_IN_MEMORY = 2 * 1024 * 1024
CHUNK = 65_536
_EXCERPT = 65_536
# zlib tells gzip from zlib by their headers when 32 is added to the size of the window.
_GZIP_OR_ZLIB = zlib.MAX_WBITS + 32


def collect(headers: Mapping[str, str], chunks: Iterable[bytes]) -> tuple[bytes, str]:
    """Return the unpacked body, and what is wrong with it, or an empty string if nothing is.

    A body that is too large or wrongly packed is cut off, unread beyond that point.
    """
    packing = headers.get("Content-Encoding", "").strip().lower()
    length = headers.get("Content-Length", "").strip()
    if length.isascii() and length.isdigit() and float(length) > MAX_BYTES:
        return b"", _too_large()
    if packing in ("gzip", "x-gzip", "deflate"):
        chunks = _unpacked(chunks)
    elif packing not in ("", "identity"):
        return b"", "The answer is packed in a way that was not asked for."
    with SpooledTemporaryFile(MAX_IN_MEMORY) as body:
        try:
            for chunk in chunks:
                body.write(chunk)
                if body.tell() > MAX_BYTES:
                    return _beginning(body, _EXCERPT), _too_large()
        except zlib.error:
            return _beginning(body, _EXCERPT), "The answer cannot be unpacked."
        return _beginning(body), ""


def _beginning(body: IO[bytes], size: int = -1) -> bytes:
    body.seek(0)
    return body.read(size)


def _too_large() -> str:
    return f"The answer is larger than {MAX_BYTES // 1024**2} MiB."


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece, so that a bomb is noticed before it has gone off."""
    engine = zlib.decompressobj(_GZIP_OR_ZLIB)
    begun = False
    for data in chunks:
        begun = begun or bool(data)
        while True:
            if engine.eof and data:
                engine = zlib.decompressobj(_GZIP_OR_ZLIB)
            piece = engine.decompress(data, CHUNK)
            yield piece
            data = engine.unused_data if engine.eof else engine.unconsumed_tail
            if not data and len(piece) < CHUNK:
                break
    if begun and not engine.eof:
        raise zlib.error("The packed data end too early.")
