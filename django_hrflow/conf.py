"""Turn settings into frozen values, with an error that names the setting and what to write.

Everything is read when it is used, never when a module is imported, so that
``override_settings`` is honoured. ``HRFLOW`` holds the workspaces by alias, as ``CACHES`` does;
options that belong to no workspace are flat ``HRFLOW_…`` settings, which are the fields of
:class:`Options`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar, get_args

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

__all__ = ["Options", "RateLimit", "Workspace", "aliases", "nearest", "options", "workspace"]

_T = TypeVar("_T")
DEFAULT_ALIAS = "default"
#: Of ``HRFLOW_THROTTLE_RATES``: reading the mirror, changing something, asking HrFlow.
THROTTLE_SCOPES = ("hrflow_read", "hrflow_write", "hrflow_ask")
EXAMPLE = 'HRFLOW = {"default": {"API_SECRET": "ask_…", "API_USER": "me@example.org"}}'


@dataclass(frozen=True, kw_only=True)
class RateLimit:
    """At most ``calls`` in ``period`` seconds, written ``"300/m"`` in the settings."""

    calls: int
    period: float

    @classmethod
    def parse(cls, text: str) -> "RateLimit":
        """Read ``"20/s"``, ``"300/m"``, ``"5000/h"`` or ``"20000/d"``; ValueError otherwise."""
        match = re.fullmatch(r"([1-9]\d{0,8})/([smhd])", text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a rate such as '300/m'")
        seconds = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}[match[2]]
        return cls(calls=int(match[1]), period=seconds)


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One HrFlow workspace: an entry of ``HRFLOW``. Secrets stay out of ``repr``.

    ``timeout`` is (connect, read) in seconds. ``webhook_secrets``: the first one signs, all verify.
    """

    alias: str
    api_secret: str = field(repr=False)
    api_user: str | None = field(default=None, repr=False)
    api_url: str = "https://api.hrflow.ai/v1/"
    webhook_secrets: tuple[str, ...] = field(default=(), repr=False)
    webhook_schemes: tuple[str, ...] = ("A", "B", "C", "D")
    webhook_legacy_headers: bool = False
    timeout: tuple[float, float] = (5.0, 60.0)
    rate_limit: RateLimit | None = None


