"""Bring CVs in, send them to HrFlow once, and find out what became of them.

The row is the job. A worker claims it, speaks to HrFlow outside any transaction and writes what it
learnt in one UPDATE that carries the claim's token. What may have happened is looked up before it
is sent again.
"""

import logging
import mimetypes
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from django_hrflow import conf
from django_hrflow.client import (
    AlreadyUsed,
    ConnectionFailed,
    NotFound,
    Outcome,
    RateLimited,
)
from django_hrflow.connections import workspaces
from django_hrflow.crashpoints import crashpoint
from django_hrflow.models import Claim, Event, LeaseLost, Resume, Source
from django_hrflow.models.lease import backoff, in_seconds
from django_hrflow.services import events, files, holding, quotas
from django_hrflow.services.reasons import code_of, outcome_of, reason_of
from django_hrflow.services.scanning import ScannerAway, scan

__all__ = ["Accepted", "accept", "advance", "retry"]

logger = logging.getLogger("django_hrflow.resumes")

State = Resume.State
#: Seconds over which CVs come back that the workspace's own rate limit sent away.
OWN_LIMIT_SPREAD = 10.0


@dataclass(frozen=True)
class Accepted:
    """The row of a CV, and whether this call made it."""

    resume: Resume
    new: bool


def accept(
    file: "File[Any]",
    *,
    source: Source,
    name: str | None = None,
    reference: str | None = None,
    tags: list[dict[str, Any]] | None = None,
    metadatas: list[dict[str, Any]] | None = None,
    created_at: datetime | None = None,
    uploaded_by: Any = None,
    idempotency_key: str | None = None,
) -> Accepted:
    """Store a CV and the row that will get it to HrFlow; nothing is sent yet.

    The same file in the same source, and the same idempotency key, give the row that is there.
    Raises ValidationError for a file that HrFlow would not take (see ``services.files``), with the
    code ``quota`` for one too many of the user, and with the code ``reference`` for a reference
    that another CV of the source has.
    """
    known = _same_request(source, idempotency_key)
    if known:
        return Accepted(known, new=False)
    checked = files.check(file, name)
    known = Resume.objects.filter(source=source, sha256=checked.sha256).first()
    if known:
        return Accepted(known, new=False)
    quotas.check(uploaded_by, checked.size)
    resume = Resume(
        workspace=source.workspace,
        source=source,
        name=checked.name,
        size=checked.size,
        sha256=checked.sha256,
        tags=tags or [],
        metadatas=metadatas or [],
        created_at=created_at,
        uploaded_by=uploaded_by,
        idempotency_key=idempotency_key,
    )
    if reference:
        resume.reference = reference
    resume.file.save(f"cv{checked.extension}", file, save=False)
    crashpoint("resume_file_stored")
    accepted = _insert(resume)
    crashpoint("resume_stored")
    return accepted


def _same_request(source: Source, idempotency_key: str | None) -> Resume | None:
    if not idempotency_key:
        return None
    return Resume.objects.filter(
        workspace=source.workspace, idempotency_key=idempotency_key
    ).first()


def _insert(resume: Resume) -> Accepted:
    """Insert the row; when another request was first, remove our file and answer its row."""
    try:
        with transaction.atomic():
            resume.save(force_insert=True)
            return Accepted(resume, new=True)
    except IntegrityError:
        resume.file.delete(save=False)
        first = Q(source=resume.source, sha256=resume.sha256)
        if resume.idempotency_key:
            first |= Q(workspace=resume.workspace, idempotency_key=resume.idempotency_key)
        known = Resume.objects.filter(first).first()
        if known:
            return Accepted(known, new=False)
        raise ValidationError(
            _("Another CV in this source has the same reference. Choose another one."),
            code="reference",
        ) from None


def retry(*pks: int) -> int:
    """Send CVs on their way again; how many there were to send.

    What may have reached HrFlow is looked up first, after the time that HrFlow needs to settle.
    """
    chosen = Resume.objects.filter(pk__in=pks, state__in=Resume.RETRYABLE)
    holding.ask_again(set(chosen.values_list("workspace", flat=True)))
    fresh = {"attempts": 0, "failures": 0, "lost_leases": 0, "lease_token": "", "reason": "",
             "outcome": "", "enqueued_at": None}  # fmt: skip
    given_up = chosen.filter(state=State.FAILED, submitted_at__isnull=False)
    # Giving up left the time in ``not_before`` at which HrFlow has settled.
    count = given_up.update(
        state=State.UNKNOWN, not_before=Greatest(Now(), F("not_before")), **fresh
    )
    waiting = chosen.filter(state__in=(State.STORED, State.HELD, State.FAILED))
    count += waiting.update(state=State.STORED, not_before=Now(), **fresh)
    # HrFlow said no to these for good, so there is nothing of them to look up.
    rejected = chosen.filter(state=State.REJECTED)
    return count + rejected.update(state=State.STORED, not_before=Now(), submitted_at=None, **fresh)


