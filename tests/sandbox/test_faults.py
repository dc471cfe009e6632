"""Every fault as it looks on a socket, and what it leaves behind."""

from __future__ import annotations

import gzip
import json
import socket
import time
from pathlib import Path

import pytest

from django_hrflow.sandbox import DEFAULT_API_SECRET, MAIN_BOARD_KEY, Sandbox
from django_hrflow.sandbox.faults import KINDS, Fault, Faults, read_spec
from tests.clocks import within

from .conftest import JOB, Api

BODY = json.dumps(JOB | {"board_key": MAIN_BOARD_KEY}).encode()


def create_job(sandbox: Sandbox, fault: str, *, timeout: float = 5) -> bytes:
    """Everything that the socket gives for a create that goes wrong."""
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=timeout) as connection:
        head = (
            f"POST /v1/job/indexing HTTP/1.1\r\nHost: localhost\r\n"
            f"X-API-KEY: {DEFAULT_API_SECRET}\r\n"
            f"X-Sandbox-Fault: {fault}\r\nConnection: close\r\nContent-Length: {len(BODY)}\r\n\r\n"
        )
        connection.sendall(head.encode() + BODY)
        data = b""
        while piece := connection.recv(65536):
            data += piece
        return data


def jobs(sandbox: Sandbox) -> int:
    return sandbox.workspace.store.count("job", MAIN_BOARD_KEY)


def parts(data: bytes) -> tuple[bytes, dict[bytes, bytes], bytes]:
    head, _, body = data.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = dict(line.split(b": ", 1) for line in lines)
    return status, headers, body


@pytest.mark.parametrize(
    "status", [400, 401, 402, 403, 404, 413, 415, 422, 429, 500, 502, 503, 504]
)
@pytest.mark.parametrize("after", [False, True])
def test_a_status_without_and_with_effect(sandbox: Sandbox, status: int, after: bool):
    line, headers, body = parts(create_job(sandbox, f"{status}-after" if after else str(status)))
    assert line.startswith(f"HTTP/1.1 {status} ".encode())
    assert json.loads(body)["code"] == status
    assert headers.get(b"Retry-After") == (b"1" if status == 429 else None)
    assert jobs(sandbox) == after


@pytest.mark.parametrize(
    ("fault", "retry_after"),
    [("503=7", b"7"), ("429=3600", b"3600"), ("429=garbage", b"garbage"), ("429=none", None),
     ("429=Wed, 21 Oct 2026 07:28:00 GMT", b"Wed, 21 Oct 2026 07:28:00 GMT")],
)  # fmt: skip
def test_retry_after_is_what_was_asked_for(sandbox: Sandbox, fault: str, retry_after: bytes | None):
    assert parts(create_job(sandbox, fault))[1].get(b"Retry-After") == retry_after


@pytest.mark.parametrize("after", [False, True])
def test_a_reset(sandbox: Sandbox, after: bool):
    with pytest.raises(ConnectionResetError):
        create_job(sandbox, "reset-after" if after else "reset")
    assert jobs(sandbox) == after


@pytest.mark.parametrize("after", [False, True])
def test_silence_is_held_then_closed_without_a_byte(sandbox: Sandbox, after: bool):
    started = time.monotonic()
    with within(0.3):
        assert create_job(sandbox, "silence-after=0.3" if after else "silence=0.3") == b""
    assert time.monotonic() - started > 0.25
    assert jobs(sandbox) == after


def test_silence_ends_when_the_caller_gives_up(sandbox: Sandbox):
    with pytest.raises(TimeoutError):
        create_job(sandbox, "silence=20", timeout=0.2)
    deadline = time.monotonic() + 5
    while sandbox.calls()[0]["seconds"] is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert sandbox.calls()[0]["seconds"] < 5


@pytest.mark.parametrize("after", [False, True])
def test_html_of_a_gateway(sandbox: Sandbox, after: bool):
    line, headers, body = parts(create_job(sandbox, "html-after=504" if after else "html"))
    assert line.split()[1] == (b"504" if after else b"502")
    assert headers[b"Content-Type"] == b"text/html"
    assert body.startswith(b"<html>")
    assert jobs(sandbox) == after


@pytest.mark.parametrize("after", [False, True])
def test_mismatch_of_status_and_code(sandbox: Sandbox, after: bool):
    line, _, body = parts(create_job(sandbox, "mismatch-after" if after else "mismatch"))
    assert line.split()[1] == b"200"
    assert json.loads(body)["code"] == 500
    assert jobs(sandbox) == after


def test_redirect_leads_elsewhere_and_does_nothing(sandbox: Sandbox):
    line, headers, _ = parts(create_job(sandbox, "redirect"))
    assert line.split()[1] == b"302"
    assert headers[b"Location"] == b"http://elsewhere.invalid/v1/"
    _, headers, _ = parts(create_job(sandbox, "redirect=http://127.0.0.1:1/x"))
    assert headers[b"Location"] == b"http://127.0.0.1:1/x"
    assert jobs(sandbox) == 0


def test_slow_answers_late_but_well(sandbox: Sandbox):
    started = time.monotonic()
    assert parts(create_job(sandbox, "slow=0.3"))[0].split()[1] == b"201"
    assert time.monotonic() - started >= 0.3
    assert jobs(sandbox) == 1


