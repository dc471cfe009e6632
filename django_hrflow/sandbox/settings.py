"""Every switch of a sandbox, with its default; checked when set."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from django_hrflow.webhooks import WebhookError, sign

from .defaults import DEFAULT_WEBHOOK_SECRET

QUIRKS = frozenset({"echo-key", "drop-geopoint", "count-archived", "status-mismatch"})

_CHOICES: dict[str, tuple[str, ...]] = {
    "repeated_reference": ("refuse", "update", "duplicate"),
    "reference_check": ("acceptance", "indexing"),
    "webhook_scheme": ("A", "B", "C", "C'", "D"),
    "webhook_profile": ("identity", "full"),
}
_PROBABILITIES = ("webhook_drop", "webhook_duplicate", "webhook_shuffle")
_SECONDS = ("parse_delay", "latency", "keep_alive")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the sandbox behaves; ``changed`` gives a copy with some values replaced.

    Times are in seconds, probabilities between 0 and 1. What the real service does is unknown
    where a switch offers more than one behaviour; the default is the likelier one.
    """

    api_secrets: tuple[str, ...] = ()
    strict_user: bool = False
    quirks: frozenset[str] = frozenset()
    latency: float = 0.0
    keep_alive: float = 75.0
    max_body: int = 64 * 2**20

    parse_delay: float = 1.0
    parse_workers: int = 4
    repeated_reference: str = "refuse"
    reference_check: str = "acceptance"

    webhook_urls: tuple[str, ...] = ()
    webhook_secret: str = field(default=DEFAULT_WEBHOOK_SECRET, repr=False)
    webhook_scheme: str = "A"
    webhook_header: str = "HTTP-HRFLOW-SIGNATURE"
    webhook_array: bool = False
    webhook_profile: str = "identity"
    webhook_drop: float = 0.0
    webhook_duplicate: float = 0.0
    webhook_shuffle: float = 0.0

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} must be one of {', '.join(choices)}.")
        for name in _PROBABILITIES:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a probability: give a number between 0 and 1.")
        for name in _SECONDS:
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is a time in seconds: give 0 or more.")
        try:
            sign(b"{}", self.webhook_secret)
        except WebhookError as error:
            raise ValueError(str(error)) from None
        if unknown := self.quirks - QUIRKS:
            raise ValueError(f"Unknown quirks {sorted(unknown)}: known are {sorted(QUIRKS)}.")

    @classmethod
    def names(cls) -> frozenset[str]:
        """The names that ``changed`` takes."""
        return frozenset(f.name for f in fields(cls))

    def changed(self, changes: Mapping[str, Any]) -> Self:
        """A copy with ``changes``, whose values may come from JSON; ValueError says what is wrong.

        ``webhook_url`` (one URL or None) is a short way to say ``webhook_urls``.
        """
        values = dict(changes)
        if "webhook_url" in values:
            url = values.pop("webhook_url")
            values["webhook_urls"] = [] if not url else [url] if isinstance(url, str) else url
        if unknown := values.keys() - self.names():
            known = ", ".join(sorted(self.names()))
            raise ValueError(f"Unknown settings {sorted(unknown)}: known are {known}.")
        return replace(self, **{name: _typed(name, value) for name, value in values.items()})


def _typed(name: str, value: Any) -> Any:
    """``value`` as the type of the default of ``name``: JSON knows neither tuples nor sets."""
    default = getattr(Settings(), name)
    if isinstance(default, bool) and not isinstance(value, bool):
        raise ValueError(f"{name} must be true or false.")
    if isinstance(default, (tuple, frozenset)) and isinstance(value, str):
        raise ValueError(f"{name} must be a list of strings.")
    try:
        return type(default)(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a {type(default).__name__}.") from None
