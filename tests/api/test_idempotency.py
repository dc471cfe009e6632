"""The same request twice, also at the same moment: one effect, one answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from rest_framework.test import APIClient

from django_hrflow.models import Call, Profile, Resume
from tests.api.conftest import API, cv, job_json, problem_of, profile_json

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
PROFILES = f"{API}profiles/"


@pytest.mark.django_db
def test_indexing_again_gives_the_same_answer_and_asks_once(api, source, hrflow_sandbox):
    body = {**profile_json(), "source_key": source.key}
    first = api.post(PROFILES, body, format="json", headers=KEY)
    second = api.post(PROFILES, body, format="json", headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first["Location"] == second["Location"]
    assert len(hrflow_sandbox.calls("profile/indexing")) == 1
    assert Profile.objects.count() == 1


@pytest.mark.django_db
def test_the_order_of_members_makes_no_other_request(api, board):
    body = {**job_json(), "board_key": board.key}
    first = api.post(f"{API}jobs/", body, format="json", headers=KEY)
    turned = dict(reversed(body.items()))
    assert api.post(f"{API}jobs/", turned, format="json", headers=KEY).json() == first.json()


@pytest.mark.django_db
def test_another_request_under_the_same_key_is_422(api, source, hrflow_sandbox):
    api.post(PROFILES, {**profile_json(), "source_key": source.key}, format="json", headers=KEY)
    body = {**profile_json(), "source_key": source.key}
    problem = problem_of(api.post(PROFILES, body, format="json", headers=KEY), 422)
    assert "key" in problem["detail"]
    assert Profile.objects.count() == 1


@pytest.mark.django_db
def test_a_key_is_the_users_own(api, client, allow, source):
    allow("add_profile")
    for each in (api, client):
        body = {**profile_json(), "source_key": source.key}
        assert each.post(PROFILES, body, format="json", headers=KEY).status_code == 201
    assert Profile.objects.count() == 2


@pytest.mark.django_db
def test_what_hrflow_refused_for_good_is_told_again(api, source, hrflow_sandbox):
    body = {**profile_json(), "source_key": source.key}
    hrflow_sandbox.fault("422", path="profile/indexing")
    first = problem_of(api.post(PROFILES, body, format="json", headers=KEY), 422)
    assert problem_of(api.post(PROFILES, body, format="json", headers=KEY), 422) == first
    assert len(hrflow_sandbox.calls("profile/indexing")) == 1


@pytest.mark.django_db
def test_a_key_is_free_again_when_nothing_happened_at_hrflow(api, source, hrflow_sandbox):
    body = {**profile_json(), "source_key": source.key}
    hrflow_sandbox.fault("429", path="profile/indexing")
    response = api.post(PROFILES, body, format="json", headers=KEY)
    problem_of(response, 429)
    assert "Retry-After" in response.headers
    assert not Call.objects.exists()
    assert api.post(PROFILES, body, format="json", headers=KEY).status_code == 201


@pytest.mark.django_db
def test_a_request_that_another_one_answers_is_409_after_a_while(api, source, monkeypatch):
    from django_hrflow.api import idempotency

    monkeypatch.setattr(idempotency, "PATIENCE", 0.1)
    body = {**profile_json(), "source_key": source.key}
    api.post(PROFILES, body, format="json", headers=KEY)
    Call.objects.update(state=Call.State.RUNNING, not_before="2999-01-01T00:00:00Z")
    response = api.post(PROFILES, body, format="json", headers=KEY)
    problem_of(response, 409)
    assert int(response["Retry-After"]) > 0


@pytest.mark.django_db
def test_the_same_key_for_later_is_the_same_task(api, source):
    body = {**profile_json(), "source_key": source.key}
    headers = {**KEY, "Prefer": "respond-async"}
    first = api.post(PROFILES, body, format="json", headers=headers)
    second = api.post(PROFILES, body, format="json", headers=headers)
    assert first["Location"] == second["Location"]
    assert Profile.objects.count() == 1


@pytest.mark.django_db
def test_a_key_that_is_none_is_refused(api, source):
    body = {**profile_json(), "source_key": source.key}
    for key in ("", "a" * 256, "two words", "tab\t", "é"):
        problem_of(api.post(PROFILES, body, format="json", headers={"Idempotency-Key": key}), 400)


def at_once(count, work):
    """The results of ``work(number)`` in so many threads that begin at the same moment."""
    barrier = threading.Barrier(count)

    def run(number):
        barrier.wait()
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.fixture
def several_connections(transactional_db):
    """A database that threads can share; SQLite in memory cannot be written by several."""
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("SQLite in memory has one writer; the PostgreSQL run covers this.")


@pytest.mark.usefixtures("several_connections")
class TestAtTheSameMoment:
    """Needs a database that several threads can write to."""

    def clients(self, user, count):
        made = [APIClient() for _number in range(count)]
        for each in made:
            each.force_authenticate(user)
        return made

    @pytest.fixture
    def root(self, django_user_model):
        return django_user_model.objects.create_superuser("root", password="sesame")

    def test_one_call_at_hrflow_and_one_answer(self, root, source, hrflow_sandbox):
        body = {**profile_json(), "source_key": source.key}
        clients = self.clients(root, 6)
        hrflow_sandbox.fault("slow=0.3", path="profile/indexing")
        responses = at_once(
            6, lambda number: clients[number].post(PROFILES, body, format="json", headers=KEY)
        )
        assert [each.status_code for each in responses] == [201] * 6
        assert len({each.content for each in responses}) == 1
        assert len(hrflow_sandbox.calls("profile/indexing")) == 1

    def test_one_row_for_one_cv(self, root, source):
        content, clients = cv().read(), self.clients(root, 6)

        def send(number):
            file = SimpleUploadedFile("ada.rtf", content)
            data = {"source_key": source.key, "file": file}
            path = f"{API}profiles/parse/"
            return clients[number].post(path, data, format="multipart", headers=KEY)

        responses = at_once(6, send)
        assert [each.status_code for each in responses] == [202] * 6
        assert len({each.json()["results"][0]["id"] for each in responses}) == 1
        assert Resume.objects.count() == 1

    def test_one_task(self, root, source):
        body = {**profile_json(), "source_key": source.key}
        clients, headers = self.clients(root, 6), {**KEY, "Prefer": "respond-async"}
        responses = at_once(
            6, lambda number: clients[number].post(PROFILES, body, format="json", headers=headers)
        )
        assert [each.status_code for each in responses] == [202] * 6
        assert len({each["Location"] for each in responses}) == 1
        assert Profile.objects.count() == 1
