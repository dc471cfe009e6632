"""Children of the demo: watched, ended with all their own children, never left behind."""

import signal
import socket
import sys

import pytest

from example_project.demo import processes as module
from example_project.demo.processes import ChildFailed, Processes, free_ports
from tests.example_project.processes import alive, gone, marked_environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
#: A child with a child of its own; neither ends when asked to.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import signal, time;"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"])
time.sleep(60)
"""
#: A child that ends when asked to and forgets its own.
CARELESS = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"])
time.sleep(60)
"""


@pytest.fixture
def marked(tmp_path):
    environment, mark = marked_environment()
    with Processes(tmp_path / "logs", environment) as children:
        yield children, mark
    assert gone(mark, 5) == {}


def is_up(child):
    return lambda: "up" in child.log.read_text()


def test_a_child_runs_until_it_is_stopped(marked):
    children, mark = marked
    child = children.python("sleeper", "-c", SLEEP)
    children.wait_for(child, is_up(child))
    assert list(alive(mark)) == [child.popen.pid]
    children.stop()
    assert alive(mark) == {}
    assert child.popen.returncode == -signal.SIGTERM


@pytest.mark.parametrize("script", [STUBBORN, CARELESS])
def test_grandchildren_are_ended_too(marked, script, monkeypatch):
    monkeypatch.setattr(module, "GRACE", 0.5)
    children, mark = marked
    child = children.python("parent", "-c", script)
    children.wait_for(child, is_up(child))
    assert len(alive(mark)) == 2
    children.stop()
    assert gone(mark, 5) == {}


def test_a_child_that_ends_is_noticed_with_its_last_words(marked):
    children, _mark = marked
    script = "import sys; print('a' * 50); sys.exit('The port is taken.')"
    child = children.python("web", "-c", script)
    with pytest.raises(ChildFailed) as failure:
        children.wait_for(child, lambda: False)
    assert "web ended with exit code 1" in str(failure.value)
    assert "The port is taken." in str(failure.value)


def test_a_child_that_never_gets_ready_is_given_up(marked, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    children, _mark = marked
    child = children.python("slow", "-c", SLEEP)
    with pytest.raises(ChildFailed, match="slow was not ready after"):
        children.wait_for(child, lambda: False)


def test_an_error_stops_all_children(tmp_path):
    environment, mark = marked_environment()
    try:
        with Processes(tmp_path, environment) as children:
            for name in ("one", "two"):
                children.python(name, "-c", SLEEP)
            started = alive(mark)
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert len(started) == 2
    assert gone(mark, 5) == {}


def test_signals_wait_until_all_children_are_stopped(marked):
    """A second Ctrl-C while stopping leaves nobody behind, and handlers come back after it."""
    children, mark = marked
    before = signal.getsignal(signal.SIGINT)
    seen = []
    child = children.python("sleeper", "-c", SLEEP)
    children.wait_for(child, is_up(child))
    wait = child.popen.wait

    def interrupted(*arguments):
        seen.append(signal.getsignal(signal.SIGINT))
        return wait(*arguments)

    child.popen.wait = interrupted
    children.stop()
    assert set(seen) == {signal.SIG_IGN}
    assert signal.getsignal(signal.SIGINT) is before
    assert alive(mark) == {}


def test_a_taken_port_is_left_alone_and_none_is_given_twice():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = free_ports(port, port, 0, 0)
    assert port not in found
    assert len(set(found)) == 4
    assert free_ports(port) == [port]
