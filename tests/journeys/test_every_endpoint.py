"""Every documented endpoint through DRF, at once and later, with real processes all the way.

gunicorn, Redis, a Celery worker and the sandbox; each request of ``rows.ROWS`` is sent twice, the
second time with ``Prefer: respond-async``, and what the task ends with is what the first one said.
"""

import struct

import pytest
import requests
from django.urls import resolve

from django_hrflow.api.urls import urlpatterns
from django_hrflow.client import Hrflow
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from tests.api.conftest import cv, job_json, profile_json
from tests.journeys.rows import PERSON, ROWS
from tests.live.processes import wait_until
from tests.live.stack import API_SECRET, Stack
from tests.test_registry import REGISTRY

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

LATER = {"Prefer": "respond-async"}
#: It is always answered later; see ``test_a_cv_is_parsed``.
PARSE = "POST profile/parsing/file"
#: What two objects of the same content, or two states of one, differ in.
OF_ONE_OBJECT = {"id", "key", "reference", "created_at", "updated_at", "synced_at"}
#: HrFlow has never heard of it.
NOBODY = "f" * 40
PASSWORD = "correct-horse"
#: Two who may do everything, and a profile that the mirror alone remembers.
PREPARED = f"""
from django.contrib.auth.models import User
from django_hrflow import mirror
for name in ("ada", "grace"):
    User.objects.create_superuser(name, password="{PASSWORD}")
source = mirror.store_source("default", {{"key": "{CAREERS_SOURCE_KEY}", "name": "Careers site"}})
mirror.store_profile("default", {{"key": "{NOBODY}", "info": {{}}}}, source.key)
"""


class Names(dict):
    """Keys by name; each look at an ``unseen_…`` one makes an object that only HrFlow knows."""

    def __init__(self, stack):
        super().__init__(source=CAREERS_SOURCE_KEY, board=MAIN_BOARD_KEY)
        self.stack, self.hrflow = stack, Hrflow(api_url=f"{stack.api}/v1/", api_secret=API_SECRET)

    def __missing__(self, name):
        kind = name.removeprefix("unseen_")
        if kind in ("source", "board"):
            return self.stack.control(f"{kind}s", {"name": f"New {kind}"})["key"]
        if kind == "profile":
            made = self.hrflow.profile.indexing.add_json(self["source"], profile_json(**PERSON))
        else:
            made = self.hrflow.job.indexing.add_json(self["board"], job_json())
        return made["data"]["key"]


class World:
    """A running project, the names of what it holds, and ways to ask it."""

    def __init__(self, stack):
        self.stack, self.names = stack, Names(stack)
        self.api = f"{stack.url}/hrflow/api/"
        self.ada, self.grace = (self._session(name) for name in ("ada", "grace"))

    def _session(self, name):
        session = requests.Session()
        session.trust_env = False
        session.auth = (name, PASSWORD)
        return session

    def fill(self):
        """Objects at HrFlow that ``hrflow_sync`` finds, a CV that was read, a row without both."""
        for kind in ("profile", "job"):
            for name in (kind, f"edited_{kind}", f"fresh_{kind}"):
                self.names[name] = self.names[f"unseen_{kind}"]
        self.forget_calls()
        self.stack.manage("hrflow_sync")
        self.filled = self.calls()
        self.stack.manage("shell", "-c", PREPARED)
        self.names["read"] = self.parsed()["profile"]

    def parsed(self, **given):
        """The row of a CV that has come all the way."""
        file = cv(**given)
        data = {"source_key": CAREERS_SOURCE_KEY}
        answer = self.ask("POST", "profiles/parse/", data=data, files={"file": (file.name, file)})
        assert answer.status_code == 202, answer.text
        (row,) = answer.json()["results"]
        return self.followed(row["url"], "parsed")

    def followed(self, url, state):
        """What stands there once it has come so far."""
        found = {}

        def arrived():
            found.update(self.ada.get(url, timeout=20).json())
            return found["state"] == state

        wait_until(arrived, 40, f"“{state}” at {url}")
        return found

    def ask(self, method, path, who=None, **given):
        """The response."""
        session = who or self.ada
        return session.request(method, self.api + path, timeout=30, **given)

    def later(self, method, path, **given):
        """The task that came of it, at its end."""
        headers = {**LATER, **given.pop("headers", {})}
        answer = self.ask(method, path, headers=headers, **given)
        assert answer.status_code == 202, answer.text
        assert answer.headers["Preference-Applied"] == "respond-async"
        task = {}

        def ended():
            task.update(self.ada.get(answer.headers["Location"], timeout=20).json())
            return task["state"] in ("done", "failed")

        wait_until(ended, 40, f"the end of {method} {path}")
        return task

    def calls(self):
        """``GET source`` and so on: what HrFlow was asked."""
        journal = self.stack.control("calls")["calls"]
        return {f"{each['method']} {each['path']}" for each in journal}

    def forget_calls(self):
        self.stack.control("calls", method="DELETE")


@pytest.fixture(scope="module")
def world(redis_path, tmp_path_factory):
    folder = tmp_path_factory.mktemp("endpoints")
    # Without webhooks, since an event about an "unseen" object would have the worker fetch it
    # before the view does, and nobody could tell which of them asked HrFlow.
    with Stack(folder, sandbox=["--parse-delay", "0.1"], webhook=False) as stack:
        made = World(stack)
        made.fill()
        yield made
        made.names.hrflow.close()


