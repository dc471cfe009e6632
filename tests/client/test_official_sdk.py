"""What goes over the wire is what the official SDK sends, but for differences listed here.

Both vintages of the SDK and this client make the same calls against a recording server; method,
path, query, body, multipart parts and the headers that carry meaning are compared.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from django_hrflow.client import Hrflow
from tests.official_sdk import VERSIONS, SdkCall

from .calls import API_SECRET, API_USER, BOARD, EXAMPLES, JOB, KEY, PROFILE, SOURCE, find
from .servers import Request, Server

OLD, NEW = VERSIONS
BOTH = (OLD, NEW)
HEADERS = ("x-api-key", "x-user-email", "content-type")
TAGS = [{"name": "active", "value": True}, {"name": "é", "value": None}]
FILE = object()
"""Stands for an open file called ``anna.pdf``."""


@dataclass(frozen=True)
class Difference:
    """What we deliberately send otherwise: why, and how the SDK's wire becomes ours."""

    reason: str
    change: Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Case:
    """One call: its name in each vintage, and what is passed by position and by name."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    versions: tuple[str, ...] = BOTH
    difference: Difference | None = None

    def name_in(self, version: str) -> str:
        return self.name.replace(".indexing.", ".storing.") if version == NEW else self.name

    def __str__(self) -> str:
        return f"{self.name} {len(self.args)} {' '.join(self.kwargs)}"


def set_part(**parts: tuple[str | None, str | None, str]) -> Callable[[dict[str, Any]], None]:
    return lambda wire: wire["parts"].update(parts)


def set_query(**values: str) -> Callable[[dict[str, Any]], None]:
    return lambda wire: wire["query"].update(values)


MIME_TYPE = Difference(
    "The SDK's file part has no content type; with one, nobody has to guess from the name.",
    set_part(file=("anna.pdf", "application/pdf", "%PDF-1.7")),
)
GIVEN_MIME_TYPE = Difference(
    "A content type that is given goes on the file part, too, not only into a field.",
    set_part(file=("anna.pdf", "application/x-pdf", "%PDF-1.7")),
)
GIVEN_NAME = Difference(
    MIME_TYPE.reason, set_part(file=("Zoë.docx", "application/msword", "%PDF-1.7"))
)
LOWER_CASE_TRUE = Difference(
    "The SDK sends Python's True, which is no JSON and no documented spelling.",
    set_query(return_profile="true"),
)
LOWER_CASE_FALSE = Difference(LOWER_CASE_TRUE.reason, set_query(return_profile="false"))
LOWER_CASE_JOB = Difference(LOWER_CASE_TRUE.reason, set_query(return_job="false"))
GEOPOINT = Difference(
    "The SDK sends the names of an object's fields and loses their values.",
    set_query(location_geopoint='{"lat": 48.85, "lon": 2.35}'),
)
FLAG = Difference(LOWER_CASE_TRUE.reason, set_query(only_active="true"))
LISTS = ([{"stage": "yes"}], TAGS, [])
ORDER_AND_DATES = ("asc", "updated_at", "2020-01-01", "2020-12-31")
SEARCH = {
    "text_keywords": ["python", "café"],
    "tags_included": [[{"name": "active", "value": True}]],
    "created_at_min": "2020-07-09T13:35:11+0000",
    "location_distance": 30,
    "experiences_duration_min": 1.5,
    "name": "Anna & Zoë",
    "skills": [],
}

CASES = [
    Case("profile.parsing.add_file", (SOURCE, None, FILE), difference=MIME_TYPE),
    Case(
        "profile.parsing.add_file",
        (SOURCE, KEY, FILE, "application/x-pdf", "ref", "2020-07-09", *LISTS, 1, 0, 1),
        versions=(OLD,),
        difference=GIVEN_MIME_TYPE,
    ),
    Case(
        "profile.parsing.add_file",
        (),
        {
            "source_key": SOURCE,
            "key": KEY,
            "profile_file": FILE,
            "profile_content_type": "application/x-pdf",
            "reference": "ref",
            "created_at": "2020-07-09T13:35:11+0000",
            "labels": [{"stage": "yes"}],
            "tags": TAGS,
            "metadatas": [{"name": "mail", "value": "a@b.c"}],
            "sync_parsing": 1,
            "sync_parsing_indexing": 0,
            "webhook_parsing_sending": 1,
        },
        difference=GIVEN_MIME_TYPE,
    ),
    Case(
        "profile.parsing.add_file",
        (SOURCE,),
        {
            "profile_file": FILE,
            "profile_file_name": "Zoë.docx",
            "profile_content_type": "application/msword",
        },
        versions=(NEW,),
        difference=GIVEN_NAME,
    ),
    Case("profile.parsing.get", (SOURCE, KEY)),
    Case("profile.parsing.get", (SOURCE, KEY, "ref", "anna@example.org")),
    Case("profile.parsing.get", (SOURCE, "", "ref")),
    Case("profile.indexing.add_json", (SOURCE, PROFILE)),
    Case("profile.indexing.edit", (SOURCE, KEY, PROFILE), versions=(OLD,)),
    Case("profile.indexing.edit", (SOURCE,), {"profile_json": PROFILE, "key": KEY}),
    Case("profile.indexing.edit", (SOURCE,), {"profile_json": PROFILE}, versions=(NEW,)),
    Case("profile.indexing.get", (SOURCE, KEY)),
    Case("profile.indexing.get", (SOURCE,), {"reference": "a b/c&d=é+"}),
    Case("profile.indexing.get", (SOURCE, KEY, "ref", "anna@example.org"), versions=(OLD,)),
    Case("profile.indexing.archive", (SOURCE, KEY)),
    Case("profile.indexing.archive", (SOURCE,), {"reference": "r", "email": "anna@example.org"}),
    Case("profile.indexing.archive", (SOURCE, KEY, None, 0), versions=(OLD,)),
    Case("profile.indexing.list", ([SOURCE],), versions=(NEW,), difference=LOWER_CASE_FALSE),
    Case(
        "profile.indexing.list",
        ([SOURCE, KEY], "Anna", KEY, "ref", "48.85", 2.35, 30, True, 2, 10, *ORDER_AND_DATES),
        versions=(NEW,),
        difference=LOWER_CASE_TRUE,
    ),
    Case("profile.attachment.list", (SOURCE, KEY)),
    Case("profile.attachment.list", (SOURCE, None, "ref", "anna@example.org")),
    Case("profile.searching.list", ([SOURCE],)),
    Case("profile.searching.list", ([SOURCE, KEY], "new", 2, 10, "searching", "asc"), SEARCH),
    Case(
        "profile.searching.list",
        ([SOURCE],),
        {"location_geopoint": {"lat": 48.85, "lon": 2.35}},
        difference=GEOPOINT,
    ),
    Case("profile.searching.list", ([SOURCE],), {"only_active": True}, difference=FLAG),
    Case("profile.scoring.list", ([SOURCE], BOARD, KEY)),
    Case(
        "profile.scoring.list",
        ([SOURCE], BOARD, KEY, 0, KEY, "yes", 2, 10, "scoring", "desc"),
        {**SEARCH, "algorithm_key": "a", "score_threshold": 0.5},
    ),
    Case("profile.embedding.get", (SOURCE, KEY)),
    Case(
        "profile.embedding.get",
        (SOURCE, KEY, "ref", "anna@example.org", {"profile": 1, "educations": [0]}),
    ),
    Case("job.indexing.add_json", (BOARD, JOB)),
    Case("job.indexing.edit", (BOARD, KEY, JOB), versions=(OLD,)),
    Case("job.indexing.edit", (BOARD,), {"job_json": JOB, "key": KEY}),
    Case("job.indexing.edit", (BOARD,), {"job_json": JOB}),
    Case("job.indexing.get", (BOARD, KEY)),
    Case("job.indexing.get", (BOARD, KEY, "ref")),
    Case("job.indexing.archive", (BOARD, KEY, "ref")),
    Case("job.indexing.archive", (BOARD, KEY, None, 0), versions=(OLD,)),
    Case("job.indexing.list", ([BOARD],), versions=(NEW,), difference=LOWER_CASE_JOB),
    Case("job.searching.list", ([BOARD],)),
    Case("job.searching.list", ([BOARD], "later", 3, 5, "location", "desc"), SEARCH),
    Case("job.scoring.list", ([BOARD], SOURCE, KEY)),
    Case(
        "job.scoring.list",
        ([BOARD], SOURCE, KEY, 1, KEY, "no", 2, 10, "scoring", "asc"),
        {**SEARCH, "algorithm_key": "a"},
    ),
    Case("job.embedding.get", (BOARD, KEY)),
    Case("job.embedding.get", (BOARD, KEY, "ref")),
    Case("document.parsing.post", ("Zoë bakes.",), versions=(OLD,)),
    Case("document.revealing.post", ("Zoë bakes.",), versions=(OLD,)),
    Case("document.embedding.post", ("profile", PROFILE), versions=(OLD,)),
    Case("document.embedding.post", ("job", JOB, True), versions=(OLD,)),
    Case("document.linking.post", ("baker",), versions=(OLD,)),
    Case("document.linking.post", ("baker", 20), versions=(OLD,)),
    Case("text.parsing.post", ("Zoë bakes.",), versions=(NEW,)),
    Case("text.parsing.post", (), {"texts": ["Zoë bakes.", "Anna, too."]}, versions=(NEW,)),
    Case("text.linking.post", ("baker",), versions=(NEW,)),
    Case("text.linking.post", ("baker", 20), versions=(NEW,)),
    Case("text.embedding.post", ("Zoë bakes.",), versions=(NEW,)),
    Case("text.tagging.post", ("tagger-rome-family", "Zoë bakes."), versions=(NEW,)),
    Case(
        "text.tagging.post",
        ("tagger-hrflow-labels", None, ["a", "b"], "context", ["x", "y"], 2, "fr"),
        versions=(NEW,),
    ),
    Case("source.list"),
    Case("source.list", ("python", 2, 10, "profile", "asc")),
    Case("source.get", (SOURCE,)),
    Case("board.list"),
    Case("board.list", ("é", 2, 10, "job", None)),
    Case("board.get", (), {"key": BOARD}),
    Case("webhooks.check", ("https://example.org/hook", "profile.parsing.success")),
    Case("auth.get", versions=(NEW,)),
]


def wire(request: Request, prefix: str) -> dict[str, Any]:
    """What counts of a request: two requests that differ in it ask for different things."""
    headers = {name: request.headers[name] for name in HEADERS if name in request.headers}
    multipart = headers.get("content-type", "").startswith("multipart/form-data")
    if multipart:
        headers["content-type"] = "multipart/form-data"
    assert request.path.startswith(prefix)
    return {
        "method": request.method,
        "path": request.path.removeprefix(prefix),
        "query": {name: structure(value) for name, value in request.query.items()},
        "headers": headers,
        "json": json.loads(request.body) if request.body and not multipart else None,
        "parts": {
            name: (filename, content_type, structure(content.decode()))
            for name, (filename, content_type, content) in request.parts.items()
        }
        if multipart
        else {},
    }


def structure(text: str) -> Any:
    """Read a list or an object that travels as text, so that its spelling does not count."""
    return json.loads(text) if text[:1] in ("[", "{") else text


def expected(theirs: dict[str, Any], difference: Difference | None) -> dict[str, Any]:
    if difference is not None:
        difference.change(theirs)
        theirs["query"] = {
            name: structure(value) if isinstance(value, str) else value
            for name, value in theirs["query"].items()
        }
    return theirs


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "anna.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


@pytest.fixture(scope="module", params=VERSIONS)
def recorded(request, official_sdk, file) -> dict[str, dict[str, Any]]:
    """What one vintage of the SDK sends for each of its cases, by the case's name."""
    version = request.param
    cases = [case for case in CASES if version in case.versions]

    def plain(value: Any) -> Any:
        return {"open": str(file)} if value is FILE else value

    with Server() as server:
        calls = [
            SdkCall(
                case.name_in(version),
                [plain(value) for value in case.args],
                {name: plain(value) for name, value in case.kwargs.items()},
                f"{number}/",
            )
            for number, case in enumerate(cases)
        ]
        results = official_sdk(version).run(
            calls, api_url=server.url, api_secret=API_SECRET, api_user=API_USER
        )
    assert all("answer" in result for result in results), results
    assert len(server.requests) == len(cases)
    return {
        str(case): wire(made, f"/v1/{number}/")
        for number, (case, made) in enumerate(zip(cases, server.requests, strict=True))
    }


def ours(case: Case, file, connect) -> dict[str, Any]:
    with Server() as server, file.open("rb") as opened:
        client = connect(server.url)
        values = [opened if value is FILE else value for value in case.args]
        named = {name: opened if value is FILE else value for name, value in case.kwargs.items()}
        find(client, case.name)(*values, **named)
        (made,) = server.requests
    return wire(made, "/v1/")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_same_call_asks_for_the_same_thing(case, recorded, connect, file):
    theirs = recorded.get(str(case))
    if theirs is None:
        assert len(case.versions) == 1
        return
    sent = ours(case, file, connect)
    if case.difference is not None:
        assert sent != theirs, "The difference is gone: take it out of the table."
    assert sent == expected(theirs, case.difference)


def test_every_call_of_the_client_is_compared():
    assert {case.name for case in CASES} == set(EXAMPLES)
    assert len({str(case) for case in CASES}) == len(CASES)


def test_today_s_name_of_indexing_is_the_same_object():
    client = Hrflow(api_secret=API_SECRET)
    assert client.profile.storing is client.profile.indexing
    assert client.job.storing is client.job.indexing
