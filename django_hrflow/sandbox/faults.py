"""What can go wrong between a caller and the API, on request.

A fault is written ``kind``, ``kind=value``, and for the first group also ``kind-after``: then the
call takes effect and fails afterwards. Without ``-after`` those of the first group have no effect.
"""

from __future__ import annotations

import gzip
import json
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Protocol

from .answers import Json, Reply, json_reply

KINDS = {
    "500, 503, 429, … (any status from 400 on)": "an error envelope; the value is its Retry-After "
    "(429 has 1 by default, 429=none has none)",
    "html": "a gateway's HTML page; the value is its status (502)",
    "mismatch": "HTTP 200 around an envelope that says code 500",
    "reset": "the connection is reset (RST)",
    "silence": "the connection is held, then closed without an answer; the value is seconds (30)",
    "redirect": "302 to the value, another host by default; never has an effect",
    "slow": "the answer comes late; the value is seconds (1)",
    "late": "the caller is dropped at once, the effect comes later; the value is seconds (2.5)",
    "drip": "the answer comes in small pieces; the value is seconds for all of it (2)",
    "cut-json": "half of the JSON, as if that were all",
    "cut-body": "half of the announced bytes, then the connection is closed",
    "not-object": "JSON, but a list",
    "no-content-type": "the answer has no Content-Type",
    "charset": "the Content-Type is application/json; charset=utf-8",
    "huge": "the message is padded; the value is megabytes (20)",
    "gzip-bomb": "a small compressed answer that unpacks to megabytes; the value is how many (100)",
}
_EITHER = {"html", "mismatch", "reset", "silence"}
_WITH_EFFECT = {
    "slow", "late", "drip", "cut-json", "cut-body", "not-object", "no-content-type", "charset",
    "huge", "gzip-bomb",
}  # fmt: skip
_NUMBERS = {
    "silence": 30.0, "slow": 1.0, "late": 2.5, "drip": 2.0, "huge": 20.0, "gzip-bomb": 100.0,
    "html": 502.0,
}  # fmt: skip
_HTML = b"<html>\r\n<head><title>%d</title></head>\r\n<body><h1>%d %s</h1></body>\r\n</html>\r\n"
_ELSEWHERE = "http://elsewhere.invalid/v1/"


class Exchange(Protocol):
    """A request on a socket that waits for its answer, as the server offers it to a fault."""

    def perform(self) -> Reply:
        """Let the call take effect."""

    def send(self, reply: Reply) -> None:
        """Answer; the connection stays usable."""

    def write(self, data: bytes) -> None:
        """Put raw bytes on the wire."""

    def encode(self, reply: Reply) -> bytes:
        """The bytes that ``send`` would write."""

    def hang_up(self) -> None:
        """Close the connection in good order."""

    def reset(self) -> None:
        """Close the connection with a reset."""

    def hold(self, seconds: float) -> None:
        """Wait until the caller has gone, or so long."""

    def pause(self, seconds: float) -> bool:
        """Wait; False when the server was stopped meanwhile."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong; ``Fault.read`` makes it from its text."""

    kind: str
    after: bool = False
    value: str | None = None

    @classmethod
    def read(cls, text: str) -> Fault:
        """From ``kind[-after][=value]``; ValueError for what is unknown."""
        name, _, value = text.strip().partition("=")
        kind = name.removesuffix("-after")
        after = kind != name
        if not (kind in _EITHER or _is_status(kind) or (not after and _known(kind))):
            raise ValueError(f"Unknown fault {text!r}: known are {', '.join(KINDS)}.")
        fault = cls(kind, after, value or None)
        if kind in _NUMBERS:
            fault.number()
        return fault

    def __str__(self) -> str:
        return self.kind + "-after" * self.after + (f"={self.value}" if self.value else "")

    def number(self) -> float:
        """The value as a number, or the default of the kind."""
        if self.value is None:
            return _NUMBERS[self.kind]
        try:
            number = float(self.value)
        except ValueError:
            number = -1.0
        if not 0 <= number < float("inf"):
            raise ValueError(f"The value of the fault {self} must be a number from 0 on.")
        return number

    def play(self, exchange: Exchange) -> None:
        """Answer ``exchange`` wrongly."""
        if self.after:
            exchange.perform()
        if _is_status(self.kind):
            exchange.send(_failure(int(self.kind), self.value))
        else:
            _PLAYS[self.kind](self, exchange)


