"""Cursor: how far a sync of the mirror has come, so that the next one goes on from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cursor(models.Model):
    """The state of the sync of one source or board (``container``: its key)."""

    workspace = models.CharField(_("workspace"), max_length=64, default="default")
    kind = models.CharField(_("kind"), max_length=20)
    container = models.CharField(_("container"), max_length=100, blank=True)
    #: The next page of a run that was interrupted; 1 after a whole one.
    page = models.PositiveIntegerField(_("next page"), default=1)
    #: The newest remote date that a whole run has seen: an increment starts there.
    seen_until = models.DateTimeField(_("seen until"), null=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("cursor")
        verbose_name_plural = _("cursors")
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "container"], name="hrflow_cursor_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.container}"
