"""The mirror follows HrFlow: wholly at first, then what changed, and from where it stopped."""

import gc
import weakref
from datetime import UTC, datetime, timedelta

import pytest

from django_hrflow import mirror
from django_hrflow.connections import workspaces
from django_hrflow.models import Board, Cursor, Job, Profile, Source
from django_hrflow.sandbox import dates
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, REALTIME_SOURCE_KEY
from django_hrflow.sandbox.records import write_profile
from django_hrflow.services import missing, syncing
from django_hrflow.services.kinds import PROFILES
from tests.services.samples import job_json, profile_json

pytestmark = pytest.mark.django_db

MANY = 260  # three pages
LIST = "storing/profiles"


@pytest.fixture
def clock(monkeypatch):
    """The sandbox's clock: each object is a minute younger than the last."""
    moments = [datetime(2024, 1, 1, tzinfo=UTC)]

    def now():
        moments.append(moments[-1] + timedelta(minutes=1))
        return dates.stamp(moments[-1])

    monkeypatch.setattr(dates, "now", now)


def add(sandbox, numbers):
    """Profiles straight into the sandbox's store: posting hundreds would take seconds."""
    store = sandbox.workspace.store
    source = workspaces["default"].source.get(CAREERS_SOURCE_KEY)["data"]
    with store.transaction():
        for number in numbers:
            fields = profile_json(number)
            write_profile(store, source, fields, None, reference=fields["reference"])


@pytest.fixture
def remote(hrflow_sandbox, clock):
    """Profiles and a job at HrFlow, none of them in the mirror."""
    client = workspaces["default"]
    add(hrflow_sandbox, range(MANY))
    client.profile.indexing.add_json(REALTIME_SOURCE_KEY, profile_json(1000))
    client.job.indexing.add_json(MAIN_BOARD_KEY, job_json())
    hrflow_sandbox.forget_calls()
    return hrflow_sandbox


@pytest.fixture
def source(hrflow_sandbox):
    answer = workspaces["default"].source.get(key=CAREERS_SOURCE_KEY)
    return mirror.store_source("default", answer["data"])


def sync(**given):
    """What each part did, by its kind and name, without zeros."""
    return {
        (part.kind, part.name): {name: count for name, count in part.counts.items() if count}
        for part in syncing.sync(**given)
    }


def edit(reference, **changes):
    client = workspaces["default"]
    stored = client.profile.indexing.get(CAREERS_SOURCE_KEY, reference=reference)["data"]
    client.profile.indexing.edit(CAREERS_SOURCE_KEY, stored["key"], {**stored, **changes})


def test_everything_is_mirrored(remote):
    assert sync() == {
        ("sources", ""): {"new": 2},
        ("boards", ""): {"new": 1},
        ("profiles", "Careers site"): {"new": MANY},
        ("profiles", "Real-time"): {"new": 1},
        ("jobs", "Main board"): {"new": 1},
    }
    assert Profile.objects.count() == MANY + 1
    assert Job.objects.get().name == "Data Engineer 1"
    assert Profile.objects.get(reference="cand-7").email == "ada7@example.org"


def test_the_next_time_only_what_changed_is_read(remote):
    sync()
    edit("cand-3", text="changed")
    workspaces["default"].profile.indexing.add_json(CAREERS_SOURCE_KEY, profile_json(MANY))
    remote.forget_calls()
    done = sync()
    # The newest page holds both; what it says of the others is known.
    assert done["profiles", "Careers site"] == {"new": 1, "changed": 1, "unchanged": 98}
    assert len(remote.calls(LIST)) == 2  # one page of each source
    assert Profile.objects.get(reference="cand-3").text("text") == "changed"


def test_many_changes_are_followed_to_their_end(remote):
    sync()
    add(remote, range(MANY, MANY + 130))
    done = sync(only=("profiles",))
    assert done["profiles", "Careers site"] == {"new": 130, "unchanged": 70}


def test_a_full_sync_reads_all_and_writes_nothing_new(remote):
    sync()
    assert sync(full=True)["profiles", "Careers site"] == {"unchanged": MANY}


