"""Take in what HrFlow tells, bring the mirror up to date with it, and tell the receivers, once.

The event is a hint: what HrFlow holds is the truth and is fetched, so that a replayed or late event
does no harm. Each receiver runs in a transaction of its own together with its Receipt.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from django_hrflow import conf, mirror, webhooks
from django_hrflow.client import HrflowError, NotFound, Outcome
from django_hrflow.connections import workspaces
from django_hrflow.crashpoints import crashpoint
from django_hrflow.models import Claim, Event, Job, LeaseLost, Profile, Receipt, Resume
from django_hrflow.models.event import container_key
from django_hrflow.models.lease import backoff, in_seconds
from django_hrflow.services import privacy
from django_hrflow.services.failures import where
from django_hrflow.signals import Connected, receivers_of

__all__ = ["process", "process_again", "receive", "record_parsing", "tells_of"]

logger = logging.getLogger("django_hrflow.events")

State = Event.State
#: A profile or a job as HrFlow holds it, and what the mirror held of it before HrFlow was asked.
_Object = tuple[dict[str, Any], str]
_Found = tuple[_Object | None, _Object | None]
#: The endings of a parse; whichever event tells of one first is the one that fires.
PARSED, NOT_PARSED = "profile.parsing.success", "profile.parsing.error"
#: Sent by ``hrflow_trigger --self-test`` and handled by nobody.
PROBE = "hrflow.selftest.probe"


class _NotThereYet(Exception):
    """HrFlow told of an object that it does not show yet."""


def receive(alias: str, headers: Mapping[str, str], body: bytes | Callable[[], bytes]) -> list[int]:
    """Verify a delivery and store its events; the primary keys of those that are to be processed.

    Raises ``webhooks.SignatureError`` for bytes that HrFlow did not sign (nothing is stored), and
    ImproperlyConfigured where the workspace has no webhook secret.
    """
    workspace = conf.workspace(alias)
    if not workspace.webhook_secrets:
        raise ImproperlyConfigured(
            f"HRFLOW[{alias!r}] has no WEBHOOK_SECRET. Copy it from HrFlow's console."
        )
    verified = webhooks.verify(
        headers,
        body,
        workspace.webhook_secrets,
        schemes=workspace.webhook_schemes,
        legacy_headers=workspace.webhook_legacy_headers,
    )
    crashpoint("event_verified")
    told = {"scheme": verified.scheme, "secret_index": verified.secret_index}
    try:
        deliveries = webhooks.read(verified.payload)
    except webhooks.UnreadableError as error:
        logger.error("a signed webhook of workspace %s cannot be read: %s", alias, error)
        _quarantine(alias, verified.payload, str(error), told)
        return []
    stored = [_store(alias, each.payload, **_kept(alias, each), **told) for each in deliveries]
    crashpoint("event_stored")
    return [event.pk for event in stored if event.state == State.RECEIVED]


def _kept(alias: str, delivery: webhooks.Delivery) -> dict[str, Any]:
    """What a delivery leaves in its row; a probe of one's own is over when it has arrived.

    Which CV has ended is known from now on, so that HrFlow is not asked for it meanwhile.
    """
    if delivery.type == PROBE:
        return {"type": PROBE, "state": State.PURGED}
    kept: dict[str, Any] = {"type": delivery.type, "payload": delivery.payload}
    named = delivery.payload.get("profile")
    if delivery.type in (PARSED, NOT_PARSED) and isinstance(named, dict):
        source_key = container_key(named, "source")
        kept["resume"] = _resume_named(alias, named.get("reference"), source_key)
    return kept


def _quarantine(alias: str, payload: bytes, reason: str, told: dict[str, Any]) -> None:
    """Keep signed bytes that make no sense: the sender was acknowledged, a person may look."""
    identity = {"unreadable": payload.hex()}
    _store(alias, identity, type="", raw=payload, state=State.QUARANTINED, reason=reason, **told)


def record_parsing(
    resume: Resume, origin: str, status: str, *, profile_key: str | None = None, message: str = ""
) -> Event:
    """Record that a parse ended (``success`` or ``error``), as an answer or a poll told us.

    The same ending of the same CV is one event, however often it is seen.
    """
    source = {"key": resume.source.key}
    payload = {
        "type": f"profile.parsing.{status}",
        "origin": "api",
        "message": message,
        "profile": {"key": profile_key, "reference": resume.reference, "source": source},
    }
    identity = {"parsing": status, "resume": resume.reference, "source": resume.source.key}
    return _store(
        resume.workspace, identity, type=payload["type"], payload=payload, origin=origin,
        resume=resume,
    )  # fmt: skip


def _store(alias: str, identity: Mapping[str, Any], **values: Any) -> Event:
    """Insert the event, or count the delivery where it is known: never look first, then insert."""
    digest = webhooks.digest(conf.options().digest_key or settings.SECRET_KEY, alias, identity)
    try:
        with transaction.atomic():
            return Event.objects.create(workspace=alias, digest=digest, **values)
    except IntegrityError:
        known = Event.objects.filter(workspace=alias, digest=digest)
        known.update(deliveries=F("deliveries") + 1, last_received_at=Now())
        event: Event = known.get()
        return event


def tells_of(resume: Resume) -> bool:
    """Whether an event waits that tells how the parse of this CV ended."""
    waiting = Event.objects.filter(resume=resume, state__in=Event.WORKING)
    return waiting.filter(type__in=(PARSED, NOT_PARSED)).exists()


def process_again(*pks: int) -> int:
    """Put events back at the start: the receivers that have not succeeded are called again."""
    chosen = Event.objects.filter(pk__in=pks, payload__isnull=False)
    return chosen.filter(state__in=(State.DEAD, State.DONE)).update(
        state=State.RECEIVED, attempts=0, failures=0, not_before=Now(), lease_token="",
        enqueued_at=None, reason="",
    )  # fmt: skip


def process(pk: int) -> None:
    """Bring one event to its end: fetch, mirror, receivers.

    Does nothing for an event that is not due, that another worker holds, or that is done.
    """
    claim = Event.take(
        pk, Q(state__in=Event.WORKING), state=State.PROCESSING, attempts=F("attempts") + 1
    )
    if claim is None:
        return
    event = Event.objects.select_related("resume__source", "profile", "job").get(pk=pk)
    crashpoint("event_claimed")
    with suppress(LeaseLost):  # another worker goes on with it, whatever became of our try
        _try(event, claim)


def _try(event: Event, claim: Claim) -> None:
    try:
        _advance(event, claim)
    except mirror.Overtaken:
        _later(
            event, claim, _("The object changed meanwhile; HrFlow is asked again."), counted=False
        )
    except _NotThereYet:
        _later(event, claim, _("HrFlow does not show the object yet."), counted=True)
    except HrflowError as error:
        wait = conf.options().hold if error.outcome == Outcome.HELD else error.retry_after
        _later(event, claim, str(error), counted=error.outcome == Outcome.REJECTED, wait=wait)
    except ImproperlyConfigured as error:
        _later(event, claim, str(error), counted=False, wait=conf.options().hold)


def _advance(event: Event, claim: Claim) -> None:
    """What the receivers are told is learnt once; telling goes on where it stopped."""
    if event.attempts > conf.options().max_event_attempts:
        _bury(claim, _("Its workers died again and again."))
        return
    if event.fires is None and not _learn(event, claim):
        return
    crashpoint("event_settled")
    failed = _tell(event, claim) if event.fires else 0
    crashpoint("event_told")
    _finish(event, claim, failed)


def _learn(event: Event, claim: Claim) -> bool:
    """Bring mirror and CV up to date; False where the event is about somebody who was erased."""
    if privacy.is_erased(event):
        privacy.turn_away(event, claim)
        return False
    found = _fetch(event)
    try:
        _settle(event, claim, found)
    except mirror.Erased:
        privacy.turn_away(event, claim, found[0] and found[0][0])
        return False
    return True


def _fetch(event: Event) -> _Found:
    """The profile and the job that the event names, as HrFlow holds them now; None where unnamed.

    Errors name objects that may not exist: nothing is fetched for them.
    """
    if event.type.endswith(".error"):
        return None, None
    profile, job = event.named("profile"), event.named("job")
    client = workspaces[event.workspace]
    return (
        _fetched(event, Profile, profile, "source", client.profile.indexing.get),
        _fetched(event, Job, job, "board", client.job.indexing.get),
    )


def _fetched(
    event: Event,
    model: type[Any],
    named: dict[str, Any],
    container: str,
    get: Callable[..., dict[str, Any]],
) -> _Object | None:
    key = named.get("key")
    if not isinstance(key, str) or not key:
        return None
    container_key = _container_key(event, named, container)
    if not container_key:
        return None
    seen = mirror.seen(model, event.workspace, key)
    try:
        data = get(container_key, key=key).get("data")
    except NotFound:
        if event.type.endswith((".success", ".update")):
            raise _NotThereYet from None
        return None
    return (data, seen) if isinstance(data, dict) and data.get("key") else None


def _container_key(event: Event, named: dict[str, Any], container: str) -> str | None:
    """The source's or board's key: from the payload, else from the mirror."""
    key = container_key(named, container)
    if key:
        return key
    model = Profile if container == "source" else Job
    rows = model.objects.filter(workspace=event.workspace, key=str(named.get("key")))
    return rows.values_list(f"{container}__key", flat=True).first()


def _settle(event: Event, claim: Claim, found: _Found) -> None:
    """Mirror what was fetched, end the CV's way, decide who fires: one short transaction."""
    profile, job = found
    with transaction.atomic():
        Event.renew(claim)
        if profile:
            source_key = _container_key(event, event.named("profile"), "source") or ""
            event.profile = mirror.store_profile(
                event.workspace, profile[0], source_key, since=profile[1]
            )
        if job:
            board_key = _container_key(event, event.named("job"), "board") or ""
            event.job = mirror.store_job(event.workspace, job[0], board_key, since=job[1])
        event.profile = event.profile or _mirrored(Profile, event, "profile")
        event.job = event.job or _mirrored(Job, event, "job")
        event.resume = _resume_of(event)
        event.fires = _end_parse(event) if event.type in (PARSED, NOT_PARSED) else True
        Event.write(
            claim, profile=event.profile, job=event.job, resume=event.resume, fires=event.fires
        )


