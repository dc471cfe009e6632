"""Health is the age of the oldest due row: red after a minute, for the price of a few queries."""

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import Client, override_settings

from django_hrflow import mirror
from django_hrflow.models import Event, Resume
from django_hrflow.services import resumes, sweeping
from django_hrflow.testing.queue import pass_time

pytestmark = pytest.mark.django_db

URL = "/hrflow/health/"


def add_resumes(count):
    source = mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})
    for number in range(count):
        content = rb"{\rtf1 CV %d of Ada}" % number
        resumes.accept(ContentFile(content, name="ada.rtf"), source=source)


def test_nothing_to_do_is_healthy():
    answer = Client().get(URL)
    assert answer.status_code == 200
    assert answer.json()["oldest_due"] == 0
    assert answer["Cache-Control"] == "no-store"


def test_red_when_a_row_was_due_for_a_minute_and_green_after():
    add_resumes(2)
    pass_time(58)
    assert Client().get(URL).status_code == 200
    pass_time(5)
    answer = Client().get(URL)
    assert answer.status_code == 503
    assert answer.json()["states"]["resumes"] == {"stored": 2}
    assert 60 < answer.json()["oldest_due"] < 75
    assert "ada" not in answer.content.decode().lower()
    Resume.objects.update(state=Resume.State.PARSED)
    assert Client().get(URL).json() == {
        "ok": True, "oldest_due": 0.0, "limit": 60.0,
        "states": {kind: {} for kind in answer.json()["states"]},
    }  # fmt: skip


def test_a_row_that_a_worker_holds_is_not_due():
    add_resumes(1)
    pass_time(100)
    resume = Resume.objects.get()
    assert Resume.take(resume.pk, sweeping.Q(), state=Resume.State.SUBMITTING)
    assert Client().get(URL).status_code == 200


@override_settings(HRFLOW_HEALTH_LIMIT=600)
def test_the_limit_is_a_setting():
    add_resumes(1)
    pass_time(300)
    assert Client().get(URL).status_code == 200


def test_what_was_given_up_is_counted_without_being_due():
    Event.objects.create(digest="1" * 64, type="x.y", state=Event.State.DEAD, payload={})
    answer = Client().get(URL)
    assert answer.status_code == 200
    assert answer.json()["states"]["events"] == {"dead": 1}


@pytest.mark.parametrize("count", [0, 7])
def test_the_price_does_not_depend_on_the_tables(count, django_assert_num_queries):
    add_resumes(count)
    with django_assert_num_queries(len(sweeping.WORKED_ON)):
        Client().get(URL)


def test_a_database_that_is_away(monkeypatch):
    def waiting():
        raise OperationalError("host of the database")

    monkeypatch.setattr(sweeping, "waiting", waiting)
    answer = Client().get(URL)
    assert answer.status_code == 503
    assert b"host" not in answer.content


def test_it_needs_no_sign_in_where_all_else_does(settings):
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"
    ]  # fmt: skip
    assert Client().get(URL).status_code == 200
