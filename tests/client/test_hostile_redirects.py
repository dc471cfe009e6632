"""Hostile answers (A-7): a redirect is never followed, and carries no secret anywhere."""

import time

import pytest

from django_hrflow.client import Outcome, Redirected
from tests.clocks import within

from .calls import API_SECRET, EXAMPLES
from .servers import Server, answer


@pytest.fixture
def elsewhere():
    with Server() as server:
        yield server


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 307, 308, 399])
@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{elsewhere}/v1/sources",
        "https://127.0.0.1:{elsewhere}/v1/sources",
        "//127.0.0.1:{elsewhere}/v1/sources",
        "http://localhost:{port}/v1/sources",
        "http://127.0.0.1:{port}/v1/elsewhere",
        "/v1/elsewhere",
        "?again",
        "ftp://127.0.0.1:{elsewhere}/",
        "file:///etc/passwd",
        "http://[",
        "\xff\xfe",
        "",
        None,
    ],
)
def test_a_7_no_redirect_is_followed(server, client, elsewhere, status, target):
    """A-7: to another host, to the same host, without TLS: one request, one error, no secret."""
    if target is not None:
        target = target.format(elsewhere=elsewhere.port, port=server.port)
    server.handler = answer(b"moved", status, location=target)
    for name in ("source.list", "profile.parsing.add_file", "job.indexing.edit"):
        before = len(server.requests)
        with pytest.raises(Redirected) as caught:
            EXAMPLES[name](client)
        assert caught.value.outcome is Outcome.REJECTED
        assert not caught.value.retryable
        assert caught.value.status == status
        assert API_SECRET not in str(caught.value)
        assert len(server.requests) == before + 1
    assert not elsewhere.connections


def test_a_7_no_method_follows_a_redirect(server, client, elsewhere):
    """A-7, for every method."""
    server.handler = answer(b"", 307, location=elsewhere.url)
    for example in EXAMPLES.values():
        with pytest.raises(Redirected):
            example(client)
    assert len(server.requests) == len(EXAMPLES)
    assert not elsewhere.connections


def test_a_7_the_body_of_a_redirect_cannot_hold_the_caller(server, connect):
    """A-7: nor is it read without end, which ``requests`` does although it follows nothing."""

    def drip(request, connection):
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")
        for _ in range(400):
            connection.sendall(b"x")
            time.sleep(0.05)

    server.handler = drip
    with within(0.3), pytest.raises(Exception, match=r".") as caught:
        EXAMPLES["source.list"](connect(server.url, deadline=0.3))
    assert type(caught.value).__module__ == "django_hrflow.client.errors"
