"""Leave HrFlow alone while it takes nothing of a workspace: the rows are the circuit breaker.

It takes nothing when it refuses the key, the permission or the quota, or cannot be reached at all.
The first CV that meets this holds all of the workspace, is the first to ask again, and lets the
others go when it gets through. Whoever falls due meanwhile joins those that wait: an outage costs a
call now and then, not some for each CV.
"""

import logging
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest, Now

from django_hrflow import conf
from django_hrflow.client import ConnectionFailed
from django_hrflow.models import Claim, Resume
from django_hrflow.models.lease import in_seconds
from django_hrflow.services.reasons import code_of, reason_of

__all__ = ["ask_again", "hold", "join", "let_go"]

logger = logging.getLogger("django_hrflow.resumes")

State = Resume.State
#: The longest wait between two tries to reach HrFlow; the first ones come sooner.
UNREACHED = 30.0
#: The others are due so much later, so that one of them asks first and has its answer.
BEHIND = 15.0


def hold(resume: Resume, claim: Claim, error: Exception) -> None:
    """Nothing was taken, and nothing of this workspace would be: all of it waits, uncounted."""
    wait = _wait(resume, error)
    values = {"outcome": code_of(error), "reason": reason_of(error)}
    Resume.write(
        claim, state=State.HELD, lease_token="", lost_leases=0, attempts=F("attempts") - 1,
        failures=F("failures") + 1, not_before=in_seconds(wait),
        submitted_at=resume.submitted_at, **values,
    )  # fmt: skip
    waiting = Resume.objects.filter(workspace=resume.workspace)
    others = waiting.filter(state__in=(State.STORED, State.HELD)).exclude(pk=resume.pk)
    behind = Greatest(F("not_before"), in_seconds(wait + BEHIND))
    others.update(state=State.HELD, not_before=behind, **values)
    logger.error("workspace %s is held: %s", resume.workspace, code_of(error))


def _wait(resume: Resume, error: Exception) -> float:
    """A key is mended by a person, a connection mostly by itself and soon."""
    options = conf.options()
    if not isinstance(error, ConnectionFailed):
        return options.hold
    longest = min(UNREACHED, options.backoff_max)
    return min(longest, options.backoff_base * 2.0 ** min(resume.failures, 32))


def join(resume: Resume) -> bool:
    """Let a due CV wait with those that are held, if any are; whether it does.

    One that is only asked for waits where HrFlow cannot be reached: it answers questions also
    while it refuses a quota.
    """
    if resume.state in (State.HELD, State.SUBMITTING):
        return False
    held = Resume.objects.filter(
        workspace=resume.workspace, state=State.HELD, not_before__gt=Now()
    ).order_by("not_before")
    if resume.state == State.STORED:
        chosen = held.last()
    else:
        chosen = held.filter(outcome=ConnectionFailed.__name__).first()
    if chosen is None:
        return False
    changes: dict[str, Any] = {"not_before": chosen.not_before, "changed_at": Now()}
    if resume.state == State.STORED:
        changes |= {"state": State.HELD, "outcome": chosen.outcome, "reason": chosen.reason}
    row = Resume.objects.filter(
        pk=resume.pk, state=resume.state, lease_token=resume.lease_token, not_before__lte=Now()
    )
    row.update(**changes)
    return True


def let_go(resume: Resume) -> None:
    """HrFlow takes this workspace's CVs again: whatever was held may go."""
    held = Resume.objects.filter(workspace=resume.workspace, state=State.HELD)
    held.update(state=State.STORED, not_before=Now(), outcome="", reason="")


def ask_again(workspaces: set[str]) -> None:
    """Hold nobody back any longer; whoever is refused holds them all again."""
    held = Resume.objects.filter(workspace__in=workspaces, state=State.HELD)
    held.update(not_before=Now())
