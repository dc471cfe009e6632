"""What is kept of a person is exported whole and erased whole, and does not come back."""

import io
import json
import zipfile

import pytest
from django.db import models
from django.test import override_settings

from django_hrflow import mirror, signals
from django_hrflow.client import NotFound
from django_hrflow.connections import workspaces
from django_hrflow.models import (
    Call,
    Embedding,
    ErasedKey,
    Erasure,
    Event,
    Identity,
    Profile,
    Resume,
    Score,
)
from django_hrflow.services import events, jobs, privacy, profiles, resumes, searching
from django_hrflow.services.kinds import PROFILES
from django_hrflow.testing import queue
from django_hrflow.testing.queue import pass_time
from tests import dump
from tests.services.conftest import cv
from tests.services.samples import job_json

pytestmark = pytest.mark.django_db(transaction=True)

State = Resume.State
NAME, EMAIL, REFERENCE = "Zora Quillmark", "zora.quillmark@example.org", "quillmark-application-7"
MARKERS = ("quillmark", "tag-of-zora")


@pytest.fixture
def arrive(careers, work_off):
    """A CV that has been read, with what the queue makes of it."""

    def arrived(name=NAME, email=EMAIL, reference=REFERENCE, **kwargs):
        file = cv(name=name, email=email, file_name=f"{name}.rtf".lower())
        resume = resumes.accept(file, source=careers, reference=reference, **kwargs).resume
        work_off()
        pass_time(10)
        work_off()
        resume.refresh_from_db()
        assert resume.state == State.PARSED
        return resume

    return arrived


@pytest.fixture
def zora(arrive, hrflow_deliver, work_off, hrflow_sandbox, admin_user):
    """A person who has left traces everywhere."""
    tags = [{"name": "team", "value": "tag-of-zora"}]
    resume = arrive(tags=tags, idempotency_key="quillmark-form")
    profile = resume.profile
    job = jobs.index(board_key=_board(), job_json=job_json())
    profiles.embed(profile)
    profiles.score(job=job)
    found = searching.search(PROFILES, "default", None, 1, 30, {})
    finished = {"owner": admin_user, "task": "hrflow.search_profiles", "state": Call.State.DONE}
    Call.objects.create(**finished, result=found.as_json())
    Call.objects.create(**finished, arguments={"name": NAME})
    source = {"key": profile.source.key}
    hrflow_deliver({"type": "profile.storing.update", "message": EMAIL,
                    "profile": {"key": profile.key, "source": source}})  # fmt: skip
    hrflow_deliver({"type": "rating.creating.success", "message": f"Of {profile.key}."})
    work_off()
    return profile


def _board():
    return workspaces["default"].board.list()["data"][0]["key"]


@pytest.fixture
def erase(work_off):
    """Order the erasure and work on it."""

    def order(**wanted):
        made = privacy.erase_person(privacy.find_person(**wanted))
        work_off()
        for each in made:
            each.refresh_from_db()
        return made

    return order


def at_hrflow(profile_key, source):
    return workspaces["default"].profile.indexing.get(source.key, key=profile_key)["data"]


def content(resume):
    with resume.file.open("rb") as file:
        return file.read()


@pytest.mark.parametrize("by", ["profile", "email", "resume"])
def test_nothing_of_an_erased_person_is_left(zora, arrive, erase, tmp_path, by):
    other = arrive(name="Ada Example", email="ada@example.org", reference="other").profile
    wanted = {"profile": zora.key, "email": EMAIL.upper(), "resume": zora.resumes.get().pk}
    key, source = zora.key, zora.source
    assert dump.holding(*MARKERS, key)
    assert dump.files_holding(tmp_path, *MARKERS)
    (erasure,) = erase(**{by: wanted[by]})
    assert erasure.state == Erasure.State.ERASED
    assert dump.holding(*MARKERS, key) == []
    assert dump.files_holding(tmp_path, *MARKERS) == []
    assert at_hrflow(key, source)["archived_at"]
    # The others are untouched.
    assert Profile.objects.get() == other
    assert content(other.resumes.get()).startswith(b"{")
    assert not at_hrflow(other.key, source)["archived_at"]
    assert Event.objects.filter(profile=other, state=Event.State.DONE).exists()


