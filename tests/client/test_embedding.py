"""Embeddings: every form that HrFlow sends them in, and none that it does not."""

import base64
import binascii
import json
import struct
import subprocess
import sys

import numpy as np
import pytest

from django_hrflow.client import embedding
from django_hrflow.client.embedding import decode

ROW = [float(number) / 7 for number in range(1024)]


@pytest.fixture(params=["fast", "standard"], autouse=True)
def decoder(request, monkeypatch):
    """With the extra, and without it."""
    if request.param == "standard":
        monkeypatch.setattr(embedding, "b64decode", binascii.a2b_base64)


def packed(*rows: list[float]) -> str:
    return base64.b64encode(b"".join(struct.pack(">1024f", *row) for row in rows)).decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_base64_holds_rows_of_1024_big_endian_floats(rows):
    array = decode(packed(*[ROW] * rows))
    assert array.shape == (rows, 1024)
    assert array.dtype == np.float32
    assert array.dtype.isnative
    assert np.array_equal(array[-1], np.array(ROW, dtype=np.float32))


def test_the_published_bytes():
    assert base64.b64decode("P4AAAMAgAAA+IAAA") == struct.pack(">3f", 1.0, -2.5, 0.15625)
    row = decode(base64.b64encode(bytes.fromhex("3f800000c02000003e200000") + bytes(4084)))[0]
    assert row[:3].tolist() == [1.0, -2.5, 0.15625]


def test_it_is_what_the_documented_recipe_gives():
    data = packed(ROW, ROW[::-1])
    recipe = np.reshape(np.frombuffer(base64.b64decode(data), np.dtype(">f4")), (-1, 1024))
    assert decode(data).tolist() == recipe.tolist()


def test_the_array_can_be_written_to():
    for data in (packed(ROW), [ROW]):
        decode(data)[0, 0] = 1


@pytest.mark.parametrize(
    "data",
    [
        [{"embedding": [1, 2.5]}, {"embedding": [3, 4]}],
        [[1, 2.5], [3, 4]],
        [(1, 2.5), (3, 4)],
        json.loads("[[1, 2.5], [3, 4]]"),
    ],
)
def test_lists_are_rows(data):
    assert decode(data).tolist() == [[1, 2.5], [3, 4]]
    assert decode(data).dtype == np.float32


@pytest.mark.parametrize("data", [{"embedding": [1, 2]}, [1, 2], [[1, 2]], [{"embedding": [1, 2]}]])
def test_one_vector_is_one_row(data):
    assert decode(data).tolist() == [[1, 2]]


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "AAAA",
        "P4AAAMAgAAA+IAAA",
        "no base64!",
        packed(ROW)[:-4],
        packed(ROW).replace("A", "*", 1),
        packed(ROW).replace("A", "", 4),
        "é",
        b"",
        [],
        {},
        [[]],
        [{}],
        [{"embedding": None}],
        [[1, 2], [3]],
        [[[1]]],
        ["a"],
        [None],
        [[1, None]],
        [1, float("nan")],
        5,
        object(),
        {"vector": [1]},
    ],
)
def test_everything_else_is_refused(data):
    with pytest.raises(ValueError, match="hold no embedding"):
        decode(data)


def test_numpy_is_not_loaded_before_it_is_needed():
    program = (
        "import sys, django_hrflow.client.embedding; "
        "assert not {'numpy', 'django'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
