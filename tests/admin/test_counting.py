"""Long lists are counted by an estimate where counting is slow, all others exactly."""

import pytest
from django.db import connection

from django_hrflow.admin import counting
from django_hrflow.admin.counting import EstimatingPaginator
from django_hrflow.models import Profile

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")


@pytest.fixture
def profiles(make_profile):
    for number in range(12):
        make_profile(number)
    return Profile.objects.order_by("-pk")


def test_a_short_list_is_counted(profiles, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert EstimatingPaginator(profiles, 5).count == 12
    assert EstimatingPaginator(list(profiles), 5).num_pages == 3


@postgresql
def test_all_rows_of_a_long_table_are_estimated(profiles, monkeypatch, make_profile):
    monkeypatch.setattr(counting, "LONG", 10)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE django_hrflow_profile")
    make_profile(12)
    assert EstimatingPaginator(profiles, 5).count == 12
    assert EstimatingPaginator(profiles.filter(email="ada3@example.org"), 5).count == 1
    assert EstimatingPaginator(profiles[:4], 5).count == 4


@postgresql
def test_a_table_that_was_never_analysed_is_counted(profiles, monkeypatch):
    monkeypatch.setattr(counting, "LONG", 10)
    assert EstimatingPaginator(profiles, 5).count == 12
