"""Payloads: what is read, what is refused however well it was signed, and identity by content."""

import contextlib
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.webhooks import (
    EVENT_TYPES,
    Delivery,
    UnreadableError,
    WebhookError,
    canonical,
    digest,
    read,
)
from django_hrflow.webhooks.payload import MAX_DEPTH

from .vectors import P1, P2

KEY = b"the app's own key"


def event(**fields) -> dict:
    return {"type": "profile.parsing.success", **fields}


def with_value(text: str) -> bytes:
    return b'{"type":"a.b","value":' + text.encode() + b"}"


def test_an_object_is_one_delivery():
    assert read(P1) == [Delivery("profile.parsing.success", json.loads(P1))]
    assert read(P2)[0].payload["message"] == "échec ÿ~ÿ?"


def test_an_array_is_one_delivery_each():
    assert [delivery.type for delivery in read(b"[" + P1 + b"," + P2 + b"]")] == [
        "profile.parsing.success",
        "profile.parsing.error",
    ]
    assert read(b"[]") == []


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_every_known_type_is_read(name):
    assert read(json.dumps({"type": name}).encode())[0].type == name


@pytest.mark.parametrize("name", ["a.b", "profile.parsing.cancelled", "a_b.c", "a.b.c.d", "x2.y"])
def test_unknown_types_are_read(name):
    assert read(json.dumps({"type": name}).encode())[0].type == name


@pytest.mark.parametrize(
    "name",
    [
        None,
        1,
        [],
        {},
        True,
        "",
        "profile",
        "profile.",
        ".success",
        "a..b",
        "Profile.parsing.success",
        "profile parsing.success",
        "profile.parsing.success\n",
        "profil\u00e9.parsing",
        "a." + "b" * 99,
    ],
)
def test_an_element_without_a_well_formed_type_is_refused(name):
    with pytest.raises(UnreadableError, match="type"):
        read(json.dumps([event(), {"type": name}]).encode())


