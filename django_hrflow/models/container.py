"""Source and Board: what profiles and jobs are kept in at HrFlow."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_hrflow.models.mirrored import Mirrored


class Container(Mirrored):
    """What Source and Board share."""

    type = models.CharField(_("type"), max_length=100, blank=True)
    subtype = models.CharField(_("subtype"), max_length=100, blank=True)

    class Meta(Mirrored.Meta):
        abstract = True
        ordering = ["name", "pk"]

    @property
    def description(self) -> str:
        """The description, empty where there is none."""
        return self.text("description")

    @property
    def environment(self) -> str:
        """``production``, ``staging`` or ``test``; empty in older answers."""
        return self.text("environment")


class Source(Container):
    """A source of profiles in an HrFlow workspace."""

    class Meta(Container.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="hrflow_source_key"),
        ]

    @property
    def sync_parsing(self) -> bool:
        """Whether HrFlow answers a parse with the profile instead of a later event."""
        return bool(self.payload.get("sync_parsing"))


class Board(Container):
    """A board of jobs in an HrFlow workspace."""

    class Meta(Container.Meta):
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="hrflow_board_key"),
        ]
