"""Every documented endpoint goes through every door; what is missing is named.

A row: the call of HrFlow's API, the client's method, the sandbox's route, the task, the view under
``api/``. Each of them must also stand on its page of the documentation.
"""

import re
from functools import reduce
from pathlib import Path

import pytest
from celery import current_app
from django.urls import NoReverseMatch, reverse

from django_hrflow.celery_settings import BULK, INTERACTIVE, WEBHOOKS
from django_hrflow.client import Hrflow

DOCS = Path(__file__).parent.parent / "docs"
KEY = "a" * 40

#: (client method, HTTP method and path at HrFlow, task, view, its arguments)
REGISTRY = [
    ("profile.parsing.add_file", "POST profile/parsing/file", "parse_resume", "api-parse", []),
    (
        "profile.parsing.get",
        "GET profile/parsing",
        "get_profile_parsing",
        "api-profile-parsing",
        [KEY],
    ),
    ("profile.indexing.add_json", "POST profile/indexing", "index_profile", "api-profiles", []),
    ("profile.indexing.edit", "PUT profile/indexing", "edit_profile", "api-profile", [KEY]),
    ("profile.indexing.get", "GET profile/indexing", "get_profile", "api-profile", [KEY]),
    (
        "profile.indexing.archive",
        "PATCH profile/indexing/archive",
        "archive_profile",
        "api-profile-archive",
        [KEY],
    ),
    ("profile.indexing.list", "GET storing/profiles", "list_profiles", "api-profiles", []),
    (
        "profile.attachment.list",
        "GET profile/indexing/attachments",
        "list_profile_attachments",
        "api-profile-attachments",
        [KEY],
    ),
    (
        "profile.searching.list",
        "GET profiles/searching",
        "search_profiles",
        "api-profiles-search",
        [],
    ),
    ("profile.scoring.list", "GET profiles/scoring", "score_profiles", "api-profiles-score", []),
    ("job.indexing.add_json", "POST job/indexing", "index_job", "api-jobs", []),
    ("job.indexing.edit", "PUT job/indexing", "edit_job", "api-job", [KEY]),
    ("job.indexing.get", "GET job/indexing", "get_job", "api-job", [KEY]),
    ("job.indexing.archive", "PATCH job/indexing/archive", "archive_job", "api-job-archive", [KEY]),
    ("job.indexing.list", "GET storing/jobs", "list_jobs", "api-jobs", []),
    ("job.searching.list", "GET jobs/searching", "search_jobs", "api-jobs-search", []),
    ("job.scoring.list", "GET jobs/scoring", "score_jobs", "api-jobs-score", []),
    ("document.parsing.post", "POST document/parsing", "parse_text", "api-text-parse", []),
    ("document.revealing.post", "POST document/revealing", "reveal_text", "api-text-reveal", []),
    (
        "document.embedding.post",
        "POST document/embedding",
        "embed_item",
        "api-profile-embedding",
        [KEY],
    ),
    ("document.linking.post", "POST document/linking", "link_text", "api-text-link", []),
    ("text.parsing.post", "POST text/parsing", "parse_text", "api-text-parse", []),
    ("text.embedding.post", "POST text/embedding", "embed_text", "api-text-embed", []),
    ("text.linking.post", "POST text/linking", "link_text", "api-text-link", []),
    ("text.tagging.post", "POST text/tagging", "tag_text", "api-text-tag", []),
    ("source.list", "GET sources", "list_sources", "api-sources", []),
    ("source.get", "GET source", "get_source", "api-source", [KEY]),
    ("board.list", "GET boards", "list_boards", "api-boards", []),
    ("board.get", "GET board", "get_board", "api-board", [KEY]),
    ("webhooks.check", "POST webhook/check", "check_webhook", "api-webhooks-check", []),
]


def documented_tasks():
    """What docs/tasks.md says of each task, by its name."""
    page = (DOCS / "tasks.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (`hrflow\S*`.*?) \| (.*) \|$", page, re.MULTILINE)
    told = {name: said for names, said in lines for name in re.findall(r"`([\w.]+)`", names)}
    return {name: said for name, said in told.items() if name not in (INTERACTIVE, BULK, WEBHOOKS)}


def missing(method, wire, task, view, arguments):
    """What this endpoint lacks, in words."""
    from django_hrflow.sandbox.endpoints import ROUTES

    client = Hrflow(api_secret="ask_" + "0" * 32)
    try:
        reduce(getattr, method.split("."), client)
    except AttributeError:
        yield f"the client has no {method}"
    verb, path = wire.split(" ")
    if verb not in ROUTES.get(path, {}):
        yield f"the sandbox does not answer {wire}"
    if f"hrflow.{task}" not in current_app.tasks:
        yield f"there is no task hrflow.{task}"
    try:
        reverse(f"hrflow:{view}", args=arguments)
    except NoReverseMatch:
        yield f"there is no view hrflow:{view}"
    if path not in (DOCS / "client.md").read_text(encoding="utf-8"):
        yield f"docs/client.md does not name {path}"
    if wire not in documented_tasks().get(f"hrflow.{task}", ""):
        yield f"docs/tasks.md does not say that hrflow.{task} calls {wire}"


@pytest.mark.parametrize("row", REGISTRY, ids=[row[1] for row in REGISTRY])
def test_an_endpoint_goes_through_every_door(row):
    assert list(missing(*row)) == []


def test_every_task_has_its_line_in_the_documentation():
    tasks = {name for name in current_app.tasks if name.startswith("hrflow.")}
    assert documented_tasks().keys() == tasks


def test_what_is_missing_is_named():
    assert len(list(missing("profile.wishing.get", "GET wish", "wish", "api-wish", []))) == 6


def test_the_table_has_the_documented_calls():
    assert len({row[0] for row in REGISTRY if row[0].split(".")[0] != "text"}) >= 22
