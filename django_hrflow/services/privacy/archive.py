"""Put an erased person's profile away at HrFlow, whose API can archive and not delete."""

from typing import Any

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from django_hrflow.client import HrflowError, NotFound, Outcome
from django_hrflow.connections import workspaces
from django_hrflow.crashpoints import crashpoint
from django_hrflow.models import Claim, ErasedKey, Erasure, Identity
from django_hrflow.services.privacy.rows import erase_key

__all__ = ["archive", "remains"]

Fate = ErasedKey.Fate


def archive(erasure: Erasure, claim: Claim, erased: ErasedKey) -> bool:
    """Archive one profile and write its fate; whether HrFlow must be asked again later.

    Raises HrflowError where another attempt can help.
    """
    Erasure.renew(claim)
    try:
        key = erased.key or _look_up(erasure, erased)
        if key is None and erased.until and timezone.now() < erased.until:
            return True
        fate = _archive(erasure, erased, key) if key else Fate.ABSENT
    except HrflowError as error:
        if error.outcome is not Outcome.REJECTED:
            raise
        key, fate = erased.key, Fate.REFUSED
    crashpoint("erasure_archived")
    with transaction.atomic():
        Erasure.renew(claim)
        if key:
            erase_key(erasure.workspace, key)
        if key and not erased.key:
            _learn(erasure, key, fate)
            fate = Fate.ABSENT  # the profile counts once, under its key
        erased.settle(fate)
    crashpoint("erasure_key_settled")
    return False


def _look_up(erasure: Erasure, erased: ErasedKey) -> str | None:
    """The key of the profile that HrFlow made of a CV, or None while there is none."""
    indexing = workspaces[erasure.workspace].profile.indexing
    try:
        data: Any = indexing.get(erased.source, reference=erased.reference).get("data")
    except NotFound:
        return None
    key = data.get("key") if isinstance(data, dict) else None
    return key if isinstance(key, str) and key else None


def _archive(erasure: Erasure, erased: ErasedKey, key: str) -> str:
    try:
        workspaces[erasure.workspace].profile.indexing.archive(erased.source, key=key)
    except NotFound:
        return Fate.ABSENT
    return Fate.ARCHIVED


def _learn(erasure: Erasure, key: str, fate: str) -> None:
    """The profile must not come back under its key either."""
    digest = Identity(None, key).digests(erasure.workspace)["key"]
    ErasedKey.objects.create(erasure=erasure, digest=digest, fate=fate)


def remains(erasure: Erasure) -> str:
    """What HrFlow still keeps, in sentences for the record."""
    fates = list(erasure.keys.values_list("fate", flat=True))
    archived, refused = fates.count(Fate.ARCHIVED), fates.count(Fate.REFUSED)
    told = []
    if archived:
        text = ngettext(
            "HrFlow's API cannot delete. %(count)d profile, with its CV and attachments, was "
            "archived there on %(day)s, which hides it from searches; it stays stored until HrFlow "
            "is asked to delete it.",
            "HrFlow's API cannot delete. %(count)d profiles, with their CVs and attachments, were "
            "archived there on %(day)s, which hides them from searches; they stay stored until "
            "HrFlow is asked to delete them.",
            archived,
        )
        day = formats.date_format(timezone.now(), "Y-m-d")
        told.append(text % {"count": archived, "day": day})
    if refused:
        text = ngettext(
            "HrFlow refused to archive %(count)d profile; ask HrFlow to delete it.",
            "HrFlow refused to archive %(count)d profiles; ask HrFlow to delete them.",
            refused,
        )
        told.append(text % {"count": refused})
    return " ".join(told) or _("HrFlow has nothing of this person under the names known here.")