def test_the_record_proves_it_without_saying_who(zora, erase):
    assert Embedding.objects.exists()
    assert Score.objects.exists()
    resume = zora.resumes.get()
    (erasure,) = erase(profile=zora.key)
    assert erasure.counts == {
        "profiles": 1, "embeddings": 1, "scores": 1, "resumes": 1, "files": 1, "events": 3,
        "calls": 2,
    }  # fmt: skip
    assert erasure.ordered_at <= erasure.erased_at
    assert erasure.pending == {}
    assert "cannot delete" in erasure.remains
    key = erasure.keys.get()
    assert (key.fate, key.key, key.reference, key.source) == ("archived", "", "", "")
    assert len(key.digest) == 64
    resume.refresh_from_db()
    assert (resume.state, resume.name, resume.file.name, resume.sha256) == ("erased", "", "", None)
    assert resume.uploaded_at


def test_a_replayed_webhook_brings_nobody_back(zora, erase, hrflow_deliver, work_off):
    told = []
    body = {"type": "profile.parsing.success", "origin": "api", "message": EMAIL,
            "profile": {"key": zora.key, "reference": REFERENCE,
                        "source": {"key": zora.source.key}}}  # fmt: skip
    (erasure,) = erase(profile=zora.key)

    def receiver(sender, event, **kwargs):
        told.append(event.pk)

    signals.any_event.connect(receiver)
    try:
        for scheme in ("A", "D"):
            assert hrflow_deliver(body, scheme=scheme).status_code == 200
            work_off()
    finally:
        signals.any_event.disconnect(receiver)
    erasure.refresh_from_db()
    assert (erasure.state, erasure.turned_away) == (Erasure.State.ERASED, 2)
    assert told == []
    assert not Profile.objects.exists()
    assert dump.holding(*MARKERS, zora.key) == []


def test_an_error_about_an_erased_person_tells_nobody(zora, erase, hrflow_deliver, work_off):
    """Nothing is fetched for errors, so that the event alone must say whom it is about."""
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event.payload)

    erase(profile=zora.key)
    signals.any_event.connect(receiver)
    try:
        hrflow_deliver({"type": "profile.scoring.error", "message": EMAIL,
                        "profile": {"key": zora.key}})  # fmt: skip
        work_off()
    finally:
        signals.any_event.disconnect(receiver)
    assert told == []
    assert dump.holding(*MARKERS, zora.key) == []


def test_digests_of_purged_events_say_nothing(zora, erase):
    before = set(Event.objects.values_list("digest", flat=True))
    erase(profile=zora.key)
    assert Event.objects.count() == len(before)
    assert not before & set(Event.objects.values_list("digest", flat=True))


def test_a_row_written_meanwhile_goes_at_the_end(zora, hrflow_sandbox, erase, work_off):
    """As a transaction might that asked who was erased before the order, and wrote after it."""
    payload, source = zora.payload, zora.source
    hrflow_sandbox.set_faults("503:1.0")
    (erasure,) = erase(profile=zora.key)
    assert erasure.state == Erasure.State.ERASING
    Profile.objects.create(
        key=zora.key, source=source, payload=payload, synced_at="2024-01-01 00:00Z"
    )
    hrflow_sandbox.no_faults()
    pass_time(1000)
    work_off()
    assert not Profile.objects.exists()


def test_words_that_databases_escape(zora, erase, admin_user):
    Call.objects.all().delete()
    Profile.objects.filter(pk=zora.pk).update(name="Zoë Quillmärk", email="zoë@quillmärk.example")
    given = {"owner": admin_user, "task": "hrflow.search_profiles", "state": Call.State.DONE}
    Call.objects.create(**given, arguments={"name": "Zoë Quillmärk"})
    Call.objects.create(**given, result=[{"info": {"email": "zoë@quillmärk.example"}}])
    kept = Call.objects.create(**given, arguments={"name": "Zoé Other"})
    erase(profile=zora.key)
    assert Call.objects.get() == kept


