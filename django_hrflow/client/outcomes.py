"""Decide which error a failed call is, and what it left behind: one table, a reason per row."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from . import errors
from .errors import Outcome


class Phase(Enum):
    """How far a call got."""

    UNSENT = "unsent"
    UNANSWERED = "unanswered"
    BROKEN = "broken"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a call that failed."""

    phase: Phase
    status: int = 0
    code: int | None = None
    message: str = ""
    has_retry_after: bool = False

    @property
    def effective(self) -> int:
        """The code of the failure: the envelope's if it names one, else the HTTP status.

        The two differ in several documented answers, and the envelope is HrFlow's own word.
        """
        return self.code if self.code is not None and self.code >= 400 else self.status

    def says(self, *texts: str) -> bool:
        """Whether the message holds one of the texts: messages are not stable, pieces are."""
        return any(text in self.message.casefold() for text in texts)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: what is seen, which error it is, what a write left behind, and why."""

    name: str
    applies: Callable[[Seen], bool]
    error: type[errors.HrflowError]
    outcome: Outcome
    reason: str


RULES: tuple[Rule, ...] = (
    Rule(
        "unsent",
        lambda seen: seen.phase is Phase.UNSENT,
        errors.ConnectionFailed,
        Outcome.REFUSED,
        "Not a byte of the request left before name, connection and TLS were settled.",
    ),
    Rule(
        "unanswered",
        lambda seen: seen.phase is Phase.UNANSWERED or seen.effective == 408,
        errors.Timeout,
        Outcome.UNKNOWN,
        "HrFlow may have received the request and be working on it still.",
    ),
    Rule(
        "broken",
        lambda seen: seen.phase is Phase.BROKEN,
        errors.ConnectionLost,
        Outcome.UNKNOWN,
        "The answer was lost, the request perhaps not.",
    ),
    Rule(
        "redirect",
        lambda seen: 300 <= seen.status < 400,
        errors.Redirected,
        Outcome.REJECTED,
        "Following it would carry the key elsewhere, and the address will not change by itself.",
    ),
    Rule(
        "reference taken",
        lambda seen: seen.effective == 400 and seen.says("already used"),
        errors.AlreadyUsed,
        Outcome.UNKNOWN,
        "It may be this very call, sent before, that took the reference.",
    ),
    Rule(
        "not found",
        lambda seen: (
            seen.effective == 404
            or (
                seen.effective == 400
                and seen.says(
                    "unable to find object", "invalid source fields", "invalid board fields"
                )
            )
        ),
        errors.NotFound,
        Outcome.REJECTED,
        "HrFlow answers 400 for a missing object; only the words tell it from a bad request.",
    ),
    Rule(
        "key",
        lambda seen: seen.effective == 401,
        errors.Unauthorized,
        Outcome.HELD,
        "The key is at fault, and every other call with it will fare alike.",
    ),
    Rule(
        "quota",
        lambda seen: seen.effective == 402,
        errors.QuotaExceeded,
        Outcome.HELD,
        "The plan is at fault, and every other call to this endpoint will fare alike.",
    ),
    Rule(
        "permission",
        lambda seen: seen.effective == 403,
        errors.Forbidden,
        Outcome.HELD,
        "Permissions or a gateway are at fault, not the item.",
    ),
    Rule(
        "file too large",
        lambda seen: seen.effective == 413,
        errors.FileTooLarge,
        Outcome.REJECTED,
        "The same file stays too large.",
    ),
    Rule(
        "file type",
        lambda seen: seen.effective == 415,
        errors.UnsupportedFile,
        Outcome.REJECTED,
        "The same file keeps its type.",
    ),
    Rule(
        "validation",
        lambda seen: seen.effective == 422,
        errors.ValidationFailed,
        Outcome.REJECTED,
        "The same values stay invalid.",
    ),
    Rule(
        "rate",
        lambda seen: seen.effective == 429,
        errors.RateLimited,
        Outcome.REFUSED,
        "A limiter turns calls away before they are worked on.",
    ),
    Rule(
        "bad request",
        lambda seen: 400 <= seen.effective < 500,
        errors.BadRequest,
        Outcome.REJECTED,
        "HrFlow understood the call and will not have it.",
    ),
    Rule(
        "overload",
        lambda seen: seen.effective == 503 and seen.has_retry_after,
        errors.ServerError,
        Outcome.REFUSED,
        "Who names the time to come back has not begun the work.",
    ),
    Rule(
        "server",
        lambda seen: 500 <= seen.effective < 600,
        errors.ServerError,
        Outcome.UNKNOWN,
        "A gateway gives up on a request that HrFlow may yet finish.",
    ),
    Rule(
        "no envelope",
        lambda _seen: True,
        errors.InvalidResponse,
        Outcome.UNKNOWN,
        "The status promises success, and nothing in the answer confirms it.",
    ),
)


def classify(seen: Seen, *, reads: bool) -> tuple[type[errors.HrflowError], Outcome]:
    """Return the error of the first row that applies, and the outcome for this very call.

    ``reads`` says that the call changes nothing at HrFlow, whatever becomes of it.
    """
    rule = next(rule for rule in RULES if rule.applies(seen))
    outcome = rule.outcome
    if seen.phase is Phase.ANSWERED and 200 <= seen.status < 300:
        # The status says done and the envelope says otherwise: neither can be built on.
        outcome = Outcome.UNKNOWN
    if reads and outcome is Outcome.UNKNOWN:
        outcome = Outcome.REFUSED
    return rule.error, outcome
