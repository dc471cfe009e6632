"""An HTTP/1.1 server with its hands on the socket, so that answers can go wrong in every way."""

from __future__ import annotations

import io
import socket
import struct
import sys
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from .answers import ApiError, Reply, error_reply
from .application import CONTROL_PREFIX, Pending, prepare
from .journal import Entry
from .parameters import ApiRequest
from .workspace import Workspace

_GRACE = 5.0  # seconds that running calls get when the server stops
_LONGEST_CHUNK_LINE = 1024


class TooLargeError(Exception):
    """The body of a request is over the limit."""


class ApiServer(ThreadingHTTPServer):
    """Serves a workspace: a thread per connection, kept alive, without Nagle's delay."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(
        self, address: tuple[str, int], workspace: Workspace, *, verbose: bool = False
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Handler)
        name, self.port = self.server_address[:2]
        self.host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(str(name), str(name))  # noqa: S104  # nosec B104
        self.workspace = workspace
        self.verbose = verbose
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        self._loop = threading.Thread(target=self._accept, name="sandbox-server", daemon=True)

    def start(self) -> None:
        """Serve in a thread."""
        self._loop.start()

    def stop(self) -> None:
        """Stop listening, close every connection, and wait a moment for running calls."""
        self.stopping.set()
        # The accepting thread sleeps until somebody calls; so call.
        with socket.create_connection((self.host, self.port), timeout=_GRACE):
            self._loop.join()
        self.server_close()
        with self._changed:
            for connection in self._open:
                _shut(connection)
            self._changed.wait_for(lambda: not self._open, _GRACE)

    def _accept(self) -> None:
        while not self.stopping.is_set():
            self.handle_request()

    def opened(self, connection: socket.socket) -> None:
        """A connection is being served."""
        with self._changed:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """A connection has been served."""
        with self._changed:
            self._open.discard(connection)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller who goes away is everyday business here."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # it may be closed already
        connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "HrFlowSandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    server: ApiServer

    def setup(self) -> None:
        self.server.opened(self.request)
        super().setup()
        self.connection.settimeout(self.server.workspace.settings.keep_alive or None)

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self.server.closed(self.request)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Silent: the journal knows."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the HTTP layer refuses gets an envelope too."""
        self.close_connection = True
        self.reply(error_reply(ApiError(int(code), message or HTTPStatus(code).phrase)))

    def serve(self) -> None:
        """Answer one request."""
        try:
            body = self._read_body()
        except TooLargeError:
            self.send_error(413, "The request is too large")
            return
        except ValueError:
            self.send_error(400, "The request has no readable length")
            return
        request = ApiRequest(self._environ(body))
        with request:  # closes the files of a form
            self._answer(request)

    def _answer(self, request: ApiRequest) -> None:
        if request.path.startswith(CONTROL_PREFIX) and not self._is_local():
            self.reply(error_reply(ApiError(403, "Only from this machine")))
            return
        pending = prepare(self.server.workspace, request)
        if pending.is_call:
            self._serve_call(request, pending)
        else:
            self.reply(pending.perform())

    def __getattr__(self, name: str) -> Any:
        # The base class looks for do_GET and so on; here one method serves every verb.
        if name.startswith("do_"):
            return self.serve
        raise AttributeError(name)

    def _serve_call(self, request: ApiRequest, pending: Pending) -> None:
        workspace = self.server.workspace
        try:
            asked = request.headers.get("X-Sandbox-Fault")
            fault = workspace.faults.choose(request.method, pending.path, asked)
        except ValueError as error:
            self.reply(error_reply(ApiError(400, str(error))))
            return
        name = str(fault) if fault else None
        entry = workspace.journal.open(request.method, pending.path, pending.reference, name)
        exchange = _Exchange(self, pending, entry)
        try:
            if not exchange.pause(workspace.settings.latency):
                exchange.hang_up()
            elif fault:
                fault.play(exchange)
            else:
                exchange.send(exchange.perform())
        finally:
            entry.close()
            if self.server.verbose:
                print(  # noqa: T201 - asked for with --verbose
                    f"{entry.method} {entry.path} {entry.status or '-'} {entry.seconds:.3f} s"
                    + (f" [{name}]" if name else ""),
                    file=sys.stderr,
                    flush=True,
                )

    # Reading

    def _read_body(self) -> bytes:
        limit = self.server.workspace.settings.max_body
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._read_chunks(limit)
        length = int(self.headers.get("Content-Length") or 0)
        if length < 0:
            raise ValueError(length)
        if length > limit:
            self._discard(length)
            raise TooLargeError
        return self.rfile.read(length)

    def _read_chunks(self, limit: int) -> bytes:
        body = bytearray()
        while size := int(self.rfile.readline(_LONGEST_CHUNK_LINE).split(b";")[0], 16):
            if size < 0:
                raise ValueError(size)
            if len(body) + size > limit:
                raise TooLargeError
            body += self.rfile.read(size)
            self.rfile.readline(_LONGEST_CHUNK_LINE)
        while self.rfile.readline(_LONGEST_CHUNK_LINE).strip():
            pass  # trailers
        return bytes(body)

    def _discard(self, length: int) -> None:
        """Read on, so that the caller gets to read the answer instead of a reset."""
        while length > 0 and (piece := self.rfile.read(min(length, 2**16))):
            length -= len(piece)

    def _environ(self, body: bytes) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(urlsplit(path).path or "/").decode("latin-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": self.server.host,
            "SERVER_PORT": str(self.server.port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.input_terminated": True,
        }
        for name, value in self.headers.items():
            environ.setdefault("HTTP_" + name.upper().replace("-", "_"), value)
        return environ

    def _is_local(self) -> bool:
        """From this machine, and not sent by a web page that somebody has open on it."""
        names = {"localhost"}
        host = urlsplit("//" + self.headers.get("Host", "")).hostname or ""
        origin = urlsplit(self.headers.get("Origin", "//localhost")).hostname or ""
        return _is_loopback(self.client_address[0]) and all(
            name in names or _is_loopback(name) for name in (host, origin)
        )

    # Writing

    def encode(self, reply: Reply) -> bytes:
        """The bytes of an answer."""
        status = HTTPStatus(reply.status)
        lines = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            f"Server: {self.server_version}",
            f"Date: {self.date_time_string()}",
            *(f"{name}: {value}" for name, value in reply.headers),
            f"Content-Length: {len(reply.body)}",
        ]
        if self.close_connection:
            lines.append("Connection: close")
        elif self.request_version == "HTTP/1.0":
            lines.append("Connection: keep-alive")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
        return head if self.command == "HEAD" else head + reply.body

    def reply(self, reply: Reply) -> None:
        """Send an answer."""
        self.write(self.encode(reply))

    def write(self, data: bytes) -> None:
        """Send bytes; a caller who has gone ends the connection."""
        try:
            self.connection.sendall(data)
        except OSError:
            self.close_connection = True


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class _Exchange:
    """A call that waits for its answer; what faults play with."""

    def __init__(self, handler: _Handler, pending: Pending, entry: Entry) -> None:
        self._handler = handler
        self._pending = pending
        self._entry = entry

    def perform(self) -> Reply:
        reply = self._pending.perform()
        self._entry.effect = reply.status
        return reply

    def send(self, reply: Reply) -> None:
        # Noted first: whoever has the answer may ask the journal at once.
        self._entry.status = reply.status
        self._entry.close()
        self._handler.reply(reply)

    def write(self, data: bytes) -> None:
        self._handler.write(data)

    def encode(self, reply: Reply) -> bytes:
        self._entry.status = reply.status
        return self._handler.encode(reply)

    def hang_up(self) -> None:
        self._handler.close_connection = True
        _shut(self._handler.connection)

    def reset(self) -> None:
        connection = self._handler.connection
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._handler.close_connection = True
        self._handler.rfile.close()  # the socket closes, with a reset, when nothing refers to it
        connection.close()

    def hold(self, seconds: float) -> None:
        connection = self._handler.connection
        with suppress(OSError):  # the time is over, or the connection is
            connection.settimeout(seconds)
            connection.recv(1, socket.MSG_PEEK)

    def pause(self, seconds: float) -> bool:
        return not (self._handler.server.stopping.wait(seconds) if seconds else False)
