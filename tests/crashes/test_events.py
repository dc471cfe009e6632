"""R-8: a process truly exits at each named place of an event's way; each receiver is told once.

Each test names the row of the crash table that it stands for, E1 to E10.
"""

import json

import pytest
import requests

from django_hrflow import webhooks
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, DEFAULT_WEBHOOK_SECRET
from tests.crashes.site import frozen
from tests.live.processes import free_port, wait_until

pytestmark = pytest.mark.timeout(600)


def deliver(web):
    """The status that HrFlow sees; None where the web server died before it answered."""
    raw = json.dumps({"type": "profile.searching.update", "origin": "web"}).encode()
    headers, body = webhooks.sign(raw, DEFAULT_WEBHOOK_SECRET)
    try:
        return requests.post(
            f"{web.url}/hrflow/webhook/", body, headers=headers, timeout=20
        ).status_code
    except requests.ConnectionError:
        return None
    finally:
        web.kill()


def test_e1_an_event_is_verified_and_not_stored(site):
    assert deliver(site.web(crash="event_verified")) is None
    assert site.event_states() == []
    assert deliver(site.web()) == 200
    assert site.event_states() == ["done"]


def test_e2_an_event_is_stored_and_the_answer_is_not_sent(site):
    assert deliver(site.web(crash="event_stored")) is None
    assert site.event_states() == ["received"]
    assert deliver(site.web()) == 200
    assert site.stack.query("SELECT deliveries FROM django_hrflow_event") == [(2,)]
    site.finish()
    assert site.event_states() == ["done"]


def test_e3_e4_an_event_is_acknowledged_and_redis_is_lost(site):
    """Nobody is woken: the message was never sent, or is gone with Redis."""
    assert deliver(site.web(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")) == 200
    assert site.event_states() == ["received"]
    site.work()
    assert site.event_states() == ["done"]


@pytest.mark.parametrize(
    ("crash", "told"),
    [
        pytest.param("event_claimed", 0, id="e5-before-any-receiver"),
        pytest.param("event_settled", 0, id="e5-after-the-mirror"),
        pytest.param("event_receiver_told", 1, id="e6-between-two-receivers"),
        pytest.param("event_receiver_called", 0, id="e7-inside-a-receiver"),
        pytest.param("event_told", 4, id="e8-after-the-last-receiver"),
    ],
)
def test_a_worker_dies_over_an_event(site, crash, told):
    site.sandbox.configure(sources={CAREERS_SOURCE_KEY: True})
    site.upload()
    assert site.work(crash=crash) == 137
    assert site.event_states() == ["processing"]
    succeeded = site.stack.query("SELECT receiver FROM django_hrflow_receipt WHERE ok")
    assert len(succeeded) == told
    site.finish()
    site.assert_whole()
    assert set(site.event_states()) == {"done"}


def test_e9_a_worker_is_frozen_past_its_lease(site):
    """R-4: its late write is refused, and the log counts it."""
    site.sandbox.configure(sources={CAREERS_SOURCE_KEY: True})
    site.sandbox.fault("slow=5", path="profile/indexing")
    site.upload()
    worker = site.worker()
    wait_until(lambda: site.event_states() == ["processing"], 30, "an event at work")
    with frozen(worker):
        site.pass_time(200)
        site.work()
        assert site.event_states() == ["done"]
    assert worker.tail().count("zombie write refused") == 1
    site.finish()
    site.assert_whole()


def test_e10_a_receiver_that_always_raises(site):
    """The others are told once, and the event is given up after eight tries."""
    site.stack.env["RECORDER_POISON"] = "1"
    site.sandbox.configure(sources={CAREERS_SOURCE_KEY: True})
    site.upload()
    site.finish(rounds=10)
    assert site.event_states() == ["dead"]
    receipts = site.stack.query("SELECT ok, tries FROM django_hrflow_receipt ORDER BY tries")
    # The example project's own receiver is the third.
    assert [(bool(ok), tries) for ok, tries in receipts] == [(True, 1)] * 3 + [(False, 8)]
    assert site.effects() == [("good",), ("moody",)]
    assert site.states() == ["parsed"]
