"""One REST request for each documented endpoint, and the call of HrFlow's API that it leads to.

Paths and bodies are written with the names of what a running project holds: ``{profile}``,
``{job}``, ``{source}`` … (see ``test_every_endpoint.world``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.api.conftest import job_json, profile_json

TEXT = "Ada Example builds pipelines with Python and Spark in Lyon."
PERSON = {"info": {"full_name": "Ada Example", "email": "ada@example.org"}}


@dataclass(frozen=True)
class Row:
    """``wire`` is what the sandbox must have been asked meanwhile.

    ``body`` is made of the names, anew for each request. ``mirrored``: the mirror answers, which
    ``hrflow_sync`` filled by this call, so there is nothing to wait for. ``gone`` is a call that
    this HrFlow does not know, so that the other one is made.
    """

    wire: str
    method: str
    path: str
    body: Callable[[dict[str, str]], Any] = lambda names: None
    mirrored: bool = False
    gone: str = ""


def _same(content: Any) -> Callable[[dict[str, str]], Any]:
    return lambda names: content


def _new_profile(names: dict[str, str]) -> Any:
    return {**profile_json(**PERSON), "source_key": names["source"]}


def _new_job(names: dict[str, str]) -> Any:
    return {**job_json(name="Data Engineer"), "board_key": names["board"]}


def _edited_profile(names: dict[str, str]) -> Any:
    return {**profile_json(**PERSON, reference="edited"), "text": "edited"}


def _edited_job(names: dict[str, str]) -> Any:
    return job_json(name="Lead Engineer", reference="edited")


SEARCH = {"text_keywords": ["python"], "sort_by": "created_at", "limit": 2}
TAG = {"text": TEXT, "algorithm_key": "tagger-hrflow-skills", "top_n": 3}
CHECK = {"url": "https://jobs.example.org/hrflow/webhook/", "type": "profile.parsing.success"}

ROWS = [
    Row("GET profile/parsing", "GET", "profiles/{read}/parsing/"),
    Row("GET profile/indexing/attachments", "GET", "profiles/{read}/attachments/"),
    Row("POST profile/indexing", "POST", "profiles/", _new_profile),
    Row("PUT profile/indexing", "PUT", "profiles/{edited_profile}/", _edited_profile),
    Row(
        "GET profile/indexing",
        "GET",
        "profiles/{unseen_profile}/attachments/?source_key={source}",
    ),
    Row("GET storing/profiles", "GET", "profiles/{profile}/", mirrored=True),
    Row(
        "PATCH profile/indexing/archive",
        "POST",
        "profiles/{edited_profile}/archive/",
        _same({"archived": False}),
    ),
    Row("GET storing/profiles", "GET", "profiles/", mirrored=True),
    Row("GET profiles/searching", "GET", "profiles/search/?text_keywords=python&limit=2"),
    Row("GET profiles/searching", "POST", "profiles/search/", _same(SEARCH)),
    Row("GET profiles/scoring", "GET", "profiles/score/?job={job}"),
    Row("GET profiles/scoring", "POST", "profiles/score/?job={job}", _same({"limit": 2})),
    Row("POST document/embedding", "GET", "profiles/{fresh_profile}/embedding/"),
    Row("POST job/indexing", "POST", "jobs/", _new_job),
    Row("PUT job/indexing", "PUT", "jobs/{edited_job}/", _edited_job),
    Row("GET job/indexing", "GET", "jobs/{unseen_job}/embedding/?board_key={board}"),
    Row("GET storing/jobs", "GET", "jobs/{job}/", mirrored=True),
    Row(
        "PATCH job/indexing/archive",
        "POST",
        "jobs/{edited_job}/archive/",
        _same({"archived": False}),
    ),
    Row("GET storing/jobs", "GET", "jobs/", mirrored=True),
    Row("GET jobs/searching", "GET", "jobs/search/?text_keywords=python&limit=2"),
    Row("GET jobs/searching", "POST", "jobs/search/", _same({"limit": 2})),
    Row("GET jobs/scoring", "GET", "jobs/score/?profile={profile}"),
    Row("GET jobs/scoring", "POST", "jobs/score/?profile={profile}", _same({"limit": 2})),
    Row("POST document/embedding", "GET", "jobs/{fresh_job}/embedding/"),
    Row("POST text/parsing", "POST", "text/parse/", _same({"text": TEXT})),
    Row("POST document/parsing", "POST", "text/parse/", _same({"text": TEXT}),
        gone="text/parsing"),
    Row("POST document/revealing", "POST", "text/reveal/", _same({"text": TEXT})),
    Row("POST text/embedding", "POST", "text/embed/", _same({"text": TEXT})),
    Row("POST document/embedding", "POST", "text/embed/",
        _same({"item_type": "profile", "item": {"text": TEXT, "info": {}}})),
    Row("POST text/linking", "POST", "text/link/", _same({"word": "python", "top_n": 5})),
    Row("POST document/linking", "POST", "text/link/", _same({"word": "python", "top_n": 5}),
        gone="text/linking"),
    Row("POST text/tagging", "POST", "text/tag/", _same(TAG)),
    Row("GET sources", "POST", "sources/sync/"),
    Row("GET sources", "GET", "sources/", mirrored=True),
    Row("GET source", "GET", "profiles/search/?source_keys={unseen_source}"),
    Row("GET sources", "GET", "sources/{source}/", mirrored=True),
    Row("GET boards", "POST", "boards/sync/"),
    Row("GET boards", "GET", "boards/", mirrored=True),
    Row("GET board", "GET", "jobs/search/?board_keys={unseen_board}"),
    Row("GET boards", "GET", "boards/{board}/", mirrored=True),
    Row("POST webhook/check", "POST", "webhooks/check/", _same(CHECK)),
]  # fmt: skip
