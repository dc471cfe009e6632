"""The webhook view: signed bytes come in, nothing else leaves a trace, nothing is a 500."""

import json

import pytest
from django.db import OperationalError
from django.http.request import RawPostDataException
from django.test import Client, RequestFactory, override_settings

from django_hrflow import conf, webhooks
from django_hrflow.models import Event
from django_hrflow.services import events
from django_hrflow.views import WebhookView
from django_hrflow.webhooks.signature import HEADERS

pytestmark = pytest.mark.django_db(transaction=True)

EVENT = {"type": "profile.searching.update", "origin": "web", "message": "échec"}
URL = "/hrflow/webhook/"


def signed(payload=EVENT, scheme="A", secret=None):
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    headers, body = webhooks.sign(raw, secret or conf.workspace().webhook_secrets[0], scheme)
    return {"data": body, "content_type": "application/json", "headers": headers}


def post(url=URL, client=None, **kwargs):
    return (client or Client(enforce_csrf_checks=True)).post(url, **(kwargs or signed()))


@pytest.mark.parametrize("url", [URL, "/hrflow/webhook", URL + "default/", URL + "default"])
def test_a_signed_event_is_taken_in(url):
    answer = post(url)
    assert (answer.status_code, answer.content) == (200, b"")
    assert Event.objects.get().payload == EVENT


def forged():
    """Requests that HrFlow did not sign, and what each is answered."""
    good = signed()
    name, value = next(iter(good["headers"].items()))
    body = signed(scheme="D")
    return {
        "no header": ({**good, "headers": {}}, 401),
        "empty": ({**good, "headers": {name: ""}}, 401),
        "cut": ({**good, "headers": {name: value[:-7]}}, 401),
        "other secret": (signed(secret="another-secret-of-length"), 401),
        "two headers": ({**good, "headers": {name: value, "HRFLOW-SIGNATURE": value}}, 401),
        "three parts": ({**good, "headers": {name: value + ".zzz"}}, 401),
        "latin": ({**good, "headers": {name: "\xe9" + value}}, 401),
        "not hex": ({**good, "headers": {name: "hello"}}, 401),
        "body changed": ({**body, "data": body["data"] + b" "}, 401),
        "body not text": ({**body, "data": b"\xff\xfe"}, 401),
        "header too long": ({**good, "headers": {name: "A" * 300_000}}, 431),
        "body too long": ({**good, "data": b"x" * (1024 * 1024 + 1)}, 413),
    }


@pytest.mark.parametrize("case", list(forged()))
def test_what_hrflow_did_not_sign_leaves_no_trace(case, caplog, django_assert_num_queries):
    request, status = forged()[case]
    with django_assert_num_queries(0):
        answer = post(**request)
    assert (answer.status_code, answer.content) == (status, b"")
    assert not Event.objects.exists()
    assert len([each for each in caplog.records if each.name == "django_hrflow.webhooks"]) <= 1
    assert "échec" not in caplog.text


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("get", URL, 405),
        ("put", URL, 405),
        ("post", URL + "nobody/", 404),
        ("get", "/hrflow/x/", 404),
    ],
)
def test_other_requests(method, url, status):
    assert getattr(Client(), method)(url).status_code == status


def test_a_length_that_is_none():
    assert post(**signed(), CONTENT_LENGTH="many").status_code == 400


def test_secrets_are_rotated():
    old, new = signed(secret="old-secret-long-enough"), signed(secret="new-secret-long-enough")

    def statuses(*secrets):
        entry = {"API_SECRET": "ask_" + "0" * 32, "WEBHOOK_SECRET": list(secrets)}
        with override_settings(HRFLOW={"default": entry}):
            return post(**old).status_code, post(**new).status_code

    assert statuses("old-secret-long-enough") == (200, 401)
    assert statuses("new-secret-long-enough", "old-secret-long-enough") == (200, 200)
    assert statuses("new-secret-long-enough") == (401, 200)


@pytest.mark.parametrize("secret", [None, [], "", "short"])
def test_without_a_secret_nothing_is_believed(secret):
    entry = {"API_SECRET": "ask_" + "0" * 32, "WEBHOOK_SECRET": secret}
    with override_settings(HRFLOW={"default": entry}):
        answer = post(**signed(secret="another-secret-of-length"))
    assert answer.status_code == (401 if secret == "short" else 503)
    assert not Event.objects.exists()


def test_it_works_behind_a_login_and_in_atomic_requests(settings, monkeypatch):
    from django.db import connection

    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"
    ]  # fmt: skip
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    in_transaction = []
    real = events.receive

    def receive(*args):
        in_transaction.append(connection.in_atomic_block)
        return real(*args)

    monkeypatch.setattr("django_hrflow.views.events.receive", receive)
    assert post().status_code == 200
    assert in_transaction == [False]


def test_a_database_that_is_away(monkeypatch, caplog):
    def receive(*args):
        raise OperationalError("host of the database")

    monkeypatch.setattr("django_hrflow.views.events.receive", receive)
    assert post().status_code == 503
    assert "host of the database" not in caplog.text


def test_a_dead_broker_does_not_matter(settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    assert post().status_code == 200
    assert Event.objects.get().state == Event.State.RECEIVED


def test_one_query_stores_an_event(django_assert_max_num_queries):
    with django_assert_max_num_queries(3) as queries:
        events.receive("default", signed()["headers"], signed()["data"])
    statements = [each["sql"] for each in queries.captured_queries]
    assert [each.split()[0] for each in statements if "INSERT" in each] == ["INSERT"]


@pytest.mark.parametrize("value", [None, "hello", "A"])
def test_the_body_is_kept_only_where_it_is_signed(value):
    """W-12: what nobody signed is read from the wire, piece by piece, and not kept."""
    given = signed()
    headers = {} if value is None else given["headers"] if value == "A" else {HEADERS[0]: value}
    request = RequestFactory().post(URL, b"x" * 200_000, given["content_type"], headers=headers)
    assert WebhookView.as_view()(request).status_code == (200 if value == "A" else 401)
    assert request.read() == b""
    with pytest.raises(RawPostDataException):
        _ = request.body
