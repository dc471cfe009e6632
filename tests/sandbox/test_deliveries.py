"""Webhooks as their receiver gets them."""

from __future__ import annotations

import json
import time

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, DEFAULT_WEBHOOK_SECRET, Sandbox
from django_hrflow.webhooks import SignatureError, verify
from tests.clocks import within

from .conftest import Api, Receiver

EVENT = {"type": "job.train.success", "origin": "api", "message": "é", "job": {"key": "j"}}


def test_an_async_parse_tells_of_parsing_then_of_storing(
    sandbox: Sandbox, api: Api, receiver: Receiver
):
    sandbox.configure(webhook_url=receiver.url)
    api.parse(reference="r1")
    assert sandbox.wait_idle()
    profile = api.get("profile/indexing", source_key=CAREERS_SOURCE_KEY, reference="r1")["data"]
    parsed, stored = receiver.events()
    identity = {"key": profile["key"], "reference": "r1", "source": {"key": CAREERS_SOURCE_KEY}}
    assert parsed["profile"] == stored["profile"] == identity
    assert (parsed["type"], stored["type"]) == (
        "profile.parsing.success",
        "profile.storing.success",
    )
    assert parsed["origin"] == "api"
    headers, _ = receiver.received[0]
    assert headers["Content-Type"] == "application/json"
    assert [one["status"] for one in sandbox.deliveries()] == [200, 200]


@pytest.mark.parametrize("scheme", ["A", "B", "C", "C'", "D"])
@pytest.mark.parametrize("array", [False, True])
def test_every_scheme_verifies_under_its_own_name(
    sandbox: Sandbox, receiver: Receiver, scheme: str, array: bool
):
    sandbox.configure(webhook_url=receiver.url, webhook_scheme=scheme, webhook_array=array,
                      webhook_secret="another-long-secret")  # fmt: skip
    sandbox.send_event(EVENT)
    assert sandbox.wait_idle()
    ((headers, body),) = receiver.received
    verified = verify(headers, body, ["another-long-secret"], schemes=(scheme[0],))
    assert json.loads(verified.payload) == ([EVENT] if array else EVENT)
    assert json.loads(body) == ([EVENT] if array else EVENT)
    with pytest.raises(SignatureError):
        verify(headers, body, [DEFAULT_WEBHOOK_SECRET])


def test_the_header_may_have_its_other_name(sandbox: Sandbox, receiver: Receiver):
    sandbox.configure(webhook_url=receiver.url, webhook_header="HRFLOW-SIGNATURE")
    sandbox.send_event(EVENT)
    assert sandbox.wait_idle()
    assert "HRFLOW-SIGNATURE" in receiver.received[0][0]
    assert receiver.events() == [EVENT]


def test_the_whole_profile_on_request(sandbox: Sandbox, api: Api, receiver: Receiver):
    sandbox.configure(webhook_url=receiver.url, webhook_profile="full")
    api.parse(reference="r1")
    assert sandbox.wait_idle()
    assert receiver.events()[0]["profile"]["info"]["email"] == "ada@example.org"


def test_every_receiver_gets_every_event(sandbox: Sandbox, receiver: Receiver):
    urls = [receiver.url, receiver.url + "?second=1"]
    sandbox.configure(webhook_urls=urls)
    sandbox.send_event(EVENT)
    assert sandbox.wait_idle()
    assert len(receiver.events()) == 2


def numbered(sandbox: Sandbox, receiver: Receiver, **settings) -> list[int]:
    sandbox.configure(webhook_url=receiver.url, **settings)
    for number in range(40):
        sandbox.send_event({"type": "a.b.c", "number": number})
    assert sandbox.wait_idle()
    return [event["number"] for event in receiver.events()]


def test_events_come_once_and_in_order(sandbox: Sandbox, receiver: Receiver):
    assert numbered(sandbox, receiver) == list(range(40))


def test_dropped(sandbox: Sandbox, receiver: Receiver):
    assert numbered(sandbox, receiver, webhook_drop=1) == []
    assert {one["problem"] for one in sandbox.deliveries()} == {"dropped"}
    assert 0 < len(numbered(sandbox, receiver, webhook_drop=0.5)) < 40


def test_doubled_byte_for_byte(sandbox: Sandbox, receiver: Receiver):
    numbers = numbered(sandbox, receiver, webhook_duplicate=1)
    assert numbers == sorted([*range(40), *range(40)])
    assert receiver.received[0][1] == receiver.received[1][1]


def test_out_of_order_but_complete(sandbox: Sandbox, receiver: Receiver):
    numbers = numbered(sandbox, receiver, webhook_shuffle=0.5)
    assert numbers != list(range(40))
    assert sorted(numbers) == list(range(40))


def test_a_lonely_event_is_not_held_back_for_ever(sandbox: Sandbox, receiver: Receiver):
    sandbox.configure(webhook_url=receiver.url, webhook_shuffle=1)
    sandbox.send_event(EVENT)
    assert sandbox.wait_idle(5)
    assert receiver.events() == [EVENT]


def test_a_refusal_is_noted_and_not_tried_again(sandbox: Sandbox, receiver: Receiver):
    receiver.status = 500
    sandbox.configure(webhook_url=receiver.url)
    sandbox.send_event(EVENT)
    assert sandbox.wait_idle()
    assert len(receiver.received) == 1
    assert sandbox.deliveries()[0]["status"] == 500


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://no-such-host.invalid/", "nonsense", "http://[/"]
)
def test_a_receiver_that_is_not_there_stops_nothing(sandbox: Sandbox, receiver: Receiver, url: str):
    sandbox.configure(webhook_urls=[url, receiver.url])
    sandbox.send_event(EVENT)
    assert sandbox.wait_idle()
    assert receiver.events() == [EVENT]
    assert [one["problem"] is None for one in sandbox.deliveries() if one["url"] == url] == [False]


def test_webhook_test_posts_a_sample(sandbox: Sandbox, api: Api, receiver: Receiver):
    sandbox.configure(webhook_url=receiver.url)
    answer = api.call("POST", "webhook/test").json()
    assert answer["code"] == 200
    assert sandbox.wait_idle()
    assert receiver.events()[0]["type"] == "profile.parsing.success"


def test_webhook_check_echoes(api: Api):
    answer = api.post(
        "webhook/check", {"url": "https://x.example/", "type": "profile.parsing.success"}
    )
    assert (answer["code"], answer["message"]) == (200, "ok")
    data = answer["data"]
    assert data["webhook_id"].startswith("wid_")
    assert len(data["webhook_id"]) == 26
    assert (data["url"], data["type"]) == ("https://x.example/", "profile.parsing.success")
    assert api.post("webhook/check", {"url": "https://x.example/"})["code"] == 400


def test_a_sandbox_stops_although_a_receiver_hangs():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        sandbox = Sandbox(webhook_url=url).start()
        sandbox.send_event(EVENT)
        time.sleep(0.1)
        with within(2):
            sandbox.stop()
