"""The wire: how values are spelt, when a search is posted, and what an answer means."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.client import errors, protocol
from django_hrflow.client.protocol import MAX_QUERY, Answer, Call, lookup, read, texts
from django_hrflow.client.secret import Secret

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GET = Call("GET", "profile/indexing")
POST = Call("POST", "profile/indexing", json={})
SECRETS = (Secret("ask_0123456789abcdef0123456789abcdef"), Secret("webhook-secret-1"))


def answer(body: bytes | dict = b"", status: int = 200, flaw: str = "", **headers: str) -> Answer:
    content = json.dumps(body).encode() if isinstance(body, dict) else body
    return Answer(status, headers, content, NOW.timestamp(), flaw)


def failure(given: Answer, call: Call = GET) -> errors.HrflowError:
    with pytest.raises(errors.HrflowError) as caught:
        read(call, given, SECRETS)
    return caught.value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b&c=é", "a b&c=é"),
        ("", ""),
        (0, "0"),
        (2.5, "2.5"),
        (True, "true"),
        (False, "false"),
        (["a", 'b"'], r'["a", "b\""]'),
        (("a",), '["a"]'),
        ([], "[]"),
        ({"lat": 48.85, "lon": 2.35}, '{"lat": 48.85, "lon": 2.35}'),
        ([[{"name": "active", "value": True}]], '[[{"name": "active", "value": true}]]'),
        ({}, "{}"),
        (date(2026, 3, 1), "2026-03-01"),
        (NOW, "2026-03-01T12:00:00+00:00"),
    ],
)
def test_values_are_spelt_as_hrflow_reads_them(value, text):
    assert texts({"name": value}) == {"name": text}
    target = Call("GET", "x", query={"name": value}).target()
    assert parse_qs(target.partition("?")[2], keep_blank_values=True) == {"name": [text]}


def test_a_plus_in_a_date_is_escaped():
    target = Call("GET", "x", query={"created_at_min": "2020-07-09T13:35:11+0000"}).target()
    assert target == "x?created_at_min=2020-07-09T13%3A35%3A11%2B0000"


def test_what_is_none_is_left_out_of_queries_and_forms():
    assert Call("GET", "x", query={"a": None, "b": 1}).target() == "x?b=1"
    assert Call("GET", "x", query={"a": None}).target() == "x"
    assert texts({"a": None}) == {}


def test_json_bodies_keep_their_nulls_and_refuse_what_json_cannot_hold():
    assert json.loads(Call("POST", "x", json={"a": None, "b": ["é"]}).body()) == {
        "a": None,
        "b": ["é"],
    }
    assert GET.body() is None
    assert POST.body() == b"{}"
    with pytest.raises(ValueError, match="not JSON compliant"):
        Call("POST", "x", json={"a": float("nan")}).body()
    with pytest.raises(TypeError):
        Call("POST", "x", json={"a": {1}}).body()


def test_a_call_shows_where_it_goes_and_none_of_what_it_says():
    call = Call("POST", "x", query={"email": "anna@example.org"}, json={"text": "Anna"})
    assert str(call) == "POST x"
    assert repr([call]) == "[<Call POST x>]"


def test_a_search_is_posted_when_its_query_would_be_too_long():
    query = {"source_keys": ["a"], "text_keywords": ["x"], "stage": None, "page": 1}
    assert lookup("profiles/searching", query) == Call("GET", "profiles/searching", query=query)
    long = query | {"text_keywords": ["x" * MAX_QUERY]}
    call = lookup("profiles/searching", long)
    assert (call.method, call.target(), call.reads) == ("POST", "profiles/searching", True)
    assert json.loads(call.body()) == {name: long[name] for name in long if name != "stage"}


def test_the_longest_url_is_still_a_get():
    def length(size: int) -> tuple[str, int]:
        call = lookup("x", {"name": "n" * size})
        return call.method, len(call.target())

    assert length(MAX_QUERY - 7) == ("GET", MAX_QUERY)
    assert length(MAX_QUERY - 6)[0] == "POST"


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize("code", [200, 201, 202, 299])
@pytest.mark.parametrize(
    "content_type",
    [None, "application/json", "Application/JSON; charset=utf-8", "text/html", "nonsense"],
)
def test_a_success_is_an_envelope_whatever_its_content_type(status, code, content_type):
    envelope = {"code": code, "message": "ok", "data": [], "meta": {"page": 1}}
    headers = {} if content_type is None else {"Content-Type": content_type}
    assert read(GET, answer(envelope, status, **headers), SECRETS) == envelope


def test_an_envelope_is_returned_as_it_is():
    for rest in ({}, {"data": None}, {"message": None}, {"message": 5, "new": {}}):
        assert read(GET, answer({"code": 200, **rest}), ()) == {"code": 200, **rest}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b'{"code": 200, "data": [',
        b"[]",
        b'"ok"',
        b"null",
        b"200",
        b"{}",
        b'{"code": "200"}',
        b'{"code": null}',
        b'{"code": true}',
        b'{"code": 200.0}',
        b'{"code": NaN}',
        b'{"code": 200, "data": Infinity}',
        b'{"code": 100}',
        b'{"code": 302}',
        b'{"code": 600}',
        b'{"code": -1}',
        b"[" * 100_000,
        b'{"code": 200, "data": ' + b"9" * 5000 + b"}",
        b'{"code": 200, "data": "\xff"}',
        b"\x00",
    ],
)
def test_a_success_without_an_envelope_is_none(body):
    error = failure(answer(body))
    assert type(error) is errors.InvalidResponse
    assert error.outcome is errors.Outcome.REFUSED
    assert failure(answer(body), POST).outcome is errors.Outcome.UNKNOWN


@pytest.mark.parametrize("decoder", ["fast", "standard"])
@pytest.mark.parametrize(
    "data",
    ['"half a pair \\ud800"', "[" * 2000 + "]" * 2000, "18446744073709551615", "-0.0", "1e-7",
     '{"a": 1, "a": 2}', '"\\u0000 \\/ é 😀"'],
)  # fmt: skip
def test_with_and_without_the_faster_decoder_answers_are_the_same(data, decoder, monkeypatch):
    if decoder == "standard":
        monkeypatch.setattr(protocol, "orjson", None)
    body = f'{{"code": 200, "data": {data}}}'.encode()
    try:
        expected = json.loads(body)
    except RecursionError:
        assert type(failure(answer(body))) is errors.InvalidResponse
    else:
        assert repr(read(GET, answer(body), ())) == repr(expected)


@pytest.mark.parametrize("status", [200, 401, 500])
def test_a_flawed_body_is_not_read(status):
    error = failure(answer({"code": 200}, status, flaw="The answer is larger than 16 MiB."))
    assert error.message == "The answer is larger than 16 MiB."
    assert error.code is None
    assert error.status == status


def test_a_byte_order_mark_is_forgiven():
    assert read(GET, answer(b'\xef\xbb\xbf{"code": 200}'), ()) == {"code": 200}


def test_an_error_carries_code_status_words_and_a_piece_of_the_body():
    error = failure(answer({"code": 400, "message": "Text cannot be null"}, 404))
    assert type(error) is errors.BadRequest
    assert (error.code, error.status) == (400, 404)
    assert error.message == "Text cannot be null"
    assert json.loads(error.body)["code"] == 400
    assert error.call == "GET profile/indexing"


def test_the_body_is_cut_to_a_kilobyte():
    error = failure(answer("é".encode() * 5000, 502))
    assert error.body == "é" * 1024
    assert failure(answer(b"\xff\x00", 502)).body == "\ufffd\x00"


def test_messages_and_bodies_hold_no_secret_wherever_it_stands():
    key = SECRETS[0].reveal()
    message = f"Unauthorized. Invalid secret key: {key} for permission: all"
    error = failure(answer({"code": 401, "message": message, "data": "webhook-secret-1"}, 401))
    assert error.message == "Unauthorized. Invalid secret key: ••••cdef for permission: all"
    assert "••••et-1" in error.body
    for place in range(980, 1030):
        body = failure(answer((key * 3 + "x" * place + key).encode(), 500)).body
        assert key[:8] not in body


@pytest.mark.parametrize("message", [None, 5, [], {"a": 1}])
def test_a_message_that_is_no_text_is_none(message):
    assert failure(answer({"code": 400, "message": message}, 400)).message == ""


RETRY_AFTER = {
    "0": 0,
    "1": 1,
    " 120 ": 120,
    "007": 7,
    "900": 900,
    "3600": 900,
    "9" * 5000: 900,
    "-1": None,
    "+1": None,
    "1.5": None,
    "1e3": None,
    "\u0661": None,
    "soon": None,
    "": None,
    "NaN": None,
    "1, 2": None,
    format_datetime(NOW, usegmt=True): 0,
    format_datetime(NOW + timedelta(seconds=90), usegmt=True): 90,
    format_datetime(NOW + timedelta(hours=1), usegmt=True): 900,
    format_datetime(NOW - timedelta(hours=1), usegmt=True): 0,
    format_datetime(NOW.astimezone(timezone(timedelta(hours=5))) + timedelta(seconds=9)): 9,
    "Sun, 01 Mar 2026 12:00:30 -0000": 30,
    "Sunday, 01-Mar-26 12:00:30 GMT": 30,
    "Sun, 99 Mar 2026 12:00:30 GMT": None,
    "Sun, 01 Mar 99999 12:00:30 GMT": None,
    "2026-03-01T12:00:30Z": None,
}


@pytest.mark.parametrize("value", RETRY_AFTER)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_read_and_capped(value, status):
    error = failure(answer(b"", status, **{"retry-AFTER": value}), POST)
    assert error.retry_after == RETRY_AFTER[value]
    refused = status == 429 or RETRY_AFTER[value] is not None
    expected = errors.Outcome.REFUSED if refused else errors.Outcome.UNKNOWN
    assert error.outcome is expected


@given(
    st.text(max_size=40)
    | st.from_regex(r"[A-Z][a-z]{2},? [0-9 ]{0,3}[A-Za-z]{3} -?[0-9]{1,6} [0-9:]{0,9} [+-]?\w{0,5}")
)
def test_no_retry_after_breaks_anything(value):
    seconds = failure(answer(b"", 429, **{"Retry-After": value})).retry_after
    assert seconds is None or 0 <= seconds <= 900


@given(
    st.binary(max_size=60)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=5,
    ).map(lambda value: json.dumps(value).encode()),
    st.integers(100, 999),
    st.dictionaries(st.sampled_from(["Content-Type", "Retry-After"]), st.text(max_size=9)),
)
def test_nothing_but_an_hrflow_error_comes_out(body, status, headers):
    try:
        envelope = read(GET, answer(body, status, **headers), SECRETS)
    except errors.HrflowError as error:
        assert error.status == status  # noqa: PT017 (both ways out are right)
    else:
        assert 200 <= envelope["code"] < 300
        assert 200 <= status < 300