def _is_status(kind: str) -> bool:
    return kind.isdecimal() and 400 <= int(kind) <= 599


def _known(kind: str) -> bool:
    return kind in _WITH_EFFECT or kind == "redirect"


def _failure(status: int, retry_after: str | None) -> Reply:
    if retry_after is None and status == HTTPStatus.TOO_MANY_REQUESTS:
        retry_after = "1"
    headers = () if retry_after in {None, "none"} else (("Retry-After", str(retry_after)),)
    envelope = {"code": status, "message": "A fault that the sandbox was asked for"}
    return json_reply(status, envelope, *headers)


def _html(fault: Fault, exchange: Exchange) -> None:
    status = int(fault.number())
    body = _HTML % (status, status, HTTPStatus(status).phrase.encode())
    exchange.send(Reply(status, body, (("Content-Type", "text/html"),)))


def _mismatch(fault: Fault, exchange: Exchange) -> None:
    exchange.send(json_reply(200, {"code": 500, "message": "Internal server error"}))


def _reset(fault: Fault, exchange: Exchange) -> None:
    exchange.reset()


def _silence(fault: Fault, exchange: Exchange) -> None:
    exchange.hold(fault.number())
    exchange.hang_up()


def _redirect(fault: Fault, exchange: Exchange) -> None:
    exchange.send(Reply(302, b"", (("Location", fault.value or _ELSEWHERE),)))


def _slow(fault: Fault, exchange: Exchange) -> None:
    if exchange.pause(fault.number()):
        exchange.send(exchange.perform())


def _late(fault: Fault, exchange: Exchange) -> None:
    exchange.hang_up()
    if exchange.pause(fault.number()):
        exchange.perform()


