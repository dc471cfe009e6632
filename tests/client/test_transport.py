"""The transport over real sockets: connections and limits are kept."""

import gzip
import socket
import threading
import time

import pytest

from django_hrflow.client import (
    Call,
    ConnectionFailed,
    ConnectionLost,
    HrflowError,
    Outcome,
    Secret,
    Timeout,
    Transport,
)
from django_hrflow.client import transport as module
from django_hrflow.client.upload import Upload
from tests.clocks import within

from .calls import API_SECRET, READ, WRITE
from .servers import OK, answer, refusing, reset

GET = Call("GET", "source", query={"key": "k"})
POST = Call("POST", "source", json={"key": "k"})


@pytest.fixture
def transport(server):
    transport = Transport(server.url, [("X-API-KEY", Secret(API_SECRET))], deadline=10)
    yield transport
    transport.close()


def test_a_get_and_its_headers(server, transport):
    answer = transport.send(GET)
    assert (answer.status, answer.body, answer.flaw) == (200, OK, "")
    assert abs(answer.received_at - time.time()) < 5
    (request,) = server.requests
    assert (request.method, request.target, request.body) == ("GET", "/v1/source?key=k", b"")
    assert request.headers["x-api-key"] == API_SECRET
    assert request.headers["user-agent"].startswith("django-hrflow/")
    assert request.headers["accept-encoding"] == "gzip"
    assert "content-type" not in request.headers


def test_a_post_and_its_headers(server, transport):
    transport.send(POST)
    (request,) = server.requests
    assert request.body == b'{"key": "k"}'
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == "12"


def test_an_upload_tells_its_length_and_is_not_chunked(server, transport):
    transport.send(Call("POST", "file", fields={"a": 1}, file=Upload.of(b"%PDF", "cv.pdf")))
    (request,) = server.requests
    assert request.parts == {
        "a": (None, None, b"1"),
        "file": ("cv.pdf", "application/pdf", b"%PDF"),
    }
    assert "transfer-encoding" not in request.headers


@pytest.mark.parametrize("status", [200, 201, 204, 301, 400, 404, 500, 503, 999])
def test_any_status_is_an_answer(server, transport, status):
    server.handler = answer(b"" if status == 204 else b"body", status, retry_after="7")
    given = transport.send(GET)
    assert given.status == status
    assert given.headers["Retry-After"] == "7"


def test_connections_are_kept(server, client):
    for _ in range(5):
        READ(client)
        WRITE(client)
    assert server.connections == 1


def test_a_connection_that_the_server_closed_is_not_used_again(server, client):
    server.handler = answer(connection="close")
    close = server.handler
    server.handler = lambda request, connection: close(request, connection) or False
    for _ in range(3):
        READ(client)
    assert server.connections == 3


@pytest.mark.parametrize(
    "handler",
    [
        answer(b"x" * 100, content_length="1000000000"),
        answer(gzip.compress(OK), content_encoding="br"),
        answer(b"no gzip", content_encoding="gzip"),
    ],
)
def test_an_answer_that_was_not_read_whole_does_not_spoil_the_next(server, client, handler):
    server.handler = handler
    with pytest.raises(HrflowError):
        READ(client)
    server.handler = answer()
    assert READ(client)["code"] == 200


def test_gzip_is_unpacked(server, client):
    server.handler = answer(gzip.compress(OK), content_encoding="gzip")
    assert READ(client)["message"] == "ok"
    assert READ(client)["message"] == "ok"
    assert server.connections == 1


def test_close_closes_and_the_next_call_opens(server, client):
    READ(client)
    client.close()
    READ(client)
    assert server.connections == 2
    client.close()
    client.close()


def test_threads_share_a_client(server, client):
    errors = []

    def work():
        try:
            for _ in range(20):
                assert READ(client)["code"] == 200
        except Exception as error:  # noqa: BLE001 (to be shown by the main thread)
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(server.requests) == 160
    assert server.connections <= 160 // 4