def _mirrored(model: type[Any], event: Event, name: str) -> Any:
    key = event.named(name).get("key")
    return model.objects.filter(workspace=event.workspace, key=key).first() if key else None


def _resume_of(event: Event) -> Resume | None:
    """The CV that this event is about: by the reference, which is ours.

    A webhook may name a wrong one: the profile that was fetched knows better.
    """
    named = event.named("profile")
    reference = event.profile.reference if event.profile else named.get("reference")
    known = event.resume
    if known and (event.origin != Event.Origin.WEBHOOK or known.reference == reference):
        return known
    source_key = (
        event.profile.source.key if event.profile else _container_key(event, named, "source")
    )
    return _resume_named(event.workspace, reference, source_key)


def _resume_named(alias: str, reference: Any, source_key: str | None) -> Resume | None:
    if not isinstance(reference, str) or not reference or not source_key:
        return None
    sent = Resume.objects.filter(workspace=alias, source__key=source_key, reference=reference)
    return sent.first()


def _end_parse(event: Event) -> bool:
    """Bring the CV to its end; whether this event is the first to tell of it."""
    if event.resume is None:
        return True
    resume = Resume.objects.select_for_update().get(pk=event.resume.pk)
    told = Event.objects.filter(resume=resume, type=event.type, fires=True).exclude(pk=event.pk)
    if resume.state == Resume.State.ERASED:
        return False
    if event.type == PARSED and event.profile:
        resume.state, resume.profile = Resume.State.PARSED, event.profile
        resume.reason = resume.outcome = ""
    elif _rejects(event) and resume.state in Resume.WORKING:
        resume.state, resume.outcome = Resume.State.REJECTED, "parsing_error"
        resume.reason = str((event.payload or {}).get("message") or _("HrFlow could not read it."))
    resume.lease_token = ""
    resume.save(
        update_fields=["state", "reason", "profile", "lease_token", "outcome", "changed_at"]
    )
    event.resume = resume
    return not told.exists()


