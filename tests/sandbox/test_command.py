"""``python -m django_hrflow.sandbox`` as a process."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, REALTIME_SOURCE_KEY
from tests.clocks import within

from .conftest import Receiver
from .process import COMMAND, Process


@pytest.fixture
def start() -> Iterator:
    processes: list[Process] = []

    def starter(*options: str) -> Process:
        processes.append(Process(*options))
        return processes[-1]

    yield starter
    for process in processes:
        if process.popen.poll() is None:
            process.end(signal.SIGKILL)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_and_stops_cleanly(start, how: int):
    process = start()
    assert process.greeting.startswith("Sandbox listening on http://127.0.0.1:")
    for key in (CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY, MAIN_BOARD_KEY):
        assert key in process.greeting
    assert process.api.get("sources")["code"] == 200  # a connection is open when it stops
    with within(2):
        assert process.end(how) == (0, "")


def test_options_take_effect(start, tmp_path, receiver: Receiver):
    secret = "ask_" + "1" * 32
    process = start(
        "--api-secret", secret, "--parse-delay", "0", "--repeated-reference", "duplicate",
        "--webhook-url", receiver.url, "--webhook-secret", "a-secret-of-my-own",
        "--webhook-scheme", "C'", "--quirks", "echo-key", "--sync-parsing", "--seed", "1",
    )  # fmt: skip
    refused = process.api.get("sources")
    assert refused["code"] == 401
    assert refused["message"].endswith(process.api.session.headers["X-API-KEY"])
    process.api.session.headers["X-API-KEY"] = secret
    for _ in range(2):
        assert process.api.parse(reference="r", webhook_parsing_sending="1")["code"] == 201
    idle = process.url.replace("v1/", "_sandbox/idle")
    assert process.api.session.get(idle, timeout=20).json() == {"idle": True}
    events = receiver.events("a-secret-of-my-own", schemes=("C",))
    assert [one["type"] for one in events].count("profile.parsing.success") == 2
    assert process.end() == (0, "")


def test_all_quirks_at_once_and_faults(start):
    process = start("--quirks", "--faults", "503=9:1", "--verbose")
    answer = process.api.call("GET", "sources")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "9")
    settings = process.api.session.get(
        process.url.replace("v1/", "_sandbox/settings"), timeout=5
    ).json()
    assert settings["quirks"] == ["count-archived", "drop-geopoint", "echo-key", "status-mismatch"]
    code, errors = process.end()
    assert code == 0
    assert re.fullmatch(r"GET sources 503 \d\.\d{3} s \[503=9\]\n", errors)


def test_a_killed_sandbox_keeps_what_it_answered(start, tmp_path):
    state = str(tmp_path / "state.sqlite3")
    process = start("--state", state, "--parse-delay", "0.5")
    for number in range(5):
        assert process.api.parse(reference=f"r{number}")["code"] == 202
    assert process.api.parse(REALTIME_SOURCE_KEY, reference="now")["code"] == 201
    process.end(signal.SIGKILL)
    process = start("--state", state)
    process.api.session.get(process.url.replace("v1/", "_sandbox/idle"), timeout=20)
    told = process.api.session.get(
        process.url.replace("v1/", "_sandbox/profiles"), timeout=5
    ).json()
    assert told["creations"] == {f"r{number}": 1 for number in range(5)} | {"now": 1}
    assert process.end()[0] == 0


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options], capture_output=True, text=True, timeout=20, check=False
    )


def test_help_tells_every_option_and_fault():
    told = run("--help")
    assert told.returncode == 0
    for word in ("--state", "--webhook-drop", "examples:", "silence", "late", "gzip-bomb",
                 "_sandbox",
                 "parsing-error", "askr_"):  # fmt: skip
        assert word in told.stdout


def test_a_taken_port_is_said_in_one_line(sandbox):
    told = run("--port", str(sandbox.port))
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert "--port" in told.stderr


@pytest.mark.parametrize(
    "options", [("--faults", "fire:1"), ("--parse-delay", "-1"), ("--quirks", "none-such"),
                ("--webhook-secret", "short"), ("--state", "/nowhere/at/all"), ("--webhook-drop",
                "7"),
                ("--repeated-reference", "x"), ("--state", __file__)]
)  # fmt: skip
def test_wrong_options_end_with_2_and_a_sentence(options):
    told = run("--port", "0", *options)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert told.stderr.strip()


def test_a_state_file_belongs_to_one_sandbox_at_a_time(start, tmp_path):
    state = str(tmp_path / "state.sqlite3")
    start("--state", state)
    told = run("--port", "0", "--state", state)
    assert told.returncode == 2
    assert "state" in told.stderr