@dataclass(frozen=True, kw_only=True)
class Options:
    """The flat ``HRFLOW_…`` settings and their defaults; times in seconds, sizes in bytes.

    ``Options.lease`` is the setting ``HRFLOW_LEASE``, and so on.
    """

    #: How long a worker owns a row before another may take it over.
    lease: float = 180.0
    #: How long to wait before a call with an unknown end is looked up: HrFlow's worst time.
    settle: float = 60.0
    #: How often the sweeper looks for rows that are due.
    sweep_interval: float = 5.0
    #: A row that was put in the queue is not put there again by the sweeper for this long.
    republish_after: float = 30.0
    #: First and longest wait between two questions for a result that HrFlow has not announced yet.
    poll_interval: float = 5.0
    poll_max: float = 600.0
    #: How long an accepted CV is asked for before its end counts as unknown.
    poll_deadline: float = 86400.0
    #: Waits after a failure: a random time up to base * 2 ** attempts, never more than max.
    backoff_base: float = 1.0
    backoff_max: float = 600.0
    #: How long all CVs of a workspace wait after HrFlow refused its key, permission or quota.
    hold: float = 300.0
    #: Failed attempts after which a CV is given up, and deaths of a worker over one CV.
    max_attempts: int = 20
    max_lost_leases: int = 5
    #: Tries of one webhook event.
    max_event_attempts: int = 8
    #: Celery's limits for the tasks that call HrFlow, and the total deadline of one call.
    soft_time_limit: float = 120.0
    time_limit: float = 150.0
    call_deadline: float = 90.0
    #: Waits of a request for the broker, at most, and how long a broker that failed is left alone.
    publish_timeout: float = 0.5
    publish_pause: float = 5.0
    #: Rows that one sweep puts in the queue at most.
    sweep_batch: int = 500
    #: Health is red when the oldest due row has been due for longer.
    health_limit: float = 60.0
    #: In days, None for ever: the payloads of ended events, the answers of calls, and the files of
    #: CVs that are at an end.
    retain_events: int | None = 30
    retain_calls: int | None = 7
    retain_resumes: int | None = None
    #: Redis of the shared rate limit; the broker's where not set.
    redis_url: str | None = None
    #: The key of the digests that identify events and files; SECRET_KEY where not set. Changing it
    #: makes old deliveries, and files that are here already, look new.
    digest_key: str | None = None
    #: What a webhook may weigh.
    webhook_max_body: int = 1024 * 1024
    webhook_max_header: int = 256 * 1024
    #: CVs: the alias in STORAGES, the size of one, the length of a file name, and the extensions.
    resume_storage: str = "hrflow"
    max_file_size: int = 20 * 1024 * 1024
    max_file_name: int = 150
    file_extensions: tuple[str, ...] = (
        ".pdf", ".png", ".jpg", ".jpeg", ".bmp", ".doc", ".docx", ".dotx", ".odt", ".rtf", ".odp",
        ".ppt", ".pptx", ".msg",
    )  # fmt: skip
    #: A callable (dotted path) that a worker shows each file before it is sent: it raises
    #: ValidationError for one that must not be; while it raises anything else, the CV waits.
    file_scanner: str | None = None
    #: What one user may upload within 24 hours, None for as much as he likes.
    uploads_per_day: int | None = None
    upload_bytes_per_day: int | None = None
    #: One class (dotted path) where a project overrides who sees what and what is stored.
    adapter: str = "django_hrflow.adapter.Adapter"
    #: The REST API: the class (dotted path) that says who may do what, and rates by scope
    #: (``hrflow_read``, ``hrflow_write``, ``hrflow_ask``) such as ``{"hrflow_ask": "30/m"}``.
    api_permission: str = "django_hrflow.api.permissions.HrflowPermission"
    throttle_rates: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def names(cls) -> list[str]:
        """All settings' names, ``HRFLOW_LEASE`` first."""
        return [f"HRFLOW_{each.name.upper()}" for each in fields(cls)]


#: Keys of one entry of HRFLOW, with the field of Workspace that each one fills.
WORKSPACE_KEYS = {
    "API_SECRET": "api_secret",
    "API_USER": "api_user",
    "API_URL": "api_url",
    "WEBHOOK_SECRET": "webhook_secrets",
    "WEBHOOK_SIGNATURE_SCHEMES": "webhook_schemes",
    "WEBHOOK_LEGACY_HEADERS": "webhook_legacy_headers",
    "TIMEOUT": "timeout",
    "RATE_LIMIT": "rate_limit",
}


def nearest(name: str, known: list[str]) -> str:
    """The end of an error sentence: which known name was probably meant."""
    close = get_close_matches(name, known, n=1)
    return f" Did you mean {close[0]}?" if close else f" Known are {', '.join(known)}."


def aliases() -> list[str]:
    """All configured workspaces, in the order of the setting."""
    return _quietly(lambda: list(_configured()))


@lru_cache(maxsize=64)
def workspace(alias: str = DEFAULT_ALIAS) -> Workspace:
    """The entry of ``HRFLOW`` under this alias.

    Raises ImproperlyConfigured, which names the wrong key or value and the remedy.
    """
    return _quietly(lambda: _read_workspace(alias))


def _quietly(read: Callable[[], _T]) -> _T:
    """What is read of the setting, or its error without the frames that hold the secrets in it.

    Error reports show the variables of every frame.
    """
    try:
        return read()
    except ImproperlyConfigured as error:
        told = error.with_traceback(None)
    try:
        raise told
    finally:
        del told  # or error and frame keep each other in memory


def _configured() -> Mapping[str, Mapping[str, Any]]:
    value = getattr(settings, "HRFLOW", None)
    if value is None:
        raise ImproperlyConfigured(f"The setting HRFLOW is missing. Add {EXAMPLE}.")
    if not isinstance(value, Mapping) or not all(isinstance(v, Mapping) for v in value.values()):
        raise ImproperlyConfigured(
            f"HRFLOW must map aliases to dicts, as CACHES does. Write {EXAMPLE}."
        )
    return value