def _rejects(event: Event) -> bool:
    """Only a webhook brings news of a failure: what an answer said was written with the answer, and
    the CV may have been sent again since.
    """
    return event.type == NOT_PARSED and event.origin == Event.Origin.WEBHOOK


def _tell(event: Event, claim: Claim) -> int:
    """Call the receivers that have not succeeded yet, each on its own; how many failed."""
    connected = receivers_of(event.type, Event)
    told = dict(event.receipts.values_list("receiver", "ok"))
    fresh = {each.name[:255] for each in connected} - set(told)
    Receipt.objects.bulk_create(
        [Receipt(event=event, receiver=name) for name in fresh], ignore_conflicts=True
    )
    failed = 0
    for each in connected:
        if not told.get(each.name[:255]):
            failed += not _tell_one(event, claim, each)
            crashpoint("event_receiver_told")
    return failed


def _tell_one(event: Event, claim: Claim, connected: Connected) -> bool:
    """The receiver's effects and its Receipt commit together, or neither does."""
    name, receiver, signal, is_async = connected
    receipt = Receipt.objects.filter(event=event, receiver=name[:255])
    try:
        with transaction.atomic():
            Event.renew(claim)  # locks the row: no two workers tell the same event
            receipt.update(ok=True, tries=F("tries") + 1, last_error="")
            call = async_to_sync(receiver) if is_async else receiver
            call(signal=signal, sender=Event, event=event)
            crashpoint("event_receiver_called")
    except LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001  # a receiver may raise anything; others go on
        place = where(error)
        logger.error("receiver %s failed on event %s: %s", name, event.pk, place)
        # A receiver's own on_commit may raise after its success was committed: that one counts.
        return not receipt.filter(ok=False).update(tries=F("tries") + 1, last_error=place)
    return True


