"""Many payloads at once: the same rules as for one, in few statements."""

import re

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from django_hrflow import mirror
from django_hrflow.adapter import Adapter
from django_hrflow.mirror import bulk, writers
from django_hrflow.mirror.kinds import PROFILE
from django_hrflow.models import Board, Job, Profile, Source

pytestmark = pytest.mark.django_db

SOURCE_KEY = "5" * 40


def profile(number, **changes):
    return {
        "key": f"{number:040x}",
        "reference": f"cand-{number}",
        "source": {"key": SOURCE_KEY, "name": "Careers"},
        "created_at": "2024-01-02T03:04:05+0000",
        "updated_at": "2024-01-02T03:04:05+0000",
        "archived_at": None,
        "info": {"full_name": f"Ada Example {number}", "email": f"ada{number}@example.org"},
        "skills": [{"name": "python", "type": "hard", "value": None}],
        **changes,
    }


@pytest.fixture
def source():
    return mirror.store_source("default", {"key": SOURCE_KEY, "name": "Careers"})


def counts(tally):
    return {name: count for name, count in vars(tally).items() if count}


def test_rows_are_the_same_as_those_written_one_by_one(source):
    payloads = [profile(number) for number in range(3)]
    assert counts(mirror.write_profiles(source, payloads)) == {"new": 3}
    together = list(Profile.objects.order_by("key").values())
    Profile.objects.all().delete()
    for each in payloads:
        mirror.store_profile("default", each)
    alone = list(Profile.objects.order_by("key").values())
    for row in together + alone:
        del row["id"], row["synced_at"]
    assert together == alone
    assert together[1]["email"] == "ada1@example.org"


def test_only_what_differs_is_written(source):
    payloads = [profile(number) for number in range(5)]
    mirror.write_profiles(source, payloads)
    synced = dict(Profile.objects.values_list("key", "synced_at"))
    payloads[2] = profile(2, info={"full_name": "Renamed"}, updated_at="2024-02-01T00:00:00+0000")
    assert counts(mirror.write_profiles(source, payloads)) == {"changed": 1, "unchanged": 4}
    again = dict(Profile.objects.values_list("key", "synced_at"))
    assert {key for key in again if again[key] != synced[key]} == {payloads[2]["key"]}
    assert Profile.objects.get(key=payloads[2]["key"]).name == "Renamed"


def test_an_unchanged_batch_costs_one_select(source):
    payloads = [profile(number) for number in range(bulk.BATCH)]
    mirror.write_profiles(source, payloads)
    with CaptureQueriesContext(connection) as queries:
        mirror.write_profiles(source, payloads)
    assert len(queries) == 1
    assert '"payload"' not in queries[0]["sql"]


def test_batches_are_bounded(source):
    payloads = (profile(number) for number in range(2 * bulk.BATCH + 1))
    assert counts(mirror.write_profiles(source, payloads)) == {"new": 2 * bulk.BATCH + 1}
    assert Profile.objects.count() == 2 * bulk.BATCH + 1


def test_the_database_counts_its_rows_when_there_are_many_more(source, monkeypatch):
    counted, tally = [], mirror.Tally()
    monkeypatch.setattr(bulk, "MANY", 10)
    monkeypatch.setattr(bulk, "analyze", lambda kind: counted.append(tally.new))
    for number in range(45):  # as a sync does it, page by page
        mirror.write_profiles(source, [profile(number)], tally=tally)
    mirror.write_profiles(source, [profile(number) for number in range(45)], tally=tally)
    mirror.write_profiles(source, [profile(number) for number in range(45, 99)], dry_run=True)
    assert counted == [10, 20, 40]
    assert counts(tally) == {"new": 45, "unchanged": 45}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_a_new_source_is_not_taken_for_empty(source):
    """Or PostgreSQL reads all of its rows whenever it is asked for some of them."""
    payloads = [profile(number) for number in range(bulk.MANY)]
    assert counts(mirror.write_profiles(source, payloads)) == {"new": bulk.MANY}
    plan = Profile.objects.filter(source=source).explain()
    assert int(re.search(r"rows=(\d+)", plan)[1]) == bulk.MANY, plan


def test_an_older_state_never_replaces_a_newer_one(source):
    mirror.write_profiles(source, [profile(1, updated_at="2024-06-01T00:00:00+0000")])
    old = profile(1, info={"full_name": "Old"})
    assert counts(mirror.write_profiles(source, [old])) == {"older": 1}
    assert Profile.objects.get().name == "Ada Example 1"


