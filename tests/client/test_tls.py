"""Connections that are verified, and those that go through a proxy."""

import socket
import ssl
import threading
from contextlib import suppress

import pytest
import trustme

from django_hrflow.client import ConnectionFailed, Outcome

from .calls import API_SECRET, READ, WRITE
from .servers import Server, answer, talking


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate authority that nobody trusts by default: its object and its file."""
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return authority, path


@pytest.fixture
def tls(authority):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority[0].issue_cert("127.0.0.1").configure_cert(context)
    with Server(tls=context) as server:
        yield server


def test_a_proxy_that_is_configured_is_used(server, connect):
    client = connect(
        "http://hrflow.invalid/v1", proxies={"http": f"http://127.0.0.1:{server.port}"}
    )
    assert READ(client)["code"] == 200
    assert server.requests[0].target.startswith("http://hrflow.invalid/v1/sources?")


def tunnel(request, connection):
    """Do what a proxy does when it is asked to connect."""
    host, _, port = request.target.partition(":")
    with socket.create_connection((host, int(port))) as server:
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=relay, args=(server, connection), daemon=True)
        back.start()
        relay(connection, server)
        back.join(5)
    return False


def relay(source, sink):
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def test_a_proxy_that_tunnels_learns_no_key(server, tls, connect, authority):
    server.handler = tunnel
    proxies = {"https": f"http://anna:secret@127.0.0.1:{server.port}"}
    client = connect(tls.url, ca_bundle=authority[1], proxies=proxies)
    assert READ(client)["code"] == 200
    assert WRITE(client)["code"] == 200
    client.close()
    (request,) = server.requests
    assert (request.method, request.target) == ("CONNECT", f"127.0.0.1:{tls.port}")
    assert "proxy-authorization" in request.headers
    assert "x-api-key" not in request.headers
    assert tls.requests[0].headers["x-api-key"] == API_SECRET


def test_a_proxy_that_refuses_has_not_reached_hrflow(server, connect):
    server.handler = answer(b"", 407)
    proxies = {"https": f"http://127.0.0.1:{server.port}"}
    with pytest.raises(ConnectionFailed) as caught:
        WRITE(connect("https://hrflow.invalid/", proxies=proxies))
    assert caught.value.outcome is Outcome.REFUSED


def test_tls_is_verified(tls, connect, authority):
    assert READ(connect(tls.url, ca_bundle=authority[1]))["code"] == 200
    assert tls.requests[0].headers["x-api-key"] == API_SECRET


def test_an_untrusted_certificate_is_refused_before_anything_is_sent(tls, connect):
    with pytest.raises(ConnectionFailed, match=r"certificate is not trusted: .*certificate") as e:
        READ(connect(tls.url))
    assert e.value.outcome is Outcome.REFUSED
    assert not tls.requests


def test_a_certificate_of_another_host_is_refused(authority, connect):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority[0].issue_cert("hrflow.example").configure_cert(context)
    with Server(tls=context) as server:
        with pytest.raises(ConnectionFailed, match="not trusted"):
            READ(connect(server.url, ca_bundle=authority[1]))
        assert not server.requests


def test_old_tls_is_refused(authority, connect):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority[0].issue_cert("127.0.0.1").configure_cert(context)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1 is deprecated"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with Server(tls=context) as server, pytest.raises(ConnectionFailed):
        READ(connect(server.url, ca_bundle=authority[1]))


def test_the_certificates_are_parsed_once_for_all_clients(tls, connect, authority, monkeypatch):
    READ(connect(tls.url, ca_bundle=authority[1]))
    monkeypatch.setattr(
        ssl.SSLContext,
        "load_verify_locations",
        lambda *args, **kwargs: pytest.fail("The certificates were parsed again."),
    )
    for _ in range(3):
        client = connect(tls.url, ca_bundle=str(authority[1]))
        READ(client)
        client.close()
        READ(client)
    assert tls.connections == 7


def test_an_empty_folder_of_certificates_trusts_nobody(tls, connect, tmp_path):
    with pytest.raises(ConnectionFailed, match="not trusted"):
        READ(connect(tls.url, ca_bundle=tmp_path))
    assert not tls.requests


def test_a_host_that_does_not_speak_tls_is_refused(connect):
    def plain(connection, done):
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with talking(plain) as port, pytest.raises(ConnectionFailed) as caught:
        READ(connect(f"https://127.0.0.1:{port}/"))
    assert caught.value.outcome is Outcome.REFUSED