def test_late_drops_the_caller_first_and_takes_effect_afterwards(sandbox: Sandbox):
    assert create_job(sandbox, "late=0.4") == b""
    assert jobs(sandbox) == 0
    deadline = time.monotonic() + 5
    while not jobs(sandbox) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert jobs(sandbox) == 1
    (call,) = sandbox.calls()
    assert (call["status"], call["effect"], call["fault"]) == (None, 201, "late=0.4")


def test_drip_comes_in_pieces_but_whole(sandbox: Sandbox):
    started = time.monotonic()
    data = create_job(sandbox, "drip=0.4")
    assert json.loads(parts(data)[2])["code"] == 201
    assert time.monotonic() - started >= 0.3


def test_cut_json_has_an_honest_length(sandbox: Sandbox):
    _, headers, body = parts(create_job(sandbox, "cut-json"))
    assert int(headers[b"Content-Length"]) == len(body) > 100
    with pytest.raises(ValueError, match=r"\w"):
        json.loads(body)
    assert jobs(sandbox) == 1


def test_cut_body_is_shorter_than_announced(sandbox: Sandbox):
    _, headers, body = parts(create_job(sandbox, "cut-body"))
    assert 0 < len(body) < int(headers[b"Content-Length"])
    assert jobs(sandbox) == 1


def test_not_object_is_json_of_the_wrong_shape(sandbox: Sandbox):
    assert json.loads(parts(create_job(sandbox, "not-object"))[2])[0]["code"] == 201
    assert jobs(sandbox) == 1


def test_content_types(sandbox: Sandbox):
    assert b"Content-Type" not in parts(create_job(sandbox, "no-content-type"))[1]
    headers = parts(create_job(sandbox, "charset"))[1]
    assert headers[b"Content-Type"] == b"application/json; charset=utf-8"


def test_huge_is_valid_json_of_that_size(sandbox: Sandbox):
    body = parts(create_job(sandbox, "huge=2"))[2]
    assert len(body) > 2 * 2**20
    assert json.loads(body)["code"] == 201


def test_gzip_bomb_is_small_on_the_wire(sandbox: Sandbox):
    _, headers, body = parts(create_job(sandbox, "gzip-bomb=3"))
    assert headers[b"Content-Encoding"] == b"gzip"
    assert len(body) < 20_000
    assert len(gzip.decompress(body)) > 3 * 2**20


def test_every_known_kind_is_played_by_a_test_above():
    source = Path(__file__).read_text(encoding="utf-8")
    for kind in KINDS:
        assert f'"{kind}' in source or kind.startswith("500")


def test_the_connection_stays_usable_after_an_error_status(sandbox: Sandbox, api: Api):
    for _ in range(3):
        assert api.call("GET", "sources", headers={"X-Sandbox-Fault": "503"}).status_code == 503
    assert api.get("sources")["code"] == 200


# Choosing


def test_queued_faults_hit_the_next_calls_in_order(sandbox: Sandbox, api: Api):
    sandbox.fault("503", times=2)
    sandbox.fault("429")
    assert [api.get("sources")["code"] for _ in range(4)] == [503, 503, 429, 200]
    assert [call["fault"] for call in sandbox.calls()] == ["503", "503", "429", None]


def test_queued_faults_wait_for_their_path_and_method(sandbox: Sandbox, api: Api):
    sandbox.fault("500", path="/v1/board", method="get")
    assert api.get("sources")["code"] == 200
    assert api.post("board", {})["code"] == 405
    assert api.get("board", key=MAIN_BOARD_KEY)["code"] == 500
    assert api.get("board", key=MAIN_BOARD_KEY)["code"] == 200


def test_odds_are_kept_and_repeat_with_a_seed():
    def drawn(seed: int) -> list[str]:
        faults = Faults("503:0.1,500-after:0.05", seed)
        return [str(faults.choose("GET", "sources", None)) for _ in range(4000)]

    first = drawn(3)
    assert first == drawn(3) != drawn(4)
    assert 320 < first.count("503") < 480
    assert 140 < first.count("500-after") < 260
    assert first.count("None") == 4000 - first.count("503") - first.count("500-after")


def test_odds_apply_to_calls_not_to_control(sandbox: Sandbox, api: Api):
    sandbox.set_faults("503:1")
    assert api.get("sources")["code"] == 503
    assert api.session.get(sandbox.url.replace("v1/", "_sandbox/health"), timeout=5).json()["ok"]
    sandbox.set_faults(None)
    assert api.get("sources")["code"] == 200


@pytest.mark.parametrize(
    "spec", ["nonsense:0.1", "503", "503:2", "503:-1", "503:x", "slow=x:0.1", "slow-after:0.1",
             "503:0.6,500:0.6", "redirect-after:0.1", "200:0.1", ":0.1", "drip=inf:0.1"]
)  # fmt: skip
def test_a_wrong_spec_is_an_error(spec: str):
    with pytest.raises(ValueError, match=r"\w"):
        read_spec(spec)


def test_a_fault_is_written_as_it_is_read():
    for text in ("503", "503-after", "429=30", "silence-after=2", "redirect=http://a:1/"):
        assert str(Fault.read(text)) == text
    assert [(str(f), p) for f, p in read_spec("redirect=http://a:1/:0.5, late=2.5:0.1")] == [
        ("redirect=http://a:1/", 0.5),
        ("late=2.5", 0.1),
    ]


def test_an_unknown_fault_in_the_header_is_400(api: Api):
    answer = api.call("GET", "sources", headers={"X-Sandbox-Fault": "fire"})
    assert answer.status_code == 400
    assert "fire" in answer.json()["message"]
