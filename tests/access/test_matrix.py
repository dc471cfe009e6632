"""P-1: who may do what on every route: ``matrix.txt`` says it, and a route that it lacks fails.

What is another tenant's is answered exactly as what there is not: 404 for those who may use the
route, and what everybody without the right gets for all others.
"""

import json
import logging
import uuid
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.test import Client

from django_hrflow import mirror
from django_hrflow.connections import workspaces
from django_hrflow.models import Call, Erasure, Event
from django_hrflow.sandbox import MAIN_BOARD_KEY, REALTIME_SOURCE_KEY
from django_hrflow.services import jobs, resumes
from django_hrflow.testing import queue
from tests.access.adapters import FOREIGN
from tests.access.routes import METHODS, fill, kind_of, routes
from tests.api.conftest import cv, job_json, profile_json

pytestmark = pytest.mark.slow

TABLE = Path(__file__).with_name("matrix.txt")
ROLES = ("anonymous", "nobody", "staff", "outsider", "viewer", "editor", "admin")
RIGHTS = {
    "viewer": ("view_",),
    "editor": ("view_", "add_", "change_"),
    "outsider": ("view_", "add_", "change_", "delete_", "export_"),
}
MISSING = {"resume": 10**6, "task": uuid.UUID(int=1)}


def table():
    """``{(method, route): {whose: {role: status}}}``."""
    found = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            method, route, whose, *statuses = line.split()
            expected = dict(zip(ROLES, map(int, statuses), strict=True))
            found.setdefault((method, route), {})[whose] = expected
    return found


def body_of(method, route, world):
    """What makes the request a sensible one."""
    if method not in ("POST", "PUT"):
        return None
    path = route.removeprefix("hrflow/api/")
    texts = {"text/link/": {"word": "python"},
             "text/tag/": {"text": "a", "algorithm_key": "tagger-hrflow-skills"}}  # fmt: skip
    bodies = {
        "profiles/": {**profile_json(), "source_key": REALTIME_SOURCE_KEY},
        "profiles/<str:key>/": {**profile_json(), "source_key": REALTIME_SOURCE_KEY},
        "jobs/": {**job_json(), "board_key": MAIN_BOARD_KEY},
        "jobs/<str:key>/": {**job_json(), "board_key": MAIN_BOARD_KEY},
        "profiles/<str:key>/archive/": {"archived": False},
        "jobs/<str:key>/archive/": {"archived": False},
        "webhooks/check/": {"url": "https://example.org/", "type": "a.b.c"},
        **texts,
    }
    return bodies.get(path, {"text": "Python"} if path.startswith("text/") else None)


