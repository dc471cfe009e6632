"""Hostile answers (A-4): what a limiter says about waiting is understood, and never too much."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from django_hrflow.client import HrflowError, Outcome, RateLimited, ServerError
from tests.clocks import within

from .calls import READ, WRITE
from .servers import answer


def in_seconds(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


FORMS = {
    "seconds": (lambda: "1", 1, 1),
    "none": (lambda: "0", 0, 0),
    "an hour": (lambda: "3600", 900, 900),
    "years": (lambda: "9" * 30, 900, 900),
    "a date": (lambda: in_seconds(60), 55, 60),
    "a date in an hour": (lambda: in_seconds(3600), 900, 900),
    "a date that is past": (lambda: in_seconds(-60), 0, 0),
    "a negative number": (lambda: "-5", None, None),
    "garbage": (lambda: "a while", None, None),
    "nothing": (lambda: "", None, None),
    "no header": (lambda: None, None, None),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", [READ, WRITE], ids=["read", "write"])
def test_a_4_the_time_to_wait(server, client, form, example):
    """A-4: 429 in every form; the caller is told at once and waits by himself."""
    spell, least, most = FORMS[form]
    server.handler = answer(b"slow down", 429, retry_after=spell())
    with within(0), pytest.raises(RateLimited) as caught:
        example(client)
    assert caught.value.outcome is Outcome.REFUSED
    if least is None:
        assert caught.value.retry_after is None
    else:
        assert least <= caught.value.retry_after <= most
    assert len(server.requests) == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_4_an_overloaded_server_has_refused_only_if_it_says_when_to_come_back(
    server, client, form
):
    """A-4, for 503."""
    spell, least, _ = FORMS[form]
    server.handler = answer(b"", 503, retry_after=spell())
    with pytest.raises(ServerError) as caught:
        WRITE(client)
    assert caught.value.outcome is (Outcome.UNKNOWN if least is None else Outcome.REFUSED)


def test_a_4_several_headers_are_garbage(server, client):
    """A-4: a header that is sent twice says nothing."""
    raw = b"HTTP/1.1 429 No\r\nRetry-After: 1\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n"
    server.handler = lambda request, connection: connection.sendall(raw)
    with pytest.raises(HrflowError) as caught:
        READ(client)
    assert caught.value.retry_after is None