def advance(pk: int) -> int | None:
    """Take one CV one step on its way; the primary key of the event that this made, if any.

    Does nothing for a row that is not due, that another worker holds, or that is at an end.
    """
    resume = Resume.objects.select_related("source").filter(pk=pk).first()
    if resume is None or resume.done:
        return None
    if resume.state == State.SUBMITTING:
        _notice_lost_lease(resume)
        return None
    if holding.join(resume) or _wait_for_event(resume):
        return None
    # What was read above must still hold: a row never claimed on an old belief.
    snapshot = Q(state=resume.state, submitted_at__isnull=resume.submitted_at is None)
    try:
        if resume.state in (State.STORED, State.HELD):
            claim = Resume.take(
                pk, snapshot, state=State.SUBMITTING, attempts=F("attempts") + 1,
                submitted_at=resume.submitted_at or Now(),
            )  # fmt: skip
            resume.attempts += 1
            return _submit(resume, claim) if claim else None
        claim = Resume.take(pk, snapshot)
        return _look_up(resume, claim) if claim else None
    except LeaseLost:
        return None


def _wait_for_event(resume: Resume) -> bool:
    """Ask HrFlow nothing while an event waits that knows the answer; whether one does."""
    if resume.state not in (State.ACCEPTED, State.UNKNOWN) or not events.tells_of(resume):
        return False
    due = Resume.objects.filter(
        pk=resume.pk, state=resume.state, lease_token=resume.lease_token, not_before__lte=Now()
    )
    due.update(not_before=in_seconds(conf.options().poll_max))
    return True


def _notice_lost_lease(resume: Resume) -> None:
    """A worker died, or slept too long, while sending: nobody knows whether HrFlow has the CV."""
    lost = resume.lost_leases + 1
    ended = Resume.objects.filter(
        pk=resume.pk, state=State.SUBMITTING, lease_token=resume.lease_token, not_before__lte=Now()
    )
    if lost >= conf.options().max_lost_leases:
        ended.update(
            state=State.FAILED, lost_leases=lost, lease_token="", outcome="workers_lost",
            not_before=in_seconds(conf.options().settle), changed_at=Now(),
            reason=_("Workers died %(count)d times while sending this CV. Look at their log, then "
                     "try again.") % {"count": lost},
        )  # fmt: skip
        return
    ended.update(
        state=State.UNKNOWN, lost_leases=lost, lease_token="", outcome="worker_lost",
        changed_at=Now(),
        not_before=in_seconds(conf.options().settle), reason=_("The worker stopped while sending."),
    )  # fmt: skip


def _submit(resume: Resume, claim: Claim) -> int | None:
    """Send the CV, unless it was sent before and HrFlow has it."""
    sent_before = resume.submitted_at is not None
    crashpoint("resume_claimed")
    try:
        found = _find(resume) if sent_before else None
        answer = found or _send(resume)
    except Exception as error:  # noqa: BLE001  # whatever it was, the row must say so and go on
        return _after_failure(resume, claim, error, sent_before)
    crashpoint("resume_answered")
    return _accepted(resume, claim, answer, Event.Origin.POLL if found else Event.Origin.ANSWER)


def _look_up(resume: Resume, claim: Claim) -> int | None:
    """Ask HrFlow for a CV that it has, or may have."""
    try:
        found = _find(resume)
    except Exception as error:  # noqa: BLE001
        return _after_failed_look_up(resume, claim, error)
    if found:
        return _accepted(resume, claim, found, Event.Origin.POLL)
    if resume.state == State.UNKNOWN:
        # Deaths stay counted: a CV that kills each worker is never at HrFlow when it is looked up.
        Resume.write(claim, state=State.STORED, not_before=Now(), lease_token="")
        return None
    started = resume.accepted_at or timezone.now()
    if timezone.now() - started > timedelta(seconds=conf.options().poll_deadline):
        Resume.write(
            claim, state=State.UNKNOWN, lease_token="", outcome="poll_deadline", accepted_at=None,
            not_before=in_seconds(conf.options().settle),
            reason=_("HrFlow accepted the CV, but never had a result. It is sent again."),
        )  # fmt: skip
        return None
    Resume.write(
        claim, lease_token="", failures=F("failures") + 1, not_before=_next_poll(resume.failures)
    )
    return None


def _next_poll(questions: int) -> Any:
    options = conf.options()
    return in_seconds(min(options.poll_max, options.poll_interval * 1.5 ** min(questions, 32)))


def _find(resume: Resume) -> dict[str, Any] | None:
    """The profile that HrFlow has under the CV's reference, as an answer's data; None for none."""
    client = workspaces[resume.workspace]
    try:
        answer = client.profile.indexing.get(
            source_key=resume.source.key, reference=resume.reference
        )
    except NotFound:
        return None
    return {"profile": answer.get("data")}


def _send(resume: Resume) -> dict[str, Any]:
    """Post the file and return the answer's data: the profile where HrFlow read it at once."""
    if not resume.file:
        raise FileNotFoundError  # retention has removed it
    client = workspaces[resume.workspace]
    content_type = mimetypes.guess_type(resume.name)[0] or "application/octet-stream"
    with resume.file.open("rb") as file:
        scan(file)
        answer = client.profile.parsing.add_file(
            source_key=resume.source.key,
            profile_file=file,
            profile_file_name=resume.name,
            profile_content_type=content_type,
            reference=resume.reference,
            created_at=resume.created_at.isoformat() if resume.created_at else None,
            tags=resume.tags,
            metadatas=resume.metadatas,
            sync_parsing=int(resume.source.sync_parsing),
        )
    data = answer.get("data")
    return data if isinstance(data, dict) else {}


