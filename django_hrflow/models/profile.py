"""Profile: a candidate as HrFlow read the CV."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_hrflow.models.container import Source
from django_hrflow.models.mirrored import Referenced


class Profile(Referenced):
    """A profile in a source. ``name`` is the full name."""

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="profiles"
    )
    email = models.CharField(_("e-mail"), max_length=254, blank=True, db_index=True)

    class Meta(Referenced.Meta):
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ["-pk"]
        permissions = [("export_profile", _("Can export all data of a person"))]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="hrflow_profile_key"),
            models.UniqueConstraint(
                fields=["source", "reference"],
                condition=models.Q(reference__isnull=False),
                name="hrflow_profile_reference",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "key"], name="hrflow_profile_lookup")]

    @property
    def info(self) -> dict[str, Any]:
        """HR-JSON ``info``: names, e-mail, phone, location, urls …"""
        return self.section("info")

    def _info(self, name: str) -> str:
        value = self.info.get(name)
        return value if isinstance(value, str) else ""

    @property
    def first_name(self) -> str:
        """The first name, empty where none was read."""
        return self._info("first_name")

    @property
    def last_name(self) -> str:
        """The last name, empty where none was read."""
        return self._info("last_name")

    @property
    def phone(self) -> str:
        """The phone number as HrFlow gives it."""
        return self._info("phone")

    @property
    def summary(self) -> str:
        """The summary, empty where there is none."""
        return self._info("summary")

    @property
    def location(self) -> str:
        """The text of the location in ``info``."""
        location = self.info.get("location")
        text = location.get("text") if isinstance(location, dict) else None
        return text if isinstance(text, str) else ""

    @property
    def experiences(self) -> list[dict[str, Any]]:
        """HR-JSON experiences, newest as HrFlow orders them."""
        return self.items("experiences")

    @property
    def educations(self) -> list[dict[str, Any]]:
        """HR-JSON educations."""
        return self.items("educations")
