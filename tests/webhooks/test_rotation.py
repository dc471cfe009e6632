"""W-10: the secret changes while deliveries come in: none that is valid is refused, and the old one
is worth nothing once it is taken out.
"""

import itertools
import signal
import subprocess
import threading

import pytest

from tests.live import webhooks as front
from tests.live.posting import post
from tests.live.processes import wait_until
from tests.long import size
from tests.webhooks.signing import SCHEMES

OLD, NEW = "the-secret-of-yesterday", "the-secret-of-today"
SENDERS = 4
#: Deliveries that must be answered in each of the five phases.
ENOUGH = size(30, 1000)


class Load:
    """Senders who sign with what HrFlow uses at the moment, and what each was answered."""

    def __init__(self, url):
        self.url, self.secret, self.answers = url, OLD, []
        self.numbers, self.ending = itertools.count(), threading.Event()
        self.threads = [
            threading.Thread(target=self._send, daemon=True) for _each in range(SENDERS)
        ]

    def _send(self):
        while not self.ending.is_set():
            number, secret = next(self.numbers), self.secret
            event = {"type": "a.b", "message": f"{number}"}
            self.answers.append((secret, post(self.url, event, secret, SCHEMES[number % 5])))

    def flow(self):
        """Let so many more deliveries be answered."""
        wanted = len(self.answered) + ENOUGH
        wait_until(lambda: len(self.answered) >= wanted, 300, "the deliveries")

    @property
    def answered(self):
        return [each for each in self.answers if each[1] is not None]

    def __enter__(self):
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *error):
        self.ending.set()
        for each in self.threads:
            each.join(60)


def children(server):
    found = subprocess.run(
        ["pgrep", "-P", str(server.popen.pid)], capture_output=True, text=True, check=False
    )
    return set(found.stdout.split())


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_w10_secrets_are_rotated_under_load(tmp_path):
    """W-10: old, old and new, HrFlow changes over, new alone; gunicorn is reloaded each time."""
    file = tmp_path / "secrets"
    file.write_text(OLD)
    options = [*front.documented_gunicorn(), "--workers", "2", "--threads", "4"]
    server = front.gunicorn(tmp_path, options, {"WEBHOOK_SECRETS_FILE": str(file)})

    def reload(*secrets):
        before = children(server)
        file.write_text("\n".join(secrets))
        server.signal(signal.SIGHUP, group=False)
        wait_until(lambda: not before & children(server), 120, "the end of the old workers")

    server.start()
    try:
        url = front.url(server)
        with Load(url) as load:
            load.flow()
            assert post(url, {"type": "a.b", "message": "early"}, NEW) == 401
            reload(NEW, OLD)
            load.flow()
            load.secret = NEW
            load.flow()
            wait_until(lambda: {each[0] for each in load.answers[-SENDERS * 3 :]} == {NEW}, 60)
            reload(NEW)
            load.flow()
            late = [
                post(url, {"type": "a.b", "message": f"late {number}"}, OLD, SCHEMES[number % 5])
                for number in range(ENOUGH)
            ]
            load.flow()
    finally:
        server.stop()
    assert {status for _secret, status in load.answered} == {200}
    assert {secret for secret, _status in load.answered} == {OLD, NEW}
    assert set(late) == {401}