@pytest.mark.parametrize("road", ["sync", "search", "fetch", "answer"])
def test_no_other_road_brings_the_row_back(zora, erase, road):
    key, source = zora.key, zora.source
    erase(profile=key)
    workspaces["default"].profile.indexing.archive(source.key, key=key, is_archive=False)
    payload = at_hrflow(key, source)
    if road == "sync":
        assert mirror.write_profiles(source, [payload]).erased == 1
    elif road == "search":
        page = searching.search(PROFILES, "default", None, 1, 30, {})
        assert page.total == 1
        assert page.results[0].row is None
    elif road == "fetch":
        with pytest.raises(NotFound, match="erased"):
            profiles.fetch(source_key=source.key, key=key)
    else:
        with pytest.raises(NotFound, match="erased"):
            PROFILES.store("default", payload, source.key)
    assert not Profile.objects.filter(key=key).exists()


def test_a_new_application_is_a_new_person(zora, erase, arrive, hrflow_sandbox):
    erase(profile=zora.key)
    again = arrive(reference="quillmark-application-8")
    assert again.profile.email == EMAIL
    assert Profile.objects.count() == 1


def test_a_cv_that_was_never_sent(careers, hrflow_sandbox, tmp_path, erase):
    resume = resumes.accept(cv(name=NAME), source=careers).resume
    (erasure,) = erase(resume=resume.pk)
    assert hrflow_sandbox.profiles()["count"] == 0
    assert "nothing of this person" in erasure.remains
    assert not erasure.keys.exists()
    assert dump.files(tmp_path) == []
    resume.refresh_from_db()
    assert resume.state == State.ERASED
    assert resumes.retry(resume.pk) == 0


def test_a_cv_that_hrflow_is_still_reading(careers, hrflow_sandbox, hrflow_deliver):
    hrflow_sandbox.configure(parse_delay=10_000)
    resume = resumes.accept(cv(name=NAME), source=careers, reference=REFERENCE).resume
    resumes.advance(resume.pk)
    (erasure,) = privacy.erase_person(privacy.find_person(resume=resume.pk))
    privacy.advance(erasure.pk)
    erasure.refresh_from_db()
    assert erasure.state == Erasure.State.ERASING
    assert "still be reading" in erasure.reason
    assert not Resume.objects.exclude(state=State.ERASED).exists()
    # HrFlow comes to an end.
    profile = workspaces["default"].profile.indexing.add_json(
        careers.key, {"reference": REFERENCE, "info": {"full_name": NAME}, "text": NAME}
    )["data"]
    pass_time(700)
    queue.work_off()
    erasure.refresh_from_db()
    assert erasure.state == Erasure.State.ERASED
    assert at_hrflow(profile["key"], careers)["archived_at"]
    assert dump.holding("quillmark", profile["key"]) == []
    learnt = Identity(None, profile["key"])
    assert ErasedKey.objects.among("default", [learnt]) == {learnt}
    hrflow_deliver(
        {
            "type": "profile.parsing.success",
            "profile": {"key": profile["key"], "source": {"key": careers.key}},
        }
    )
    queue.work_off()
    assert dump.holding("quillmark", profile["key"]) == []
    assert not Profile.objects.exists()


