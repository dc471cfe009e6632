"""Sources and boards: lists, details, refreshing."""

import pytest

from django_hrflow.models import Board, Source
from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests.api.conftest import API, problem_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("plural", "model"), [("sources", Source), ("boards", Board)])
def test_a_sync_fills_the_mirror(api, hrflow_sandbox, plural, model):
    assert api.get(f"{API}{plural}/").json()["results"] == []
    done = api.post(f"{API}{plural}/sync/")
    assert done.status_code == 200
    assert done.json()["new"] == model.objects.count() > 0
    rows = api.get(f"{API}{plural}/").json()["results"]
    assert {row["key"] for row in rows} == set(model.objects.values_list("key", flat=True))


def test_a_source_as_hrflow_sent_it(api, source):
    found = api.get(f"{API}sources/{source.key}/").json()
    assert found.pop("synced_at")
    assert found == source.payload
    assert found["key"] == CAREERS_SOURCE_KEY


def test_a_board_as_hrflow_sent_it(api, board):
    assert api.get(f"{API}boards/{board.key}/").json()["name"] == board.name


@pytest.mark.parametrize("plural", ["sources", "boards"])
def test_an_unknown_one_is_404(api, plural):
    problem_of(api.get(f"{API}{plural}/nobody/"), 404)


def test_a_sync_that_fails_is_a_problem(api, hrflow_sandbox):
    hrflow_sandbox.fault("503")
    problem_of(api.post(f"{API}sources/sync/"), 502)


def test_a_sync_for_later(api, hrflow_sandbox):
    response = api.post(f"{API}sources/sync/", headers={"Prefer": "respond-async"})
    assert response.status_code == 202
    task = api.get(response["Location"]).json()
    assert (task["state"], task["result"]["kind"]) == ("done", "sources")
    assert Source.objects.exists()
