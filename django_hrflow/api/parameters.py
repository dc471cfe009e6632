"""Read a query as strictly as a body: known names only, lists and objects as JSON text.

A list may also be repeated (``?source_keys=a&source_keys=b``).
"""

import re
from collections.abc import Iterable
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ParseError
from rest_framework.request import Request

from django_hrflow.api import fields, jsontext
from django_hrflow.api.problems import InvalidParameters
from django_hrflow.conf import nearest

__all__ = ["COMMON", "read", "refuse_unknown"]

#: What every path takes.
COMMON = ("workspace",)
_FLAGS = {"true": True, "false": False, "1": True, "0": False}
_WHOLE = re.compile(r"-?[0-9]{1,20}")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")


def read(request: Request, form: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """The query's values as the form validates them. Raises InvalidParameters (400)."""
    declared = form().fields
    refuse_unknown(request, declared)
    given, errors = {}, {}
    for name, field in declared.items():
        if name in request.query_params:
            try:
                given[name] = _value(field, request.query_params.getlist(name))
            except ParseError as error:
                errors[name] = [error.detail]
    checked = form(data=given)
    if not checked.is_valid() or errors:
        raise InvalidParameters({**checked.errors, **errors})
    return dict(checked.validated_data)


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Raise InvalidParameters for a name that means nothing: a filter misspelt would show all."""
    names = sorted({*known, *COMMON})
    unknown = {
        name: [ErrorDetail(f"There is no such parameter.{nearest(name, names)}", "unknown")]
        for name in request.query_params
        if name not in names
    }
    if unknown:
        raise InvalidParameters(unknown)


def _value(field: serializers.Field[Any, Any, Any, Any], texts: list[str]) -> Any:
    """What the texts stand for, as JSON would have it."""
    for text in texts:
        jsontext.check_text(text)
    if isinstance(field, serializers.ListField | serializers.ListSerializer):
        return _items(field, texts)
    if len(texts) > 1:
        raise ParseError("This parameter is given more than once.")
    text = texts[0]
    if isinstance(field, serializers.DictField):
        return jsontext.read(text)
    if isinstance(field, fields.Flag):
        return _FLAGS.get(text.lower(), text)
    if isinstance(field, fields.Whole | fields.Number) and _WHOLE.fullmatch(text):
        return int(text)
    if isinstance(field, fields.Number) and _NUMBER.fullmatch(text):
        return float(text)
    return text


def _items(field: Any, texts: list[str]) -> Any:
    if len(texts) == 1 and texts[0].lstrip().startswith("["):
        return jsontext.read(texts[0])
    plain = isinstance(field.child, serializers.CharField)
    return texts if plain else [jsontext.read(text) for text in texts]
