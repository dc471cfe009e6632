"""What all mirrored rows share: identity, the whole payload, the remote's dates."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class MirroredQuerySet(models.QuerySet[Any]):
    """Queries of the mirror."""

    def active(self) -> Self:
        """Rows that are not archived at HrFlow."""
        return self.filter(archived_at=None)

    def slim(self) -> Self:
        """Without the payloads: a list of wide rows reads and decodes them for nothing."""
        return self.defer("payload")


class Mirrored(models.Model):
    """A row that repeats what HrFlow holds. Only ``django_hrflow.mirror`` writes it.

    A column exists for what is filtered, sorted or joined on; all else is read from ``payload``,
    which holds the object as HrFlow sent it (JSON). ``created_at``, ``updated_at`` and
    ``archived_at`` are HrFlow's dates, ``synced_at`` says when the row was last written here.
    """

    workspace = models.CharField(_("workspace"), max_length=64, default="default")
    key = models.CharField(_("key"), max_length=100)
    name = models.CharField(_("name"), max_length=255, blank=True, db_index=True)
    payload = models.JSONField(_("payload"), default=dict)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at HrFlow"), null=True, db_index=True)
    updated_at = models.DateTimeField(_("updated at HrFlow"), null=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    synced_at = models.DateTimeField(_("synced at"))

    objects = MirroredQuerySet.as_manager()

    class Meta:
        abstract = True
        get_latest_by = "created_at"

    def __str__(self) -> str:
        return self.name or self.key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.pk}>"  # logs and error reports show no name

    def items(self, name: str) -> list[dict[str, Any]]:
        """A list of objects in the payload; whatever else HrFlow sends there counts as empty."""
        value = self.payload.get(name)
        return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []

    def names(self, name: str) -> list[str]:
        """The ``name`` of each object in such a list: ``profile.names("skills")``."""
        return [str(each["name"]) for each in self.items(name) if each.get("name")]

    def section(self, name: str) -> dict[str, Any]:
        """An object in the payload; ``[]`` (HrFlow's empty object) and null count as empty."""
        value = self.payload.get(name)
        return value if isinstance(value, dict) else {}

    def text(self, name: str) -> str:
        """A text in the payload, empty where there is none."""
        value = self.payload.get(name)
        return value if isinstance(value, str) else ""


class Referenced(Mirrored):
    """A mirrored row that the customer may have given a reference, unique in its container."""

    #: Null where HrFlow has none: an empty reference would count as taken.
    reference = models.CharField(_("reference"), max_length=255, null=True, blank=True)

    class Meta(Mirrored.Meta):
        abstract = True

    @property
    def skills(self) -> list[str]:
        """Names of the skills."""
        return self.names("skills")

    @property
    def languages(self) -> list[str]:
        """Names of the languages."""
        return self.names("languages")

    @property
    def tags(self) -> list[dict[str, Any]]:
        """``{name, value}`` objects; HrFlow can search them."""
        return self.items("tags")

    @property
    def location(self) -> str:
        """The location's text."""
        text = self.section("location").get("text")
        return text if isinstance(text, str) else ""
