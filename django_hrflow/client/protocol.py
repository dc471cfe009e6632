"""Build a call and read its answer: what HrFlow's wire looks like, and nothing of how it is moved.

Source of the encoding rules: the HrFlow API reference, and what the official SDK sends.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn
from urllib.parse import urlencode

from .errors import HrflowError
from .outcomes import Phase, Seen, classify
from .secret import Secret, scrub
from .upload import Upload

try:
    import orjson
except ImportError:  # the extra "fast"
    orjson = None  # type: ignore[assignment]

Envelope = dict[str, Any]
"""A decoded answer: ``code``, ``message``, and mostly ``data`` and ``meta``."""

Send = Callable[["Call"], Envelope]
"""What resources are given: send a call, return its envelope, raise ``HrflowError``."""

MAX_RETRY_AFTER = 900.0
MAX_EXCERPT = 1024
# Servers and proxies cut longer request lines off at 4 to 8 kB.
MAX_QUERY = 4000


@dataclass(frozen=True, slots=True)
class Call:
    """One request: everything but the address and the key.

    ``reads`` says that the call changes nothing at HrFlow; every GET does not. ``fields`` and
    ``file`` make a multipart body, ``json`` another. A value of None is left out of ``query`` and
    of ``fields``, and is null in ``json``.
    """

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    file: Upload | None = None
    reads: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def __repr__(self) -> str:
        return f"<Call {self}>"

    @property
    def changes_nothing(self) -> bool:
        """Whether the call may be repeated whatever became of it."""
        return self.reads or self.method == "GET"

    def target(self) -> str:
        """Return path and query as they are sent."""
        query = self.query_string()
        return f"{self.path}?{query}" if query else self.path

    def query_string(self) -> str:
        """Return the query as it is sent, without the question mark."""
        return urlencode(texts(self.query))

    def body(self) -> bytes | None:
        """Return the JSON body, or None if there is none.

        Raises ``TypeError`` or ``ValueError`` for what JSON cannot hold.
        """
        if self.json is None:
            return None
        return json.dumps(dict(self.json), allow_nan=False).encode("ascii")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back: ``flaw`` says why the body is not whole, and is empty if it is."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    received_at: float
    flaw: str = ""


def lookup(path: str, query: Mapping[str, Any]) -> Call:
    """Build a search: a GET, or its POST twin when the query would not fit into a URL."""
    get = Call("GET", path, query=query)
    if len(get.target()) <= MAX_QUERY:
        return get
    given = {name: value for name, value in query.items() if value is not None}
    return Call("POST", path, json=given, reads=True)


def texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Spell values for a query string or a form: lists and objects as JSON, nulls left out."""
    return {name: _text(value) for name, value in values.items() if value is not None}


def read(call: Call, answer: Answer, secrets: Iterable[Secret]) -> Envelope:
    """Return the envelope of a success, and raise the error of everything else.

    The content type is not believed: gateways send HTML as JSON and JSON as anything. A success
    is an HTTP status of 2xx that holds a JSON object whose ``code`` is 2xx.
    """
    result = _result(call, answer, tuple(secrets))
    # Raised here, where no variable holds what HrFlow said, secrets and all.
    if isinstance(result, HrflowError):
        try:
            raise result
        finally:
            del result  # or error and frame keep each other, and every caller's CV, in memory
    return result


def unanswered(call: Call, phase: Phase, reason: str) -> HrflowError:
    """Make the error of a call that brought no answer."""
    error, outcome = classify(Seen(phase), reads=call.changes_nothing)
    return error(reason, outcome=outcome, call=str(call))


def _result(call: Call, answer: Answer, secrets: Sequence[Secret]) -> Envelope | HrflowError:
    envelope, flaw = _envelope(answer)
    code = None if envelope is None else envelope["code"]
    if envelope is not None and 200 <= answer.status < 300 and 200 <= envelope["code"] < 300:
        return envelope
    said = flaw if envelope is None else envelope.get("message")
    message = scrub(said, secrets) if isinstance(said, str) else ""
    retry_after = _retry_after(answer)
    seen = Seen(Phase.ANSWERED, answer.status, code, message, retry_after is not None)
    error, outcome = classify(seen, reads=call.changes_nothing)
    return error(
        message,
        code=code,
        status=answer.status,
        body=scrub(answer.body.decode("utf-8", "replace"), secrets)[:MAX_EXCERPT],
        outcome=outcome,
        retry_after=retry_after,
        call=str(call),
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        plain = dict(value) if isinstance(value, Mapping) else list(value)
        return json.dumps(plain, allow_nan=False)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _envelope(answer: Answer) -> tuple[Envelope | None, str]:
    """Return the envelope, or None and what the body is instead."""
    if answer.flaw:
        return None, answer.flaw
    try:
        document = _decoded(answer.body)
    except (ValueError, RecursionError):
        return None, "The answer is not JSON."
    if not isinstance(document, dict):
        return None, "The answer is JSON, but not an object."
    code = document.get("code")
    if not isinstance(code, int) or isinstance(code, bool):
        return None, "The answer is a JSON object without a code."
    return document, ""


def _decoded(body: bytes) -> Any:
    """The JSON document; ValueError or RecursionError where it is none.

    orjson halves the time of a page of profiles. What it refuses, such as half a surrogate pair
    or deep nesting, is read by the slower and more patient decoder of Python.
    """
    if orjson is not None:
        with suppress(ValueError):
            return orjson.loads(body)
    return json.loads(body, parse_constant=_refuse)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON.")


def _retry_after(answer: Answer) -> float | None:
    """Read seconds or a date (RFC 9110, 10.2.3) into seconds; None if it is neither."""
    value = next(
        (text.strip() for name, text in answer.headers.items() if name.lower() == "retry-after"),
        "",
    )
    if re.fullmatch("[0-9]+", value):
        return min(float(value), MAX_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = moment.timestamp() - answer.received_at
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)
