"""Send signed events to a webhook of one's own: samples to be handled, probes to measure with."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests

from django_hrflow import conf, webhooks
from django_hrflow.models import Event, Job, Profile
from django_hrflow.services.events import PROBE

__all__ = ["Answer", "Probe", "event_of", "measure", "sample", "send"]

TIMEOUT = (5, 30)
HEADER = "HTTP-HRFLOW-SIGNATURE"
#: Lengths of the whole header line, which is what web servers limit.
SIZES = tuple(kilobytes * 1024 for kilobytes in (1, 4, 8, 16, 32, 64))


@dataclass(frozen=True)
class Answer:
    """The status of a delivery; None where there was no answer, and then why."""

    status: int | None
    problem: str = ""

    @property
    def accepted(self) -> bool:
        """Whether it counts as delivered."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Probe:
    """A delivery whose header line had ``size`` bytes and carried ``payload`` bytes."""

    size: int
    payload: int
    answer: Answer


def sample(
    event_type: str, *, profile: Profile | None = None, job: Job | None = None
) -> dict[str, Any]:
    """A payload as HrFlow would send it; no two are alike, so that each is handled."""
    payload: dict[str, Any] = {
        "type": event_type,
        "origin": "api",
        "message": f"Sample sent by hrflow_trigger ({secrets.token_hex(4)}).",
    }
    if profile:
        payload["profile"] = _named(profile, "source")
    if job:
        payload["job"] = _named(job, "board")
    return payload


def _named(row: Any, container: str) -> dict[str, Any]:
    return {
        "key": row.key,
        "reference": row.reference,
        container: {"key": getattr(row, container).key},
    }


def send(url: str, payload: dict[str, Any], *, alias: str, scheme: str = "A") -> Answer:
    """Post the payload, signed with the workspace's first secret.

    Raises ValueError where the workspace has no webhook secret.
    """
    known = conf.workspace(alias).webhook_secrets
    if not known:
        raise ValueError(f"HRFLOW[{alias!r}] has no WEBHOOK_SECRET to sign with.")
    headers, body = webhooks.sign(json.dumps(payload).encode(), known[0], scheme, HEADER)
    return _post(url, headers, body)


def _post(url: str, headers: dict[str, str], body: bytes) -> Answer:
    try:
        # A redirected POST loses its body, so that a redirect is an answer like others.
        answer = requests.post(
            url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException as error:
        return Answer(None, type(error).__name__)
    return Answer(answer.status_code)


def event_of(payload: dict[str, Any], alias: str) -> Event | None:
    """The row of a payload that was sent, where its receiver writes to our database."""
    rows = Event.objects.filter(workspace=alias, type=payload["type"]).order_by("-pk")
    found: Event | None = rows.filter(payload__message=payload["message"]).first()
    return found


def measure(url: str, *, alias: str) -> Iterator[Probe]:
    """Send probes with longer and longer headers; each is stored without its payload.

    Raises ValueError where the URL does not refuse an unsigned delivery: it leads elsewhere.
    """
    unsigned = _post(url, {"Content-Type": "application/json"}, b"{}")
    if unsigned.status != 401:
        found = unsigned.problem or unsigned.status
        raise ValueError(f"An unsigned delivery was answered with {found} instead of 401.")
    for size in SIZES:
        payload = _filled(size)
        answer = send(url, payload, alias=alias)
        yield Probe(size, len(json.dumps(payload)), answer)


def _filled(size: int) -> dict[str, Any]:
    """A probe whose header line is as long as that, or up to 3 bytes shorter."""
    # The line: name, colon and blank, 88 digits of the signature, a dot, the payload, CRLF. Base64
    # makes 4 characters of 3 bytes.
    room = (size - len(HEADER) - 2 - 88 - 1 - 2) // 4 * 3
    probe = {"type": PROBE, "message": secrets.token_hex(8), "filling": ""}
    return {**probe, "filling": "x" * (room - len(json.dumps(probe)))}
