"""Sources and boards on the wire: the slim row of a list, and the object as HrFlow sent it."""

from typing import Any

from rest_framework import serializers

from django_hrflow.api import fields
from django_hrflow.api.documents import maybe_text

__all__ = ["ContainerObject", "ContainerRow", "Synced"]


class ContainerRow(serializers.Serializer[Any]):
    """A source or a board in a list."""

    key = serializers.CharField(read_only=True)
    workspace = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    type = serializers.CharField(read_only=True)
    subtype = serializers.CharField(read_only=True)
    created_at = fields.Timestamp(allow_null=True)
    updated_at = fields.Timestamp(allow_null=True)
    archived_at = fields.Timestamp(allow_null=True)
    synced_at = fields.Timestamp()


class ContainerObject(serializers.Serializer[Any]):
    """A source or a board as HrFlow sent it, and the date of our copy; other members pass."""

    key = fields.Word()
    name = maybe_text()
    description = maybe_text()
    type = maybe_text()
    subtype = maybe_text()
    environment = maybe_text()
    created_at = maybe_text(help_text="ISO 8601, the offset without a colon.")
    updated_at = maybe_text()
    synced_at = fields.Timestamp(required=False)


class Synced(serializers.Serializer[Any]):
    """What the sync did; other members count what changed."""

    workspace = serializers.CharField()
    kind = serializers.CharField()
    container = serializers.CharField()
    finished = serializers.BooleanField()
    problem = fields.Object(allow_null=True)
