"""Jobs: the mirror, indexing and editing."""

import pytest

from django_hrflow.models import Job
from tests.api.conftest import API, job_json, problem_of, wrong_members

pytestmark = pytest.mark.django_db


def test_the_list_shows_slim_rows(api, job):
    (row,) = api.get(f"{API}jobs/").json()["results"]
    assert set(row) == {
        "key", "reference", "workspace", "board_key", "name", "created_at", "updated_at",
        "archived_at", "synced_at",
    }  # fmt: skip
    assert (row["key"], row["board_key"]) == (job.key, job.board.key)


def test_the_detail_is_the_object_as_hrflow_sent_it(api, job):
    found = api.get(f"{API}jobs/{job.key}/").json()
    assert found.pop("synced_at")
    assert found == {**job.payload, "board_key": job.board.key}


def test_indexing_and_editing(api, board):
    body = {**job_json(), "board_key": board.key}
    made = api.post(f"{API}jobs/", body, format="json")
    assert made.status_code == 201
    path = made["Location"]
    document = {**api.get(path).json(), "name": "Data Engineer, Dijon"}
    assert api.put(path, document, format="json").status_code == 200
    assert api.get(path).json()["name"] == "Data Engineer, Dijon"
    assert Job.objects.get().name == "Data Engineer, Dijon"


@pytest.mark.parametrize("missing", ["name", "location", "board_key"])
def test_what_hrflow_needs_is_asked_for(api, board, missing):
    body = {**job_json(), "board_key": board.key}
    del body[missing]
    assert wrong_members(api.post(f"{API}jobs/", body, format="json")) == {f"#/{missing}"}


def test_an_embedding(api, job):
    assert api.get(f"{API}jobs/{job.key}/embedding/").json()["dimension"] == 1024


def test_a_key_that_the_mirror_lacks_is_404(api, board):
    problem_of(api.get(f"{API}jobs/nobody/"), 404)
