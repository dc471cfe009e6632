"""Pages by position: complete, stable, and told apart from nonsense."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest

from django_hrflow import mirror
from django_hrflow.models import Profile, Source
from tests.api.conftest import API, problem_of, wrong_parameters

pytestmark = pytest.mark.django_db

PROFILES = f"{API}profiles/"


@pytest.fixture
def thirty(db):
    """Thirty profiles; every third has no date, names and dates repeat."""
    source = mirror.store_source("default", {"key": "careers", "name": "Careers"})
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(30):
        row = mirror.store_profile(
            "default",
            {
                "key": f"key-{number:02d}",
                "reference": f"ref-{number}",
                "info": {"full_name": f"Ada {number // 4}", "email": f"ada{number}@example.org"},
                "created_at": (start + timedelta(days=number // 2)).isoformat(),
                "archived_at": "2026-02-01T00:00:00Z" if number == 7 else None,
            },
            source.key,
        )
        if number % 3 == 0:
            Profile.objects.filter(pk=row.pk).update(created_at=None)
    return list(Profile.objects.order_by("-pk"))


def walk(api, start, link="next"):
    """All keys on the way along the links."""
    keys, url = [], start
    while url:
        page = api.get(url).json()
        assert set(page) == {"next", "previous", "results"}
        found = [row["key"] for row in page["results"]]
        keys = keys + found if link == "next" else found + keys
        url, last = page[link], url
    return keys, last


@pytest.mark.parametrize(
    "ordering",
    ["", "-id", "id", "created_at", "-created_at", "name", "-name", "email", "-email"],
)
@pytest.mark.parametrize("limit", [1, 7, 30])
def test_all_rows_come_once_forwards_and_backwards(api, thirty, ordering, limit):
    start = f"{PROFILES}?limit={limit}" + (f"&ordering={ordering}" if ordering else "")
    whole = api.get(f"{PROFILES}?limit=100&ordering={ordering or '-id'}").json()["results"]
    expected = [row["key"] for row in whole]
    assert sorted(expected) == sorted(row.key for row in thirty)
    forwards, last = walk(api, start)
    assert forwards == expected
    assert walk(api, last, "previous")[0] == expected


def test_a_new_row_shifts_nothing(api, thirty):
    first = api.get(f"{PROFILES}?limit=10").json()
    mirror.store_profile("default", {"key": "new", "info": {}}, "careers")
    second = api.get(first["next"]).json()
    assert [row["key"] for row in second["results"]] == [row.key for row in thirty[10:20]]
    before = api.get(second["previous"]).json()
    assert before["results"] == first["results"]


def test_fifty_rows_are_a_page_and_a_hundred_the_most(api, thirty):
    source = Source.objects.get()
    for number in range(40):
        mirror.store_profile("default", {"key": f"more-{number}", "info": {}}, source.key)
    assert len(api.get(PROFILES).json()["results"]) == 50
    assert len(api.get(f"{PROFILES}?limit=100").json()["results"]) == 70


@pytest.mark.parametrize("limit", ["0", "-1", "101", "x", "", "1.5", "1e2", "\uff19", "9" * 5000])
def test_a_limit_that_makes_no_sense(api, limit):
    assert wrong_parameters(api.get(PROFILES, {"limit": limit})) == {"limit"}


@pytest.mark.parametrize(
    "ordering", ["", "payload", "-", "--id", "updated_at", "source__key", "pk"]
)
def test_an_ordering_that_there_is_not(api, ordering):
    assert wrong_parameters(api.get(PROFILES, {"ordering": ordering})) == {"ordering"}


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "W10",  # []
        "WyItaWQiLG51bGwsIjEiLDBd",  # the id is a text
        "WyItaWQiLG51bGwsdHJ1ZSwwXQ",  # the id is true
        "WyItaWQiLG51bGwsOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTksMF0",  # the id is beyond 64 bits
        "WyJuYW1lIiwiYSIsMSwwXQ",  # of another ordering
        "W1tbW1tbW1tbW1tbW1tbW1tbW1tb",
    ],
)
def test_a_cursor_that_was_not_given_out(api, cursor):
    assert "cursor" in problem_of(api.get(PROFILES, {"cursor": cursor}), 404)["detail"]


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+23:59", "x", "2026-01-01T00:00:00", 5])
def test_a_cursor_with_a_date_that_is_none(api, date):
    packed = json.dumps(["created_at", date, 1, 0]).encode()
    query = {"ordering": "created_at", "cursor": urlsafe_b64encode(packed).decode()}
    assert "cursor" in problem_of(api.get(PROFILES, query), 404)["detail"]


def keys(api, **query):
    return {row["key"] for row in api.get(PROFILES, {"limit": 100, **query}).json()["results"]}


def test_filters(api, thirty):
    everybody = {row.key for row in thirty}
    assert keys(api, source_key="careers") == everybody
    assert keys(api, source_key="other") == set()
    assert keys(api, reference="ref-3") == {"key-03"}
    assert keys(api, email="ada5@example.org") == {"key-05"}
    assert keys(api, name="Ada 0") == {"key-00", "key-01", "key-02", "key-03"}
    assert keys(api, archived="true") == {"key-07"}
    assert keys(api, archived="false") == everybody - {"key-07"}
    dated = {row.key for row in thirty if row.created_at}
    late = {key for key in dated if int(key[4:]) >= 20}
    assert keys(api, created_at_min="2026-01-11") == late
    assert keys(api, created_at_max="2026-01-10T23:59:59Z") == dated - late
    assert keys(api, updated_at_min="2026-01-01") == set()


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("key-05", {"key-05"}),
        ("ref-12", {"key-12"}),
        ("Ada 7", {"key-28", "key-29"}),
        ("ada 7", {"key-28", "key-29"}),
        ("ada25@", {"key-25"}),
        ("da 7", set()),
        ("%", set()),
    ],
)
def test_search(api, thirty, term, expected):
    assert keys(api, search=term) == expected


def test_filters_stay_on_the_next_page(api, thirty):
    first = api.get(PROFILES, {"limit": 10, "archived": "false"}).json()
    rest, _last = walk(api, first["next"])
    assert len(rest) == 19
    assert "key-07" not in rest


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("archived", "maybe"),
        ("archived", "1"),
        ("created_at_min", "soon"),
        ("created_at_min", "2026-13-01"),
        ("created_at_max", "0001-01-01T00:00:00+23:59"),
        ("source_key", "k" * 256),
        ("sourcekey", "careers"),
        ("source_keys", "careers"),
        ("_", "1"),
        ("source_key", ""),
        ("created_at_min", ""),
        ("search", ""),
        ("cursor", ""),
    ],
)
def test_a_filter_that_makes_no_sense_is_named_and_never_ignored(api, name, value):
    assert wrong_parameters(api.get(PROFILES, {name: value})) == {name}
