"""P-5: one of 100 people is erased by processes that die at every step; 99 are untouched.

Afterwards nothing of the person stands in the database, the files, Redis, or in what was printed
since.
"""

import json
import os
import subprocess
import sys

import pytest

from django_hrflow.sandbox import REALTIME_SOURCE_KEY
from tests import dump
from tests.live.stack import ROOT, Stack

PEOPLE = 100
CHOSEN = 42
#: In the order in which an erasure comes by.
CRASHPOINTS = (
    "erasure_ordered",
    "erasure_rows_uncommitted",
    "erasure_rows_erased",
    "erasure_file_removed",
    "erasure_files_removed",
    "erasure_archived",
    "erasure_key_settled",
)

#: Twenty processes, one after the other.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

ARRIVE = """
import json
from django.core.files.base import ContentFile
from django_hrflow import mirror, workspaces
from django_hrflow.models import Profile
from django_hrflow.services import profiles, resumes
from django_hrflow.testing import queue
from django_hrflow.testing.webhooks import signed_request
from tests.services.conftest import CV

source = mirror.store_source("default", workspaces["default"].source.get(key="{source}")["data"])
for number in range({people}):
    marker = f"marker{{number:03d}}x"
    name, email = f"Ada {{marker.title()}}", f"{{marker}}@example.org"
    text = CV.format(name=name, email=email, number=number % 100)
    file = ContentFile((text + " " * number).encode(), name=f"{{marker}}.rtf")
    tags = [{{"name": "note", "value": f"{{marker}}-tag"}}]
    resumes.accept(file, source=source, reference=f"{{marker}}-reference", tags=tags)
queue.work_off(1000)
chosen = Profile.objects.get(email="marker{chosen:03d}x@example.org")
profiles.embed(chosen)
print(json.dumps({{"key": chosen.key, "people": Profile.objects.count()}}))
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stack(request, redis_path, tmp_path_factory):
    """A database, a storage, a broker and a sandbox; the commands do all the work."""
    folder = tmp_path_factory.mktemp(request.param)
    running = Stack(folder, database=request.param, webhook=False)
    running.processes, running.printed = [running.redis, running.sandbox], []
    with running:
        code = ARRIVE.format(source=REALTIME_SOURCE_KEY, people=PEOPLE, chosen=CHOSEN)
        arrived = json.loads(running.manage("shell", "-v", "0", "-c", code).splitlines()[-1])
        assert arrived["people"] == PEOPLE
        running.chosen = arrived["key"]
        yield running


def run(stack, *arguments, crash=None):
    """A management command; its exit code, 137 where it died."""
    env = {**os.environ, **stack.env, **({"HRFLOW_CRASHPOINT": crash} if crash else {})}
    command = [sys.executable, "-m", "django", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, cwd=ROOT)
    stack.printed += [done.stdout, done.stderr]
    return done.returncode


def lines(stack):
    """Every row of the database, as text."""
    if stack.database_url.startswith("sqlite"):
        names = stack.query("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        names = stack.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [
        f"{name}|" + "|".join(map(str, row))
        for (name,) in names
        for row in stack.query(f'SELECT * FROM "{name}"')
    ]


def holding(stack, marker):
    return [line for line in lines(stack) if marker.lower() in line.lower()]


def rows_of(stack, people):
    """In how many rows each of these people stands."""
    rows = [line.lower() for line in lines(stack)]
    return {number: sum(f"marker{number:03d}x" in row for row in rows) for number in people}


def end_lease(stack):
    """As if the time of a dead worker's claim had passed; the clock is the database's."""
    past = "UPDATE django_hrflow_erasure SET not_before = '2024-01-01 00:00:00+00:00'"
    if stack.database_url.startswith("sqlite"):
        past = past.replace("+00:00", "")
    stack.query(f"{past}, enqueued_at = NULL RETURNING 1")


def test_one_of_many_is_erased_whatever_dies(stack):
    private, marker = stack.folder / "files" / "private", f"marker{CHOSEN:03d}x"
    others = [number for number in range(PEOPLE) if number != CHOSEN]
    before = rows_of(stack, others)
    assert min(before.values()) > 0
    assert holding(stack, marker)
    assert len(dump.files_holding(private, marker)) == 1
    order = ["hrflow_erase", "--profile", stack.chosen]
    for number, crash in enumerate(CRASHPOINTS):
        again = ["hrflow_sweep", "--here"]
        assert run(stack, *(again if number else order), crash=crash) == 137, crash
        end_lease(stack)
    assert run(stack, "hrflow_sweep", "--here") == 0
    assert stack.query("SELECT state FROM django_hrflow_erasure") == [("erased",)]
    assert holding(stack, marker) == []
    assert holding(stack, stack.chosen) == []
    assert dump.files_holding(private, marker) == []
    # The others are all there, rows and files.
    assert rows_of(stack, others) == before
    assert len(dump.files(private)) == PEOPLE - 1
    archived = stack.query(
        "SELECT count(*) FROM django_hrflow_profile WHERE archived_at IS NOT NULL"
    )
    assert archived == [(0,)]
    # Nor does a sync of everything that HrFlow holds bring the person back.
    assert run(stack, "hrflow_sync", "--full") == 0
    assert holding(stack, marker) == []
    assert stack.query("SELECT count(*) FROM django_hrflow_profile") == [(PEOPLE - 1,)]
    # Nor was the person named since, neither to the queue nor in print.
    assert "hrflow" in dump.in_redis(stack.redis_port)
    assert marker not in dump.in_redis(stack.redis_port)
    assert not [each for each in stack.printed if marker in each.lower()]
