"""Hostile networks (A-2): no call outlives its deadline, whatever a connection does."""

import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from django_hrflow.client import (
    ConnectionFailed,
    ConnectionLost,
    HrflowError,
    Outcome,
    Timeout,
)
from tests.clocks import GRACE, within

from . import toxics
from .calls import EXAMPLES, READ, WRITE
from .servers import OK, Server, answer, talking
from .toxics import Proxy

DEADLINE = 0.4
LANES = 12
# The read timeout is longer than the deadline: only the latter can end these calls.
LIMITS = {"timeout": (30, 30), "deadline": DEADLINE}

EXPECTED = {
    toxics.latency: Timeout,
    toxics.down: ConnectionFailed,
    toxics.bandwidth: Timeout,
    toxics.slow_close: Timeout,
    toxics.timeout: Timeout,
    toxics.slicer: None,
    toxics.limit_data: ConnectionLost,
    toxics.reset_peer: ConnectionLost,
}


def until_closed(request, connection) -> bool:
    """Answer without a length: the body ends where the connection does."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + OK)
    return False


def timed(example, client) -> tuple[HrflowError | None, float]:
    started = time.monotonic()
    try:
        example(client)
    except HrflowError as error:
        return error, time.monotonic() - started
    return None, time.monotonic() - started


@pytest.mark.parametrize("toxic", EXPECTED, ids=lambda toxic: toxic.__name__)
def test_a_2_no_toxic_holds_a_call_longer_than_its_deadline(connect, toxic):
    """A-2: 8 TCP toxics, every method: the deadline and a grace, and no socket left hanging."""
    handler = until_closed if toxic is toxics.slow_close else answer()
    with Server(handler) as server, Proxy(server.port, toxic) as proxy:
        # What ends by itself is given time, so that a busy machine cannot end it otherwise.
        deadline = DEADLINE if EXPECTED[toxic] is Timeout else 5

        def attempt(example):
            with connect(proxy.url, timeout=(30, 30), deadline=deadline) as client:
                return example, *timed(example, client)

        with ThreadPoolExecutor(LANES) as pool:
            results = list(pool.map(attempt, EXAMPLES.values()))
        for _ in range(100):
            if not proxy.open:
                break
            time.sleep(0.02)
        assert proxy.open == 0
    for example, error, seconds in results:
        assert seconds < deadline + GRACE, example.name
        expected = EXPECTED[toxic]
        if expected is Timeout and type(error) is ConnectionFailed:
            # On a busy machine the time may run out before anything is sent, and it says so.
            assert "time ran out" in str(error), example.name
            continue
        assert type(error) is (type(None) if expected is None else expected), example.name
        if error is not None:
            unknown = expected is not ConnectionFailed and not example.reads
            assert error.outcome is (Outcome.UNKNOWN if unknown else Outcome.REFUSED)


def drip(data: bytes, pause: float = 0.05):
    """Send a byte at a time, for ever: the last one is repeated."""

    def talk(connection, done):
        place = 0
        while not done.wait(pause):
            connection.sendall(data[place : place + 1] or data[-1:])
            place += 1

    return talk


def silence(connection, done):
    pass


def continues(connection, done):
    connection.recv(65_536)
    while not done.wait(0.01):
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def endless(connection, done):
    connection.recv(65_536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not done.is_set():
        connection.sendall(b"1\r\nx\r\n")


SLOW = {
    "silence": silence,
    "a dripping status line": drip(b"HTTP/1.1 200 OK"),
    "a dripping header": drip(b"HTTP/1.1 200 OK\r\nX-Slow: x"),
    "endless continues": continues,
    "an endless answer in small pieces": endless,
    "a dripping chunk": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\nx"),
}


@pytest.mark.parametrize("name", SLOW)
@pytest.mark.parametrize("example", [READ, WRITE], ids=["read", "write"])
def test_a_2_nothing_slow_outlives_the_deadline(connect, name, example):
    """A-2, where ``requests`` counts every byte anew: status line, headers, chunks."""
    with talking(SLOW[name]) as port:
        client = connect(f"http://127.0.0.1:{port}/", **LIMITS)
        error, seconds = timed(example, client)
    assert type(error) is Timeout
    assert seconds < DEADLINE + GRACE


def test_a_2_an_upload_that_nobody_reads_outlives_no_deadline(connect):
    """A-2, on the way out: the other side's window fills up and stays full."""
    with talking(silence) as port:
        client = connect(f"http://127.0.0.1:{port}/", **LIMITS)
        with within(DEADLINE), pytest.raises(Timeout) as caught:
            client.profile.parsing.add_file("s", profile_file=bytes(32 * 1024**2))
    assert caught.value.outcome is Outcome.UNKNOWN


def test_a_2_an_upload_that_is_read_slowly_outlives_no_deadline(connect):
    """A-2: nor does one that makes progress, a little at a time."""

    def sip(connection, done):
        while not done.wait(0.05):
            connection.recv(65_536)

    with talking(sip) as port:
        client = connect(f"http://127.0.0.1:{port}/", **LIMITS)
        with within(DEADLINE), pytest.raises(Timeout):
            client.profile.parsing.add_file("s", profile_file=bytes(32 * 1024**2))


@pytest.mark.parametrize("talk", [silence, drip(b"\x16\x03\x03\x40\x00x")], ids=["silence", "drip"])
def test_a_2_a_handshake_outlives_no_deadline(connect, talk):
    """A-2, before the first byte of HTTP: nothing was sent, so the call was refused."""
    with talking(talk) as port:
        client = connect(f"https://127.0.0.1:{port}/", **LIMITS)
        error, seconds = timed(WRITE, client)
    assert type(error) is ConnectionFailed
    assert error.outcome is Outcome.REFUSED
    assert seconds < DEADLINE + GRACE


@pytest.mark.parametrize("talk", [silence, drip(b"HTTP/1.1 200 OK")], ids=["silence", "drip"])
def test_a_2_a_proxy_outlives_no_deadline(connect, talk):
    """A-2: what a proxy was told does not count as sent to HrFlow."""
    with talking(talk) as port:
        client = connect(
            "https://hrflow.invalid/", proxies={"https": f"http://127.0.0.1:{port}"}, **LIMITS
        )
        error, seconds = timed(WRITE, client)
    assert type(error) is ConnectionFailed
    assert error.outcome is Outcome.REFUSED
    assert seconds < DEADLINE + GRACE


def test_a_2_tls_that_drips_outlives_no_deadline(connect, tmp_path):
    """A-2, with the answer inside TLS records."""
    import trustme

    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def slowly(request, connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        for _ in range(100):
            connection.sendall(b" ")
            time.sleep(0.03)

    with Server(slowly, context) as server:
        client = connect(server.url, ca_bundle=tmp_path / "ca.pem", **LIMITS)
        error, seconds = timed(READ, client)
    assert type(error) is Timeout
    assert seconds < DEADLINE + GRACE


def test_a_2_a_deadline_that_has_passed_sends_nothing(connect, server):
    """A-2: a call without any time is not begun."""
    with pytest.raises(ConnectionFailed):
        WRITE(connect(server.url, deadline=0))
    assert not server.requests


def test_a_2_every_call_has_its_own_deadline(connect, server):
    """A-2: what one call used up is not missing to the next."""
    client = connect(server.url, deadline=DEADLINE)
    for _ in range(4):
        assert READ(client)["code"] == 200
        time.sleep(DEADLINE / 3)
