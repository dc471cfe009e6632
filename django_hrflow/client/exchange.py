"""Bound every socket operation of a call by its deadline; add key and query at the last moment.

``requests`` bounds each read but not their sum: a server that drips one byte a second holds its
caller for ever. Here every operation on a socket, those on headers, handshakes and uploads too,
first asks how much of the call's time is left. The call is found through a context variable, so
that connections can be pooled and shared as usual.

The key goes from its ``Secret`` straight into the connection's buffer: no request object and no
frame that waits for an answer holds it, where error reports would find it. So does the query, which
may name a person: urllib3's log, tracing tools and error reports know the path alone.
"""

import socket
import ssl
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from time import monotonic
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from .secret import Secret


@dataclass(slots=True, repr=False)
class Exchange:
    """The limits of one call, what to authenticate it with, and how far it got."""

    credentials: Sequence[tuple[str, Secret]]
    connect_timeout: float
    read_timeout: float
    deadline: float
    query: str = ""
    sent: bool = False
    timed_out: bool = False

    def patience(self, most: float) -> float:
        """Return how long the next operation may take, at most ``most`` seconds."""
        left = self.deadline - monotonic()
        if left <= 0:
            self.timed_out = True
            raise TimeoutError("The deadline of the call has passed.")
        return min(most, left)


current: ContextVar[Exchange | None] = ContextVar("django_hrflow_exchange", default=None)


def _bounded(operation: Callable[..., Any], *, connecting: bool = False) -> Callable[..., Any]:
    """Give an operation of a socket the time that is left of the call under way."""

    @wraps(operation)
    def bounded(sock: socket.socket, *args: Any, **kwargs: Any) -> Any:
        exchange = current.get()
        if exchange is None:
            return operation(sock, *args, **kwargs)
        most = exchange.connect_timeout if connecting else exchange.read_timeout
        patience = exchange.patience(most)
        if sock.gettimeout() != patience:
            sock.settimeout(patience)
        try:
            return operation(sock, *args, **kwargs)
        except TimeoutError:
            exchange.timed_out = True
            raise

    return bounded


class BoundedSocket(socket.socket):
    """A TCP socket that keeps to the deadline of the call under way."""

    connect = _bounded(socket.socket.connect, connecting=True)
    recv = _bounded(socket.socket.recv)
    recv_into = _bounded(socket.socket.recv_into)
    send = _bounded(socket.socket.send)
    sendall = _bounded(socket.socket.sendall)


class BoundedTLSSocket(ssl.SSLSocket):
    """A TLS socket that keeps to the deadline; its ``sendall`` goes through ``send``."""

    do_handshake = _bounded(ssl.SSLSocket.do_handshake, connecting=True)
    recv = _bounded(ssl.SSLSocket.recv)
    recv_into = _bounded(ssl.SSLSocket.recv_into)
    send = _bounded(ssl.SSLSocket.send)


class _Connection(HTTPConnection):
    """A connection that knows whether the call under way has left, and signs it."""

    def _new_conn(self) -> socket.socket:
        failure: OSError | None = None
        host = self.host.strip("[]")
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, self.port, type=socket.SOCK_STREAM
        ):
            sock = BoundedSocket(family, kind, protocol)
            try:
                for option in self.socket_options or ():
                    sock.setsockopt(*option)
                sock.connect(address)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        try:
            raise failure or OSError(f"{host} has no address.")
        finally:
            del failure  # or error and frame keep each other in memory

    def connect(self) -> None:
        exchange = current.get()
        try:
            super().connect()
        finally:
            if exchange is not None:
                # A proxy was perhaps spoken to, HrFlow was not.
                exchange.sent = False
        if exchange is not None:
            exchange.timed_out = False

    def _encode_request(self, request: str) -> bytes:
        # The request line. Above here, whoever logs or traces requests reads the target.
        exchange = current.get()
        if exchange is not None and exchange.query:
            target, version = request.rsplit(" ", 1)
            request = f"{target}?{exchange.query} {version}"
        return super()._encode_request(request)  # type: ignore[misc, no-any-return]  # not in stubs

    def endheaders(self, message_body: Any = None, *, encode_chunked: bool = False) -> None:
        exchange = current.get()
        for name, secret in exchange.credentials if exchange is not None else ():
            self.putheader(name, secret.reveal())
        super().endheaders(message_body, encode_chunked=encode_chunked)

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        exchange = current.get()
        if exchange is not None:
            exchange.sent = True
        super().send(data)


class _TLSConnection(_Connection, HTTPSConnection):
    pass


class BoundedPool(HTTPConnectionPool):
    """Pool of connections that keep to deadlines."""

    ConnectionCls = _Connection


class BoundedTLSPool(HTTPSConnectionPool):
    """Pool of TLS connections that keep to deadlines."""

    ConnectionCls = _TLSConnection
