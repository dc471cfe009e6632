"""Errors: one tree, readable sentences, and a life after pickling."""

import pickle

import pytest

from django_hrflow import client
from django_hrflow.client import HrflowError, Outcome
from django_hrflow.client import errors as module

KINDS = [
    kind
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, HrflowError)
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_can_be_imported_from_the_package(kind):
    assert getattr(client, kind.__name__) is kind
    assert kind.__name__ in client.__all__
    assert kind.__name__ in module.__doc__


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling(kind):
    error = kind(
        "no",
        code=400,
        status=200,
        body="<html>",
        outcome=Outcome.REFUSED,
        retry_after=3.5,
        call="GET x",
    )
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)
    assert copy.retryable


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_what_happened_and_what_to_do(kind):
    text = str(kind("HrFlow's own words.", code=201, status=400, call="POST x"))
    assert text.startswith(f"{kind.what} [POST x, HTTP 400, code 201] HrFlow's own words.")
    assert kind.what.endswith(".")
    assert kind is HrflowError or kind.advice.endswith(".")


def test_an_error_without_facts_is_still_a_sentence():
    assert str(HrflowError()) == "The call to HrFlow failed."
    error = HrflowError()
    assert (error.code, error.status, error.body, error.retry_after) == (None, None, "", None)
    assert error.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_left_nothing_behind_may_simply_be_sent_again(outcome):
    assert HrflowError(outcome=outcome).retryable is (outcome is Outcome.REFUSED)
