"""Jobs on the wire: the slim row of a list, HR-JSON in and out."""

from typing import Any

from rest_framework import serializers

from django_hrflow.api import fields
from django_hrflow.api.documents import Document, Location, maybe_items, maybe_text

__all__ = ["JobBody", "JobObject", "JobPage", "JobRow", "NewJob"]


class JobRow(serializers.Serializer[Any]):
    """A job in a list; the rest is at ``jobs/{key}/``."""

    key = serializers.CharField(read_only=True)
    reference = serializers.CharField(read_only=True, allow_null=True)
    workspace = serializers.CharField(read_only=True)
    board_key = serializers.CharField(source="board.key", read_only=True)
    name = serializers.CharField(read_only=True)
    created_at = fields.Timestamp(allow_null=True)
    updated_at = fields.Timestamp(allow_null=True)
    archived_at = fields.Timestamp(allow_null=True)
    synced_at = fields.Timestamp()


class JobSection(Document):
    """A part of the advert."""

    name = maybe_text()
    title = maybe_text()
    description = maybe_text()


class JobFields(Document):
    """What HR-JSON documents of a job, in both directions."""

    reference = maybe_text(max_length=255, help_text="Yours; unique on the board.")
    url = maybe_text()
    picture = maybe_text()
    summary = maybe_text()
    sections = maybe_items(JobSection)
    culture = maybe_text()
    benefits = maybe_text()
    responsibilities = maybe_text()
    requirements = maybe_text()
    interviews = maybe_text()
    skills = maybe_items()
    languages = maybe_items()
    certifications = maybe_items()
    courses = maybe_items()
    tasks = maybe_items()
    interests = maybe_items()
    tags = maybe_items(help_text="Can be searched.")
    metadatas = maybe_items(help_text="Cannot be searched.")
    ranges_float = maybe_items(help_text="{name, value_min, value_max, unit}.")
    ranges_date = maybe_items(help_text="{name, value_min, value_max}.")


class JobBody(JobFields):
    """A job to index or to put in the place of one: members left out are emptied."""

    board_key = fields.Word(required=False)
    key = fields.Word(required=False)
    name = fields.Word(help_text="The title.")
    location = Location()
    created_at = fields.Moment(required=False, allow_null=True)


class NewJob(JobBody):
    """A job to index."""

    board_key = fields.Word()


class JobObject(JobFields):
    """A job as HrFlow sent it, with ``board_key`` and the date of our copy."""

    id = serializers.IntegerField(required=False)
    key = fields.Word()
    board_key = fields.Word()
    board = fields.Object(required=False, allow_null=True)
    name = maybe_text()
    location = Location(required=False, allow_null=True)
    created_at = maybe_text(help_text="ISO 8601, the offset without a colon.")
    updated_at = maybe_text()
    archived_at = maybe_text(help_text="Null for an active one.")
    synced_at = fields.Timestamp(required=False)


class JobResult(JobObject):
    """A job that was found; with ``score`` (0 to 1) where it was ranked."""

    board_key = fields.Word(required=False)
    synced_at = None  # type: ignore[assignment]  # how a serializer drops a field
    score = serializers.FloatField(required=False, min_value=0, max_value=1)


class JobPage(serializers.Serializer[Any]):
    """A page of what HrFlow found."""

    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    total = serializers.IntegerField()
    results = JobResult(many=True)
