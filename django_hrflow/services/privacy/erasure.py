"""Forget a person, whatever dies in between: the order is a row that is claimed and swept.

What is kept here goes first and at once, so that it does not depend on HrFlow; then the profile is
archived at HrFlow, whose API cannot delete. Each step can be repeated, and each says in the row
that it is done.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from django_hrflow import conf
from django_hrflow.client import HrflowError, Outcome
from django_hrflow.crashpoints import crashpoint
from django_hrflow.models import Claim, ErasedKey, Erasure, Identity, LeaseLost, Profile, Resume
from django_hrflow.models.lease import backoff, in_seconds
from django_hrflow.models.resume import resume_storage
from django_hrflow.services.failures import where
from django_hrflow.services.privacy.archive import archive, remains
from django_hrflow.services.privacy.person import Person, words_of
from django_hrflow.services.privacy.rows import erase_rows
from django_hrflow.signals import erasing

__all__ = ["advance", "erase_person"]

logger = logging.getLogger("django_hrflow.audit")

State = Erasure.State
#: States of a CV in which HrFlow may have it without showing it yet.
UNDER_WAY = (Resume.State.SUBMITTING, Resume.State.UNKNOWN, Resume.State.ACCEPTED)


def erase_person(person: Person) -> list[Erasure]:
    """Order the erasure: a row for each profile, and for each CV that has none.

    From now on nothing about the person is stored any more and no CV is sent; the rows that are
    there go when a worker takes up the order (``tasks.erase_person``, or the sweeper).
    """
    return [_order(each) for each in person.split()]


def _order(person: Person) -> Erasure:
    with transaction.atomic():
        pks = [each.pk for each in person.resumes]
        resumes = Resume.objects.select_for_update().filter(pk__in=pks)
        states = dict(resumes.values_list("pk", "state"))
        erasure = Erasure.objects.create(
            workspace=person.workspace,
            pending={
                "profiles": [each.pk for each in person.profiles],
                "resumes": pks,
                "words": words_of(person),
            },
        )
        keys = [_key_of_profile(erasure, each) for each in person.profiles]
        keys += [
            _key_of_resume(erasure, each, states[each.pk])
            for each in person.resumes
            if each.profile is None and each.submitted_at and each.pk in states
        ]
        ErasedKey.objects.bulk_create(keys)
        # A worker that has one of them in hand finds its token gone.
        resumes.update(state=Resume.State.ERASED, lease_token="")
    logger.info("erasure %s ordered", erasure.pk)
    crashpoint("erasure_ordered")
    return erasure


def _key_of_profile(erasure: Erasure, profile: Profile) -> ErasedKey:
    digests = Identity(profile.source_id, profile.key).digests(erasure.workspace)
    return ErasedKey(
        erasure=erasure, digest=digests["key"], source=profile.source.key, key=profile.key
    )


def _key_of_resume(erasure: Erasure, resume: Resume, state: str) -> ErasedKey:
    """A CV that was sent and of whose profile nothing is known: it is looked up by reference."""
    named = Identity(resume.source_id, None, resume.reference)
    return ErasedKey(
        erasure=erasure, digest=named.digests(erasure.workspace)["reference"],
        source=resume.source.key, reference=resume.reference, until=_shown_until(state),
    )  # fmt: skip


def _shown_until(state: str) -> datetime | None:
    """When HrFlow has shown what became of a CV, or never will."""
    options = conf.options()
    if state == Resume.State.ACCEPTED:
        return timezone.now() + timedelta(seconds=options.poll_deadline)
    if state in UNDER_WAY:
        return timezone.now() + timedelta(seconds=options.lease + options.settle)
    return None


def advance(pk: int) -> None:
    """Go on with an erasure as far as possible.

    Does nothing for a row that is not due, that another worker holds, or that is at its end.
    """
    claim = Erasure.take(pk, Q(state=State.ERASING))
    if claim is None:
        return
    erasure = Erasure.objects.get(pk=pk)
    try:
        _erase_rows(erasure, claim)
        _remove_files(erasure, claim)
        waits = [archive(erasure, claim, key) for key in _pending(erasure)]
        if any(waits):
            _later(erasure, claim, _("HrFlow may still be reading the CV."), _next_look(erasure))
        else:
            _finish(erasure, claim)
    except LeaseLost:
        return
    except HrflowError as error:
        hold = conf.options().hold if error.outcome is Outcome.HELD else 0.0
        _later(erasure, claim, str(error), max(hold, error.retry_after or 0.0))
    except ImproperlyConfigured as error:
        _later(erasure, claim, str(error), conf.options().hold)
    except Exception as error:  # noqa: BLE001  # a receiver or a storage may raise anything
        logger.error("erasure %s is put off: %s", pk, where(error))
        why = _("It failed (%(error)s). It is tried again; mend the cause.")
        _later(erasure, claim, why % {"error": where(error)})


def _pending(erasure: Erasure) -> list[ErasedKey]:
    return list(erasure.keys.filter(fate=ErasedKey.Fate.PENDING).order_by("pk"))


def _erase_rows(erasure: Erasure, claim: Claim) -> None:
    """All rows at once, and with them what the project's own receivers keep."""
    pending = erasure.pending
    if "words" not in pending:
        return
    with transaction.atomic():
        Erasure.renew(claim)
        person = Person.by_keys(pending["profiles"], pending["resumes"])
        erasing.send(Erasure, profiles=person.profiles, resumes=person.resumes)
        erasure.counts, files = erase_rows(person, pending["words"])
        erasure.pending = {"files": files}
        Erasure.write(claim, pending=erasure.pending, counts=erasure.counts)
        crashpoint("erasure_rows_uncommitted")
    crashpoint("erasure_rows_erased")


def _remove_files(erasure: Erasure, claim: Claim) -> None:
    """No row leads to them any more; one that is gone already is no error."""
    for name in erasure.pending.get("files", []):
        resume_storage().delete(name)
        crashpoint("erasure_file_removed")
    Erasure.write(claim, pending={})
    crashpoint("erasure_files_removed")


def _finish(erasure: Erasure, claim: Claim) -> None:
    Erasure.write(
        claim, state=State.ERASED, erased_at=Now(), lease_token="", reason="", failures=0,
        remains=remains(erasure),
    )  # fmt: skip
    logger.info("erasure %s done", erasure.pk)


def _next_look(erasure: Erasure) -> float:
    options = conf.options()
    return min(options.poll_max, options.poll_interval * 1.5 ** min(erasure.failures, 32))


def _later(erasure: Erasure, claim: Claim, reason: str, wait: float = 0.0) -> None:
    """An erasure is never given up: it waits, and says what for."""
    changes: dict[str, Any] = {"failures": min(erasure.failures + 1, 1000), "reason": reason}
    wait = wait or backoff(erasure.failures)
    Erasure.write(claim, lease_token="", not_before=in_seconds(wait), **changes)
