"""Posts signed webhooks, on time or not: dropped, doubled and out of order when told so.

HrFlow documents neither retries nor delivery ids, so a delivery is tried once and carries none.
"""

from __future__ import annotations

import json
import queue
import random
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import time
from urllib.parse import urlsplit

from django_hrflow.webhooks import sign

from .answers import Json
from .settings import Settings

TIMEOUT = 10.0
_PATIENCE = 1.0  # seconds that a stop waits for a receiver that does not answer
_HELD_BACK = 0.2  # seconds that a delivery waits for a later one to overtake it


@dataclass(frozen=True, slots=True)
class _Delivery:
    url: str
    event: str
    headers: dict[str, str]
    body: bytes


class Deliveries:
    """One lane per URL, so that a slow receiver delays nobody else; within a lane, in order."""

    def __init__(self, settings: Callable[[], Settings], seed: int | None = None) -> None:
        self._settings = settings
        self._random = random.Random(seed)  # noqa: S311  # nosec B311  # chooses faults
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._open = 0
        self._log: deque[Json] = deque(maxlen=100_000)

    def send(self, payload: Json) -> None:
        """Sign an event and post it to every configured URL, soon and in another thread."""
        settings = self._settings()
        for url in settings.webhook_urls:
            delivery = _signed(url, payload, settings)
            if self._chance(settings.webhook_drop):
                self._note(delivery, None, "dropped")
                continue
            self._enqueue(delivery)
            if self._chance(settings.webhook_duplicate):
                self._enqueue(delivery)

    def _chance(self, probability: float) -> bool:
        with self._lock:
            return self._random.random() < probability

    def _enqueue(self, delivery: _Delivery) -> None:
        with self._lock:
            lane = self._lanes.get(delivery.url)
            if lane is None:
                lane = self._lanes[delivery.url] = _Lane(self._post, self._wants_shuffle)
            self._open += 1
            lane.put(delivery)

    def _wants_shuffle(self) -> bool:
        return self._chance(self._settings().webhook_shuffle)

    def _post(self, delivery: _Delivery) -> None:
        try:
            status, problem = post(delivery.url, delivery.headers, delivery.body), None
        except (OSError, HTTPException, ValueError) as error:
            status, problem = None, type(error).__name__
        self._note(delivery, status, problem)
        with self._idle:
            self._open -= 1
            self._idle.notify_all()

    def _note(self, delivery: _Delivery, status: int | None, problem: str | None) -> None:
        self._log.append(
            {
                "at": time(),
                "url": delivery.url,
                "type": delivery.event,
                "status": status,
                "problem": problem,
            }
        )

    def log(self) -> list[Json]:
        """What was posted: time, URL, event type, the receiver's status or what went wrong."""
        return list(self._log)

    def wait_idle(self, timeout: float) -> bool:
        """Wait until nothing is left to post; False when ``timeout`` seconds were not enough."""
        with self._idle:
            return self._idle.wait_for(lambda: self._open == 0, timeout)

    def stop(self) -> None:
        """End the lanes; what was not posted by then is not posted."""
        with self._lock:
            lanes = list(self._lanes.values())
            self._lanes.clear()
        for lane in lanes:
            lane.stop()


class _Lane:
    """A thread that posts what it is given, one after the other."""

    def __init__(self, post: Callable[[_Delivery], None], shuffle: Callable[[], bool]) -> None:
        self._post = post
        self._shuffle = shuffle
        self._queue: queue.SimpleQueue[_Delivery | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sandbox-webhooks", daemon=True)
        self._stopping = False
        self._thread.start()

    def put(self, delivery: _Delivery) -> None:
        self._queue.put(delivery)

    def stop(self) -> None:
        self._stopping = True
        self._queue.put(None)
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        held: _Delivery | None = None
        while True:
            try:
                delivery = self._queue.get(timeout=_HELD_BACK if held else None)
            except queue.Empty:
                delivery = None
            if self._stopping:
                return
            if delivery is not None and held is None and self._shuffle():
                held = delivery
                continue
            for one in (delivery, held):
                if one is not None:
                    self._post(one)
            held = None


def _signed(url: str, payload: Json, settings: Settings) -> _Delivery:
    value: Json | list[Json] = [payload] if settings.webhook_array else payload
    # ASCII only: the official SDK decodes signed payloads as ASCII, so the service must send it so.
    text = json.dumps(value, separators=(",", ":")).encode()
    headers, body = sign(
        text, settings.webhook_secret, settings.webhook_scheme, settings.webhook_header
    )
    return _Delivery(url, str(payload.get("type")), headers, body)


def post(url: str, headers: dict[str, str], body: bytes) -> int:
    """Post and give the status back; redirects are not followed. Raises OSError, HTTPException."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, {"Content-Type": "application/json"} | headers)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()
