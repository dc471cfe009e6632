"""Job: an advert on a board."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_hrflow.models.container import Board
from django_hrflow.models.mirrored import Referenced


class Job(Referenced):
    """A job on a board. ``name`` is its title."""

    board = models.ForeignKey(
        Board, verbose_name=_("board"), on_delete=models.CASCADE, related_name="jobs"
    )

    class Meta(Referenced.Meta):
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "key"], name="hrflow_job_key"),
            models.UniqueConstraint(
                fields=["board", "reference"],
                condition=models.Q(reference__isnull=False),
                name="hrflow_job_reference",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "key"], name="hrflow_job_lookup")]

    @property
    def summary(self) -> str:
        """The summary, empty where there is none."""
        return self.text("summary")

    @property
    def url(self) -> str:
        """Where the advert is published."""
        return self.text("url")
