"""Hostile sizes (A-8): what a large file, a large answer and a bomb cost in memory.

The client runs in a process of its own, whose highest memory is compared before and after. (What
``resource`` tells is inherited from the parent, and so is blind to everything smaller than pytest.)
"""

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from django_hrflow.client.answer_body import MAX_BYTES

from .calls import API_SECRET
from .servers import Server

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="Only Linux tells the highest memory."
)
MIB = 1024 * 1024
ALLOWED = 8 * MIB

PROGRAM = """
import json, sys
from django_hrflow.client import Hrflow, HrflowError

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))

url, key, path = sys.argv[1:]
client = Hrflow(url, key)
client.profile.parsing.add_file("s", profile_file=b"warm")
before, said = peak(), None
try:
    if path:
        client.profile.parsing.add_file("s", profile_file=path)
    else:
        client.source.list()
except HrflowError as error:
    said = [type(error).__name__, error.message, len(error.body)]
print(json.dumps({"grown": peak() - before, "said": said}))
"""


def measure(server: Server, path: str = "") -> dict:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, server.url, API_SECRET, path],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    print(f"{result['grown'] / MIB:.1f} MiB more")
    return result


def head(**headers: object) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
    return ("HTTP/1.1 200 OK\r\n" + "".join(lines) + "\r\n").encode()


def flood(raw_head: bytes, piece: bytes, times: int, start: bytes = b""):
    """Answer a GET with a head and much of the same; anything else normally."""
    warm = Server().handler

    def handle(request, connection):
        if request.method != "GET":
            return warm(request, connection)
        connection.sendall(raw_head + start)
        for _ in range(times):
            connection.sendall(piece)
        return False

    return handle


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def bomb() -> tuple[bytes, bytes]:
    """The start of a gzip stream, and a piece of it that unpacks to a mebibyte, any number of
    times."""
    packer = zlib.compressobj(9, wbits=31)
    start = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start, packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)


def test_a_8_a_large_file_is_not_held_in_memory(server, tmp_path):
    """A-8: 20 MiB up, at most 8 MiB more of memory."""
    path = tmp_path / "large.pdf"
    path.write_bytes(os.urandom(20 * MIB))
    result = measure(server, str(path))
    assert result["said"] is None
    assert server.requests[-1].parts["file"][2] == path.read_bytes()
    assert result["grown"] <= ALLOWED


def test_a_8_an_answer_that_declares_too_much_is_not_read(server):
    """A-8: an answer over the cap whose length is known beforehand costs nothing."""
    server.handler = flood(head(Content_Length=MAX_BYTES + MIB), bytes(MIB), 17)
    result = measure(server)
    assert result["said"] == ["InvalidResponse", "The answer is larger than 16 MiB.", 0]
    assert result["grown"] <= ALLOWED


def test_a_8_an_answer_that_grows_too_large_is_cut_off(server):
    """A-8: nor does one without a length, which is noticed at the cap."""
    server.handler = flood(head(Transfer_Encoding="chunked"), chunk(bytes(65_536)), 100_000)
    result = measure(server)
    assert result["said"] == ["InvalidResponse", "The answer is larger than 16 MiB.", 1024]
    assert result["grown"] <= ALLOWED


@pytest.mark.parametrize("length", [True, False], ids=["with length", "without length"])
def test_a_8_a_bomb_does_not_go_off(server, length):
    """A-8: 1 GiB in a mebibyte of gzip is refused at the cap, and the rest never unpacked."""
    start, piece = bomb()
    size = {"Content_Length": len(start) + 1024 * len(piece)} if length else {}
    assert len(piece) * 1024 < 2 * MIB
    server.handler = flood(head(Content_Encoding="gzip", **size), piece, 1024, start)
    result = measure(server)
    assert result["said"] == ["InvalidResponse", "The answer is larger than 16 MiB.", 1024]
    assert result["grown"] <= ALLOWED
