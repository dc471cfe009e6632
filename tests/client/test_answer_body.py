"""Bodies: unpacked while they are counted."""

import gzip
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.client.answer_body import MAX_BYTES, collect


def pack(data: bytes) -> bytes:
    """Pack without the time of day, so that tests have the same names in every process."""
    return gzip.compress(data, mtime=0)


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[place : place + size] for place in range(0, len(data), size)]


def packed(name: str = "gzip") -> dict[str, str]:
    return {"Content-Encoding": name}


@given(data=st.binary(max_size=3000), size=st.integers(1, 4000), name=st.sampled_from(["", "gzip"]))
def test_any_body_arrives_as_it_was_sent(data, size, name):
    sent = pack(data) if name else data
    assert collect(packed(name), cut(sent, size)) == (data, "")


@pytest.mark.parametrize("size", [1, 7, 65_536, 10**9])
def test_long_bodies_are_unpacked_whole(size):
    noise = random.Random(5).randbytes(200_000)
    data = noise + bytes(500_000) + noise
    pieces = cut(pack(data), size)
    assert collect(packed(), pieces) == (data, "")


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("x-gzip", pack(b"data")),
        ("GZIP", pack(b"data")),
        ("deflate", zlib.compress(b"data")),
        (" identity ", b"data"),
        ("gzip", pack(b"da") + pack(b"ta")),
    ],
)
def test_all_spellings_of_the_packings_are_known(name, sent):
    assert collect(packed(name), [sent]) == (b"data", "")
    assert collect(packed(name), cut(sent, 1)) == (b"data", "")


def test_nothing_packed_is_nothing():
    assert collect(packed(), []) == (b"", "")
    assert collect(packed(), [b""]) == (b"", "")


@pytest.mark.parametrize(
    "sent",
    [b"plain", pack(b"data")[:-1], pack(b"data")[:5], pack(b"x") + b"x"],
)
def test_what_is_wrongly_packed_is_flawed(sent):
    assert collect(packed(), [sent])[1]
    assert collect(packed(), cut(sent, 1))[1]


def test_a_packing_that_was_not_asked_for_is_flawed_and_not_read():
    assert collect(packed("br"), iter(lambda: pytest.fail("It was read."), None))[1]


def test_the_cap_is_a_whole_number_of_bytes():
    assert collect({}, cut(bytes(MAX_BYTES), 65_536)) == (bytes(MAX_BYTES), "")
    body, flaw = collect({}, cut(bytes(MAX_BYTES + 1), 65_536))
    assert len(body) == 65_536
    assert "16 MiB" in flaw


@pytest.mark.parametrize("length", [str(MAX_BYTES + 1), "9" * 5000])
def test_a_length_beyond_the_cap_is_believed(length):
    body, flaw = collect({"Content-Length": length}, iter(lambda: pytest.fail("Read."), None))
    assert (body, "16 MiB" in flaw) == (b"", True)


@pytest.mark.parametrize("length", ["", "x", "-1", "4", "\u0661", str(MAX_BYTES)])
def test_other_lengths_are_left_to_the_connection(length):
    assert collect({"Content-Length": length}, [b"data"]) == (b"data", "")


def test_a_bomb_is_put_out_before_it_has_gone_off():
    packer = zlib.compressobj(9, wbits=31)
    million = bytes(1024 * 1024)
    bomb = b"".join([packer.compress(million) for _ in range(64)]) + packer.flush()
    read = []

    def stream():
        for piece in cut(bomb, 1024):
            read.append(piece)
            yield piece

    body, flaw = collect(packed(), stream())
    assert len(body) == 65_536
    assert flaw
    assert len(read) < len(cut(bomb, 1024)) / 2
