"""Resume: a CV on its way to HrFlow; the row is the job that gets it there."""

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.signals import setting_changed
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import LazyObject, empty
from django.utils.translation import gettext_lazy as _

from django_hrflow import conf
from django_hrflow.models.container import Source
from django_hrflow.models.lease import Claim, Leased, LeasedQuerySet
from django_hrflow.models.profile import Profile

if TYPE_CHECKING:
    _LazyStorage = LazyObject[Storage]
else:
    _LazyStorage = LazyObject


class _ResumeStorage(_LazyStorage):
    """The storage of CVs, looked up again whenever the settings change."""

    def _setup(self) -> None:
        alias = conf.options().resume_storage
        self._wrapped = storages[alias if alias in storages.backends else "default"]

    def forget(self, *, setting: str, **kwargs: Any) -> None:
        if setting in ("STORAGES", "MEDIA_ROOT", "HRFLOW_RESUME_STORAGE"):
            self._wrapped = cast("Storage", empty)


_resume_storage = _ResumeStorage()
setting_changed.connect(_resume_storage.forget, dispatch_uid="django_hrflow.resume_storage")


def resume_storage() -> Storage:
    """The storage of CVs: the alias HRFLOW_RESUME_STORAGE, or the default where it is missing."""
    return cast("Storage", _resume_storage)


def stored_name(resume: "Resume", filename: str) -> str:
    """Where a CV is kept: a random name, so that nothing from outside becomes a path."""
    extension = "." + filename.rpartition(".")[2].lower()
    return f"hrflow/{timezone.now():%Y/%m}/{uuid.uuid4().hex}{extension}"


def new_reference() -> str:
    """A reference that nobody else has: HrFlow is asked for the CV by it."""
    return uuid.uuid4().hex


class Resume(Leased):
    """A CV that was accepted here and what became of it.

    ``reference`` is made before the row is and goes to HrFlow with the file: a call whose end is
    unknown is looked up by it before anything is sent again. ``reason`` says in words why the row
    stands where it stands, ``outcome`` in one word of the code's.
    """

    class State(models.TextChoices):
        """See *How a CV travels* in the documentation."""

        STORED = "stored", _("waiting to be sent")
        SUBMITTING = "submitting", _("being sent")
        ACCEPTED = "accepted", _("being read by HrFlow")
        UNKNOWN = "unknown", _("sent, answer unknown")
        HELD = "held", _("held: HrFlow takes none at the moment")
        PARSED = "parsed", _("parsed")
        REJECTED = "rejected", _("rejected by HrFlow")
        FAILED = "failed", _("given up")
        ERASED = "erased", _("erased")

    WORKING = (State.STORED, State.SUBMITTING, State.ACCEPTED, State.UNKNOWN, State.HELD)
    #: States from which *Try again* leads back to the start.
    RETRYABLE = (State.STORED, State.HELD, State.REJECTED, State.FAILED)

    workspace = models.CharField(_("workspace"), max_length=64, default="default")
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="resumes"
    )
    reference = models.CharField(_("reference"), max_length=255, default=new_reference)
    idempotency_key = models.CharField(max_length=300, null=True, blank=True, editable=False)

    file = models.FileField(
        _("file"), storage=resume_storage, upload_to=stored_name, max_length=255, blank=True
    )
    name = models.CharField(_("file name"), max_length=255, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, null=True, editable=False)

    tags = models.JSONField(_("tags"), default=list, blank=True)
    metadatas = models.JSONField(_("metadatas"), default=list, blank=True)
    created_at = models.DateTimeField(_("date of the application"), null=True, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STORED)
    reason = models.TextField(_("reason"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    lost_leases = models.PositiveSmallIntegerField(_("workers lost"), default=0)
    submitted_at = models.DateTimeField(_("first sent at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    profile = models.ForeignKey(
        Profile,
        verbose_name=_("profile"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="resumes",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("CV")
        verbose_name_plural = _("CVs")
        ordering = ["-pk"]
        permissions = [("view_resume_file", _("Can open the files of CVs"))]
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="hrflow_resume_reference"),
            models.UniqueConstraint(
                fields=["source", "sha256"],
                condition=models.Q(sha256__isnull=False),
                name="hrflow_resume_file_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="hrflow_resume_idempotency_key",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="hrflow_resume_due"),
            models.Index(fields=["reference"], name="hrflow_resume_lookup"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.reference} ({self.get_state_display()})"

    def __repr__(self) -> str:
        return f"<Resume {self.pk}>"  # logs and error reports show no file name

    @property
    def done(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state not in self.WORKING

    @classmethod
    def write(cls, claim: Claim, **changes: Any) -> None:
        """Write under a claim and note the time, which an UPDATE does not do by itself."""
        super().write(claim, changed_at=Now(), **changes)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep empty digests and idempotency keys null: two empty ones would clash."""
        self.sha256 = self.sha256 or None
        self.idempotency_key = self.idempotency_key or None
        super().save(*args, **kwargs)