def test_an_event_that_names_a_profile_nobody_knew(careers, hrflow_sandbox, hrflow_deliver, erase,
                                                   work_off):  # fmt: skip
    """The CV's fate was settled as absent, and then HrFlow has a profile of it all the same."""
    resume = resumes.accept(cv(name=NAME), source=careers, reference=REFERENCE).resume
    Resume.objects.update(state=State.UNKNOWN, submitted_at="2024-01-01T00:00Z")
    erase(resume=resume.pk)
    erasure = Erasure.objects.get()
    erasure.keys.get().settle(ErasedKey.Fate.ABSENT)
    Erasure.objects.update(state=Erasure.State.ERASED)
    profile = workspaces["default"].profile.indexing.add_json(
        careers.key, {"reference": REFERENCE, "info": {"full_name": NAME}, "text": NAME}
    )["data"]
    # The event names the key alone; that it is hers only shows when the profile is fetched.
    hrflow_deliver(
        {
            "type": "profile.parsing.success",
            "profile": {"key": profile["key"], "source": {"key": careers.key}},
        }
    )
    work_off()
    assert at_hrflow(profile["key"], careers)["archived_at"]
    assert dump.holding("quillmark", profile["key"]) == []
    erasure.refresh_from_db()
    assert (erasure.state, erasure.turned_away) == (Erasure.State.ERASED, 1)


def test_the_same_reference_may_come_again(careers, erase, work_off):
    resume = resumes.accept(cv(name=NAME), source=careers, reference=REFERENCE).resume
    Resume.objects.update(state=State.REJECTED, submitted_at="2024-01-01T00:00Z")
    erase(resume=resume.pk)
    resumes.accept(cv(name=NAME), source=careers, reference=REFERENCE)
    work_off()
    pass_time(10)
    work_off()
    assert Profile.objects.get().reference == REFERENCE


@pytest.mark.parametrize("fault", ["503", "reset", "html", "429"])
def test_hrflow_being_away_delays_the_archive_alone(zora, hrflow_sandbox, tmp_path, erase, work_off,
                                                    fault):  # fmt: skip
    hrflow_sandbox.set_faults(f"{fault}:1.0")
    (erasure,) = erase(profile=zora.key)
    assert (erasure.state, erasure.failures) == (Erasure.State.ERASING, 1)
    assert erasure.reason
    assert dump.files_holding(tmp_path, *MARKERS) == []
    assert dump.holding(*MARKERS) == []
    hrflow_sandbox.no_faults()
    pass_time(1000)
    work_off()
    erasure.refresh_from_db()
    assert (erasure.state, erasure.reason) == (Erasure.State.ERASED, "")


def test_a_workspace_that_is_gone_holds_the_erasure(zora, settings):
    (erasure,) = privacy.erase_person(privacy.find_person(profile=zora.key))
    with override_settings(HRFLOW={"other": settings.HRFLOW["default"]}):
        privacy.advance(erasure.pk)
    erasure.refresh_from_db()
    assert erasure.state == Erasure.State.ERASING
    assert "no workspace" in erasure.reason
    assert not Profile.objects.exists()


def test_a_profile_that_hrflow_does_not_have(zora, hrflow_sandbox, erase):
    hrflow_sandbox.reset()
    (erasure,) = erase(profile=zora.key)
    assert erasure.state == Erasure.State.ERASED
    assert erasure.keys.get().fate == ErasedKey.Fate.ABSENT


def test_a_worker_with_the_cv_in_hand_writes_nothing(careers, hrflow_sandbox):
    resume = resumes.accept(cv(name=NAME), source=careers).resume
    claim = Resume.take(
        resume.pk, models.Q(), state=State.SUBMITTING, submitted_at="2024-01-01T00Z"
    )
    privacy.erase_person(privacy.find_person(resume=resume.pk))
    with pytest.raises(Exception, match="another worker"):
        Resume.write(claim, state=State.ACCEPTED)
    with override_settings(HRFLOW_LEASE=0, HRFLOW_SETTLE=0):
        pass_time(1000)
        privacy.advance(Erasure.objects.get().pk)
    assert Resume.objects.get().state == State.ERASED


