"""W-7: the same event delivered many times at once is one row and one effect, and never a 5xx."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from django_hrflow.sandbox import DEFAULT_WEBHOOK_SECRET
from tests.live.posting import post
from tests.live.stack import Stack
from tests.long import size
from tests.webhooks.signing import SCHEMES

AT_ONCE = 50
EVENTS = size(8, 200)
RECEIVERS = ("good", "moody", "poisoned")


@pytest.fixture
def stack(open_folder):
    """PostgreSQL and a web that truly serves fifty at once."""
    stack = Stack(open_folder, database="postgresql", webhook=False)
    stack.web.command += ["--threads", str(AT_ONCE // 2)]
    with stack:
        yield stack


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_w7_fifty_deliveries_of_one_event_at_once(stack):
    """W-7: fifty threads, one event, in all schemes; then the next event."""
    url, together, statuses = f"{stack.url}/hrflow/webhook/", threading.Barrier(AT_ONCE), []

    def deliver(hand):
        for number in range(EVENTS):
            event = {"type": "profile.parsing.error", "message": f"event {number}"}
            together.wait(120)
            statuses.append(post(url, event, DEFAULT_WEBHOOK_SECRET, SCHEMES[hand % 5]))

    with ThreadPoolExecutor(AT_ONCE) as hands:
        list(hands.map(deliver, range(AT_ONCE)))
    assert Counter(statuses) == {200: AT_ONCE * EVENTS}
    rows = stack.query("SELECT id, deliveries FROM django_hrflow_event")
    assert [deliveries for _pk, deliveries in rows] == [AT_ONCE] * EVENTS
    undone = "SELECT count(*) FROM django_hrflow_event WHERE state <> 'done'"
    stack.wait(lambda: stack.query(undone) == [(0,)], 300, "the work on the events")
    effects = stack.query("SELECT receiver, event_id FROM recorder_effect")
    assert sorted(effects) == sorted((each, pk) for each in RECEIVERS for pk, _count in rows)
