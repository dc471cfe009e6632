"""Heartbeat: when something that should happen again and again last did."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """One row a name, such as ``sweep``; the clock is the database's."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def beat(cls, name: str) -> None:
        """Note that it happened now."""
        if not cls._default_manager.filter(name=name).update(at=Now()):
            cls._default_manager.get_or_create(name=name)

    @classmethod
    def last(cls, name: str) -> datetime | None:
        """When it last happened; None for never."""
        found = cls._default_manager.filter(name=name).values_list("at", flat=True)
        return found.first()
