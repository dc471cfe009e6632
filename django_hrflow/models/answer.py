"""Embedding and Score: answers of HrFlow about a profile or a job, kept so as not to ask again."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_hrflow.models.job import Job
from django_hrflow.models.profile import Profile

if TYPE_CHECKING:
    import numpy as np


class Embedding(models.Model):
    """The vectors of one profile or job: little-endian float32, row after row.

    ``content_hash`` is that of the row they were made from; another one means that they are stale.
    """

    profile = models.OneToOneField(
        Profile, verbose_name=_("profile"), null=True, blank=True, on_delete=models.CASCADE
    )
    job = models.OneToOneField(
        Job, verbose_name=_("job"), null=True, blank=True, on_delete=models.CASCADE
    )
    vectors = models.BinaryField(_("vectors"))
    dimension = models.PositiveIntegerField(_("dimension"))
    model = models.CharField(_("model"), max_length=100)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("embedding")
        verbose_name_plural = _("embeddings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(profile__isnull=True, job__isnull=False)
                | models.Q(profile__isnull=False, job__isnull=True),
                name="hrflow_embedding_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} ({self.dimension})"

    def array(self) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        """Shape ``(n, dimension)``, float32, read-only."""
        import numpy as np

        return np.frombuffer(self.vectors, dtype="<f4").reshape(-1, self.dimension)


class ScoreQuerySet(models.QuerySet[Any]):
    """Rankings, as they are kept."""

    def ranked_for(self, target: Profile | Job) -> Self:
        """Profiles that were ranked for this job, or jobs for this profile; best first."""
        if isinstance(target, Job):
            ranking = self.filter(job=target, direction=Score.Direction.PROFILES)
        else:
            ranking = self.filter(profile=target, direction=Score.Direction.JOBS)
        sides = ranking.select_related("profile__source", "job__board")
        payloads = [
            f"{each}__payload" for each in ("profile", "profile__source", "job", "job__board")
        ]
        return sides.defer(*payloads).order_by("-score", "-pk")

    def stale(self) -> Self:
        """Those of which either side changed since."""
        return self.exclude(profile_hash=_PROFILE_NOW, job_hash=_JOB_NOW)

    def fresh(self) -> Self:
        """Those of which neither side changed since."""
        return self.filter(profile_hash=_PROFILE_NOW, job_hash=_JOB_NOW)


_PROFILE_NOW, _JOB_NOW = models.F("profile__content_hash"), models.F("job__content_hash")


class Score(models.Model):
    """How well a profile fits a job: HrFlow's score from 0 to 1 by one algorithm.

    Two rows can hold the same pair: HrFlow scores profiles for a job and jobs for a profile, and
    ``direction`` says which question was asked.
    """

    class Direction(models.TextChoices):
        """What was ranked for what."""

        PROFILES = "profiles", _("profiles for a job")
        JOBS = "jobs", _("jobs for a profile")

    profile = models.ForeignKey(Profile, verbose_name=_("profile"), on_delete=models.CASCADE)
    job = models.ForeignKey(Job, verbose_name=_("job"), on_delete=models.CASCADE)
    algorithm = models.CharField(_("algorithm"), max_length=100, blank=True)
    direction = models.CharField(
        _("direction"), max_length=8, choices=Direction, default=Direction.PROFILES
    )
    score = models.FloatField(_("score"))
    scored_at = models.DateTimeField(_("scored at"))
    #: The contents that were scored; when either row's differs, the score is stale.
    profile_hash = models.CharField(_("profile's content hash"), max_length=64, blank=True)
    job_hash = models.CharField(_("job's content hash"), max_length=64, blank=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "job", "algorithm", "direction"], name="hrflow_score_once"
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=1), name="hrflow_score_range"
            ),
        ]
        indexes = [models.Index(fields=["job", "-score"], name="hrflow_score_ranking")]

    def __str__(self) -> str:
        return f"{self.score:.2f}"

    @property
    def stale(self) -> bool:
        """Whether the profile or the job changed since."""
        return (self.profile_hash, self.job_hash) != (
            self.profile.content_hash,
            self.job.content_hash,
        )