def _read_workspace(alias: str) -> Workspace:
    configured = _configured()
    if alias not in configured:
        near = nearest(alias, list(configured))
        raise ImproperlyConfigured(f"HRFLOW has no workspace {alias!r}.{near}")
    entry = configured[alias]
    for key in entry:
        if key not in WORKSPACE_KEYS:
            near = nearest(str(key), list(WORKSPACE_KEYS))
            raise ImproperlyConfigured(f"HRFLOW[{alias!r}] has an unknown key {key!r}.{near}")
    if not isinstance(entry.get("API_SECRET"), str) or not entry["API_SECRET"].strip():
        raise ImproperlyConfigured(
            f"HRFLOW[{alias!r}] has no API_SECRET. Put the key from HrFlow's console there, or "
            "read it from the environment."
        )
    values = {WORKSPACE_KEYS[key]: value for key, value in entry.items() if value is not None}
    for name, convert in _CONVERSIONS.items():
        if name in values:
            values[name] = _converted(alias, name, values[name], convert)
    return Workspace(alias=alias, **values)


def _converted(alias: str, name: str, value: Any, convert: Any) -> Any:
    key = next(key for key, field_name in WORKSPACE_KEYS.items() if field_name == name)
    try:
        return convert(value)
    except (TypeError, ValueError) as error:
        # Never the value itself: it may be a secret.
        hint = str(error) if key in ("TIMEOUT", "RATE_LIMIT") else type(value).__name__
        raise ImproperlyConfigured(f"HRFLOW[{alias!r}][{key!r}] is not usable: {hint}.") from None


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e7:
        raise ValueError("seconds must be numbers above 0")
    return float(value)


def _timeout(value: Any) -> tuple[float, float]:
    if isinstance(value, int | float):
        return _seconds(value), _seconds(value)
    connect, read = value
    return _seconds(connect), _seconds(read)


def _strings(value: Any) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else tuple(value)
    if not all(isinstance(each, str) for each in found):
        raise TypeError("a string or a list of strings")
    return tuple(each for each in found if each)


def _url(value: Any) -> str:
    if not isinstance(value, str) or not re.match(r"https?://[^/\s]+", value):
        raise ValueError("not a URL")
    return value.rstrip("/") + "/"


_CONVERSIONS = {
    "api_url": _url,
    "webhook_secrets": _strings,
    "webhook_schemes": _strings,
    "webhook_legacy_headers": bool,
    "timeout": _timeout,
    "rate_limit": RateLimit.parse,
}


@lru_cache(maxsize=1)
def options() -> Options:
    """The flat settings. Raises ImproperlyConfigured for a value of the wrong kind."""
    given: dict[str, Any] = {}
    defaults = Options()
    for each in fields(Options):
        name = f"HRFLOW_{each.name.upper()}"
        if hasattr(settings, name):
            default = getattr(defaults, each.name)
            if int in get_args(each.type):
                given[each.name] = _whole(name, getattr(settings, name))
            else:
                given[each.name] = _option(name, getattr(settings, name), default)
    return Options(**given)


def _whole(name: str, value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    unit = " of days" if name.startswith("HRFLOW_RETAIN_") else ""
    raise ImproperlyConfigured(f"{name} must be a whole number{unit} above 0, or None.")


def _option(name: str, value: Any, default: Any) -> Any:
    if isinstance(default, tuple):
        if not isinstance(value, str):
            return tuple(value)
    elif isinstance(default, Mapping):
        if isinstance(value, Mapping):
            return dict(value)
    elif isinstance(default, float):
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            return float(value)
    elif isinstance(default, int):
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
    elif isinstance(value, str) or (default is None and value is None):
        return value
    kind = {tuple: "a list", dict: "a dict", float: "a number of seconds", int: "a whole number"}
    wanted = kind.get(type(default), "text")
    raise ImproperlyConfigured(f"{name} must be {wanted}, such as {default!r}.")


def _forget(*, setting: str, **kwargs: Any) -> None:
    """Read again after ``override_settings``."""
    if setting.startswith("HRFLOW"):
        workspace.cache_clear()
        options.cache_clear()


setting_changed.connect(_forget, dispatch_uid="django_hrflow.conf")
