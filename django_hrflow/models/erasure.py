"""Erasure and ErasedKey: that a person was forgotten, and how to know not to remember again."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from django_hrflow import conf, webhooks
from django_hrflow.models.lease import Leased, LeasedQuerySet
from django_hrflow.models.resume import Resume


class Erasure(Leased):
    """The order to forget a person: a job like others, and then the proof that it was done.

    At its end it holds dates, counts by kind and a sentence on what HrFlow keeps, and of the person
    nothing but keyed digests (:class:`ErasedKey`).
    """

    class State(models.TextChoices):
        """One way only."""

        ERASING = "erasing", _("being erased")
        ERASED = "erased", _("erased")

    WORKING = (State.ERASING,)

    workspace = models.CharField(_("workspace"), max_length=64, default="default")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.ERASING)
    reason = models.TextField(_("reason"), blank=True)
    #: What is still to be erased here (primary keys, words to look for, files); empty at the end.
    pending = models.JSONField(default=dict, editable=False)
    counts = models.JSONField(_("erased"), default=dict)
    remains = models.TextField(_("what remains at HrFlow"), blank=True)
    #: Events about the person that came later and were turned away.
    turned_away = models.PositiveIntegerField(_("later events turned away"), default=0)
    ordered_at = models.DateTimeField(_("ordered at"), auto_now_add=True)
    erased_at = models.DateTimeField(_("erased at"), null=True)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="hrflow_erasure_due")]

    def __str__(self) -> str:
        return f"{self.pk} ({self.get_state_display()})"


class Identity(NamedTuple):
    """How HrFlow names a profile: the source (our primary key), its key, its reference."""

    source_id: int | None
    key: str | None
    reference: str | None = None

    @classmethod
    def of(cls, source_id: int | None, payload: Mapping[str, Any]) -> "Identity":
        """What a profile's payload says, where it makes sense."""
        key, reference = (
            value if isinstance(value := payload.get(name), str) else None
            for name in ("key", "reference")
        )
        return cls(source_id, key, reference)

    def digests(self, workspace: str) -> dict[str, str]:
        """Keyed digests under ``key`` and ``reference``, of what is known of both."""
        found = {}
        if self.key:
            found["key"] = _digest(workspace, {"erased": self.key})
        if self.reference and self.source_id:
            named = {"erased": self.reference, "source": self.source_id}
            found["reference"] = _digest(workspace, named)
        return found


def _digest(workspace: str, element: Mapping[str, Any]) -> str:
    return webhooks.digest(conf.options().digest_key or settings.SECRET_KEY, workspace, element)


class ErasedKeyQuerySet(models.QuerySet[Any]):
    """Questions about who was erased."""

    def among(self, workspace: str, identities: Iterable[Identity]) -> set[Identity]:
        """Those of the identities that were erased; one query.

        A reference under which a CV came in again since is no longer an erased one.
        """
        asked = [(each, each.digests(workspace)) for each in identities]
        digests = {digest for _each, found in asked for digest in found.values()}
        known = set(self.filter(digest__in=digests).values_list("digest", flat=True))
        if not known:
            return set()
        return {
            each for each, found in asked
            if found.get("key") in known
            or (found.get("reference") in known and not _came_again(each))
        }  # fmt: skip


def _came_again(identity: Identity) -> bool:
    # An erased CV has lost its reference, so a row that has it came later.
    rows = Resume.objects.filter(source=identity.source_id, reference=identity.reference)
    return bool(rows.exists())


class ErasedKey(models.Model):
    """A profile of HrFlow's that must not come back, by a keyed digest of its key or reference.

    Until it is archived there, the row also holds how HrFlow names it; then only the digest stays.
    """

    class Fate(models.TextChoices):
        """What became of it at HrFlow, whose API can archive and not delete."""

        PENDING = "pending", _("to be archived")
        ARCHIVED = "archived", _("archived")
        ABSENT = "absent", _("not there")
        REFUSED = "refused", _("HrFlow refused to archive it")

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="keys")
    digest = models.CharField(_("digest"), max_length=64, db_index=True)
    fate = models.CharField(_("fate"), max_length=8, choices=Fate, default=Fate.PENDING)

    source = models.CharField(max_length=100, blank=True, editable=False)
    key = models.CharField(max_length=100, blank=True, editable=False)
    reference = models.CharField(max_length=255, blank=True, editable=False)
    #: A CV may have been under way: until then HrFlow may show what it did not show yet.
    until = models.DateTimeField(null=True, editable=False)

    objects = ErasedKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("erased key")
        verbose_name_plural = _("erased keys")

    def __str__(self) -> str:
        return f"{self.digest[:8]} ({self.get_fate_display()})"

    def settle(self, fate: str) -> None:
        """Write what became of it at HrFlow, and forget how HrFlow names it."""
        self.fate, self.until = fate, None
        self.source = self.key = self.reference = ""
        self.save()
