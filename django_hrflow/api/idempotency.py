"""``Idempotency-Key``: a request that comes again, also at the same moment, has the same effect."""

import hashlib
import json
import re
import time
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from django_hrflow.api.problems import Busy, Failed
from django_hrflow.client import HrflowError
from django_hrflow.models import Call
from django_hrflow.services import calls

__all__ = ["fingerprint", "key_of", "own_key", "result_of"]

#: How long a second request waits for the first one's answer, in seconds.
PATIENCE = 5.0
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def key_of(request: Request) -> str | None:
    """The header's value, or None. Raises ParseError for what cannot be a key."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise ParseError("An Idempotency-Key has 1 to 255 visible ASCII characters.")
    return key


def own_key(owner: Any, key: str, index: int) -> str:
    """A key that is the user's alone, for one of the files of a request."""
    whose = getattr(owner, "pk", None)
    return hashlib.sha256(f"{whose}\n{index}\n{key}".encode()).hexdigest()


def fingerprint(arguments: dict[str, Any]) -> str:
    """Equal for equal requests, whatever the order of their members."""
    return hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()


def result_of(call: Call, task: Any) -> Any:
    """The result of the call, which is made here unless somebody else is making it.

    Raises the HrflowError of a call that changed nothing, after which the key is free again;
    Failed with the problem of one that is over; Busy (409) while another request is at it.
    """
    refused: list[HrflowError] = []

    def perform(_name: str, arguments: dict[str, Any]) -> Any:
        try:
            return task(**arguments)
        except HrflowError as error:
            refused.append(error)
            raise

    calls.run(call.pk, perform)
    if refused and Call.objects.filter(pk=call.pk, state=Call.State.WAITING).delete()[0]:
        raise refused[0]
    ended = _wait_for_end(call)
    if ended is None:
        raise Busy("Another request under this Idempotency-Key is being answered.", wait=2)
    if ended.state == Call.State.FAILED:
        raise Failed(ended.error or {})
    return ended.result


def _wait_for_end(call: Call) -> Call | None:
    """The row once it is answered; None where that takes too long or it was given up."""
    deadline = time.monotonic() + PATIENCE
    while row := Call.objects.filter(pk=call.pk).first():
        if row.state not in Call.WORKING:
            return row
        if time.monotonic() > deadline:
            return None
        time.sleep(0.05)
    return None
