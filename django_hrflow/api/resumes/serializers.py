"""CVs on the wire: the row to follow, and what comes with an upload."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from django_hrflow.api import asynchronous, fields, jsontext
from django_hrflow.api.documents import Document, Form, Named
from django_hrflow.models import Resume

__all__ = ["ParseForm", "Refusal", "ResumeRow", "Uploaded"]


class ResumeRow(serializers.Serializer[Any]):
    """A CV and how far it has come; ``reason`` says in words why it stands there."""

    id = serializers.IntegerField(read_only=True)
    state = serializers.ChoiceField(choices=Resume.State.choices, read_only=True)
    reason = serializers.CharField(read_only=True)
    source = serializers.CharField(source="source.key", read_only=True)  # type: ignore[assignment]
    reference = serializers.CharField(read_only=True)
    profile = serializers.SerializerMethodField(help_text="Its key, once HrFlow has read the CV.")
    name = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True, help_text="Bytes.")
    uploaded_at = fields.Timestamp()
    url = serializers.SerializerMethodField(help_text="Where to look how it goes on.")

    def get_profile(self, resume: Resume) -> str | None:
        """The profile's key."""
        return resume.profile.key if resume.profile else None

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, resume: Resume) -> str:
        """The path of this row."""
        request: Request = self.context["request"]
        return asynchronous.link(request, "api-resume", id=resume.pk)


class JSONText(serializers.Field[Any, Any, Any, Any]):
    """A list of ``{name, value}`` as JSON text, since forms know texts only."""

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        """The list. ValidationError for anything else."""
        try:
            found = jsontext.read(data)
        except ParseError as error:
            raise serializers.ValidationError([error.detail]) from None
        checked = Named(data=found, many=True)
        checked.is_valid(raise_exception=True)
        return list(checked.validated_data)

    def to_representation(self, value: Any) -> Any:
        """Never shown."""
        return value


@extend_schema_field({"type": "array", "items": {"type": "object"}})
class NamedList(JSONText):
    """See JSONText."""


@extend_schema_field({"type": "string", "format": "binary", "minLength": 1})
class CV(serializers.FileField):
    """A file, whatever is in it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_empty_file": True, **kwargs})


class ParseForm(Form):
    """What comes with the files."""

    source_key = fields.Word()
    reference = fields.Word(required=False, help_text="Yours, unique in the source; one file only.")
    tags = NamedList(required=False, help_text="JSON text: [{name, value}].")
    metadatas = NamedList(required=False, help_text="JSON text: [{name, value}].")
    created_at = fields.Moment(required=False, help_text="When the candidate applied.")
    # Each file is checked by itself, so that one which is empty keeps no other one out.
    file = serializers.ListField(child=CV(), min_length=1)


class Refusal(Document):
    """A problem document about one file: ``index`` counts from 0 in the order of the upload."""

    index = serializers.IntegerField()
    name = serializers.CharField()


class Uploaded(serializers.Serializer[Any]):
    """The rows to follow; ``errors`` where some of several files were refused."""

    results = ResumeRow(many=True)
    errors = Refusal(many=True, required=False)  # type: ignore[assignment]  # a field, not the attribute