def _drip(fault: Fault, exchange: Exchange) -> None:
    data = exchange.encode(exchange.perform())
    pieces = min(40, len(data))
    for piece in range(pieces):
        exchange.write(data[len(data) * piece // pieces : len(data) * (piece + 1) // pieces])
        if not exchange.pause(fault.number() / pieces):
            return


def _cut_json(fault: Fault, exchange: Exchange) -> None:
    reply = exchange.perform()
    exchange.send(replace(reply, body=reply.body[: len(reply.body) // 2]))


def _cut_body(fault: Fault, exchange: Exchange) -> None:
    reply = exchange.perform()
    exchange.write(exchange.encode(reply)[: -max(1, len(reply.body) // 2)])
    exchange.hang_up()


def _not_object(fault: Fault, exchange: Exchange) -> None:
    reply = exchange.perform()
    exchange.send(replace(reply, body=b"[" + reply.body + b"]"))


def _no_content_type(fault: Fault, exchange: Exchange) -> None:
    exchange.send(_with_content_type(exchange.perform(), None))


def _charset(fault: Fault, exchange: Exchange) -> None:
    exchange.send(_with_content_type(exchange.perform(), "application/json; charset=utf-8"))


def _with_content_type(reply: Reply, value: str | None) -> Reply:
    headers = [header for header in reply.headers if header[0] != "Content-Type"]
    if value is not None:
        headers.append(("Content-Type", value))
    return replace(reply, headers=tuple(headers))


def _huge(fault: Fault, exchange: Exchange) -> None:
    envelope = json.loads(exchange.perform().body)
    envelope["message"] = "x" * int(fault.number() * 2**20)
    exchange.send(json_reply(envelope["code"], envelope))


def _gzip_bomb(fault: Fault, exchange: Exchange) -> None:
    exchange.perform()
    body = gzip.compress(b'{"code": 200, "message": "' + b"x" * int(fault.number() * 2**20))
    headers = (("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
    exchange.send(Reply(200, body, headers))


_PLAYS: dict[str, Callable[[Fault, Exchange], None]] = {
    "html": _html,
    "mismatch": _mismatch,
    "reset": _reset,
    "silence": _silence,
    "redirect": _redirect,
    "slow": _slow,
    "late": _late,
    "drip": _drip,
    "cut-json": _cut_json,
    "cut-body": _cut_body,
    "not-object": _not_object,
    "no-content-type": _no_content_type,
    "charset": _charset,
    "huge": _huge,
    "gzip-bomb": _gzip_bomb,
}


@dataclass(slots=True)
class _Queued:
    fault: Fault
    left: int
    path: str | None
    method: str | None

    def fits(self, method: str, path: str) -> bool:
        return self.path in {None, path} and self.method in {None, method}


class Faults:
    """Chooses the fault of a call: by header, else the next one queued for it, else by chance."""

    def __init__(self, spec: str | None = None, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311  # nosec B311  # chooses faults
        self._lock = threading.Lock()
        self._queue: list[_Queued] = []
        self._odds: list[tuple[Fault, float]] = []
        self.spec = spec or ""
        self.set_odds(spec)

    def set_odds(self, spec: str | None) -> None:
        """Let each call fail by chance: ``503:0.1,late=4:0.05``; nothing takes the odds away."""
        odds = read_spec(spec or "")
        with self._lock:
            self.spec = spec or ""
            self._odds = odds

    def enqueue(
        self, text: str, *, times: int = 1, path: str | None = None, method: str | None = None
    ) -> None:
        """Let the next ``times`` calls fail, of ``path`` and ``method`` only where these are given.

        ``path`` is written as in the API's reference, ``profile/parsing/file``.
        """
        fault = Fault.read(text)
        if times < 1:
            raise ValueError("times must be at least 1.")
        path = path.strip("/").removeprefix("v1/") if path else None
        with self._lock:
            self._queue.append(_Queued(fault, times, path, method.upper() if method else None))

    def clear(self) -> None:
        """No more faults, neither queued nor by chance."""
        with self._lock:
            self._queue.clear()
            self._odds.clear()
            self.spec = ""

    def waiting(self) -> list[Json]:
        """The queued faults that have not been used up."""
        with self._lock:
            return [
                {"kind": str(one.fault), "times": one.left, "path": one.path, "method": one.method}
                for one in self._queue
            ]

    def choose(self, method: str, path: str, asked: str | None) -> Fault | None:
        """The fault for a call; ``asked`` is its ``X-Sandbox-Fault`` header (ValueError)."""
        if asked:
            return Fault.read(asked)
        with self._lock:
            for one in self._queue:
                if one.fits(method, path):
                    one.left -= 1
                    if one.left == 0:
                        self._queue.remove(one)
                    return one.fault
            return self._by_chance()

    def _by_chance(self) -> Fault | None:
        if not self._odds:
            return None
        drawn = self._random.random()
        for fault, probability in self._odds:
            drawn -= probability
            if drawn < 0:
                return fault
        return None


def read_spec(spec: str) -> list[tuple[Fault, float]]:
    """Faults and their probabilities from ``kind:probability,…``; ValueError says what is wrong."""
    odds = []
    for part in filter(None, (part.strip() for part in spec.split(","))):
        text, _, probability = part.rpartition(":")
        try:
            share = float(probability)
        except ValueError:
            share = -1.0
        if not text or not 0 <= share <= 1:
            raise ValueError(f"Write a fault as kind:probability, not {part!r}.")
        odds.append((Fault.read(text), share))
    if sum(share for _, share in odds) > 1 + 1e-9:
        raise ValueError("The probabilities of the faults add up to more than 1.")
    return odds