def test_an_event_in_hand_tells_nobody(zora):
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event.pk)

    body = {"type": "profile.searching.update", "profile": {"key": zora.key}}
    event = Event.objects.create(digest="7" * 64, type=body["type"], payload=body)
    (erasure,) = privacy.erase_person(privacy.find_person(profile=zora.key))
    privacy.advance(erasure.pk)
    event.refresh_from_db()
    assert (event.state, event.payload) == (Event.State.PURGED, None)
    signals.any_event.connect(receiver)
    events.process(event.pk)
    signals.any_event.disconnect(receiver)
    assert told == []


def test_the_project_erases_what_it_keeps(zora, erase):
    seen = []

    def forget(sender, profiles, resumes, **kwargs):
        seen.append(([each.name for each in profiles], [each.name for each in resumes]))

    signals.erasing.connect(forget)
    try:
        erase(profile=zora.key)
    finally:
        signals.erasing.disconnect(forget)
    assert seen == [([NAME], ["zora quillmark.rtf"])]


def test_a_project_that_fails_puts_it_off(zora, caplog, work_off):
    def fail(sender, **kwargs):
        raise RuntimeError(EMAIL)

    signals.erasing.connect(fail)
    (erasure,) = privacy.erase_person(privacy.find_person(profile=zora.key))
    privacy.advance(erasure.pk)
    signals.erasing.disconnect(fail)
    erasure.refresh_from_db()
    assert erasure.state == Erasure.State.ERASING
    assert "RuntimeError" in erasure.reason
    assert EMAIL not in erasure.reason + caplog.text
    assert Profile.objects.exists()
    pass_time(1000)
    work_off()
    erasure.refresh_from_db()
    assert erasure.state == Erasure.State.ERASED


def test_signed_bytes_that_nobody_could_read_go_too(zora, erase):
    Event.objects.create(digest="9" * 64, type="", raw=EMAIL.encode(), state="quarantined")
    Event.objects.create(digest="8" * 64, type="", raw=b"other", state="quarantined")
    erase(profile=zora.key)
    assert list(Event.objects.filter(raw__isnull=False).values_list("digest", flat=True)) == [
        "8" * 64
    ]


def test_several_people_at_once(careers, arrive, erase):
    arrive(reference="one")
    arrive(name="Zora Q. Quillmark", reference="two")
    assert len(erase(email=EMAIL)) == 2
    assert not Profile.objects.exists()


def test_nobody_is_found():
    for wanted in ({}, {"profile": "x"}, {"email": "x@example.org"}, {"resume": 9}, {"email": ""}):
        assert not privacy.find_person(**wanted)
    assert privacy.erase_person(privacy.find_person()) == []


def exported(person):
    out = io.BytesIO()
    privacy.export_person(person, out)
    archive = zipfile.ZipFile(out)
    return json.loads(archive.read("person.json")), archive


def test_all_that_is_kept_is_exported(zora, arrive):
    arrive(name="Ada Example", email="ada@example.org", reference="other")
    document, archive = exported(privacy.find_person(profile=zora.key))
    (profile,) = document["profiles"]
    assert (profile["name"], profile["email"], profile["key"]) == (NAME, EMAIL, zora.key)
    assert profile["as_hrflow_sent_it"] == zora.payload
    assert len(profile["embedding"]["embedding"][0]) == profile["embedding"]["dimension"]
    assert [0 <= each["score"] <= 1 for each in profile["scores"]] == [True]
    (resume,) = document["resumes"]
    assert resume["tags"] == [{"name": "team", "value": "tag-of-zora"}]
    assert archive.read(resume["file"]) == content(zora.resumes.get())
    assert {each["type"] for each in document["events"]} == {
        "profile.parsing.success", "profile.storing.update", "rating.creating.success"
    }  # fmt: skip
    assert sorted(archive.namelist()) == sorted(["person.json", resume["file"]])
    assert "Ada Example" not in json.dumps(document)


def test_a_file_that_is_gone_does_not_stop_the_export(zora):
    resume = zora.resumes.get()
    resume.file.storage.delete(resume.file.name)
    document, archive = exported(privacy.find_person(profile=zora.key))
    assert document["resumes"][0]["file"] is None
    assert archive.testzip() is None
