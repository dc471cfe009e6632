"""The parameters of a call, whatever way they were written: JSON, JSON text, brackets, repeats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Request

from . import dates
from .answers import ApiError, invalid

_TRUE = frozenset({"true", "1"})
_FALSE = frozenset({"false", "0", ""})
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_BRACKETED = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])+)")


class ApiRequest(Request):
    """A request whose text fields may be long: labels and metadatas come as one JSON document."""

    max_form_memory_size = 2**30
    max_form_parts = 10_000


def read_parameters(request: ApiRequest) -> tuple[dict[str, Any], Mapping[str, FileStorage]]:
    """Values and files of a request: its query, overlaid by its form or JSON body; ApiError 400."""
    values = unfold(request.args.items(multi=True))
    if request.mimetype in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        values |= unfold(request.form.items(multi=True))
        files = request.files.to_dict()
    else:
        values |= read_body(request.get_data())
        files = {}
    return values, files


def read_body(body: bytes) -> dict[str, Any]:
    """The JSON object in ``body``, or nothing for an empty body."""
    if not body.strip():
        return {}
    value = read_json(body, "the body")
    if not isinstance(value, dict):
        raise invalid("The body must be a JSON object")
    return value


def read_json(text: str | bytes, what: str) -> Any:
    """Strict JSON: no NaN, no lone surrogates, no bottomless nesting; ApiError 400 otherwise."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise invalid(f"Malformed JSON in {what}") from None
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def unfold(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """``a[0][b]=1`` and ``a=1&a=2`` as nested values; a name that occurs once stays a string."""
    values: dict[str, Any] = {}
    for name, text in pairs:
        match = _BRACKETED.fullmatch(name)
        if match is None:
            _repeat(values, name, text)
        else:
            _nest(values, match[1], _BRACKETS.findall(match[2]), text)
    return {name: _listed(value) for name, value in values.items()}


def _repeat(values: dict[str, Any], name: str, text: str) -> None:
    if name not in values:
        values[name] = text
    elif isinstance(values[name], list):
        values[name].append(text)
    else:
        values[name] = [values[name], text]


def _nest(values: dict[str, Any], name: str, steps: list[str], text: str) -> None:
    inner = values.get(name)
    if not isinstance(inner, dict):
        inner = values[name] = {}
    for position, step in enumerate(steps):
        label = step or str(len(inner))
        if position == len(steps) - 1:
            inner[label] = text
            return
        if not isinstance(inner.get(label), dict):
            inner[label] = {}
        inner = inner[label]


def _listed(value: Any) -> Any:
    """Dicts whose keys are all numbers were lists once."""
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(inner) for key, inner in value.items()}


class Parameters:
    """Reads each parameter as the type that the endpoint wants; ApiError 400 says which was wrong.

    An empty string counts as not given, as the official SDK leaves out what is empty.
    """

    def __init__(
        self, values: Mapping[str, Any], files: Mapping[str, FileStorage] | None = None
    ) -> None:
        self.values = values
        self.files = files or {}

    def given(self, *names: str) -> Any:
        """The first of the alternative ``names`` that has a value, or None."""
        for name in names:
            value = self.values.get(name)
            if value is not None and value != "":
                return value
        return None

    def text(self, *names: str) -> str | None:
        """A string or None; numbers are taken as their digits."""
        value = self.given(*names)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        raise invalid(f"{names[0]} must be a string")

    def required_text(self, *names: str) -> str:
        """A string that must be given."""
        value = self.text(*names)
        if value is None:
            raise invalid(f"{names[0]} cannot be null")
        return value

    def integer(self, name: str, default: int, *, minimum: int | None = None) -> int:
        """A whole number, also when written as text."""
        value = self.given(name)
        if value is None:
            return default
        try:
            if isinstance(value, (bool, list, dict)) or int(value) != float(value):
                raise ValueError(value)
            number = int(value)
        except (ValueError, OverflowError):
            raise invalid(f"{name} must be an integer") from None
        if minimum is not None and number < minimum:
            raise invalid(f"{name} must be at least {minimum}")
        return number

    def number(self, *names: str) -> float | None:
        """A finite number or None, also when written as text."""
        value = self.given(*names)
        if value is None:
            return None
        try:
            if isinstance(value, (bool, list, dict)):
                raise ValueError(value)
            number = float(value)
        except (ValueError, OverflowError):
            raise invalid(f"{names[0]} must be a number") from None
        if number != number or abs(number) == float("inf"):
            raise invalid(f"{names[0]} must be a number")
        return number

    def boolean(self, *names: str, default: bool) -> bool:
        """A boolean in any spelling: true, True, 1, "1" and their opposites."""
        value = self.given(*names)
        if value is None:
            return default
        word = str(value).strip().lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        raise invalid(f"{names[0]} must be a boolean")

    def items(self, *names: str) -> list[Any]:
        """A list: JSON, JSON text, bracket-indexed, repeated, or one bare value."""
        value = self.given(*names)
        if isinstance(value, str) and value.lstrip()[:1] in {"[", "{", '"'}:
            value = read_json(value, names[0])
        if value is None:
            return []
        return value if isinstance(value, list) else [value]

    def texts(self, *names: str) -> list[str]:
        """A list of strings."""
        values = self.items(*names)
        if not all(isinstance(value, str) for value in values):
            raise invalid(f"{names[0]} must be a list of strings")
        return values

    def mapping(self, *names: str) -> dict[str, Any]:
        """An object: JSON, JSON text or bracketed; empty when not given."""
        value = self.given(*names)
        if isinstance(value, str):
            value = read_json(value, names[0])
        if value is None or value == []:
            return {}
        if not isinstance(value, dict):
            raise invalid(f"{names[0]} must be an object")
        return value

    def date(self, name: str) -> str | None:
        """A date in any documented form, as it was written."""
        value = self.text(name)
        if value is not None and dates.read(value) is None:
            raise invalid(f"{name} must be a date in ISO 8601")
        return value

    def choice(self, name: str, choices: Iterable[str], default: str | None) -> str | None:
        """One of ``choices``, or ``default`` when not given."""
        value = self.text(name)
        if value is None:
            return default
        if value not in (known := tuple(choices)):
            raise invalid(f"{name} must be one of {', '.join(known)}")
        return value

    def file(self, name: str = "file") -> FileStorage:
        """An uploaded file; ApiError 400 when there is none."""
        upload = self.files.get(name)
        if upload is None:
            raise ApiError(400, f"Invalid parameters. {name} cannot be null")
        return upload

    def page(self) -> tuple[int, int]:
        """``page`` and ``limit``, 1 and 30 by default."""
        return self.integer("page", 1, minimum=1), self.integer("limit", 30, minimum=1)
