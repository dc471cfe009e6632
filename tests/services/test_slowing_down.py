"""A-4: when HrFlow asks to slow down, no CV of the workspace comes earlier or pays for it."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from django_hrflow import mirror
from django_hrflow.models import Resume
from django_hrflow.services import resumes
from tests.client.servers import Server, answer

pytestmark = pytest.mark.django_db


def in_seconds(seconds):
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.fixture
def rows(settings):
    source = mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})
    files = [ContentFile(rb"{\rtf1 CV %d}" % number, name="a.rtf") for number in range(3)]
    return [resumes.accept(each, source=source).resume for each in files]


@pytest.mark.parametrize(
    ("header", "least"),
    [
        (lambda: "1", 1),
        (lambda: "120", 120),
        (lambda: "3600", 900),
        (lambda: in_seconds(120), 118),
        (lambda: in_seconds(7200), 900),
        (lambda: "garbage", 0),
        (lambda: None, 0),
    ],
    ids=["1", "120", "3600", "date", "far date", "garbage", "none"],
)
def test_the_next_call_is_never_earlier(rows, settings, header, least):
    """A-4: not before Retry-After, at most 15 minutes later, and no attempt is consumed."""
    with Server(answer(b"slow down", 429, retry_after=header())) as server:
        settings.HRFLOW = {"default": {**settings.HRFLOW["default"], "API_URL": server.url}}
        asked_at = timezone.now()
        resumes.advance(rows[0].pk)
        for each in rows if least else rows[:1]:
            resumes.advance(each.pk)
            each.refresh_from_db()
            assert (each.state, each.attempts) == ("stored", 0)
            wait = (each.not_before - asked_at).total_seconds()
            assert least - 0.01 <= wait <= 900 + 60
        assert len(server.requests) == 1
        Resume.objects.update(not_before=asked_at)
        resumes.advance(rows[0].pk)
        assert len(server.requests) == 2