def test_a_full_sync_notices_what_is_listed_no_longer(remote):
    sync()
    hidden = Profile.objects.get(reference="cand-5")
    gone = {"key": "f" * 40, "source": {"key": CAREERS_SOURCE_KEY}}  # HrFlow knows no such key
    gone = mirror.store_profile("default", gone)
    workspaces["default"].profile.indexing.archive(CAREERS_SOURCE_KEY, key=hidden.key)
    remote.forget_calls()
    done = sync(full=True, only=("profiles",))
    assert done["profiles", "Careers site"] == {"unchanged": MANY - 1, "archived": 2}
    assert len(remote.calls("profile/indexing")) == 2
    for row in (hidden, gone):
        row.refresh_from_db()
        assert row.archived_at is not None
    assert Profile.objects.active().count() == MANY  # in both sources
    assert "archived" not in sync(full=True)["profiles", "Careers site"]


def test_what_was_only_missed_stays_as_it_is(remote, source):
    """A row that the list did not show, though HrFlow has it, is not archived."""
    syncing.sync_container(PROFILES, source)
    seen = missing.Seen()
    keys = list(Profile.objects.values_list("key", flat=True))
    seen.add({"key": key} for key in keys[:-1])
    remote.forget_calls()
    assert missing.settle(PROFILES, source, seen) == 0
    assert [call["path"] for call in remote.calls()] == ["profile/indexing"]
    assert Profile.objects.active().count() == MANY


def test_a_walk_in_two_halves_draws_no_conclusions(remote, source):
    mirror.store_profile("default", {"key": "e" * 40, "source": {"key": CAREERS_SOURCE_KEY}})
    syncing.sync_container(PROFILES, source, patience=0)
    part = syncing.sync_container(PROFILES, source)
    assert (part.finished, part.archived) == (True, 0)
    assert Profile.objects.get(key="e" * 40).archived_at is None


def test_the_collector_rests_and_works_again():
    assert gc.get_freeze_count() == 0
    thresholds = gc.get_threshold()
    with syncing.heap_at_rest():
        assert gc.get_freeze_count() > 1000
        assert gc.get_threshold()[0] == syncing.YOUNG_OBJECTS
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == thresholds
    gc.freeze()
    try:
        with syncing.heap_at_rest():
            pass
        assert gc.get_freeze_count() > 1000  # the project's own doing
    finally:
        gc.unfreeze()


def test_an_interrupted_walk_goes_on_at_its_page(remote, source):
    def report(part):
        remote.fault("500", path=LIST)

    part = syncing.sync_container(PROFILES, source, report=report)
    assert part.error is not None
    assert not part.finished
    assert Profile.objects.count() == 100
    assert Cursor.objects.get().page == 2
    remote.no_faults()
    remote.forget_calls()
    part = syncing.sync_container(PROFILES, source)
    assert part.finished
    assert part.counts == {**dict.fromkeys(part.counts, 0), "new": MANY - 100}
    assert len(remote.calls(LIST)) == 2  # pages 2 and 3
    assert Cursor.objects.get().page == 1


class Watched(dict):
    """A payload that tells when nobody holds it any longer."""

    __hash__ = object.__hash__


def test_no_page_is_held_while_the_next_is_read(source, monkeypatch):
    held, at_once = weakref.WeakSet(), []

    def ask(self, *, page=1, **parameters):
        at_once.append(len(held))
        found = [
            {"key": f"{number:040x}", "info": Watched(text="much"), "updated_at": "2024-01-02"}
            for number in range(page * 100, page * 100 + 100)
        ]
        held.update(each["info"] for each in found)
        return {"code": 200, "data": found, "meta": {"page": page, "maxPage": 4}}

    monkeypatch.setattr(syncing._Walk, "_ask", ask)
    part = syncing.sync_container(PROFILES, source)
    assert part.tally.new == 400
    assert at_once[1:] == [0, 0, 0, 0]  # the first asks for the newest date
    at_once.clear()
    assert syncing.sync_container(PROFILES, source).tally.unchanged == 400
    assert at_once == [0, 0, 0, 0]  # an increment, page by page as well


def test_what_changes_during_a_walk_is_caught_by_the_next(remote, source):
    """The page it is on was read before, and later pages hold newer dates."""

    def report(part):
        if part.page == 2:
            edit("cand-0", text="changed")

    syncing.sync_container(PROFILES, source, report=report)
    assert Profile.objects.get(reference="cand-0").text("text") != "changed"
    done = sync(only=("profiles",))
    assert done["profiles", "Careers site"]["changed"] == 1
    assert Profile.objects.get(reference="cand-0").text("text") == "changed"


