"""Lists: searched by the beginning, filtered; their queries are counted elsewhere."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from django_hrflow.admin.readonly import begins
from django_hrflow.models import Erasure, Event


@pytest.fixture
def make_rows(make_profile, make_job, make_resume, make_event):
    def make(numbers):
        for number in numbers:
            profile = make_profile(number)
            make_job(number)
            resume = make_resume(number, state="parsed", profile=profile)
            make_event(number, resume=resume, profile=profile)

    return make


def listed(admin_client, name, **query):
    with CaptureQueriesContext(connection) as queries:
        response = admin_client.get(reverse(f"admin:django_hrflow_{name}_changelist"), query)
    assert response.status_code == 200
    return response.content.decode(), [each["sql"] for each in queries]


def test_a_profile_is_found_by_the_beginning_of_the_name(admin_client, make_profile):
    make_profile(1)
    other = {"info": {"full_name": "Grace Sample", "email": "Grace@Example.org"}}
    make_profile(2, **other)
    for term in ("grace", "Grace Sam", "GRACE", "grace@", f"{2:040x}", "ref-2"):
        page, _queries = listed(admin_client, "profile", q=term)
        assert "Grace Sample" in page, term
        assert "Ada Example" not in page, term
    assert "Grace Sample" not in listed(admin_client, "profile", q="race")[0]
    assert "Grace Sample" in listed(admin_client, "profile", q="  ")[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plans of SQLite")
@pytest.mark.parametrize("name", ["profile", "job", "event"])
def test_a_search_reads_no_table_from_end_to_end(admin_client, make_rows, name):
    make_rows([1])
    _page, queries = listed(admin_client, name, q="ada")
    asked = [sql for sql in queries if f'FROM "django_hrflow_{name}"' in sql]
    assert asked
    for sql in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        assert not any(step.startswith(f"SCAN django_hrflow_{name}") for step in plan), plan


def test_other_databases_are_asked_by_like():
    """PostgreSQL's index on a text column answers LIKE with a fixed beginning."""
    assert begins("postgresql", "name", "ada") == Q(name__startswith="ada")


def test_a_name_is_found_however_it_is_written(admin_client, make_profile):
    """SQLite folds ASCII by itself; other letters, and other databases, need the spellings."""
    make_profile(1, info={"full_name": "Élodie Exemple", "email": None})
    for term in ("élodie", "ÉLODIE", "élodie ex"):
        assert "Élodie Exemple" in listed(admin_client, "profile", q=term)[0], term


@pytest.mark.parametrize("name", ["source", "board", "profile", "job", "resume", "event"])
@pytest.mark.parametrize("term", ["\x00", "%", "a\\b'\"", "é" * 400])
def test_no_search_term_breaks_a_list(admin_client, make_rows, name, term):
    make_rows([1])
    listed(admin_client, name, q=term)


def test_a_list_that_cannot_be_searched_ignores_a_search(admin_client):
    Erasure.objects.create(reason="asked")
    assert "asked" in listed(admin_client, "erasure", q="ada")[0]


def test_archived_rows_can_be_left_out(admin_client, make_profile):
    make_profile(1)
    make_profile(2, archived_at="2024-02-02T00:00:00+0000")
    assert "Ada Example 2" not in listed(admin_client, "profile", archived="no")[0]
    page = listed(admin_client, "profile", archived="yes")[0]
    assert "Ada Example 2" in page
    assert "Ada Example 1<" not in page


def test_one_workspace_is_no_choice_and_two_are(admin_client, make_profile, settings):
    make_profile(1)
    assert "?workspace=" not in listed(admin_client, "profile")[0]
    settings.HRFLOW = {alias: {"API_SECRET": "x"} for alias in ("default", "berlin")}
    assert "?workspace=berlin" in listed(admin_client, "profile")[0]
    assert "Ada Example" not in listed(admin_client, "profile", workspace="berlin")[0]


def test_events_are_filtered_by_type_without_reading_all_of_them(admin_client, make_event):
    make_event(1)
    make_event(2, type="job.storing.success")
    page, queries = listed(admin_client, "event", type="job.storing.success")
    assert page.count('class="action-select"') == 1
    assert not any("DISTINCT" in sql for sql in queries)


def test_a_row_without_a_name_can_be_opened(admin_client, make_profile):
    profile = make_profile(1, info={"full_name": None})
    page, _queries = listed(admin_client, "profile")
    assert reverse("admin:django_hrflow_profile_change", args=[profile.pk]) in page
    assert profile.key in page


def test_resumes_are_filtered_by_state(admin_client, make_resume):
    make_resume(1, state="parsed")
    make_resume(2, state="failed", reason="HrFlow was away.")
    page, _queries = listed(admin_client, "resume", state__exact="failed")
    assert "HrFlow was away." in page
    assert "Mend the cause" in page
    assert "ada-1.rtf" not in page


def test_the_raw_bytes_of_an_event_are_not_read_for_the_list(admin_client, make_event):
    make_event(1, raw=b"\xff" * 10, payload=None, state=Event.State.QUARANTINED)
    _page, queries = listed(admin_client, "event")
    assert not any('"raw"' in sql for sql in queries)
