"""Turn signed bytes into events: pure, with no Django, no network and no clock."""

from .errors import SecretError, SignatureError, UnreadableError, WebhookError
from .event_types import EVENT_TYPES
from .payload import Delivery, canonical, digest, read
from .signature import SCHEMES, Verified, sign, verify

__all__ = [
    "EVENT_TYPES",
    "SCHEMES",
    "Delivery",
    "SecretError",
    "SignatureError",
    "UnreadableError",
    "Verified",
    "WebhookError",
    "canonical",
    "digest",
    "read",
    "sign",
    "verify",
]
