"""What :mod:`~django_hrflow.api.jsontext` lets in, as JSON Schema."""

# drf-spectacular has few types.
# mypy: allow-untyped-calls

from typing import Any

from drf_spectacular.plumbing import is_jsonschema_compliant

from django_hrflow.api.jsontext import MAX_NUMBER

__all__ = ["ANYTHING", "NO_NUL", "REF", "TEXT", "tightened"]

Json = dict[str, Any]

NO_NUL = r"^[^\x00]*$"
#: A text that says something, of the length of a key or name.
TEXT: Json = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": NO_NUL}
REF: Json = {"$ref": "#/components/schemas/JSON"}
ANYTHING: Json = {
    "description": "Any JSON value: texts without NUL, numbers within 64 bits.",
    "anyOf": [
        {"type": "null"},
        {"type": "boolean"},
        {"type": "number", "minimum": -MAX_NUMBER, "maximum": MAX_NUMBER},
        {"type": "string", "pattern": NO_NUL},
        {"type": "array", "items": REF},
        {"type": "object", "propertyNames": {"pattern": NO_NUL}, "additionalProperties": REF},
    ],
}


def tightened(schema: Json) -> Json:
    """The schema of something that is sent to us, with what holds for all texts and values.

    OpenAPI 3.0 cannot say all of it: there, what is not described stays open.
    """
    if not schema:
        return REF if is_jsonschema_compliant() else schema
    found = dict(schema)
    kinds = found.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "string" in kinds and not {"enum", "format", "pattern"} & found.keys():
        found["pattern"] = NO_NUL
    is_open = "object" in kinds and found.get("additionalProperties", {}) == {}
    if is_open and is_jsonschema_compliant():
        found |= {"propertyNames": {"pattern": NO_NUL}, "additionalProperties": REF}
    for name in ("items", "additionalProperties"):
        if isinstance(found.get(name), dict):
            found[name] = tightened(found[name])
    if isinstance(found.get("properties"), dict):
        found["properties"] = {
            name: tightened(inner) for name, inner in found["properties"].items()
        }
    for name in ("anyOf", "oneOf", "allOf"):
        if isinstance(found.get(name), list):
            found[name] = [tightened(each) for each in found[name]]
    return found
