"""Servers that record what they are asked, and answer whatever a test wants them to."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Self
from urllib.parse import parse_qsl, urlsplit

OK = b'{"code": 200, "message": "ok", "data": {}}'


@dataclass(frozen=True)
class Request:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def parts(self) -> dict[str, tuple[str | None, str | None, bytes]]:
        """Name of each multipart field: its file name, its content type and its bytes."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + self.body)
        return {
            part.get_param("name", header="content-disposition"): (
                part.get_filename(),
                part["content-type"],
                part.get_payload(decode=True),
            )
            for part in message.iter_parts()
        }


Handler = Callable[[Request, socket.socket], object]


def answer(body: bytes = OK, status: int = 200, **headers: str) -> Handler:
    """Answer every request alike; ``content_type=None`` leaves the header out."""
    named = {"content_type": "application/json", "content_length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status} Because"]
    lines += [
        f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value is not None
    ]
    raw = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
    return lambda request, connection: connection.sendall(raw)


@dataclass
class Server:
    """A server on a port of its own: a thread for each connection, closed with the block."""

    handler: Handler = field(default_factory=answer)
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *exception: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    @property
    def port(self) -> int:
        return self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/v1/"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        plain = connection
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection.makefile("rb") as stream:
                while request := read_request(stream):
                    self.requests.append(request)
                    if self.handler(request, connection) is False:
                        break
        except (OSError, ValueError):
            pass
        finally:
            with suppress(OSError):
                connection.close()
            self._open.discard(plain)


def read_request(stream) -> Request | None:
    """Read one request whole, or None at the end of the connection."""
    line = stream.readline()
    if not line:
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers: dict[str, str] = {}
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Request(method, target, headers, body)


@contextmanager
def refusing() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    yield f"http://127.0.0.1:{port}/v1/"


@contextmanager
def talking(talk: Callable[[socket.socket, threading.Event], object]) -> Iterator[int]:
    """A port whose first connection is told what a test says, and then kept until the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                with suppress(OSError):
                    talk(connection, done)
                done.wait(30)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        done.set()
        thread.join(5)


def reset(connection: socket.socket) -> None:
    """Close a connection so that the other side sees a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.close()
