"""Every error is told as a problem document whose status does not blame the wrong side."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from django_hrflow import client
from django_hrflow.client import HrflowError, Outcome
from django_hrflow.services.problems import problem

ALL = sorted(
    (each for name in client.__all__ if isinstance(each := getattr(client, name), type)
     and issubclass(each, HrflowError)),
    key=lambda each: each.__name__,
)  # fmt: skip


@pytest.mark.parametrize("error", ALL)
def test_every_error_of_the_client_has_a_document(error):
    document = problem(error("Words of HrFlow."))
    assert json.loads(json.dumps(document)) == document
    assert {"type", "title", "status", "detail"} <= set(document)
    assert document["detail"] == "Words of HrFlow."
    assert document["status"] not in (401, 403, 500)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (client.BadRequest("no", code=400, status=400), 400),
        (client.AlreadyUsed("used", code=400, status=400), 400),
        (client.NotFound("gone", code=400, status=400), 404),
        (client.QuotaExceeded("used up", code=402), 402),
        (client.ValidationFailed("invalid", code=422), 422),
        (client.RateLimited("slowly", code=429, retry_after=7.2), 429),
        (client.Unauthorized("key", code=401), 502),
        (client.Forbidden("key", code=403), 502),
        (client.ServerError("500", status=500), 502),
        (client.ServerError("busy", status=503, outcome=Outcome.REFUSED, retry_after=9), 503),
        (client.InvalidResponse("html", status=200), 502),
        (client.ConnectionFailed("refused"), 503),
        (client.ConnectionLost("reset"), 503),
        (client.Timeout("silence"), 503),
    ],
)
def test_statuses(error, status):
    assert problem(error)["status"] == status


def test_who_was_not_reached_may_try_again_and_when():
    assert problem(client.RateLimited("slowly", code=429, retry_after=7.2))["retry_after"] == 8
    assert problem(client.Timeout("silence"))["retry_after"] == 5
    assert "retry_after" not in problem(client.BadRequest("no", code=400))


def test_the_code_of_the_envelope_is_told():
    assert problem(client.BadRequest("no", code=400, status=200))["code"] == 400


def test_validation():
    single = problem(ValidationError("Choose another one.", code="reference"))
    assert (single["status"], single["errors"]) == (400, ["Choose another one."])
    fields = problem(ValidationError({"name": ["Missing."], "url": ["Wrong."]}))
    assert fields["errors"] == {"name": ["Missing."], "url": ["Wrong."]}
    assert problem(ValidationError("Used.", code="idempotency_key"))["status"] == 422


def test_our_own_faults():
    assert problem(ImproperlyConfigured("HRFLOW is missing."))["status"] == 503
    document = problem(KeyError("ada@example.org"))
    assert document["status"] == 500
    assert "ada@example.org" not in json.dumps(document)
