"""Questions and orders that are answered later: a row each, claimed, worked on, answered.

The row is the job, as with CVs. What may have been written at HrFlow is not written again.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from django_hrflow import mirror
from django_hrflow.client import HrflowError
from django_hrflow.models import Call, Claim, LeaseLost
from django_hrflow.models.lease import backoff, in_seconds
from django_hrflow.services.problems import problem

__all__ = ["ask", "run"]

logger = logging.getLogger("django_hrflow.calls")

State = Call.State
MAX_ATTEMPTS = 5
#: Tasks that make something new each time: a worker that died over one may have made it.
NOT_REPEATABLE = frozenset({"hrflow.index_profile", "hrflow.index_job"})
UNKNOWN_END = {
    "type": "urn:django-hrflow:problem:unknown-end",
    "title": "Nobody knows whether it was done.",
    "status": 503,
    "detail": "The worker stopped while HrFlow was asked. Look the object up before asking again.",
}


def ask(
    *,
    workspace: str = "default",
    owner: Any,
    task: str,
    arguments: dict[str, Any],
    idempotency_key: str | None = None,
    fingerprint: str = "",
) -> tuple[Call, bool]:
    """The row of a call, and whether it is new; whoever asks puts it in the queue.

    The same owner, task and idempotency key give the same row, also when they come at the same
    moment. Raises ValidationError (code ``idempotency_key``) when the key was used for another
    request, that is, with another ``fingerprint``.
    """
    try:
        with transaction.atomic():
            call = Call.objects.create(
                workspace=workspace,
                owner=owner,
                task=task,
                arguments=mirror.clean(arguments),
                idempotency_key=idempotency_key or None,
                fingerprint=fingerprint,
            )
            return call, True
    except IntegrityError:
        known = Call.objects.filter(owner=owner, task=task, idempotency_key=idempotency_key).first()
        if known is None:
            raise
    if known.fingerprint != fingerprint:
        raise ValidationError(
            _("This idempotency key was used for another request. Choose a new one."),
            code="idempotency_key",
        )
    return known, False


def run(pk: Any, perform: Callable[[str, dict[str, Any]], Any]) -> None:
    """Answer one call by ``perform(task, arguments)`` and keep its result, or its problem.

    Does nothing for a row that is not due, that another worker holds, or that is answered.
    """
    call = Call.objects.filter(pk=pk, state__in=Call.WORKING).first()
    if call is None:
        return
    claim = Call.take(pk, Q(state=call.state), state=State.RUNNING, attempts=F("attempts") + 1)
    if claim is None:
        return
    call.attempts += 1
    try:
        died_before = call.state == State.RUNNING
        if (died_before and call.task in NOT_REPEATABLE) or call.attempts > MAX_ATTEMPTS:
            _fail(claim, UNKNOWN_END)
        else:
            _perform(call, claim, perform)
    except LeaseLost:
        return


def _perform(call: Call, claim: Claim, perform: Callable[[str, dict[str, Any]], Any]) -> None:
    try:
        result = perform(call.task, call.arguments)
    except HrflowError as error:
        if error.retryable and call.attempts < MAX_ATTEMPTS:
            _wait(call, claim, error)
        else:
            _fail(claim, problem(error))
    except (ImproperlyConfigured, ValidationError) as error:
        _fail(claim, problem(error))
    except Exception as error:  # noqa: BLE001  # the row must say so, whatever it was
        logger.error("call %s (%s) failed: %s", call.pk, call.task, type(error).__name__)
        _fail(claim, problem(error))
    else:
        answer = mirror.clean(result)  # without what PostgreSQL cannot hold
        Call.write(claim, state=State.DONE, result=answer, finished_at=Now(), lease_token="")


def _wait(call: Call, claim: Claim, error: HrflowError) -> None:
    wait = max(error.retry_after or 0.0, backoff(call.failures))
    Call.write(
        claim, state=State.WAITING, failures=F("failures") + 1, lease_token="",
        not_before=in_seconds(wait),
    )  # fmt: skip


def _fail(claim: Claim, why: dict[str, Any]) -> None:
    Call.write(claim, state=State.FAILED, error=why, finished_at=Now(), lease_token="")
