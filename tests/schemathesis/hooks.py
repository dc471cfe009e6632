"""Give generated requests keys that exist, or most of them would end at a 404."""

import os
from typing import Any
from uuid import uuid4

import schemathesis
from schemathesis.core.parameters import ParameterLocation

#: What the run has put at HrFlow, by the name that requests have for it.
KEYS = {
    name: os.environ.get(f"SCHEMATHESIS_{name.upper()}", "")
    for name in ("source_key", "board_key", "profile", "job", "resume")
}
#: A picture of one pixel: what stands in a CV no schema can ask for.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f8"
    "0f0001010100b138f6140000000049454e44ae426082"
)
#: What ``{key}`` and ``{id}`` mean, by the part of the path before it.
IN_PATH = {
    "sources": "source_key",
    "boards": "board_key",
    "profiles": "profile",
    "jobs": "job",
    "resumes": "resume",
}


def _wanted(value: Any) -> bool:
    """Half of the generated values are replaced, the same ones on each run."""
    text = str(value)
    usable = isinstance(value, str | int) and len(text) < 256 and "\x00" not in text
    return usable and text != "" and len(text) % 2 == 0


def _body(case: Any) -> None:
    """Known sources and boards; references that nothing else has, which no schema can ask for."""
    body = case.body
    if not isinstance(body, dict):
        return
    for name in ("source_key", "board_key"):
        if _wanted(body.get(name)):
            body[name] = KEYS[name]
    if isinstance(body.get("reference"), str) and 0 < len(body["reference"]) < 220:
        body["reference"] += uuid4().hex
    if isinstance(body.get("file"), list) and body["file"]:
        files = body["file"][:1] if "reference" in body else body["file"]
        body["file"] = [PICTURE + uuid4().bytes for _file in files]


def _headers(case: Any) -> None:
    """A key of its own for each request: under a key that was used, another body is refused."""
    key = case.headers.get("Idempotency-Key")
    if isinstance(key, str) and 0 < len(key) < 220:
        case.headers["Idempotency-Key"] = key + uuid4().hex


def _query(case: Any) -> None:
    """Known targets of a score."""
    for name in ("profile", "job", "source_key", "board_key"):
        if _wanted(case.query.get(name)):
            case.query[name] = KEYS[name]


def _path(case: Any) -> None:
    """Known objects."""
    known = KEYS.get(IN_PATH.get(case.operation.path.split("/")[3], ""), "")
    for name in ("key", "id"):
        if known and _wanted(case.path_parameters.get(name)):
            case.path_parameters[name] = known


#: What is replaced where; a place that was made wrong is left alone, or it would be right.
REPLACED = {
    ParameterLocation.BODY: _body,
    ParameterLocation.HEADER: _headers,
    ParameterLocation.QUERY: _query,
    ParameterLocation.PATH: _path,
}


@schemathesis.hook
def map_case(context: Any, case: Any) -> Any:
    """Before it is sent; what a link leads to comes later, and stays."""
    for place, replace in REPLACED.items():
        made = case.meta.components.get(place) if case.meta else None
        if made is not None and made.mode.is_positive:
            replace(case)
    return case