class World:
    """Users of every role, rows of one's own and of another tenant, and the sandbox."""

    def __init__(self):
        self.clients, self.users = {}, {}
        for role in ROLES:
            self.clients[role] = Client(raise_request_exception=False)
            if role != "anonymous":
                self.sign_in(role)
        self.own, self.foreign = {}, {}
        self.fill(self.own, REALTIME_SOURCE_KEY, MAIN_BOARD_KEY)
        self.fill(self.foreign, FOREIGN, FOREIGN)
        self.own["webhook"] = "default"

    def sign_in(self, role):
        user = User.objects.create_user(role, is_superuser=role == "admin")
        # Everybody with rights may enter the admin, too.
        user.is_staff = role != "nobody"
        user.save()
        ours = Permission.objects.filter(content_type__app_label="django_hrflow")
        for beginning in RIGHTS.get(role, ()):
            user.user_permissions.add(*ours.filter(codename__startswith=beginning))
        self.users[role] = user
        self.clients[role].force_login(user)

    def fill(self, rows, source_key, board_key):
        """A row of each kind in these containers."""
        if source_key == FOREIGN:
            source = mirror.store_source("default", {"key": FOREIGN, "name": "Theirs"})
            board = mirror.store_board("default", {"key": FOREIGN, "name": "Theirs"})
            profile = mirror.store_profile("default", {**profile_json(), "key": "a" * 40}, FOREIGN)
            job = mirror.store_job("default", {**job_json(), "key": "b" * 40}, FOREIGN)
        else:
            client = workspaces["default"]
            source = mirror.store_source("default", client.source.get(key=source_key)["data"])
            board = mirror.store_board("default", client.board.get(key=board_key)["data"])
            job = jobs.index(board_key=board_key, job_json=job_json())
        resume = resumes.accept(cv(), source=source).resume
        if source_key != FOREIGN:
            queue.work_off()
            resume.refresh_from_db()
            profile = resume.profile
        event = Event.objects.create(
            digest=source_key[:40], type="x.y", state="done", payload={}, resume=resume
        )
        erasure = Erasure.objects.create(state="erased")
        rows.update(source=source, board=board, profile=profile, job=job, resume=resume,
                    event=event, erasure=erasure)  # fmt: skip

    def value(self, whose, role, route):
        """The key or id of the object that the request is about."""
        kind = kind_of(route)
        if kind == "task":
            owner = self.users[role if whose == "own" and role != "anonymous" else "admin"]
            if whose == "foreign":
                owner = User.objects.create_user(str(uuid.uuid4()))
            if whose != "missing":
                return Call.objects.create(owner=owner, task="hrflow.link_text").pk
        if whose == "missing" or (whose == "foreign" and kind in ("webhook", "erasure")):
            return MISSING.get(kind, 10**6 if route.startswith("admin/") else "nowhere")
        row = (self.own if whose == "own" else self.foreign)[kind]
        if kind in ("resume", "webhook") or route.startswith("admin/"):
            return getattr(row, "pk", row)
        return row.key

    def ask(self, role, method, route, whose="own"):
        """The status of the answer; whatever it changes is undone."""
        with transaction.atomic():
            path = fill(route, self.value(whose, role, route) if kind_of(route) else None)
            if route.endswith("/score/"):
                other = "job" if "profiles" in route else "profile"
                path += f"?{other}={self.own[other].key}"
            body = body_of(method, route, self)
            options = {} if body is None else {"data": json.dumps(body)}
            if route.endswith("profiles/parse/") and method == "POST":
                data = {"source_key": REALTIME_SOURCE_KEY, "file": cv()}
                answer = self.clients[role].post(path, data)
            else:
                answer = self.clients[role].generic(
                    method, path, content_type="application/json", **options
                )  # fmt: skip
            for _part in answer.streaming_content if answer.streaming else ():
                pass
            transaction.set_rollback(True)
        return answer.status_code


@pytest.fixture
def world(db, hrflow_sandbox, settings):
    settings.HRFLOW_ADAPTER = "tests.access.adapters.Tenants"
    settings.HRFLOW_HEALTH_LIMIT = 3600.0
    logging.disable(logging.CRITICAL)  # every refusal with its traceback
    yield World()
    logging.disable(logging.NOTSET)


ROWS = table()


def rows_of(*beginnings):
    return [row for row in ROWS if row[1].startswith(beginnings)]


AREAS = {"api": "hrflow/api/", "others": ("hrflow/webhook", "hrflow/health", "hrflow/resumes"),
         "admin": "admin/"}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("area", AREAS)
def test_every_cell_is_as_tabled(world, area, role):
    beginnings = AREAS[area]
    beginnings = (beginnings,) if isinstance(beginnings, str) else beginnings
    wrong = {}
    for method, route in rows_of(*beginnings):
        expected = ROWS[method, route]
        for whose in ("own", "foreign", "missing") if kind_of(route) else ("own",):
            wanted = expected["own" if whose == "own" else "other"][role]
            found = world.ask(role, method, route, whose)
            if found != wanted:
                wrong[method, route, whose] = found, wanted
    assert wrong == {}


@pytest.mark.parametrize("route", routes())
def test_a_route_without_a_row_is_named(route):
    assert route in {known for _method, known in ROWS}


def test_the_table_names_no_route_that_there_is_not():
    assert {route for _method, route in ROWS} == set(routes())


@pytest.mark.parametrize("role", ROLES)
def test_what_the_table_does_not_name_is_not_allowed(world, role):
    """405 to those who are signed in, and to strangers the same as to all other methods.

    Django's admin takes whatever is no POST for a GET.
    """
    allowed = {}
    for route in routes():
        for method in METHODS:
            if (method, route) not in ROWS and method != "OPTIONS":
                status = world.ask(role, method, route)
                usual = {ROWS["GET", route]["own"][role]} if route.startswith("admin/") else set()
                if status not in {401, 302, 403, 405} | usual:
                    allowed[method, route] = status
    assert allowed == {}
