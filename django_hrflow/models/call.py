"""Call: a question or an order to HrFlow that is answered later."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from django_hrflow.models.lease import Leased, LeasedQuerySet


class Call(Leased):
    """What was asked with ``Prefer: respond-async``, by whom, and what came of it.

    ``task`` is the name of the Celery task (``hrflow.search_profiles``), ``arguments`` its keyword
    arguments. The row is the job, so neither a lost message nor a lost result back end loses it.
    ``error`` is a problem document (RFC 9457).
    """

    class State(models.TextChoices):
        """From asked to answered."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    WORKING = (State.WAITING, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.CharField(_("workspace"), max_length=64, default="default")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    task = models.CharField(_("task"), max_length=100)
    arguments = models.JSONField(_("arguments"), default=dict)
    idempotency_key = models.CharField(max_length=300, null=True, blank=True, editable=False)
    #: SHA-256 of the request that the key came with: another request under the same key is refused.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    result = models.JSONField(_("result"), null=True)
    error = models.JSONField(_("error"), null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "task", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="hrflow_call_idempotency_key",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="hrflow_call_due")]

    def __str__(self) -> str:
        return f"{self.task} ({self.get_state_display()})"