def test_nor_does_it_when_another_worker_wrote_in_between(source):
    """The statement itself compares the dates: what was read before it may be out of date."""
    newer = profile(1, updated_at="2024-06-01T00:00:00+0000")
    mirror.write_profiles(source, [newer])
    items = bulk._items(PROFILE, [(source.pk, profile(1, info={"full_name": "Old"}))], bulk.Tally())
    bulk._save(PROFILE, "default", items)
    assert Profile.objects.get().name == "Ada Example 1"


def test_a_payload_without_a_date_counts_as_news(source):
    mirror.write_profiles(source, [profile(1)])
    undated = profile(1, updated_at=None, info={"full_name": "Undated"})
    assert counts(mirror.write_profiles(source, [undated])) == {"changed": 1}
    assert Profile.objects.get().name == "Undated"


def test_one_that_comes_twice_is_written_once_and_the_newest_wins(source):
    newer = profile(1, updated_at="2024-06-01T00:00:00+0000", info={"full_name": "Newer"})
    assert counts(mirror.write_profiles(source, [newer, profile(1)])) == {"new": 1, "older": 1}
    assert Profile.objects.get().name == "Newer"


def test_references_that_change_places(source, monkeypatch):
    monkeypatch.setattr(bulk, "write_row", None)  # not one by one
    mirror.write_profiles(source, [profile(1), profile(2), profile(3)])
    swapped = [
        profile(1, reference="cand-2", updated_at="2024-06-01T00:00:00+0000"),
        profile(2, reference="cand-1", updated_at="2024-06-01T00:00:00+0000"),
    ]
    assert counts(mirror.write_profiles(source, swapped)) == {"changed": 2}
    references = dict(Profile.objects.values_list("name", "reference"))
    assert references == {
        "Ada Example 1": "cand-2", "Ada Example 2": "cand-1", "Ada Example 3": "cand-3",
    }  # fmt: skip


@pytest.mark.parametrize("newest", [1, 2, 3])
def test_of_several_with_one_reference_the_newest_has_it(source, newest):
    july = {"updated_at": "2024-07-01T00:00:00+0000"}
    alike = [
        profile(number, reference="same", **(july if number == newest else {}))
        for number in (1, 2, 3)
    ]
    mirror.write_profiles(source, alike)
    assert Profile.objects.get(reference="same").name == f"Ada Example {newest}"
    assert counts(mirror.write_profiles(source, alike)) == {"unchanged": 3}


def test_a_reference_taken_in_between_is_settled_row_by_row(source, monkeypatch):
    """Another worker commits the same reference after we looked for who has it."""
    mirror.write_profiles(source, [profile(1)])
    monkeypatch.setattr(bulk, "_free_references", lambda kind, rows: None)
    assert counts(mirror.write_profiles(source, [profile(2, reference="cand-1")])) == {"new": 1}
    assert Profile.objects.get(reference="cand-1").name == "Ada Example 2"


@pytest.mark.parametrize("payload", [None, "text", {}, {"key": ""}, {"key": 7}, {"key": "k" * 101},
                                     {"key": "nul\0"}])  # fmt: skip
def test_what_has_no_key_is_counted_and_left(source, payload):
    tally = mirror.write_profiles(source, [payload, profile(1)])
    assert counts(tally) == {"new": 1, "unusable": 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"info": None, "skills": None, "reference": ""},
        {"info": {"full_name": 7, "email": ["x"]}, "reference": 12},
        {"info": {"full_name": "x" * 10_000}, "reference": "r" * 10_000},
        {"info": {"full_name": "nul \0 and \ud800 half"}, "reference": "nul\0", "nul\0key": 1},
        {"created_at": "yesterday", "updated_at": 17, "archived_at": {"iso8601": "2020-13-45"}},
        {"text": float("nan"), "experiences_duration": float("inf"), "big": 2**80},
        {"text": "é 漢字 🙂 \\u0000 \" ' %s {} $1"},
    ],
)
def test_whatever_hrflow_sends_is_stored(source, changes):
    payload = profile(1, **changes)
    assert counts(mirror.write_profiles(source, [payload])) == {"new": 1}
    row = Profile.objects.get()
    assert row.payload == mirror.clean(payload)
    assert counts(mirror.write_profiles(source, [payload])) == {"unchanged": 1}


