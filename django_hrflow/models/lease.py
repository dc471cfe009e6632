"""A row that is a job: claimed by one worker at a time, for a time, with a token.

``not_before`` is when the row is due. A claim moves it to the end of the lease, so a worker that
dies leaves a row that falls due again by itself. Every later write carries the claim's token; a
worker that slept past its lease finds that its token no longer fits and writes nothing. The clock
is the database's alone.
"""

import logging
import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from django_hrflow import conf

logger = logging.getLogger("django_hrflow.lease")

Row = TypeVar("Row", bound="Leased")


class LeaseLost(Exception):
    """Another worker owns the row by now; whatever was to be written has been refused."""


@dataclass(frozen=True)
class Claim:
    """What a worker holds: which row, and the token that its writes must carry."""

    pk: Any
    token: str


def in_seconds(seconds: float) -> Combinable:
    """The database's time so many seconds from now."""
    return ExpressionWrapper(
        Now() + timedelta(seconds=seconds), output_field=models.DateTimeField()
    )


def backoff(failures: int) -> float:
    """Seconds to wait after so many failures in a row: full jitter, doubling, bounded.

    At least a twentieth of the bound, so that a row never spins.
    """
    options = conf.options()
    bound = min(options.backoff_max, options.backoff_base * 2.0 ** min(failures, 32))
    return random.uniform(bound / 20, bound)  # noqa: S311  # nosec B311  # guards nothing


class LeasedQuerySet(models.QuerySet[Row]):
    """Queries of the queue that the rows themselves are."""

    def working(self) -> Self:
        """Rows that are not at an end."""
        return self.filter(state__in=self.model.WORKING)

    def due(self) -> Self:
        """Rows that somebody should take up now, oldest first."""
        return self.working().filter(not_before__lte=Now()).order_by("not_before")

    def take_for_queue(self, limit: int, quiet: float | None = None) -> list[Any]:
        """Mark up to ``limit`` due rows as put in the queue and return their primary keys.

        A row put there less than ``quiet`` seconds ago (``HRFLOW_REPUBLISH_AFTER``) is left alone,
        so several sweepers may run at once.
        """
        ago = in_seconds(-conf.options().republish_after if quiet is None else -quiet)
        fresh = Q(enqueued_at=None) | Q(enqueued_at__lte=ago) | Q(enqueued_at__lt=F("not_before"))
        found = list(self.due().filter(fresh).values_list("pk", flat=True)[:limit])
        self.model._default_manager.filter(pk__in=found).update(enqueued_at=Now())
        return found


class Leased(models.Model):
    """The columns of such a row."""

    #: States in which somebody still has to do something; set by each model.
    WORKING: ClassVar[Iterable[str]] = ()

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    #: The database's clock again: a row must be due at once even where the clocks differ.
    not_before = models.DateTimeField(_("due at"), db_default=Now())
    lease_token = models.CharField(max_length=32, blank=True, editable=False)
    #: When a message about it was last put in the queue. A new row counts as put there, for whoever
    #: makes one does so next; it is emptied where the broker takes no message.
    enqueued_at = models.DateTimeField(null=True, editable=False, db_default=Now())

    class Meta:
        abstract = True

    @classmethod
    def take(cls, pk: Any, condition: Q, **changes: Any) -> Claim | None:
        """Claim the row if it is due and the condition holds, in one UPDATE; else None."""
        claim = Claim(pk, uuid.uuid4().hex)
        due = cls._default_manager.filter(condition, pk=pk, not_before__lte=Now())
        lease = in_seconds(conf.options().lease)
        return claim if due.update(lease_token=claim.token, not_before=lease, **changes) else None

    @classmethod
    def write(cls, claim: Claim, **changes: Any) -> None:
        """Write under a claim, in one UPDATE; LeaseLost when the token no longer fits."""
        if not cls._default_manager.filter(pk=claim.pk, lease_token=claim.token).update(**changes):
            logger.warning(
                "zombie write refused: another worker took over %s %s", cls.__name__, claim.pk
            )
            raise LeaseLost(f"{cls.__name__} {claim.pk} is another worker's by now.")

    @classmethod
    def renew(cls, claim: Claim) -> None:
        """Begin the lease anew and lock the row until the transaction ends."""
        cls.write(claim, not_before=in_seconds(conf.options().lease))
