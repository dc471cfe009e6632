"""Out of HrFlow's searches, and back."""

import pytest

from tests.api.conftest import API


@pytest.mark.parametrize("kind", ["profile", "job"])
def test_archive_and_bring_back(api, request, kind):
    row = request.getfixturevalue(kind)
    path = f"{API}{kind}s/{row.key}/archive/"
    answer = api.post(path, {}, format="json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["archived_at"]
    row.refresh_from_db()
    assert row.archived_at is not None
    assert api.post(path, {"archived": False}, format="json").status_code == 200
    row.refresh_from_db()
    assert row.archived_at is None


@pytest.mark.parametrize("body", [{"archived": "yes"}, {"archieved": True}, []])
def test_what_cannot_be_meant(api, profile, body):
    answer = api.post(f"{API}profiles/{profile.key}/archive/", body, format="json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_who_may(client, allow, profile):
    path = f"{API}profiles/{profile.key}/archive/"
    allow("view_profile")
    assert client.post(path, {}, format="json").status_code == 403
    allow("change_profile")
    assert client.post(path, {}, format="json").status_code == 200


def test_what_was_archived_is_shown_as_the_mirror_has_it(api, job):
    answer = api.post(f"{API}jobs/{job.key}/archive/")
    assert answer.json() == api.get(f"{API}jobs/{job.key}/").json()
    assert api.get(f"{API}jobs/", {"archived": "true"}).json()["results"][0]["key"] == job.key
    assert api.get(f"{API}jobs/search/").json()["results"] == []
