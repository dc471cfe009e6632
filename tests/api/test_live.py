"""The same door on a real socket, with a client that knows nothing of Django."""

import socket

import pytest
import requests

from django_hrflow.api.urls import urlpatterns
from tests.api.conftest import cv, job_json, profile_json

# A server in a thread sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def http(live_server, django_user_model, source, board):
    django_user_model.objects.create_superuser("root", password="sesame")
    session = requests.Session()
    session.auth = ("root", "sesame")
    session.api = f"{live_server.url}/hrflow/api/"
    yield session
    session.close()


def test_a_day_of_a_front_end(http, source, board):
    made = http.post(f"{http.api}profiles/", json={**profile_json(), "source_key": source.key})
    assert made.status_code == 201
    document = http.get(made.headers["Location"]).json()
    document["tags"] = [{"name": "shortlist", "value": True}]
    assert http.put(made.headers["Location"], json=document).json()["tags"] == document["tags"]
    job = http.post(f"{http.api}jobs/", json={**job_json(), "board_key": board.key}).json()
    ranked = http.get(f"{http.api}profiles/score/", params={"job": job["key"]}).json()
    assert [each["key"] for each in ranked["results"]] == [document["key"]]
    file = cv()
    row = http.post(
        f"{http.api}profiles/parse/",
        data={"source_key": source.key},
        files=[("file", (file.name, file.read()))],
        headers={"Idempotency-Key": "one"},
    ).json()["results"][0]
    assert http.get(row["url"]).json()["id"] == row["id"]
    later = http.get(f"{http.api}profiles/search/", headers={"Prefer": "respond-async"})
    assert http.get(later.headers["Location"]).json()["state"] == "done"


def test_answers_about_persons_are_kept_by_no_cache(http):
    for path in ("profiles/", "profiles/search/", "profiles/nobody/"):
        answer = http.get(f"{http.api}{path}")
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Prefer" in http.get(f"{http.api}profiles/search/").headers["Vary"]


def test_no_request_is_one_transaction():
    """A CV that was answered with 202 must be there, whatever fails after it."""
    for pattern in urlpatterns:
        assert "default" in pattern.callback._non_atomic_requests, pattern


def test_a_slash_that_was_forgotten_costs_nothing(http):
    answer = http.post(f"{http.api}profiles/search", json={"limit": 1})
    assert (answer.status_code, answer.history[0].status_code) == (200, 308)


@pytest.mark.parametrize(
    "head",
    [
        "POST /hrflow/api/profiles/search/ HTTP/1.1\r\nContent-Length: 100",
        "POST /hrflow/api/profiles/parse/ HTTP/1.1\r\nContent-Length: 50\r\n"
        "Content-Type: multipart/form-data; boundary=x",
        "GET /hrflow/api/profiles/?search=\xff\xfe HTTP/1.1",
        "GET /hrflow/api/profiles/\xff/ HTTP/1.1",
        "FOO /hrflow/api/profiles/ HTTP/1.1",
    ],
)
def test_what_no_client_would_send_is_4xx(http, live_server, head):
    host, port = live_server.url.removeprefix("http://").split(":")
    lines = [head, f"Host: {host}:{port}", "Authorization: Basic cm9vdDpzZXNhbWU=",
             "Connection: close"]  # fmt: skip
    if "Content-Type" not in head:
        lines.insert(2, "Content-Type: application/json")
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        wire.sendall("\r\n".join(lines).encode("latin-1") + b'\r\n\r\n{"limit":')
        wire.shutdown(socket.SHUT_WR)  # less than was announced
        answer = b""
        while part := wire.recv(65536):
            answer += part
    status = int(answer.split(b" ", 2)[1])
    assert status < 500, answer[:300]