@pytest.mark.parametrize("name", ["NO_PROXY", "HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_the_environment_is_not_looked_at(server, client, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    assert READ(client)["code"] == 200


def test_netrc_is_not_looked_at(server, client, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login anna password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    READ(client)
    assert "authorization" not in server.requests[0].headers


def test_cookies_are_not_kept(server, client):
    server.handler = answer(set_cookie="session=1; Path=/")
    READ(client)
    READ(client)
    assert "cookie" not in server.requests[1].headers


def test_nobody_there_is_refused(connect):
    with refusing() as url, pytest.raises(ConnectionFailed, match="Connection refused") as caught:
        WRITE(connect(url))
    assert caught.value.outcome is Outcome.REFUSED
    assert caught.value.call == "POST profile/parsing/file"


def test_a_host_without_an_address_is_refused(connect):
    with pytest.raises(ConnectionFailed) as caught:
        READ(connect("http://hrflow.invalid/"))
    assert caught.value.status is None


def test_nobody_accepting_runs_out_of_connect_time(connect):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        time.sleep(0.1)
        with within(0.2), pytest.raises(ConnectionFailed, match="time ran out"):
            READ(connect(f"http://127.0.0.1:{port}/", timeout=(0.2, 5)))
        for one in waiting:
            one.close()


@pytest.mark.parametrize("example", [READ, WRITE], ids=["read", "write"])
def test_silence_runs_out_of_read_time(server, connect, example):
    server.handler = lambda request, connection: time.sleep(0.8)
    with within(0.2), pytest.raises(Timeout) as caught:
        example(connect(server.url, timeout=(5, 0.2)))
    expected = Outcome.REFUSED if example is READ else Outcome.UNKNOWN
    assert caught.value.outcome is expected


@pytest.mark.parametrize("close", [reset, socket.socket.close])
@pytest.mark.parametrize("example", [READ, WRITE], ids=["read", "write"])
def test_a_connection_that_breaks_before_the_answer(server, client, example, close):
    server.handler = lambda request, connection: close(connection) or False
    with pytest.raises(ConnectionLost) as caught:
        example(client)
    expected = Outcome.REFUSED if example is READ else Outcome.UNKNOWN
    assert caught.value.outcome is expected


def test_a_short_body_is_a_broken_connection(server, client):
    handler = answer(OK, content_length=str(len(OK) + 1))
    server.handler = lambda request, connection: handler(request, connection) or False
    with pytest.raises(ConnectionLost):
        READ(client)


def test_an_early_refusal_of_a_large_file_is_heard(connect):
    """A gateway answers 413 and hangs up, without reading the file."""

    def refuse(connection):
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
        time.sleep(0.1)
        reset(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: refuse(listener.accept()[0]))
        thread.start()
        client = connect(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        with pytest.raises(HrflowError) as caught:
            client.profile.parsing.add_file("s", profile_file=bytes(20 * 1024**2))
        thread.join()
    assert caught.value.status == 413
    assert caught.value.outcome is Outcome.REJECTED


def test_the_callers_own_failure_is_raised_as_it_is(server, client, tmp_path):
    with pytest.raises(FileNotFoundError):
        client.profile.parsing.add_file("s", profile_file=tmp_path / "missing.pdf")
    assert not server.requests
    file = (tmp_path / "cv.pdf").open("wb+")
    with file:
        file.write(b"%PDF")
        file.seek(0)
        file.read = lambda size=-1: (_ for _ in ()).throw(OSError("gone")) if size else b""
        with pytest.raises(OSError, match="gone"):
            client.profile.parsing.add_file("s", profile_file=file)
    assert READ(client)["code"] == 200


def test_the_session_is_made_anew_in_another_process(server, client, monkeypatch):
    READ(client)
    monkeypatch.setattr(module.os, "getpid", lambda: -1)
    READ(client)
    assert server.connections == 2
    monkeypatch.undo()
    READ(client)
    assert server.connections == 2