def test_what_changes_between_two_halves_of_a_walk_is_caught_too(remote, source):
    part = syncing.sync_container(PROFILES, source, patience=0)
    assert not part.finished
    edit("cand-0", text="changed")
    assert syncing.sync_container(PROFILES, source).finished
    assert sync(only=("profiles",))["profiles", "Careers site"]["changed"] == 1


def test_one_part_that_fails_does_not_stop_the_others(remote):
    sync(only=("sources", "boards"))
    remote.fault("500", path=LIST)
    parts = list(syncing.sync())
    failed = [part for part in parts if part.error]
    assert [(part.kind, part.name) for part in failed] == [("profiles", "Careers site")]
    assert failed[0].as_json()["problem"]["status"] == 502
    assert Profile.objects.count() == 1
    assert Job.objects.count() == 1


def test_sources_that_cannot_be_listed(remote):
    remote.fault("500", path="sources")
    parts = list(syncing.sync(only=("sources", "boards")))
    assert [part.error is None for part in parts] == [False, True]
    remote.fault("500", path="sources")
    parts = list(syncing.sync(only=("profiles", "jobs")))
    assert [(part.kind, part.error is None) for part in parts] == [
        ("profiles", False), ("jobs", True),
    ]  # fmt: skip


def test_a_dry_run_tells_the_difference_and_writes_nothing(remote):
    expected = {
        ("sources", ""): {"new": 2},
        ("boards", ""): {"new": 1},
        ("profiles", "Careers site"): {"new": MANY},
        ("profiles", "Real-time"): {"new": 1},
        ("jobs", "Main board"): {"new": 1},
    }
    assert sync(dry_run=True) == expected
    for model in (Source, Board, Profile, Job, Cursor):
        assert not model.objects.exists()


def test_a_limit_ends_each_source_and_leaves_the_cursor_alone(remote):
    done = sync(limit=120)
    assert done["profiles", "Careers site"] == {"new": 120}
    assert done["profiles", "Real-time"] == {"new": 1}
    assert not Cursor.objects.exists()
    assert sync()["profiles", "Careers site"] == {"new": MANY - 120, "unchanged": 120}


def test_only_some_kinds(remote):
    assert set(sync(only=("sources",))) == {("sources", "")}
    assert set(sync(only=("jobs",))) == {("jobs", "Main board")}
    assert not Profile.objects.exists()


def test_patience_ends_a_walk_that_goes_on_later(remote, source):
    rounds = 0
    while not syncing.sync_container(PROFILES, source, patience=0).finished:
        rounds += 1
        assert rounds < 10
    assert rounds == 3
    assert Profile.objects.count() == MANY
    assert Cursor.objects.get().seen_until is not None


def test_an_increment_without_patience_becomes_a_walk(remote, source):
    syncing.sync_container(PROFILES, source)
    add(remote, range(MANY, 2 * MANY))
    rounds = 0
    while not syncing.sync_container(PROFILES, source, patience=0).finished:
        rounds += 1
        assert rounds < 10
    assert rounds > 1
    assert Profile.objects.count() == 2 * MANY


def test_an_empty_source(hrflow_sandbox):
    assert sync()["profiles", "Careers site"] == {}
    workspaces["default"].profile.indexing.add_json(CAREERS_SOURCE_KEY, profile_json())
    assert sync()["profiles", "Careers site"] == {"new": 1}


class Unsorted:
    """A service that does not know ``sort_by``: everything comes in the order of creation."""

    def __init__(self, objects):
        self.objects, self.asked = objects, []

    def list(self, *, page, limit, **parameters):
        self.asked.append(page)
        part = self.objects[(page - 1) * limit : page * limit]
        pages = -(-len(self.objects) // limit)
        return {"data": part, "meta": {"page": page, "maxPage": pages, "total": len(self.objects)}}


def test_a_service_that_does_not_sort_is_read_to_the_end(source, monkeypatch):
    first = datetime(2024, 1, 1, tzinfo=UTC)
    objects = [
        {
            "key": f"{number:040x}",
            "updated_at": dates.stamp(first + timedelta(minutes=number % 150)),
        }
        for number in range(300)
    ]
    service = Unsorted(objects)
    service.indexing = service
    monkeypatch.setattr(type(PROFILES), "resource", lambda kind, workspace: service)
    Cursor.objects.create(
        kind="profiles", container=source.key, seen_until=first + timedelta(days=9)
    )
    part = syncing.sync_container(PROFILES, source)
    assert part.tally.new == 300
    assert service.asked == [1, 2, 3]