def _accepted(resume: Resume, claim: Claim, data: dict[str, Any], origin: str) -> int | None:
    """HrFlow has the CV. When it named the profile, record that as an event, in one transaction."""
    profile = data.get("profile")
    with transaction.atomic():
        Resume.write(
            claim, state=State.ACCEPTED, lease_token="", failures=0, lost_leases=0,
            accepted_at=resume.accepted_at or Now(), outcome="", reason="",
            not_before=in_seconds(conf.options().poll_interval),
        )  # fmt: skip
        holding.let_go(resume)
        if not isinstance(profile, dict) or not profile.get("key"):
            return None
        event = events.record_parsing(resume, origin, "success", profile_key=profile["key"])
    crashpoint("resume_accepted")
    return event.pk


def _after_failure(resume: Resume, claim: Claim, error: Exception, sent_before: bool) -> int | None:
    """Write what a failed attempt to send means for the row; table 3.1 of the reliability notes."""
    if isinstance(error, AlreadyUsed) and sent_before:
        # Our own reference: what we sent earlier did arrive.
        return _accepted(resume, claim, {}, Event.Origin.ANSWER)
    if isinstance(error, AlreadyUsed):
        reason = _(
            "HrFlow has another profile with this reference. Upload the CV with another one."
        )
        return _reject(resume, claim, reason, "already_used")
    outcome = outcome_of(error)
    if outcome == Outcome.REJECTED:
        return _reject(resume, claim, reason_of(error), code_of(error))
    if outcome == Outcome.HELD or isinstance(error, ConnectionFailed):
        holding.hold(resume, claim, error)
    elif resume.attempts >= conf.options().max_attempts:
        _give_up(claim, error)
    elif outcome == Outcome.REFUSED:
        _wait(resume, claim, error, sent_before)
    else:
        Resume.write(
            claim, state=State.UNKNOWN, lease_token="", failures=F("failures") + 1,
            not_before=in_seconds(conf.options().settle), outcome=code_of(error),
            reason=reason_of(error), lost_leases=0,
        )  # fmt: skip
    return None


def _after_failed_look_up(resume: Resume, claim: Claim, error: Exception) -> int | None:
    """A question has no effect at HrFlow: ask again later, unless the answer is final."""
    outcome = outcome_of(error)
    if outcome == Outcome.REJECTED:
        return _reject(resume, claim, reason_of(error), code_of(error))
    wait = conf.options().hold if outcome == Outcome.HELD else backoff(resume.failures)
    wait = max(wait, getattr(error, "retry_after", None) or 0.0)
    Resume.write(
        claim, lease_token="", failures=F("failures") + 1, not_before=in_seconds(wait),
        outcome=code_of(error), reason=reason_of(error),
    )  # fmt: skip
    return None


def _reject(resume: Resume, claim: Claim, reason: str, outcome: str) -> int:
    """HrFlow will never take this file: say why, keep it, and tell the receivers."""
    with transaction.atomic():
        Resume.write(
            claim, state=State.REJECTED, lease_token="", reason=reason, outcome=outcome, failures=0
        )
        return events.record_parsing(resume, Event.Origin.ANSWER, "error", message=reason).pk


def _give_up(claim: Claim, error: Exception) -> None:
    Resume.write(
        claim, state=State.FAILED, lease_token="", outcome=code_of(error),
        not_before=in_seconds(conf.options().settle),
        reason=_("%(reason)s Given up after many attempts; try again when the cause is gone.")
        % {"reason": reason_of(error)},
    )  # fmt: skip


def _wait(resume: Resume, claim: Claim, error: Exception, sent_before: bool) -> None:
    """Nothing happened at HrFlow: go back to the start of the queue, later."""
    asked: float = getattr(error, "retry_after", None) or 0.0
    own_limit = isinstance(error, RateLimited) and error.status is None
    if own_limit:
        # Not all of those who wait may come back at the same moment.
        asked = random.uniform(asked, asked + OWN_LIMIT_SPREAD)  # noqa: S311  # nosec B311
    # A service or scanner that is busy or away is not the file's fault: no attempt counts.
    counted = not isinstance(error, RateLimited | ScannerAway)
    Resume.write(
        claim, state=State.STORED, lease_token="", failures=F("failures") + 1, lost_leases=0,
        attempts=F("attempts") - (0 if counted else 1),
        not_before=in_seconds(asked if own_limit else max(asked, backoff(resume.failures))),
        submitted_at=resume.submitted_at if sent_before else None,
        outcome=code_of(error), reason=reason_of(error),
    )  # fmt: skip
    if asked and not own_limit:
        waiting = Resume.objects.filter(workspace=resume.workspace, state=State.STORED)
        waiting.filter(not_before__lt=in_seconds(asked)).update(not_before=in_seconds(asked))
