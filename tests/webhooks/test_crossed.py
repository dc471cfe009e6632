"""W-5: what one endpoint believes, no other does; what is told twice is one row."""

import base64
import itertools
import json

import pytest
from django.test import Client, override_settings

from django_hrflow.models import Event
from tests.webhooks.signing import HEADER, SCHEMES, letter

pytestmark = pytest.mark.django_db

SECRETS = {"default": "the-secret-of-default", "other": "the-secret-of-the-other"}
RETIRED = "the-secret-of-yesterday"
EVENT = {"type": "profile.searching.update", "origin": "web", "message": "\u00e9chec ?>~"}
PAYLOAD = json.dumps(EVENT, ensure_ascii=False).encode()


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch):
    monkeypatch.setattr("django_hrflow.tasks.enqueue", lambda *args: None)


def endpoints(schemes):
    """Two workspaces, each with a secret of its own."""
    return override_settings(
        HRFLOW={
            alias: {"API_SECRET": "ask_" + "0" * 32, "WEBHOOK_SECRET": secret,
                    "WEBHOOK_SIGNATURE_SCHEMES": schemes}
            for alias, secret in SECRETS.items()
        }
    )  # fmt: skip


def post(alias, headers, body):
    headers = {name: value for name, value in headers.items() if name != "Content-Type"}
    return Client().post(
        f"/hrflow/webhook/{alias}/", body, content_type="application/json", headers=headers
    ).status_code  # fmt: skip


def family(scheme):
    """C and C' are one rule in two alphabets."""
    return scheme.rstrip("'")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_w5_only_its_own_scheme_endpoint_and_a_live_secret(scheme):
    """W-5: each letter at each endpoint under each accepted scheme."""
    right = 0
    for accepted, alias, signer in itertools.product(
        ("A", "B", "C", "D"), SECRETS, (*SECRETS.values(), RETIRED)
    ):
        with endpoints([accepted]):
            status = post(alias, *letter(PAYLOAD, signer, scheme))
        belongs = accepted == family(scheme) and signer == SECRETS[alias]
        assert status == (200 if belongs else 401), (accepted, alias, signer)
        right += belongs
    assert right == len(SECRETS)
    assert set(Event.objects.values_list("workspace", "deliveries")) == {
        ("default", 1), ("other", 1)
    }  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), list(itertools.permutations(SCHEMES, 2)))
def test_w5_a_letter_dressed_up_as_another_scheme(ours, theirs):
    """W-5: digest, payload and body of two schemes in every mixture: only the same bytes pass."""
    mine, my_body = letter(PAYLOAD, SECRETS["default"], ours)
    other, other_body = letter(PAYLOAD.replace(b"web", b"api"), SECRETS["default"], theirs)
    my_mac, _dot, my_part = mine[HEADER].partition(".")
    other_mac, _dot, other_part = other[HEADER].partition(".")
    values = {my_mac, other_mac} | {
        f"{mac}.{part}" for mac in (my_mac, other_mac) for part in (my_part, other_part)
    }
    genuine = {(mine[HEADER], my_part or my_body), (other[HEADER], other_part or other_body)}
    with endpoints(["A", "B", "C", "D"]):
        for value, body in itertools.product(values, {my_body, other_body}):
            status = post("default", {HEADER: value}, body)
            own = (value, value.partition(".")[2] or body)
            assert status == (200 if own in genuine else 401), (value, body)
    assert {each.payload["origin"] for each in Event.objects.all()} == {"web", "api"}


def test_w5_converted_copies_are_one_row():
    """W-5: who saw one letter of scheme A, B or D can make the others of it; one row remains."""
    headers, _body = letter(PAYLOAD, SECRETS["default"], "A")
    seen, part = headers[HEADER].split(".")
    digest = base64.b64decode(seen)
    converted = {
        "B": ({HEADER: f"{base64.b64encode(bytes.fromhex(digest.decode())).decode()}.{part}"}, b""),
        "D": ({HEADER: digest.decode()}, PAYLOAD),
        "A, URL-safe and unpadded": (
            {HEADER: headers[HEADER].replace("+", "-").replace("/", "_").replace("=", "")}, b"x"
        ),
    }  # fmt: skip
    with endpoints(["A", "B", "C", "D"]):
        assert post("default", headers, b"") == 200
        for copy in converted.values():
            assert post("default", *copy) == 200
        for scheme in SCHEMES:
            spaced = json.dumps(dict(reversed(EVENT.items())), indent=1).encode()
            assert post("default", *letter(spaced, SECRETS["default"], scheme)) == 200
    event = Event.objects.get()
    assert (event.payload, event.deliveries) == (EVENT, 1 + len(converted) + len(SCHEMES))


def test_w5_two_names_of_one_header_are_not_believed():
    """W-5: two signatures could tell two stories."""
    headers, body = letter(PAYLOAD, SECRETS["default"], "A")
    with endpoints(["A"]):
        assert post("default", {**headers, "HRFLOW-SIGNATURE": headers[HEADER]}, body) == 401
    assert not Event.objects.exists()
