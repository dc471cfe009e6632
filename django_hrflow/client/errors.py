"""Say what went wrong with a call, and what it means for sending it again.

``HrflowError``
├── ``ConnectionFailed``    nothing was sent: name, connection, TLS             REFUSED
├── ``Timeout``             sent, and no answer in time (also HTTP 408)         UNKNOWN
├── ``ConnectionLost``      sent, and the connection broke                      UNKNOWN
├── ``InvalidResponse``     an answer that is no envelope: HTML, cut JSON …     UNKNOWN
├── ``Redirected``          3xx, never followed                                 REJECTED
├── ``BadRequest``          400 and every other 4xx                             REJECTED
├── ``NotFound``            404, or the 400 that HrFlow answers instead         REJECTED
├── ``AlreadyUsed``         400, the reference belongs to an earlier call       UNKNOWN
├── ``FileTooLarge``        413                                                 REJECTED
├── ``UnsupportedFile``     415                                                 REJECTED
├── ``ValidationFailed``    422                                                 REJECTED
├── ``Unauthorized``        401                                                 HELD
├── ``QuotaExceeded``       402                                                 HELD
├── ``Forbidden``           403                                                 HELD
├── ``RateLimited``         429                                                 REFUSED
└── ``ServerError``         5xx                  UNKNOWN, or REFUSED for 503 with Retry-After

The right-hand column holds for writes. A call that only reads changes nothing, so that UNKNOWN
becomes REFUSED there. ``outcomes`` has the table, with a reason for each row.
"""

from enum import StrEnum
from typing import ClassVar


class Outcome(StrEnum):
    """What a failed call left behind at HrFlow."""

    REFUSED = "refused"
    """Nothing happened: the same call may be made again."""
    UNKNOWN = "unknown"
    """It may have happened: look it up before sending it again."""
    REJECTED = "rejected"
    """Nothing happened, and the same call will never succeed."""
    HELD = "held"
    """Nothing happened because of the key, its permissions or the quota; the call is sound."""


class HrflowError(Exception):
    """A call that did not end with a 2xx envelope.

    ``message``      what HrFlow said, or what happened on the way, without secrets
    ``code``         the code in HrFlow's envelope, or None where there was no envelope
    ``status``       the HTTP status, or None where there was no answer
    ``body``         the first kilobyte of the answer, without secrets
    ``outcome``      what the call left behind (``Outcome``)
    ``retry_after``  seconds that HrFlow asks to wait, at most 900, or None
    ``call``         method and path of the call
    """

    what: ClassVar[str] = "The call to HrFlow failed."
    advice: ClassVar[str] = ""

    def __init__(
        self,
        message: str = "",
        *,
        code: int | None = None,
        status: int | None = None,
        body: str = "",
        outcome: Outcome = Outcome.UNKNOWN,
        retry_after: float | None = None,
        call: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status
        self.body = body
        self.outcome = outcome
        self.retry_after = retry_after
        self.call = call

    @property
    def retryable(self) -> bool:
        """Whether the same call may simply be made again, because nothing happened."""
        return self.outcome is Outcome.REFUSED

    def __str__(self) -> str:
        facts = [self.call] if self.call else []
        if self.status is not None:
            facts.append(f"HTTP {self.status}")
        if self.code is not None and self.code != self.status:
            facts.append(f"code {self.code}")
        where = f" [{', '.join(facts)}]" if facts else ""
        said = f" {self.message.rstrip()}" if self.message else ""
        return f"{self.what}{where}{said}{' ' if self.advice else ''}{self.advice}"


class ConnectionFailed(HrflowError):
    """Nothing was sent: no address, no connection, or no trust in the certificate."""

    what = "HrFlow could not be reached."
    advice = "Check the address, the network and the certificates; nothing was sent."


class Timeout(HrflowError):
    """The call was sent, wholly or in part, and no whole answer came in time."""

    what = "HrFlow did not answer in time."
    advice = "A call that writes may have taken effect: look it up before sending it again."


class ConnectionLost(HrflowError):
    """The connection broke after the call was sent, wholly or in part."""

    what = "The connection to HrFlow broke."
    advice = "A call that writes may have taken effect: look it up before sending it again."


class InvalidResponse(HrflowError):
    """A success by its status that holds no envelope: HTML, cut JSON, another shape, too large."""

    what = "HrFlow's answer cannot be read."
    advice = "A call that writes may have taken effect: look it up before sending it again."


class Redirected(HrflowError):
    """An answer that points elsewhere; it was not followed, so the key went nowhere else."""

    what = "HrFlow's address answered with a redirect, which is never followed."
    advice = "Set the API URL to the final address if it can be trusted."


class BadRequest(HrflowError):
    """The call is wrong as it is."""

    what = "HrFlow rejected the call."
    advice = "Correct it before sending it again."


class NotFound(HrflowError):
    """The source, board, profile or job does not exist."""

    what = "HrFlow does not know what was asked for."
    advice = "Check the keys and the reference."


class AlreadyUsed(HrflowError):
    """The reference is taken, perhaps by an earlier try of this very call."""

    what = "HrFlow has this reference already."
    advice = "Look the reference up: an earlier try may have succeeded."


class FileTooLarge(HrflowError):
    """The file is larger than HrFlow, or something before it, takes."""

    what = "The file is too large for HrFlow."
    advice = "Send a smaller one."


class UnsupportedFile(HrflowError):
    """HrFlow does not read files of this type."""

    what = "HrFlow does not read files of this type."
    advice = "Send a PDF, an image, or a Word, OpenDocument, RTF or PowerPoint file."


class ValidationFailed(HrflowError):
    """A value of the call is not valid."""

    what = "HrFlow found a value of the call invalid."
    advice = "Correct it before sending it again."


class Unauthorized(HrflowError):
    """The API key is unknown, or lacks the permission."""

    what = "HrFlow did not accept the API key."
    advice = "Check the API secret and its permissions."


class QuotaExceeded(HrflowError):
    """The plan's quota for this endpoint is used up."""

    what = "The quota of the HrFlow plan is used up."
    advice = "Wait for its renewal or enlarge the plan."


class Forbidden(HrflowError):
    """The key may not do this, or something before HrFlow refused."""

    what = "HrFlow refuses this to the API key."
    advice = "Check the key's permissions and the network's rules."


class RateLimited(HrflowError):
    """Too many calls; ``retry_after`` tells how long to wait, if HrFlow said so."""

    what = "HrFlow wants fewer calls."
    advice = "Wait and send it again; nothing happened."


class ServerError(HrflowError):
    """HrFlow, or a gateway before it, failed."""

    what = "HrFlow failed."
    advice = "Try again later; look a write up before sending it again."
