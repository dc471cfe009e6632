"""Event and Receipt: what HrFlow told us, and which receiver has had it."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_hrflow.models.job import Job
from django_hrflow.models.lease import Leased, LeasedQuerySet
from django_hrflow.models.profile import Profile
from django_hrflow.models.resume import Resume


def container_key(named: Mapping[str, Any], container: str) -> str:
    """The key of the source or board that an object in a payload tells; empty for none."""
    described = named.get(container)
    key = described.get("key") if isinstance(described, Mapping) else named.get(f"{container}_key")
    return key if isinstance(key, str) else ""


class Event(Leased):
    """One thing that happened at HrFlow, told by a webhook, by an answer or by a poll.

    ``digest`` identifies it: a keyed digest of workspace and content, since HrFlow sends neither id
    nor time. A second delivery of the same content is counted, not handled again.
    """

    class State(models.TextChoices):
        """See *How a CV travels* in the documentation."""

        RECEIVED = "received", _("waiting")
        PROCESSING = "processing", _("being processed")
        DONE = "done", _("done")
        DEAD = "dead", _("given up")
        QUARANTINED = "quarantined", _("signed but unreadable")
        PURGED = "purged", _("payload removed")

    class Origin(models.TextChoices):
        """Who told us."""

        WEBHOOK = "webhook", _("webhook")
        ANSWER = "answer", _("answer to a call")
        POLL = "poll", _("asked for")

    WORKING = (State.RECEIVED, State.PROCESSING)

    workspace = models.CharField(_("workspace"), max_length=64, default="default")
    digest = models.CharField(_("digest"), max_length=64)
    type = models.CharField(_("type"), max_length=100, db_index=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.WEBHOOK)
    payload = models.JSONField(_("payload"), null=True)
    #: Signed bytes that could not be read, kept for a person to look at.
    raw = models.BinaryField(_("raw bytes"), null=True, editable=False)

    state = models.CharField(_("state"), max_length=11, choices=State, default=State.RECEIVED)
    reason = models.TextField(_("reason"), blank=True)
    deliveries = models.PositiveIntegerField(_("deliveries"), default=1)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    last_received_at = models.DateTimeField(_("last received at"), auto_now_add=True)
    scheme = models.CharField(_("signature scheme"), max_length=2, blank=True)
    secret_index = models.PositiveSmallIntegerField(_("secret used"), null=True)

    #: Which CV this event is about, once known; the first event to finish a CV fires its signal.
    resume = models.ForeignKey(
        Resume,
        verbose_name=_("CV"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    profile = models.ForeignKey(
        Profile, null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    job = models.ForeignKey(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    #: Whether receivers are told: null until decided, False when another event did it before.
    fires = models.BooleanField(_("told the receivers"), null=True, editable=False)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "digest"], name="hrflow_event_digest"),
            models.UniqueConstraint(
                fields=["resume", "type"],
                condition=models.Q(
                    fires=True, type__in=["profile.parsing.success", "profile.parsing.error"]
                ),
                name="hrflow_event_fires_once_per_parse",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="hrflow_event_due")]

    def __str__(self) -> str:
        return f"{self.type} ({self.get_state_display()})"

    def named(self, name: str) -> dict[str, Any]:
        """An object in the payload (``profile``, ``job``); empty where there is none."""
        value = (self.payload or {}).get(name)
        return value if isinstance(value, dict) else {}


class Receipt(models.Model):
    """One receiver's dealings with one event: a receiver that has succeeded is not called again."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="receipts"
    )
    receiver = models.CharField(_("receiver"), max_length=255)
    ok = models.BooleanField(_("succeeded"), default=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["event", "receiver"], name="hrflow_receipt_once"),
        ]

    def __str__(self) -> str:
        return self.receiver
