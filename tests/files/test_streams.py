"""F-4: what is larger than the limit is refused on a real socket, and stays nowhere.

``HRFLOW_TEST_LONG=1`` sends 25 MiB to the limit of 20 MiB; the short form a twentieth of that.
"""

import os
import socket
import threading
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests import dump
from tests.live.processes import wait_until
from tests.live.stack import Stack

MIB = 1024 * 1024
LIMIT = 20 * MIB if os.environ.get("HRFLOW_TEST_LONG") else MIB
STEP = LIMIT // 5
STREAMS = 100
THREADS = 8
#: Beyond the limit a file is kept up to the end of the piece that showed it, on whole blocks.
SLACK = 128 * 1024

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks into /proc")


@pytest.fixture
def stack(tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    env = {
        "TMPDIR": str(temporary),
        "HRFLOW_MAX_FILE_SIZE": str(LIMIT),
        "HRFLOW_UPLOAD_IN_MEMORY": "100000",
    }
    with Stack(tmp_path / "stack", redis=False, env=env) as made:
        made.temporary = temporary
        yield made


def stream(stack, user, size, pause_at=None, pause=None):
    """Send a file of so many bytes, with a pause in between; the answer's status, or ``reset``."""
    head = (
        '--x\r\nContent-Disposition: form-data; name="source_key"\r\n\r\n'
        f"{CAREERS_SOURCE_KEY}\r\n"
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.rtf"\r\n\r\n{\\rtf1'
    ).encode()
    tail = b"\r\n--x--\r\n"
    key = b64encode(":".join(user).encode()).decode()
    request = (
        f"POST /hrflow/api/profiles/parse/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Authorization: Basic {key}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {len(head) + size + len(tail)}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", stack.web_port), timeout=100) as connection:
        try:
            connection.sendall(request + head)
            for start in range(0, size, STEP):
                if start == pause_at:
                    pause()
                connection.sendall(b" " * min(STEP, size - start))
            connection.sendall(tail)
            return int(connection.recv(100).split()[1])
        except (ConnectionError, IndexError):
            return "reset"


class Disk(threading.Thread):
    """Watches what the web holds open in the temporary folder, with a name or without."""

    def __init__(self, stack):
        super().__init__(daemon=True)
        self.stack, self.ended = stack, threading.Event()
        self.most = self.largest = self.looks = 0

    def run(self):
        while not self.ended.wait(0.02):
            self.looks += 1
            sizes = self._held().values()
            self.most = max(self.most, sum(sizes))
            self.largest = max(self.largest, *sizes, 0)

    def look(self):
        """Wait until a file of about the limit has been seen, and again many times."""
        wait_until(lambda: self.largest >= LIMIT, 30, "a file on the disk")
        until = self.looks + 50
        wait_until(lambda: self.looks > until, 60, "many looks")

    def _held(self):
        found = {}
        group = self.stack.web.popen.pid
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ProcessLookupError):
                if os.getpgid(int(process.name)) == group:
                    for each in (process / "fd").iterdir():
                        with suppress(OSError):
                            if str(each.readlink()).startswith(str(self.stack.temporary)):
                                known = each.stat()
                                found[known.st_ino] = known.st_blocks * 512
        return found


@pytest.mark.slow
def test_streams_beyond_the_limit(stack):
    """F-4: 100 at once, a quarter over the limit: 413 or cut off, nothing left, the disk flat."""
    user = stack.user()
    assert stream(stack, user, LIMIT // 2) == 202
    stored = dump.files(stack.folder / "files" / "private")
    disk = Disk(stack)
    disk.start()
    with ThreadPoolExecutor(STREAMS) as pool:
        answers = list(pool.map(lambda _n: stream(stack, user, LIMIT * 5 // 4), range(STREAMS)))
        far = list(pool.map(lambda _n: stream(stack, user, STEP * 25), range(5)))
    # One waits on its way, at 1.8 of the limit, until it has been looked at.
    far.append(stream(stack, user, STEP * 25, 9 * STEP, disk.look))
    disk.ended.set()
    disk.join()
    assert set(answers) | set(far) <= {413, "reset"}
    assert answers.count(413) > STREAMS / 2  # the reason gets through
    assert dump.files(stack.folder / "files" / "private") == stored
    assert dump.files(stack.temporary) == []
    assert sum(stack.states().values()) == 1
    assert LIMIT <= disk.largest <= LIMIT + SLACK
    assert disk.most <= THREADS * (LIMIT + SLACK)
    assert stream(stack, user, LIMIT // 3) == 202
