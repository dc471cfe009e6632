"""R-8: a process truly exits at each named place of a CV's way; nothing is lost or doubled.

Each test names the row of the crash table that it stands for, C1 to C14. ``test_events.py`` has
those of an event.
"""

import os
import socket
from base64 import b64encode
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests.crashes.site import frozen
from tests.live.processes import wait_until

pytestmark = pytest.mark.timeout(600)

PARSE = "profile/parsing/file"


def test_c1_the_web_server_dies_during_an_upload(site):
    """The caller saw no success; the half of a file had no name, and is gone with the process."""
    temporary = site.folder / "tmp"
    temporary.mkdir()
    user, password = site.stack.user()
    web = site.web(TMPDIR=str(temporary))
    address = urlsplit(web.url)
    head = (
        f"POST /hrflow/api/profiles/parse/ HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Authorization: Basic {b64encode(f'{user}:{password}'.encode()).decode()}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 6000000\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="file"; filename="cv.rtf"\r\n\r\n{\\rtf1 '
    )
    with socket.create_connection((address.hostname, address.port), 30) as half:
        half.sendall(head.encode() + b"x" * 4_000_000)
        try:
            wait_until(lambda: _holds_a_file(web, temporary), 30, "half of a file")
        finally:
            web.kill()
    assert (site.states(), site.files(), list(temporary.rglob("*upload*"))) == ([], [], [])
    site.upload()
    site.finish()
    site.assert_whole()


def _holds_a_file(process, folder):
    """Whether the process, or a child, has a large file of this folder open, named or not."""
    for each in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            ours = os.getpgid(int(each.parts[2])) == process.popen.pid
            here = str(each.readlink()).startswith(f"{folder}/")
            if ours and here and each.stat().st_size > 1_000_000:
                return True
    return False


def test_c2_the_file_is_stored_and_the_row_is_not(site):
    assert site.upload(crash="resume_file_stored") == 137
    assert (site.states(), len(site.files())) == ([], 1)
    assert site.upload() == 0
    assert site.states() == ["stored"]


def test_c3_c4_the_row_is_stored_and_nobody_was_told(site):
    assert site.upload(crash="resume_stored") == 137
    assert site.states() == ["stored"]
    assert site.upload() == 0
    assert site.states() == ["stored"]
    site.finish()
    site.assert_whole()


@pytest.mark.parametrize(
    ("crash", "state"),
    [
        pytest.param("resume_claimed", "submitting", id="c5-before-the-first-byte"),
        pytest.param("resume_answered", "submitting", id="c7-answer-not-written"),
        pytest.param("resume_accepted", "accepted", id="c8-written-not-acknowledged"),
    ],
)
@pytest.mark.parametrize("realtime", [False, True], ids=["later", "in-the-answer"])
def test_a_worker_dies_on_the_way(site, crash, state, realtime):
    site.sandbox.configure(sources={CAREERS_SOURCE_KEY: realtime})
    site.upload()
    code = site.work(crash=crash)
    if crash == "resume_accepted" and not realtime:
        assert code == 0  # without a profile in the answer there is nothing after the write
    else:
        assert code == 137
    assert site.states() == [state]
    site.finish()
    site.assert_whole()


def sending(site, fault):
    """A worker that has posted the CV and waits for the answer."""
    site.upload()
    site.sandbox.fault(fault, path=PARSE)
    worker = site.worker()
    wait_until(lambda: site.sandbox.calls(PARSE), 30, "a post")
    assert site.states() == ["submitting"]
    return worker


@pytest.mark.parametrize("fault", ["silence-after=30", "silence=30"])
def test_c6_sent_and_no_answer_when_the_worker_dies(site, fault):
    sending(site, fault).kill()
    assert site.states() == ["submitting"]
    site.finish()
    site.assert_whole()


def test_c9_the_webhook_is_lost(site):
    site.upload()
    site.finish()
    site.assert_whole()


ARRIVES = """
import json, sys
from django_hrflow import webhooks
from django_hrflow.conf import workspace
from django_hrflow.services import events
payload = {"type": "profile.parsing.success",
           "profile": {"key": sys.argv[1], "source": {"key": sys.argv[2]}}}
secret = workspace("default").webhook_secrets[0]
headers, body = webhooks.sign(json.dumps(payload).encode(), secret)
for pk in events.receive("default", headers, body):
    events.process(pk)
"""


def test_c10_the_webhook_overtakes_the_answer(site):
    worker = sending(site, "slow=5")
    with frozen(worker):
        (profile,) = wait_until(lambda: site.sandbox.profiles()["profiles"], 30, "the profile")
        site.run(ARRIVES, profile["key"], CAREERS_SOURCE_KEY)
        assert site.states() == ["parsed"]
    assert worker.tail().count("zombie write refused") == 1
    site.finish()
    site.assert_whole()


def test_c11_a_worker_is_frozen_past_its_lease(site):
    """R-4: its late write is refused, and the log counts it."""
    worker = sending(site, "slow=5")
    with frozen(worker):
        wait_until(lambda: site.sandbox.profiles()["count"], 30, "the profile")
        for _step in ("unknown", "accepted"):
            site.pass_time(200)
            site.work()
        assert site.states()[0] in ("accepted", "parsed")
    assert worker.tail().count("zombie write refused") == 1
    site.finish()
    site.assert_whole()


def test_c12_the_database_is_away_at_the_last_write(new_site):
    """A file of SQLite's cannot go away: this one is PostgreSQL's alone."""
    site = new_site("postgresql")
    worker = sending(site, "slow=5")
    with frozen(worker):
        site.stack.crash_database()
    assert site.states() == ["submitting"]
    site.pass_time(200)
    site.finish()
    site.assert_whole()


def test_c13_a_cv_that_kills_each_worker(site):
    """It is given up after five deaths, though it is looked up, and not found, after each."""
    site.upload()
    deaths = 0
    for _step in range(20):
        deaths += site.work(crash="resume_claimed") == 137
        site.pass_time(200)
    assert (site.states(), deaths) == (["failed"], 5)
    assert site.sandbox.profiles()["count"] == 0


def test_c14_a_backup_from_before_the_answer(site):
    site.upload()
    site.work(crash="resume_answered")
    restore = {"sqlite": copied, "postgresql": cloned}[site.database](site)
    site.finish()
    assert site.states() == ["parsed"]
    restore()
    assert site.states() == ["submitting"]
    site.pass_time(200)
    site.finish()
    site.assert_whole()


def copied(site):
    """Copy SQLite's file; gives a function that puts the copy back."""
    database = Path(site.stack.database_url.removeprefix("sqlite:///"))
    site.stack.query("PRAGMA wal_checkpoint(TRUNCATE)")
    backup = database.read_bytes()

    def restore():
        for each in database.parent.glob(database.name + "*"):
            each.unlink()
        database.write_bytes(backup)

    return restore


def cloned(site):
    """Let PostgreSQL clone the database; gives a function that puts the clone in its place."""
    import psycopg

    url = site.stack.database_url
    name = urlsplit(url).path[1:]

    def clone(new, old):
        with psycopg.connect(url, dbname="template1", autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {new}")
            server.execute(f"CREATE DATABASE {new} TEMPLATE {old}")

    clone("backup", name)
    return lambda: clone(name, "backup")
