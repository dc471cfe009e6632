"""Payloads become rows; nothing HrFlow may send is fatal, nothing old replaces anything new."""

import math

import pytest

from django_hrflow import mirror
from django_hrflow.models import Profile, Source

pytestmark = pytest.mark.django_db

SOURCE = {"key": "5" * 40, "name": "Careers", "type": "api", "subtype": "python"}
PROFILE = {
    "key": "a" * 40,
    "reference": "cand-42",
    "source": SOURCE,
    "created_at": "2024-01-02T03:04:05+0000",
    "updated_at": "2024-01-02T03:04:05+0000",
    "archived_at": None,
    "info": {"full_name": "Ada Example", "email": "ada@example.org"},
    "skills": [{"name": "python", "type": "hard", "value": None}],
    "educations": None,
    "location": {"text": "Lyon", "fields": []},
}


def test_a_profile_and_its_source_become_rows():
    row = mirror.store_profile("default", PROFILE)
    assert (row.name, row.email, row.reference) == ("Ada Example", "ada@example.org", "cand-42")
    assert row.created_at.isoformat() == "2024-01-02T03:04:05+00:00"
    assert row.skills == ["python"]
    assert row.educations == []
    assert row.payload == PROFILE
    assert Source.objects.get().name == "Careers"


def test_the_same_again_is_one_row():
    first = mirror.store_profile("default", PROFILE)
    assert mirror.store_profile("default", PROFILE).pk == first.pk
    assert Profile.objects.count() == 1


def test_an_older_state_never_replaces_a_newer_one():
    newer = {**PROFILE, "updated_at": "2024-05-01T00:00:00+0000", "reference": "new"}
    mirror.store_profile("default", newer)
    assert mirror.store_profile("default", PROFILE).reference == "new"
    assert Profile.objects.get().reference == "new"
    newest = {**PROFILE, "updated_at": "2024-06-01T00:00:00+0000", "reference": "newest"}
    assert mirror.store_profile("default", newest).reference == "newest"


def test_a_reference_that_moved_to_another_profile():
    mirror.store_profile("default", PROFILE)
    mirror.store_profile("default", {**PROFILE, "key": "b" * 40})
    assert dict(Profile.objects.values_list("key", "reference")) == {
        "a" * 40: None,
        "b" * 40: "cand-42",
    }


def test_the_same_key_in_two_workspaces():
    mirror.store_profile("default", PROFILE)
    mirror.store_profile("other", PROFILE)
    assert Profile.objects.count() == Source.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"info": None, "skills": None, "experiences": {"0": {}}, "tags": "none"},
        {"info": {"full_name": 7, "email": ["x"], "location": []}},
        {"info": {"full_name": "x" * 10_000, "email": "y" * 10_000}, "reference": "r" * 10_000},
        {"info": {"full_name": "nul \0 and \ud800 half"}, "text": "\udfff", "nul\0key": 1},
        {"created_at": "yesterday", "updated_at": 17, "archived_at": {"iso8601": "2020-13-45"}},
        {"text": math.nan, "experiences_duration": math.inf},
    ],
)
def test_whatever_hrflow_sends_is_stored(changes):
    row = mirror.store_profile("default", {**PROFILE, **changes})
    row.refresh_from_db()
    assert row.key == PROFILE["key"]
    for name in ("skills", "languages", "tags", "location", "phone", "summary", "experiences"):
        getattr(row, name)


def test_a_payload_without_a_source_uses_the_key_at_hand():
    row = mirror.store_profile("default", {"key": "c" * 40}, source_key="5" * 40)
    assert row.source.key == "5" * 40
    with pytest.raises(KeyError, match="which source"):
        mirror.store_profile("default", {"key": "d" * 40})


def test_a_source_known_from_a_profile_is_filled_in_later():
    mirror.store_profile("default", PROFILE)
    mirror.store_source("default", {**SOURCE, "sync_parsing": True, "name": "Renamed"})
    source = Source.objects.get()
    assert source.sync_parsing
    assert source.name == "Renamed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-07-22T09:11:32+0000", "2020-07-22T09:11:32+00:00"),
        ("2016-01-01T00:00:00", "2016-01-01T00:00:00+00:00"),
        ("2000-10-31T01:30:00.000-05:00", "2000-10-31T06:30:00+00:00"),
        ("2020-05-18T21:59", "2020-05-18T21:59:00+00:00"),
        ({"iso8601": "2020-01-01"}, "2020-01-01T00:00:00+00:00"),
    ],
)
def test_dates(text, expected):
    assert mirror.parse_date(text).isoformat() == expected