def _finish(event: Event, claim: Claim, failed: int) -> None:
    if not failed:
        reason = "" if event.fires else _("Another event told of the same ending before.")
        Event.write(claim, state=State.DONE, lease_token="", reason=reason, failures=0)
    elif event.attempts >= conf.options().max_event_attempts:
        _bury(claim, _("%(count)d receivers failed every time.") % {"count": failed})
    else:
        _later(event, claim, _("%(count)d receivers failed.") % {"count": failed}, counted=True)


def _bury(claim: Claim, reason: str) -> None:
    advice = _("Mend the cause and choose “Process again”.")
    Event.write(claim, state=State.DEAD, lease_token="", reason=f"{reason} {advice}")
    logger.error("event %s is given up", claim.pk)


def _later(
    event: Event, claim: Claim, reason: str, *, counted: bool, wait: float | None = None
) -> None:
    """Back in the queue. What is not this event's fault counts no attempt."""
    if counted and event.attempts >= conf.options().max_event_attempts:
        _bury(claim, reason)
        return
    Event.write(
        claim, state=State.RECEIVED, lease_token="", failures=F("failures") + 1, reason=reason,
        attempts=F("attempts") - (0 if counted else 1),
        not_before=in_seconds(max(wait or 0.0, backoff(event.failures))),
    )  # fmt: skip
