"""A TCP proxy that spoils what passes through it, in the eight ways that Toxiproxy names."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from .servers import reset

Pump = Callable[["Proxy", socket.socket, socket.socket, bool], None]


class Proxy:
    """Passes connections on to a port, through a toxic: a pump for each direction."""

    def __init__(self, port: int, toxic: Pump) -> None:
        self._port = port
        self._toxic = toxic
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self.open = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1/"
        if self._toxic is down:
            self._listener.close()
        else:
            self._start(self._accept)
        return self

    def __exit__(self, *exception: object) -> None:
        self._stopped.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def rest(self, seconds: float) -> None:
        """Sleep, but not longer than the proxy lives."""
        self._stopped.wait(seconds)

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.open += 1
            self._start(self._pass, client)

    def _pass(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._port)) as server:
            back = threading.Thread(target=self._pump, args=(server, client, True), daemon=True)
            back.start()
            self._pump(client, server, False)
            with self._lock:
                self.open -= 1
            back.join()

    def _pump(self, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
        with suppress(OSError):
            self._toxic(self, source, sink, to_client)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def latency(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """Everything comes, late."""
    while data := source.recv(65_536):
        proxy.rest(1.5 if to_client else 0)
        sink.sendall(data)


def down(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """Nobody listens."""


def bandwidth(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """Everything comes, a byte at a time, often enough to please a read timeout."""
    while data := source.recv(1):
        sink.sendall(data)
        proxy.rest(0.02 if to_client else 0)


def slow_close(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """Everything comes, but not the end."""
    while data := source.recv(65_536):
        sink.sendall(data)
    proxy.rest(1.5 if to_client else 0)


def timeout(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """Nothing comes, and nobody says so."""
    while source.recv(65_536):
        pass


def slicer(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """Everything comes in time, in small pieces."""
    while data := source.recv(16):
        sink.sendall(data)
        proxy.rest(0.0005)


def limit_data(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """The connection ends in the middle of the answer's body."""
    if to_client:
        sink.sendall(source.recv(90))
    else:
        slicer(proxy, source, sink, to_client)


def reset_peer(proxy: Proxy, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
    """The connection breaks before the answer."""
    if to_client:
        timeout(proxy, source, sink, to_client)
    else:
        sink.sendall(source.recv(65_536))
        reset(source)
