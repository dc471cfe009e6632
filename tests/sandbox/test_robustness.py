"""No call, however strange, is answered with a 5xx, and every answer is an envelope."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, Sandbox
from django_hrflow.sandbox.endpoints import ROUTES

from .conftest import JOB, Api

EVERY_CALL = sorted((method, path) for path, methods in ROUTES.items() for method in methods)
NAMES = [
    "key", "reference", "email", "profile_email", "info", "text", "texts", "word", "top_n",
    "name", "names", "location", "sections", "skills", "languages", "tags", "labels",
    "metadatas", "experiences", "educations", "experiences_duration", "created_at", "page",
    "limit", "sort_by", "order_by", "stage", "text_keywords", "summary_keywords",
    "experience_keywords", "tags_included", "tags_excluded", "location_geopoint",
    "location_distance", "experiences_duration_min", "ranges_float", "ranges_date",
    "created_at_min", "score_threshold", "use_agent", "questions", "max_steps", "fields",
    "item_type", "item", "return_sequences", "algorithm_key", "width", "url", "type", "score",
    "role", "action", "actions", "profile_ids", "job_ids", "job_key", "job_reference",
    "profile_key", "profile_reference", "is_archive", "return_profile", "location_lat",
    "location_lon", "location_dist", "output_object", "profile", "job", "source_keys",
    "board_keys", "source_key", "board_key", "attachments", "consent_algorithmic",
    "archived_at", "source",
]  # fmt: skip
TEXTS = st.sampled_from(
    ["", "cand-1", "job-1", "profile", "job", "recruiter", "created_at", "scoring", "location",
     "desc", "new",
     "2020-01-01", "tagger-hrflow-skills", "[", "[[1]]", '{"lat": 1, "lon": 2}', '["x"]',
     "é\u2028\x00", "-1",
     "1e400", "NaN", CAREERS_SOURCE_KEY]
) | st.text(max_size=8).filter(lambda text: text.isprintable())  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False,
    allow_infinity=False) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "value", "lat", "lng", "lon", "title", "text",
                                           "stage",
                                           "skills", "location", "key", "value_min", "iso8601",
                                           "fields"]),
                          inner, max_size=4)
    ),
    max_leaves=8,
)  # fmt: skip
PARAMETERS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8)


@pytest.fixture(scope="module")
def caller():
    with Sandbox(parse_delay=0) as sandbox:
        api = Api(sandbox.url)
        with api.session:
            api.parse(reference="cand-1")
            api.post("job/indexing", JOB | {"board_key": MAIN_BOARD_KEY})
            sandbox.wait_idle()
            yield api


def known(**changes: Any) -> dict[str, Any]:
    return {
        "source_key": CAREERS_SOURCE_KEY, "board_key": MAIN_BOARD_KEY,
        "source_keys": [CAREERS_SOURCE_KEY],
        "board_keys": [MAIN_BOARD_KEY], "reference": "cand-1", "profile_reference": "cand-1",
        "job_reference": "job-1", "algorithm_key": "tagger-hrflow-skills", "role": "recruiter",
        "info": {}, "text": "x", "location": {}, "name": "x", "item_type": "profile", **changes,
    }  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EVERY_CALL), PARAMETERS, st.booleans())
def test_strange_parameters_are_never_a_server_error(caller: Api, call, parameters, with_known):
    method, path = call
    values = known(**parameters) if with_known else parameters
    if method == "GET":
        texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in values.items()}
        response = caller.call("GET", path, params=texts)
    elif path in {"profile/parsing/file", "text/ocr"}:
        texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in values.items()}
        response = caller.call(method, path, data=texts, files={"file": ("cv.txt", "Ada Example")})
    else:
        response = caller.call(method, path, data=json.dumps(values))
    answer = response.json()
    assert response.status_code == answer["code"] < 500, answer
    assert isinstance(answer["message"], str)
    assert ("data" in answer) == (answer["code"] < 400)


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
def test_every_call_needs_a_key(caller: Api, method: str, path: str):
    response = caller.call(method, path, headers={"X-API-KEY": "none"})
    assert response.status_code == 401


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
def test_every_call_can_go_wrong(caller: Api, method: str, path: str):
    assert caller.call(method, path, headers={"X-Sandbox-Fault": "503"}).status_code == 503
