"""Profiles on the wire: the slim row of a list, HR-JSON in and out."""

from typing import Any

from rest_framework import serializers

from django_hrflow.api import fields
from django_hrflow.api.documents import Document, Location, Section, maybe_items, maybe_text

__all__ = ["NewProfile", "ProfileBody", "ProfileObject", "ProfilePage", "ProfileRow"]


class ProfileRow(serializers.Serializer[Any]):
    """A profile in a list; the rest is at ``profiles/{key}/``."""

    key = serializers.CharField(read_only=True)
    reference = serializers.CharField(read_only=True, allow_null=True)
    workspace = serializers.CharField(read_only=True)
    source_key = serializers.CharField(source="source.key", read_only=True)
    name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    created_at = fields.Timestamp(allow_null=True)
    updated_at = fields.Timestamp(allow_null=True)
    archived_at = fields.Timestamp(allow_null=True)
    synced_at = fields.Timestamp()


class ProfileInfo(Document):
    """Who the candidate is."""

    full_name = maybe_text()
    first_name = maybe_text()
    last_name = maybe_text()
    email = maybe_text()
    phone = maybe_text()
    date_birth = maybe_text()
    driving_license = maybe_text()
    location = Location(required=False, allow_null=True)
    urls = fields.Anything(
        required=False, help_text="A list of {type, url}; an object in old ones."
    )
    picture = maybe_text()
    gender = maybe_text()
    summary = maybe_text()


class ProfileFields(Document):
    """What HR-JSON documents of a profile, in both directions."""

    reference = maybe_text(max_length=255, help_text="Yours; unique in the source.")
    consent_algorithmic = fields.Object(required=False, allow_null=True)
    text_language = maybe_text(help_text="ISO 639-1.")
    text = maybe_text(help_text="All of the CV as plain text.")
    experiences_duration = fields.Number(required=False, allow_null=True, help_text="Years.")
    educations_duration = fields.Number(required=False, allow_null=True, help_text="Years.")
    experiences = maybe_items(Section)
    educations = maybe_items(Section)
    attachments = maybe_items(Document)
    skills = maybe_items()
    languages = maybe_items()
    certifications = maybe_items()
    courses = maybe_items()
    tasks = maybe_items()
    interests = maybe_items()
    tags = maybe_items(help_text="Can be searched.")
    metadatas = maybe_items(help_text="Cannot be searched.")
    labels = maybe_items(Document)


class ProfileBody(ProfileFields):
    """A profile to index or to put in the place of one: members left out are emptied."""

    source_key = fields.Word(required=False)
    key = fields.Word(required=False)
    created_at = fields.Moment(required=False, allow_null=True)
    info = ProfileInfo()


class NewProfile(ProfileBody):
    """A profile to index."""

    source_key = fields.Word()


class ProfileObject(ProfileFields):
    """A profile as HrFlow sent it, with ``source_key`` and the date of our copy."""

    id = serializers.IntegerField(required=False)
    key = fields.Word()
    source_key = fields.Word()
    source = fields.Object(required=False, allow_null=True)  # type: ignore[assignment]  # a field, not the attribute
    created_at = maybe_text(help_text="ISO 8601, the offset without a colon.")
    updated_at = maybe_text()
    archived_at = maybe_text(help_text="Null for an active one.")
    info = ProfileInfo(required=False, allow_null=True)
    synced_at = fields.Timestamp(required=False)


class ProfileResult(ProfileObject):
    """A profile that was found; with ``score`` (0 to 1) where it was ranked."""

    source_key = fields.Word(required=False)
    synced_at = None  # type: ignore[assignment]  # how a serializer drops a field
    score = serializers.FloatField(required=False, min_value=0, max_value=1)


class ProfilePage(serializers.Serializer[Any]):
    """A page of what HrFlow found."""

    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    total = serializers.IntegerField()
    results = ProfileResult(many=True)