def test_no_endpoint_is_missing():
    assert {row[1] for row in REGISTRY} == {row.wire for row in ROWS} | {PARSE}


def test_no_path_that_asks_hrflow_is_missing():
    """Each method of each view that honours ``Prefer``, by the name of its path."""
    asked = {
        (pattern.name, method)
        for pattern in urlpatterns
        if getattr(view := pattern.callback.view_class, "asks", False)
        for method in view.operations
    }
    paths = {(row.method, row.path.partition("?")[0]) for row in ROWS}
    driven = {(resolve(f"/hrflow/api/{path}").url_name, method) for method, path in paths}
    assert asked - driven == set()


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.method} {row.path}" for row in ROWS])
def test_it_answers_at_once_and_later(world, row):
    path = row.path.format_map(world.names)
    world.forget_calls()
    answers = []
    for ask in (world.ask, world.ask if row.mirrored else world.later):
        if row.gone:
            world.stack.control("faults", {"next": ["404"], "path": row.gone})
        headers = LATER if row.mirrored else {}
        answers.append(ask(row.method, path, json=row.body(world.names), headers=headers))
    now, later = answers
    assert now.status_code in (200, 201), now.text
    if row.mirrored:
        assert later.status_code == 200
        later = {"state": "done", "error": None, "result": later.json()}
    assert (later["state"], later["error"]) == ("done", None)
    assert comparable(row, later["result"]) == comparable(row, now.json())
    assert row.wire in (world.filled if row.mirrored else world.calls())


def comparable(row, content):
    """The content itself; of what was written, without what is one object's own."""
    if row.path.endswith("/sync/"):
        counted = [content.pop(name) for name in ("new", "changed", "unchanged")]
        return {**content, "seen": sum(counted)}
    if row.wire.split()[1].endswith(("/indexing", "/archive")) and row.method != "GET":
        assert content["key"]
        return without_own(content)
    return content


def without_own(content):
    if isinstance(content, dict):
        return {
            name: without_own(inner) for name, inner in content.items() if name not in OF_ONE_OBJECT
        }
    return [without_own(each) for each in content] if isinstance(content, list) else content


def test_a_cv_is_parsed(world):
    """202 at once; the row, the profile and what HrFlow read are there later, each once."""
    row = world.parsed(name="Nora Sample", email="nora@example.org")
    assert PARSE in world.calls()
    assert row in world.ask("GET", "resumes/").json()["results"]
    found = world.ask("GET", f"profiles/{row['profile']}/").json()
    assert found["info"]["email"] == "nora@example.org"
    listed = world.ask("GET", "profiles/", params={"email": "nora@example.org"}).json()
    assert [each["key"] for each in listed["results"]] == [row["profile"]]
    assert world.ask("POST", f"resumes/{row['id']}/retry/").status_code == 409


def test_a_cv_that_failed_is_tried_again(world):
    file = cv("parsing-error.rtf")
    files = {"file": (file.name, file)}
    data = {"source_key": CAREERS_SOURCE_KEY}
    (row,) = world.ask("POST", "profiles/parse/", data=data, files=files).json()["results"]
    failed = world.followed(row["url"], "rejected")
    assert failed["reason"]
    again = world.ask("POST", f"resumes/{row['id']}/retry/")
    assert (again.status_code, again.json()["state"]) == (202, "stored")
    assert world.followed(row["url"], "rejected")["profile"] is None


@pytest.mark.parametrize("what", ["profiles/{profile}", "jobs/{job}"])
def test_vectors_as_bytes(world, what):
    """Little-endian float32, the numbers of the JSON; a task's result is JSON whatever is asked."""
    path = f"{what.format(**world.names)}/embedding/"
    vectors = world.ask("GET", path).json()
    accept = {"Accept": "application/octet-stream"}
    answer = world.ask("GET", path, headers=accept)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    numbers = [number for row in vectors["embedding"] for number in row]
    assert answer.content == struct.pack(f"<{len(numbers)}f", *numbers)
    assert len(numbers) % vectors["dimension"] == 0
    assert world.later("GET", path, headers=accept)["result"] == vectors


def test_a_task_belongs_to_who_asked(world):
    asked = world.ask("GET", "jobs/search/", headers=LATER)
    path = asked.headers["Location"].removeprefix(world.api)
    theirs = world.ask("GET", path, who=world.grace)
    assert theirs.status_code == 404
    assert theirs.headers["Content-Type"] == "application/problem+json"
    assert world.ask("GET", path).json()["id"] == asked.json()["id"]


ERRORS = [
    (404, "GET", f"profiles/{NOBODY}/parsing/", None),
    (404, "POST", "text/tag/", {"text": "a", "algorithm_key": "none"}),
]


@pytest.mark.parametrize(("status", "method", "path", "body"), ERRORS)
def test_what_hrflow_refuses_is_told_both_ways(world, status, method, path, body):
    now = world.ask(method, path, json=body)
    assert (now.status_code, now.headers["Content-Type"]) == (status, "application/problem+json")
    task = world.later(method, path, json=body)
    assert (task["state"], task["result"], task["error"]) == ("failed", None, now.json())


@pytest.mark.parametrize("path", ["profiles/nobody/parsing/", "jobs/score/?profile=nobody"])
def test_what_is_known_at_once_is_told_at_once(world, path):
    """A key that the mirror lacks starts no task."""
    for headers in ({}, LATER):
        answer = world.ask("GET", path, headers=headers)
        assert answer.status_code == 404
        assert answer.json()["status"] == 404
