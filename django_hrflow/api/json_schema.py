"""What :mod:`~django_hrflow.api.jsontext` lets in, as JSON Schema."""

from typing import Any

from drf_spectacular.settings import spectacular_settings

from django_hrflow.api.jsontext import MAX_NUMBER

__all__ = ["ANYTHING", "NO_NUL", "REF", "TEXT", "is_full", "tightened"]

Json = dict[str, Any]

NO_NUL = r"^[^\x00]*$"
#: A text that says something, of the length of a key or name.
TEXT: Json = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": NO_NUL}
#: A schema of these alone describes a value, and lets in any.
SAID_OF_ANYTHING = {"description", "title", "default"}
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


def is_full() -> bool:
    """Whether the version that is asked for is JSON Schema as a whole, as from 3.1 on."""
    return not str(spectacular_settings.OAS_VERSION).startswith("3.0")


def tightened(schema: Json) -> Json:
    """The schema of something that is sent to us, with what holds for all texts and values.

    OpenAPI 3.0 cannot say all of it: there, what is not described stays open.
    """
    if schema.keys() <= SAID_OF_ANYTHING:
        return {**REF, **schema} if is_full() else schema
    found = dict(schema)
    kinds = found.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "string" in kinds and not {"enum", "format", "pattern"} & found.keys():
        found["pattern"] = NO_NUL
    is_open = "object" in kinds and found.get("additionalProperties", {}) == {}
    if is_open and is_full():
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
