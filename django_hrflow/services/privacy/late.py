"""Turn away what HrFlow tells about a person who was erased here."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from django_hrflow.models import Claim, ErasedKey, Erasure, Event, Identity, Source
from django_hrflow.models.event import container_key

__all__ = ["is_erased", "turn_away"]


def is_erased(event: Event) -> bool:
    """Whether the profile that the event names was erased; one query, two with a reference."""
    named = event.named("profile")
    identity = _identity(event.workspace, named, container_key(named, "source"))
    if not identity.key and not identity.reference:
        return False
    return bool(ErasedKey.objects.among(event.workspace, [identity]))


def turn_away(event: Event, claim: Claim, fetched: Mapping[str, Any] | None = None) -> None:
    """Delete the event, and count it on the record of the erasure.

    ``fetched`` is the profile as HrFlow holds it. A profile that it made of an erased CV is news:
    the erasure is taken up again, to archive that one too.
    """
    named = {**event.named("profile"), **(fetched or {})}
    source_key = container_key(named, "source") or container_key(event.named("profile"), "source")
    identity = _identity(event.workspace, named, source_key)
    digests = identity.digests(event.workspace)
    with transaction.atomic():
        known = ErasedKey.objects.filter(digest__in=digests.values()).order_by("pk")
        erasures = Erasure.objects.select_for_update().filter(keys__in=known)
        erasure = erasures.order_by("pk").first()
        if erasure is not None:
            erasure.turned_away = F("turned_away") + 1
            if identity.key and not known.filter(digest=digests["key"]).exists():
                _take_up_again(erasure, digests["key"], identity.key, source_key)
            erasure.save()
        Event.objects.filter(pk=event.pk, lease_token=claim.token).delete()


def _take_up_again(erasure: Erasure, digest: str, key: str, source_key: str) -> None:
    ErasedKey.objects.create(erasure=erasure, digest=digest, source=source_key, key=key)
    erasure.state, erasure.lease_token, erasure.not_before = Erasure.State.ERASING, "", Now()
    erasure.erased_at, erasure.remains, erasure.enqueued_at = None, "", None


def _identity(workspace: str, named: Mapping[str, Any], source_key: str) -> Identity:
    """The source is only needed to tell whose reference it is."""
    source = None
    if source_key and named.get("reference"):
        rows = Source.objects.filter(workspace=workspace, key=source_key)
        source = rows.values_list("pk", flat=True).first()
    return Identity.of(source, named)