def test_a_dry_run_counts_and_writes_nothing(source):
    mirror.write_profiles(source, [profile(1), profile(2)])
    changed = profile(1, info={"full_name": "Renamed"})
    tally = mirror.write_profiles(source, [changed, profile(2), profile(3)], dry_run=True)
    assert counts(tally) == {"new": 1, "changed": 1, "unchanged": 1}
    assert set(Profile.objects.values_list("name", flat=True)) == {"Ada Example 1", "Ada Example 2"}


def test_a_dry_run_of_a_source_that_is_no_row():
    source = Source(workspace="default", key="6" * 40)
    assert counts(mirror.write_profiles(source, [profile(1)], dry_run=True)) == {"new": 1}


class Forgetful(Adapter):
    """Stores no e-mail addresses."""

    def clean_payload(self, kind, payload):
        if kind == "profile":
            payload["info"] = {**payload["info"], "email": None}
        return payload


def test_the_adapter_has_its_say_everywhere(source, settings):
    settings.HRFLOW_ADAPTER = f"{__name__}.Forgetful"
    sent = profile(1)
    mirror.write_profiles(source, [sent])
    mirror.store_profile("default", profile(2))
    mirror.store_profiles("default", [profile(3)])
    assert sent["info"]["email"] == "ada1@example.org"
    for row in Profile.objects.all():
        assert (row.email, row.payload["info"]["email"]) == ("", None)


def test_what_a_list_tells_of_a_source_and_what_a_look_tells_add_up():
    mirror.store_source("default", {"key": SOURCE_KEY, "name": "Careers", "sync_parsing": True})
    listed = {"key": SOURCE_KEY, "name": "Careers", "stats": {"size": "11"}}
    assert counts(mirror.write_sources("default", [listed])) == {"changed": 1}
    row = Source.objects.get()
    assert row.sync_parsing
    assert row.payload["stats"] == {"size": "11"}
    assert counts(mirror.write_sources("default", [listed])) == {"unchanged": 1}


def test_profiles_of_several_sources_and_their_rows():
    payloads = [profile(1), profile(2, source={"key": "6" * 40, "name": "Fair"}), {"key": "x"}]
    rows = mirror.store_profiles("default", payloads)
    assert [row and row.source.name for row in rows] == ["Careers", "Fair", None]
    assert "payload" in rows[0].get_deferred_fields()
    assert rows[0].payload == payloads[0]


def test_refreshing_a_page_costs_few_statements(source):
    payloads = [profile(number) for number in range(30)]
    with CaptureQueriesContext(connection) as first:
        mirror.store_profiles("default", payloads)
    with CaptureQueriesContext(connection) as second:
        mirror.store_profiles("default", payloads)
    statements = [each["sql"] for each in first if "SAVEPOINT" not in each["sql"]]
    # Sources, known rows, who was erased, one upsert, the rows to give back. On PostgreSQL the
    # upsert goes past Django's log.
    assert len(statements) == (4 if connection.vendor == "postgresql" else 5), statements
    assert len(second) == 3


def test_jobs_go_the_same_way():
    board = mirror.store_board("default", {"key": "7" * 40, "name": "Main board"})
    job = {"key": "8" * 40, "reference": None, "name": "Data Engineer", "board": {"key": "7" * 40}}
    assert counts(mirror.write_jobs(board, [job])) == {"new": 1}
    assert mirror.store_jobs("default", [job])[0].board == board
    assert Job.objects.get().name == "Data Engineer"
    assert Board.objects.count() == 1


def test_the_writer_of_other_databases_gives_the_same_rows(source, monkeypatch):
    payloads = [profile(1), profile(2)]
    mirror.write_profiles(source, payloads)
    expected = list(Profile.objects.order_by("key").values("key", "name", "payload", "updated_at"))
    Profile.objects.all().delete()
    monkeypatch.setattr(writers, "_writer", lambda connection: writers._bulk_create)
    assert counts(mirror.write_profiles(source, [profile(1, reference="x")])) == {"new": 1}
    assert counts(mirror.write_profiles(source, payloads)) == {"changed": 1, "new": 1}
    found = list(Profile.objects.order_by("key").values("key", "name", "payload", "updated_at"))
    assert found == expected


def test_a_reference_that_is_taken_is_an_integrity_error(source):
    """What the fallback to single rows hangs on, whichever driver raises it."""
    mirror.write_profiles(source, [profile(1)])
    items = bulk._items(PROFILE, [(source.pk, profile(2, reference="cand-1"))], bulk.Tally())
    rows = [bulk._row(PROFILE, "default", bulk._holders(items), item) for item in items]
    with pytest.raises(IntegrityError):
        writers.upsert(PROFILE, rows)
