"""W-2 and W-3: however many hostile headers come, nothing but the signed bytes is believed.

The short run sends thousands, ``tox run -e long`` the 100,000 a scheme through the view and the
10,000,000 through the bare verifier.
"""

import logging

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import resolve

from django_hrflow import conf, webhooks
from django_hrflow.models import Event
from tests.long import size
from tests.webhooks.mutation import Mutator
from tests.webhooks.signing import HEADER, SCHEMES, letter
from tests.webhooks.vectors import P1, SECRET

THROUGH_THE_VIEW = size(2_000, 100_000)
THROUGH_THE_VERIFIER = size(100_000, 10_000_000)
URL = "/hrflow/webhook/"


@pytest.fixture(autouse=True)
def _no_logs():
    """Each refusal is logged twice, which pytest would keep."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


class Statements:
    """Counts what is asked of the database."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


@pytest.mark.timeout(900)
@pytest.mark.django_db
@pytest.mark.parametrize("scheme", SCHEMES)
def test_w2_through_the_view(scheme, monkeypatch):
    """W-2: no other bytes are accepted, nothing is a 5xx, nothing refused touches the database."""
    monkeypatch.setattr("django_hrflow.tasks.enqueue", lambda *args: None)
    secret, view = conf.workspace().webhook_secrets[0], resolve(URL).func
    requests, statements = RequestFactory(), Statements()
    mutator = Mutator(P1, secret, scheme)
    _headers, body = letter(P1, secret, scheme)

    def post(value):
        request = requests.post(URL, body, content_type="application/json", headers={HEADER: value})
        return view(request).status_code

    assert post(mutator.genuine) == 200
    accepted = 1
    with connection.execute_wrapper(statements):
        for _number, value in zip(range(THROUGH_THE_VIEW), mutator, strict=False):
            asked = statements.count
            status = post(value)
            if status == 200:
                accepted += 1
            else:
                assert status in (401, 431), value
                assert statements.count == asked, value
    event = Event.objects.get()
    assert event.payload == webhooks.read(P1)[0].payload
    assert event.deliveries == accepted
    assert accepted < THROUGH_THE_VIEW / 5, "Most headers should be hostile."


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_w3_through_the_bare_verifier(scheme):
    """W-3: nothing but a SignatureError comes out, or the signed bytes themselves."""
    mutator, secrets = Mutator(P1, SECRET, scheme, seed=1), [SECRET]
    _headers, body = letter(P1, SECRET, scheme)
    refused = 0
    for _number, value in zip(range(THROUGH_THE_VERIFIER // len(SCHEMES)), mutator, strict=False):
        try:
            found = webhooks.verify({HEADER: value}, body, secrets)
        except webhooks.SignatureError:
            refused += 1
        else:
            assert found.payload == P1, value
    assert refused > THROUGH_THE_VERIFIER // len(SCHEMES) * 0.8, "Most headers should be hostile."
