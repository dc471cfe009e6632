"""The demo as a user starts it: works, tells the truth, leaves no process behind."""

import json
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from example_project.demo.place import redis_server
from tests.example_project.processes import alive, gone, marked_environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]
COMMAND = [sys.executable, "-m", "example_project.demo"]


@pytest.fixture
def start(tmp_path):
    """Start a demo; it and all that it started are ended after the test."""
    environment, mark = marked_environment()
    started = []

    def begin(*arguments):
        output = (tmp_path / "output").open("wb")
        demo = subprocess.Popen(
            [*COMMAND, *arguments], stdout=output, stderr=output, env=environment
        )
        output.close()
        started.append(demo)
        return demo

    begin.mark = mark
    begin.output = lambda: (tmp_path / "output").read_text()
    yield begin
    for demo in started:
        demo.kill()
        demo.wait()
    assert gone(mark) == {}


def wait_for(start, text, seconds=60):
    deadline = time.monotonic() + seconds
    while text not in start.output():
        assert time.monotonic() < deadline, start.output()
        time.sleep(0.1)


def row(output, name):
    return float(re.search(rf"^  {name} +([\d.]+)$", output, re.MULTILINE)[1])


@pytest.mark.skipif(not redis_server(), reason="there is no redis-server")
def test_check(start):
    demo = start("--check", "--port", "0", "--count", "6")
    assert demo.wait(100) == 0, start.output()
    output = start.output()
    assert row(output, "CVs in") == row(output, "parsed") == row(output, "signals received") == 6
    assert row(output, "failed") == 0
    assert row(output, "e-mails sent") == 4
    assert row(output, "seconds") < 90
    assert "WRONG" not in output
    assert "\x1b" not in output
    assert alive(start.mark) == {}


def test_check_tells_of_a_cv_that_cannot_be_read(start, tmp_path):
    """Without a broker, one CV of two is broken: counted, named, and the exit code says so."""
    folder = tmp_path / "kept"
    (folder / "cvs").mkdir(parents=True)
    (folder / "cvs" / "aaa-broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    demo = start("--check", "--port", "0", "--count", "1", "--no-redis", "--directory", str(folder))
    assert demo.wait(100) == 1, start.output()
    output = start.output()
    assert row(output, "parsed") == row(output, "failed") == row(output, "signals received") == 1
    assert "WRONG: aaa-broken.pdf: rejected by HrFlow." in output
    assert (folder / "demo.sqlite3").exists()
    assert (folder / "logs" / "web.log").exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_whatever_ends_the_demo_ends_its_processes(start, tmp_path, number, code):
    # A directory of the test's own: after SIGKILL nobody removes a temporary one.
    demo = start("--port", "0", "--count", "1", "--directory", str(tmp_path / "kept"))
    wait_for(start, "Logs")
    assert len(alive(start.mark)) > 3
    demo.send_signal(number)
    assert demo.wait(60) == code
    assert gone(start.mark) == {}


def test_a_swallowed_signal_still_ends_the_demo(tmp_path):
    """Libraries call back into Python from places where an exception is dropped."""
    script = (
        "import os, signal, sys;"
        "from example_project.demo import __main__ as demo, processes;"
        "signal.signal(signal.SIGINT, processes.stop);"
        "Dropped = type('Dropped', (), {'__del__': lambda self: os.kill(os.getpid(), 2)});"
        "Dropped();"
        "print('went on', flush=True);"
        "sys.exit(demo.main(['--port', '0', '--no-redis', '--directory', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "kept"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "went on" in done.stdout
    assert done.returncode == 0


def test_a_child_that_dies_ends_the_demo_with_its_log(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = start("--port", str(port), "--count", "1", "--no-redis")
        wait_for(start, "Everything is up.")
    assert f"127.0.0.1:{port}/" not in start.output()
    web = [pid for pid, command in alive(start.mark).items() if "runserver" in command]
    subprocess.run(["kill", "-9", *map(str, web)], check=True)
    assert demo.wait(60) == 1
    assert "The demo failed. web ended with exit code -9. The end of its log:" in start.output()
    assert '"GET / HTTP/1.1" 200' in start.output()


def test_no_key_of_the_environment_reaches_the_processes(start, monkeypatch):
    """Whoever has a real workspace in the environment still gets the sandbox."""
    script = (
        "import json, os;"
        "os.environ.update(HRFLOW_API_SECRET='ask_real', HRFLOW_API_URL='https://example.org/',"
        " DATABASE_URL='postgres://x', DJANGO_SETTINGS_MODULE='other');"
        "from pathlib import Path; from example_project.demo.place import Place;"
        "import tempfile;"
        "print(json.dumps(Place.find(Path(tempfile.mkdtemp()), 0, redis=False).environment()))"
    )
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    environment = json.loads(output.stdout)
    assert "ask_real" not in environment.values()
    assert environment["HRFLOW_API_URL"].startswith("http://127.0.0.1:")
    assert environment["DATABASE_URL"].startswith("sqlite:")
    assert environment["DJANGO_SETTINGS_MODULE"] == "example_project.settings"
    assert "REDIS_URL" not in environment
