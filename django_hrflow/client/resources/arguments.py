"""Refuse arguments that cannot be right, with a sentence that says why, before anything is sent.

Whatever might be right is left to HrFlow to judge: it adds values more often than we are told.
"""

from collections.abc import Iterable, Mapping
from typing import Any


def text(name: str, value: object) -> str:
    """Return a text that must be given, such as the key of a source."""
    if value is None or value == "":
        raise ValueError(f"{name} is missing.")
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, not {type(value).__name__}.")
    return value


def optional_text(name: str, value: object) -> str | None:
    """Return a text that may be missing; an empty one is none."""
    return None if value is None or value == "" else text(name, value)


def content(name: str, value: object) -> str:
    """Return a text to work on, which may be empty."""
    return "" if value == "" else text(name, value)


def one_or_several(text: object, texts: object) -> dict[str, Any]:
    """Return the text or the texts to work on, whichever was given."""
    if (text is None) == (texts is None):
        raise ValueError(f"Give one of text and texts, not {'both' if texts else 'none'}.")
    if text is not None:
        return {"text": content("text", text)}
    return {"texts": [content("An element of texts", value) for value in _elements("texts", texts)]}


def keys(name: str, values: object) -> list[str]:
    """Return a list of keys."""
    found = [text(f"An element of {name}", value) for value in _elements(name, values)]
    if not found:
        raise ValueError(f"{name} is missing: give at least one key.")
    return found


def position(name: str, value: object) -> int:
    """Return a page or a limit, which start at 1."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}.")
    if value < 1:
        raise ValueError(f"{name} must be at least 1, not {value}.")
    return value


def item(name: str, value: object) -> dict[str, Any]:
    """Return a copy of a JSON object, so that the caller's own is not touched."""
    if value is None:
        raise ValueError(f"{name} is missing.")
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} must be an object (a dict), not {type(value).__name__}.")
    return dict(value)


def identity(*, key: object, reference: object, **other: object) -> dict[str, str]:
    """Return what identifies an object, leaving out what was not given.

    HrFlow lets the reference win where a key is given, too.
    """
    given = {
        name: value
        for name, candidate in {"key": key, "reference": reference, **other}.items()
        if (value := optional_text(name, candidate)) is not None
    }
    if not given:
        raise ValueError("key and reference are both missing; give one of them.")
    return given


def _elements(name: str, values: object) -> Iterable[object]:
    """Refuse a bare string, whose characters are no elements."""
    if isinstance(values, str | bytes) or not isinstance(values, Iterable | None):
        raise TypeError(f"{name} must be a list of strings, not {type(values).__name__}.")
    return values or ()
