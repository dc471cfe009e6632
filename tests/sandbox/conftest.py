"""A sandbox of one's own, somebody who calls it, and somebody who receives its webhooks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests

from django_hrflow.sandbox import (
    CAREERS_SOURCE_KEY,
    DEFAULT_API_SECRET,
    MAIN_BOARD_KEY,
    Sandbox,
)
from django_hrflow.webhooks import verify
from tests.official_sdk import official_sdk

__all__ = ["official_sdk"]

CV = """Ada Example
ada@example.org
+33 6 12 34 56 78
Lyon

Experience
Data Engineer at Acme, January 2019 - December 2022
Python, Spark and Airflow pipelines

Education
Master of Computer Science, INSA Lyon, 2018

Skills
Python, Spark, SQL, Docker

Languages
English, French
"""

JOB = {
    "name": "Data Engineer",
    "reference": "job-1",
    "location": {"text": "Dijon", "lat": 47.32, "lng": 5.04},
    "sections": [],
    "skills": [{"name": "spark", "type": "hard", "value": 0.9}],
    "languages": [{"name": "english", "value": 1}],
}


class Api:
    """Calls a sandbox as a client does; every answer is the envelope."""

    def __init__(self, url: str, key: str = DEFAULT_API_SECRET) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers["X-API-KEY"] = key

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.url + path, timeout=20, **options)

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        lists = {k: json.dumps(v) if isinstance(v, (list, dict)) else v for k, v in params.items()}
        return self.call("GET", path, params=lists).json()

    def send(self, method: str, path: str, body: Any) -> dict[str, Any]:
        return self.call(method, path, json=body).json()

    def post(self, path: str, body: Any) -> dict[str, Any]:
        return self.send("POST", path, body)

    def parse(
        self,
        source_key: str = CAREERS_SOURCE_KEY,
        *,
        name: str = "cv.txt",
        content: str | bytes = CV,
        **fields: Any,
    ) -> dict[str, Any]:
        files = {"file": (name, content)}
        fields["source_key"] = source_key
        return self.call("POST", "profile/parsing/file", data=fields, files=files).json()


class Receiver:
    """Takes webhooks; ``status`` is what it answers."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.append((dict(self.headers.items()), body))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))

    def events(self, secret: str = "sandbox-webhook-secret", **options: Any) -> list[Any]:
        return [
            json.loads(verify(headers, body, [secret], **options).payload)
            for headers, body in self.received
        ]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(parse_delay=0) as running:
        yield running


@pytest.fixture
def api(sandbox: Sandbox) -> Iterator[Api]:
    caller = Api(sandbox.url)
    with caller.session:
        yield caller


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    listening = Receiver()
    listening.thread.start()
    yield listening
    listening.server.shutdown()
    listening.thread.join()
    listening.server.server_close()


@pytest.fixture
def job(api: Api) -> dict[str, Any]:
    answer = api.post("job/indexing", JOB | {"board_key": MAIN_BOARD_KEY})
    assert answer["code"] == 201
    return answer["data"]


@pytest.fixture
def profile(sandbox: Sandbox, api: Api) -> dict[str, Any]:
    assert api.parse(reference="cand-1")["code"] == 202
    assert sandbox.wait_idle()
    answer = api.get("profile/indexing", source_key=CAREERS_SOURCE_KEY, reference="cand-1")
    return answer["data"]
