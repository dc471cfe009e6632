"""The HTTP layer: what a caller's socket sees."""

from __future__ import annotations

import json
import socket
import threading
import time
from http.client import HTTPConnection

import pytest
import requests

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, DEFAULT_API_SECRET, Sandbox
from tests.clocks import within

from .conftest import Api

HEADERS = {"X-API-KEY": DEFAULT_API_SECRET}


def test_a_connection_is_kept_and_answers_are_not_delayed(sandbox: Sandbox):
    connection = HTTPConnection("127.0.0.1", sandbox.port, timeout=5)
    connection.connect()
    first = connection.sock
    with within(1):  # 200 delayed acknowledgements would take 8 s
        for _ in range(200):
            connection.request("GET", "/v1/sources", headers=HEADERS)
            response = connection.getresponse()
            assert response.status == 200
            response.read()
    assert connection.sock is first
    (theirs,) = sandbox._server._open
    assert theirs.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    connection.close()


def test_content_type_is_literally_json(api: Api):
    answer = api.call("GET", "sources")
    assert answer.headers["Content-Type"] == "application/json"


def test_a_trailing_slash_is_tolerated(api: Api):
    assert api.get("sources/")["code"] == 200
    assert api.get("source/", key=CAREERS_SOURCE_KEY)["data"]["key"] == CAREERS_SOURCE_KEY


@pytest.mark.parametrize("path", ["nothing/here", "source//", "../source", "%00", "sources/x"])
def test_unknown_paths_are_404_envelopes(api: Api, path: str):
    answer = api.call("GET", path)
    assert answer.status_code == 404
    assert answer.json()["code"] == 404


@pytest.mark.parametrize("method", ["DELETE", "PUT", "OPTIONS", "BREW"])
def test_wrong_methods_are_405_envelopes(api: Api, method: str):
    answer = api.call(method, "sources")
    assert answer.status_code == 405
    assert answer.json() == {"code": 405, "message": "Method not allowed. Use GET"}


def test_head_has_the_headers_of_get_and_no_body(sandbox: Sandbox):
    connection = HTTPConnection("127.0.0.1", sandbox.port, timeout=5)
    connection.request("HEAD", "/v1/sources", headers=HEADERS)
    response = connection.getresponse()
    assert response.status == 200
    assert int(response.headers["Content-Length"]) > 100
    assert response.read() == b""
    connection.request("GET", "/v1/sources", headers=HEADERS)  # the connection is still in step
    assert json.loads(connection.getresponse().read())["code"] == 200
    connection.close()


def test_chunked_bodies_are_read(api: Api):
    body = json.dumps({"url": "http://x.example/", "type": "a.b.c"}).encode()
    pieces = iter([body[:7], body[7:]])
    answer = api.call("POST", "webhook/check", data=pieces)
    assert answer.json()["data"]["url"] == "http://x.example/"


def test_too_large_a_body_is_413_and_the_caller_can_read_that(sandbox: Sandbox):
    sandbox.configure(max_body=1000)
    size = 30_000_000
    head = f"POST /v1/webhook/check HTTP/1.1\r\nContent-Length: {size}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=10) as connection:
        connection.sendall(head.encode() + b"x" * size)  # all of it, without a reset
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 100_000, b"\xff", b"1"]
)
def test_malformed_json_is_400(api: Api, body: bytes):
    answer = api.call("POST", "job/indexing", data=body)
    assert answer.status_code == 400
    assert "JSON" in answer.json()["message"]


@pytest.mark.parametrize(
    "request_", [b"nonsense\r\n\r\n", b"GET /v1/sources HTTP/9.9\r\n\r\n",
                 b"POST /v1/webhook/check HTTP/1.1\r\nContent-Length: many\r\n\r\n",
                 b"POST /v1/webhook/check HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                 b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n"],
)  # fmt: skip
def test_malformed_http_ends_in_an_error_and_the_server_lives(
    sandbox: Sandbox, api: Api, request_: bytes
):
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=5) as connection:
        connection.sendall(request_)
        head = connection.recv(65536)
    assert b" 4" in head[:16] or b" 5" in head[:16]
    assert api.get("sources")["code"] == 200


def test_many_callers_at_once(sandbox: Sandbox):
    statuses: list[int] = []

    def call() -> None:
        with requests.Session() as session:
            for _ in range(5):
                url = sandbox.url + "sources"
                statuses.append(session.get(url, headers=HEADERS, timeout=20).status_code)

    threads = [threading.Thread(target=call) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 200


def test_stop_closes_connections_that_are_kept_alive():
    sandbox = Sandbox().start()
    connection = socket.create_connection(("127.0.0.1", sandbox.port), timeout=5)
    connection.sendall(b"GET /v1/sources HTTP/1.1\r\n\r\n")
    assert connection.recv(65536).startswith(b"HTTP/1.1 401")
    with within(1):
        sandbox.stop()
    assert connection.recv(1) == b""
    connection.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", sandbox.port), timeout=1)


def test_idle_connections_are_closed_after_keep_alive():
    with (
        Sandbox(keep_alive=0.2) as sandbox,
        socket.create_connection(("127.0.0.1", sandbox.port), timeout=20) as connection,
    ):
        connection.sendall(b"GET /v1/sources HTTP/1.1\r\n\r\n")
        assert connection.recv(65536)
        started = time.monotonic()
        assert connection.recv(1) == b""  # before the socket's own 20 seconds are over
        assert time.monotonic() - started > 0.1


def test_latency_delays_every_call(sandbox: Sandbox, api: Api):
    sandbox.configure(latency=0.2)
    started = time.monotonic()
    with within(0.2):
        api.get("sources")
    assert time.monotonic() - started >= 0.2
