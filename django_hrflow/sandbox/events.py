"""The events that the sandbox fires by itself, as webhook payloads.

Only identities are certain to be in a payload of the service; a whole profile in a signature header
would also be refused by most front ends, so it is sent only when asked for (``webhook_profile``).
"""

from __future__ import annotations

from .answers import Json
from .settings import Settings


def parsed(profile: Json, *, again: bool, settings: Settings) -> Json:
    """A CV was parsed, or parsed again into a profile that was there."""
    kind = "profile.parsing.update" if again else "profile.parsing.success"
    return _event(kind, "Profile parsed", _shown(profile, settings))


def stored(profile: Json, *, again: bool, settings: Settings) -> Json:
    """A profile was stored, or stored again."""
    kind = "profile.storing.update" if again else "profile.storing.success"
    return _event(kind, "Profile stored", _shown(profile, settings))


def not_parsed(source_key: str, key: str, reference: str | None, reason: str) -> Json:
    """A CV could not be parsed; there is no profile behind the identity."""
    identity = {"key": key, "reference": reference, "source": {"key": source_key}}
    return _event("profile.parsing.error", f"Parsing failed: {reason}", identity)


def _event(kind: str, message: str, profile: Json) -> Json:
    return {"type": kind, "origin": "api", "message": message, "profile": profile}


def _shown(profile: Json, settings: Settings) -> Json:
    if settings.webhook_profile == "full":
        return profile
    return {
        "key": profile["key"],
        "reference": profile["reference"],
        "source": {"key": profile["source_key"]},
    }
