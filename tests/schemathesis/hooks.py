"""Give generated requests keys that exist, or most of them would end at a 404."""

import os
from typing import Any
from uuid import uuid4

import schemathesis

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
    """Half of the plain words are replaced, the same ones on each run; wrong values stay.

    Plain, since a value that was made to miss a pattern (``0*``) must not become a right one.
    """
    return isinstance(value, str) and value.isalnum() and len(value) < 256 and len(value) % 2 == 0


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Known sources and boards; references that nothing else has, which no schema can ask for."""
    if isinstance(body, dict):
        for name in ("source_key", "board_key"):
            if _wanted(body.get(name)):
                body[name] = KEYS[name]
        if isinstance(body.get("reference"), str) and 0 < len(body["reference"]) < 220:
            body["reference"] += uuid4().hex
        if isinstance(body.get("file"), list) and body["file"]:
            files = body["file"][:1] if "reference" in body else body["file"]
            body["file"] = [PICTURE + uuid4().bytes for _file in files]
        # What is made needs a key of its own: HrFlow refuses one that is taken.
        key = body.get("key")
        if context.operation.method.upper() == "POST" and isinstance(key, str) and len(key) == 40:
            body["key"] = uuid4().hex
    return body


@schemathesis.hook
def map_headers(context: Any, headers: Any) -> Any:
    """A key of its own for each request: under a key that was used, another body is refused."""
    key = headers.get("Idempotency-Key") if headers else None
    if isinstance(key, str) and 0 < len(key) < 220:
        headers["Idempotency-Key"] = key + uuid4().hex
    return headers


@schemathesis.hook
def map_query(context: Any, query: Any) -> Any:
    """Known targets of a score."""
    if isinstance(query, dict):
        for name in ("profile", "job", "source_key", "board_key"):
            if _wanted(query.get(name)):
                query[name] = KEYS[name]
    return query


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """Known objects."""
    if isinstance(path_parameters, dict):
        known = KEYS.get(IN_PATH.get(context.operation.path.split("/")[3], ""), "")
        for name in ("key", "id"):
            if known and _wanted(str(path_parameters.get(name, ""))):
                path_parameters[name] = known
    return path_parameters
