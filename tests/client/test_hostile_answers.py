"""Hostile answers (A-1): every shape of answer, to every call, is the error it should be.

The expectations are written down here by status and shape, not computed by the client's table.
"""

import gzip
import json
from dataclasses import dataclass

import pytest

from django_hrflow.client import HrflowError, Outcome, errors

from .calls import API_SECRET, EXAMPLES
from .servers import answer

REFUSED, UNKNOWN, REJECTED, HELD = (
    Outcome.REFUSED,
    Outcome.UNKNOWN,
    Outcome.REJECTED,
    Outcome.HELD,
)
BY_STATUS = {
    301: (errors.Redirected, REJECTED),
    302: (errors.Redirected, REJECTED),
    304: (errors.Redirected, REJECTED),
    307: (errors.Redirected, REJECTED),
    308: (errors.Redirected, REJECTED),
    400: (errors.BadRequest, REJECTED),
    401: (errors.Unauthorized, HELD),
    402: (errors.QuotaExceeded, HELD),
    403: (errors.Forbidden, HELD),
    404: (errors.NotFound, REJECTED),
    405: (errors.BadRequest, REJECTED),
    408: (errors.Timeout, UNKNOWN),
    409: (errors.BadRequest, REJECTED),
    413: (errors.FileTooLarge, REJECTED),
    415: (errors.UnsupportedFile, REJECTED),
    422: (errors.ValidationFailed, REJECTED),
    429: (errors.RateLimited, REFUSED),
    500: (errors.ServerError, UNKNOWN),
    502: (errors.ServerError, UNKNOWN),
    503: (errors.ServerError, UNKNOWN),
    504: (errors.ServerError, UNKNOWN),
    520: (errors.ServerError, UNKNOWN),
    529: (errors.ServerError, UNKNOWN),
}
DONE = None
BROKEN = (errors.InvalidResponse, UNKNOWN)
HTML = b"<html><body>Bad gateway: " + API_SECRET.encode() + b"</body></html>"


@dataclass(frozen=True)
class Shape:
    """An answer, and what it means to a call that writes; None is a success."""

    name: str
    handler: object
    means: tuple[type[HrflowError], Outcome] | None


def envelope(code: object, message: str = "said", **rest: object) -> bytes:
    return json.dumps({"code": code, "message": message, **rest}).encode()


def html(status: int, **headers: str | None) -> object:
    return answer(HTML, status, **{"content_type": "text/html", **headers})


NOT_FOUND = "Invalid parameters. Unable to find object: source"
USED = "Cannot create profile with this reference: anna-1. Already used!"
ECHO = f"Unauthorized. Invalid secret key: {API_SECRET} for permission: write"