HOSTILE = {
    "nothing": b"",
    "white space": b" ",
    "base64 of no JSON": b"hello",
    "null": b"null",
    "a number": b"5",
    "a text": b'"profile.parsing.success"',
    "an array of numbers": b"[1]",
    "an array in an array": b'[[{"type":"a.b"}]]',
    "an object without type": b"{}",
    "cut": P1[:-1],
    "two documents": P1 + P1,
    "a trailing comma": b'{"type":"a.b",}',
    "a comment": b'{"type":"a.b"}//',
    "a byte order mark": b"\xef\xbb\xbf" + P1,
    "UTF-16": P1.decode().encode("utf-16"),
    "latin-1": P2.decode().encode("latin-1"),
    "an overlong NUL": with_value('"X"').replace(b"X", b"\xc0\x80"),
    "a surrogate in UTF-8": with_value('"X"').replace(b"X", b"\xed\xa0\x80"),
    "a NUL": with_value(r'"\u0000"'),
    "a NUL in a name": with_value(r'{"\u0000": 1}'),
    "a NUL deep down": with_value(r'[[{"x": ["\u0000"]}]]'),
    "a NUL in bytes": with_value('"X"').replace(b"X", b"\x00"),
    "a high surrogate": with_value(r'"\ud800"'),
    "a low surrogate": with_value(r'"\uDC00"'),
    "surrogates the wrong way round": with_value(r'"\udc00\ud800"'),
    "a surrogate in a name": with_value(r'{"\ud800": 1}'),
    "a surrogate in the type": rb'{"type":"a.\ud800"}',
    "NaN": with_value("NaN"),
    "Infinity": with_value("Infinity"),
    "minus Infinity": with_value("-Infinity"),
    "1e400": with_value("1e400"),
    "-1e400": with_value("-1e400"),
    "1E+999999999999": with_value("1E+999999999999"),
    "5,000 digits": with_value("9" * 5000),
    "309 digits": with_value("9" * 309),
    "a number with a leading zero": with_value("01"),
    "a bare word": with_value("undefined"),
    "a control character": with_value('"\x1b"'),
    "an escape that is none": with_value(r'"\x41"'),
    "100,000 brackets": b"[" * 100_000,
    "100,000 brackets, closed": b"[" * 100_000 + b"]" * 100_000,
    "100,000 objects": b'{"type":' * 100_000,
    "one level too many": with_value("[" * MAX_DEPTH + "]" * MAX_DEPTH),
    "one object too many": with_value('{"a":' * MAX_DEPTH + "1" + "}" * MAX_DEPTH),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_payload_is_refused(name):
    with pytest.raises(UnreadableError) as caught:
        read(HOSTILE[name])
    assert str(caught.value).endswith(".")
    assert caught.value.__cause__ is None


ALLOWED = {
    "the deepest": with_value("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)),
    "many shallow levels": with_value("[" + ",".join(["[[]]"] * 1000) + "]"),
    "brackets in a text": with_value('"' + "[" * 1000 + '"'),
    "308 digits": with_value("9" * 308),
    "1e308": with_value("1e308"),
    "1e-400": with_value("1e-400"),
    "a surrogate pair": with_value(r'"\ud83d\ude00"'),
    "a backslash before u0000": with_value(r'"\\u0000"'),
    "duplicate names": b'{"type":"x.y","type":"a.b"}',
    "a line separator": with_value('"\u2028"'),
    "unknown fields": with_value('{"__proto__": null, "": [], "\u0440": 0.1}'),
    "white space around": b"\r\n\t " + P1 + b"\n",
}


@pytest.mark.parametrize("name", ALLOWED)
def test_an_odd_but_harmless_payload_is_read(name):
    (delivery,) = read(ALLOWED[name])
    assert delivery.type in ("a.b", "profile.parsing.success")
    assert read(canonical(delivery.payload)) == [delivery]


def test_of_duplicate_names_the_last_wins():
    assert read(b'{"type":"x.y","a":1,"type":"a.b","a":2}') == [
        Delivery("a.b", {"type": "a.b", "a": 2})
    ]


def test_numbers_are_judged_by_us_and_not_by_a_switch_of_the_interpreter():
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        with pytest.raises(UnreadableError):
            read(HOSTILE["5,000 digits"])
    finally:
        sys.set_int_max_str_digits(before)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_nothing_but_a_webhook_error_comes_out(payload):
    with contextlib.suppress(WebhookError):
        read(payload)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5), inner
        )
    ),
    max_leaves=20,
)


@given(value=JSON, ascii_only=st.booleans())
def test_any_document_is_read_as_it_was_written(value, ascii_only):
    written = json.dumps(event(value=value), ensure_ascii=ascii_only).encode()
    assert read(written)[0].payload == event(value=value)


@given(value=JSON)
def test_one_content_has_one_canonical_form_and_digest(value):
    element = event(value=value, origin="api")
    shuffled = dict(reversed(element.items()))
    assert canonical(element) == canonical(shuffled)
    assert json.loads(canonical(element)) == element
    assert digest(KEY, "default", element) == digest(KEY.decode(), "default", shuffled)


def test_canonical_json_is_sorted_compact_and_utf_8():
    assert canonical({"b": [1, 2.5], "a": "é"}) == '{"a":"é","b":[1,2.5]}'.encode()


@pytest.mark.parametrize("value", [float("nan"), {1}, b"x", "\ud800", object()])
def test_what_json_cannot_hold_has_no_canonical_form(value):
    with pytest.raises(UnreadableError):
        canonical({"type": "a.b", "value": value})


def test_the_digest_depends_on_key_workspace_and_content():
    one = digest(KEY, "default", event())
    assert len(one) == 64
    assert one == digest(KEY, "default", event())
    others = {
        one,
        digest(b"another key", "default", event()),
        digest(KEY, "other", event()),
        digest(KEY, "default", event(origin="api")),
        digest(KEY, "default", event(origin="web")),
    }
    assert len(others) == 5


def test_the_digest_is_the_same_whichever_way_it_is_written():
    spaced = json.dumps(json.loads(P1), indent=2).encode()
    assert digest(KEY, "default", read(spaced)[0].payload) == digest(
        KEY, "default", read(P1)[0].payload
    )
