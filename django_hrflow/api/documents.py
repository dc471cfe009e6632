"""HR-JSON as far as it is documented: types are checked where they are known, all else passes."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from django_hrflow.api import fields
from django_hrflow.conf import nearest

__all__ = [
    "Document",
    "Form",
    "Location",
    "Named",
    "Section",
    "Vectors",
    "maybe_items",
    "maybe_text",
]


class Document(serializers.Serializer[Any]):
    """A JSON object of HrFlow's: declared members are checked, others pass."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The object itself, when its declared members are right."""
        super().to_internal_value(data)
        return dict(data)


class Form(serializers.Serializer[Any]):
    """Parameters of ours: a name that is not declared is refused, with the nearest one.

    ``rules`` says for the OpenAPI document what :meth:`validate` checks among several members.
    """

    rules: ClassVar[Mapping[str, Any]] = {}

    def to_internal_value(self, data: Any) -> Any:
        """Names first, so that a misspelt filter never means no filter."""
        names = [name for name, field in self.fields.items() if not field.read_only]
        if isinstance(data, Mapping):
            unknown = {
                str(name): [f"There is no such parameter.{nearest(str(name), names)}"]
                for name in data
                if name not in names
            }
            if unknown:
                raise serializers.ValidationError(unknown, code="unknown")
        return super().to_internal_value(data)


def maybe_text(**kwargs: Any) -> fields.Text:
    """A text that may be null or missing."""
    return fields.Text(**{"required": False, "allow_null": True, **kwargs})


class Location(Document):
    """Where: ``lat`` and ``lng`` in degrees; ``fields`` is ``[]`` where HrFlow means nothing."""

    text = maybe_text()
    lat = fields.Number(required=False, allow_null=True)
    lng = fields.Number(required=False, allow_null=True)
    gmaps = maybe_text()
    fields = fields.Anything(required=False)  # type: ignore[assignment]


class Named(Document):
    """A skill, a language, a tag …: ``value`` is a text, a number, a truth value or null."""

    name = maybe_text()
    value = fields.Anything(required=False)


def maybe_items(of: type[Document] = Named, **kwargs: Any) -> Any:
    """A list of objects that may be null or missing."""
    return of(many=True, required=False, allow_null=True, **kwargs)


class Section(Document):
    """An experience or an education; the dates are texts, or objects with ``iso8601``."""

    key = maybe_text()
    title = maybe_text()
    company = maybe_text()
    school = maybe_text()
    description = maybe_text()
    location = Location(required=False, allow_null=True)
    date_start = fields.Anything(required=False)
    date_end = fields.Anything(required=False)
    skills = maybe_items()
    languages = maybe_items()
    certifications = maybe_items()
    courses = maybe_items()
    tasks = maybe_items()
    interests = maybe_items()


class Vectors(serializers.Serializer[Any]):
    """An embedding: a vector for each part that HrFlow made one of."""

    model = serializers.CharField(help_text="Which endpoint made it; vectors of two differ.")
    dimension = serializers.IntegerField(min_value=1)
    created_at = serializers.CharField()
    embedding = serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))