SHAPES = [
    *(
        Shape(f"{status}, envelope", answer(envelope(status), status, location="/x"), means)
        for status, means in BY_STATUS.items()
    ),
    *(
        Shape(f"{status}, HTML", html(status, location="http://127.0.0.1:9/"), means)
        for status, means in BY_STATUS.items()
    ),
    Shape("200", answer(envelope(200, data={})), DONE),
    Shape("201", answer(envelope(201, data={}), 201), DONE),
    Shape("202", answer(envelope(202, data=[]), 202), DONE),
    Shape("200 with code 201", answer(envelope(201)), DONE),
    Shape("201 with code 200", answer(envelope(200), 201), DONE),
    Shape("200 without content type", answer(envelope(200), content_type=None), DONE),
    Shape("200 with a charset", answer(content_type="application/json; charset=utf-8"), DONE),
    Shape("200 in capitals", answer(content_type="APPLICATION/JSON"), DONE),
    Shape("200 that says it is HTML", answer(content_type="text/html"), DONE),
    Shape("200 in gzip", answer(gzip.compress(envelope(200)), content_encoding="gzip"), DONE),
    Shape("200 with an odd header", answer(x_odd="\xff\xfe", set_cookie="=;=;\x01"), DONE),
    Shape("200, HTML", html(200), BROKEN),
    Shape("200, HTML that says it is JSON", html(200, content_type="application/json"), BROKEN),
    Shape("200, HTML without content type", html(200, content_type=None), BROKEN),
    Shape("200, empty", answer(b""), BROKEN),
    Shape("204", answer(b"", 204), BROKEN),
    Shape("200, cut JSON", answer(envelope(200)[:-3]), BROKEN),
    Shape("200, an array", answer(b"[]"), BROKEN),
    Shape("200, a number", answer(b"200"), BROKEN),
    Shape("200, null", answer(b"null"), BROKEN),
    Shape("200 without a code", answer(b'{"message": "ok"}'), BROKEN),
    Shape("200 with a text for a code", answer(envelope("200")), BROKEN),
    Shape("200 with a flag for a code", answer(envelope(True)), BROKEN),
    Shape("200 with no code at all", answer(envelope(None)), BROKEN),
    Shape("200, not UTF-8", answer(b'{"code": 200, "message": "\xff"}'), BROKEN),
    Shape("200, 100,000 brackets", answer(b"[" * 100_000), BROKEN),
    Shape("200 with NaN", answer(b'{"code": 200, "data": NaN}'), BROKEN),
    Shape("200, broken gzip", answer(b"no gzip", content_encoding="gzip"), BROKEN),
    Shape("200, brotli", answer(b"x", content_encoding="br"), BROKEN),
    Shape("200 with code 400", answer(envelope(400)), (errors.BadRequest, UNKNOWN)),
    Shape("200 with code 401", answer(envelope(401, ECHO)), (errors.Unauthorized, UNKNOWN)),
    Shape("200 with code 429", answer(envelope(429)), (errors.RateLimited, UNKNOWN)),
    Shape("200 with code 500", answer(envelope(500)), (errors.ServerError, UNKNOWN)),
    Shape("200 with code 302", answer(envelope(302)), BROKEN),
    Shape("500 with code 200", answer(envelope(200), 500), (errors.ServerError, UNKNOWN)),
    Shape("401 with code 200", answer(envelope(200), 401), (errors.Unauthorized, HELD)),
    Shape("404 with code 400", answer(envelope(400), 404), (errors.BadRequest, REJECTED)),
    Shape("400, not found", answer(envelope(400, NOT_FOUND), 400), (errors.NotFound, REJECTED)),
    Shape("400, used", answer(envelope(400, USED), 400), (errors.AlreadyUsed, UNKNOWN)),
    Shape("401, the key", answer(envelope(401, ECHO), 401), (errors.Unauthorized, HELD)),
    Shape(
        "503 with Retry-After",
        answer(envelope(503), 503, retry_after="5"),
        (errors.ServerError, REFUSED),
    ),
    Shape("503, HTML, Retry-After", html(503, retry_after="5"), (errors.ServerError, REFUSED)),
    Shape(
        "503 with a negative Retry-After",
        answer(envelope(503), 503, retry_after="-5"),
        (errors.ServerError, UNKNOWN),
    ),
    Shape("999", answer(envelope(999), 999), BROKEN),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_1_every_answer_to_every_call_is_what_it_should_be(server, client, shape):
    """A-1: 64 shapes of answers and more, to every method; only our exceptions come out."""
    server.handler = shape.handler
    for name, example in EXAMPLES.items():
        error, seen = None, len(server.requests)
        try:
            example(client)
        except HrflowError as caught:
            error = caught
        assert len(server.requests) == seen + 1, name
        if shape.means is None:
            assert error is None, (name, error)
            continue
        kind, outcome = shape.means
        if example.reads and outcome is UNKNOWN:
            outcome = REFUSED
        assert (type(error), error.outcome) == (kind, outcome), name
        assert error.call.startswith(server.requests[-1].method)
        assert API_SECRET not in str(error) + error.body
        assert len(error.body) <= 1024


def test_a_1_there_are_enough_shapes():
    """A-1 asks for 64."""
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) >= 64
