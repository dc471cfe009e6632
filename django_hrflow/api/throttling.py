"""Rates by scope: ``HRFLOW_THROTTLE_RATES = {"hrflow_ask": "30/m"}``; none by default.

Redis counts, where there is one: REST framework's own throttles read a list from the cache, add to
it and write it back, so that requests at the same moment pass together.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from django_hrflow import conf
from django_hrflow.rate_limit import shared_wait

if TYPE_CHECKING:
    from django_hrflow.api.view import HrflowView

__all__ = ["HrflowThrottle"]

#: KEYS: when the last requests came that passed, the latest first. ARGV: how many may pass in how
#: many seconds. Returns the seconds to wait as text; "0" lets the request pass.
WINDOW = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local calls, period = tonumber(ARGV[1]), tonumber(ARGV[2])
if redis.call('LLEN', KEYS[1]) >= calls then
  local wait = redis.call('LINDEX', KEYS[1], calls - 1) + period - now
  if wait > 0 then return tostring(wait) end
end
redis.call('LPUSH', KEYS[1], string.format('%.6f', now))
redis.call('LTRIM', KEYS[1], 0, calls - 1)
redis.call('PEXPIRE', KEYS[1], math.ceil(period * 1000))
return '0'
"""


class HrflowThrottle(SimpleRateThrottle):
    """So many requests of a scope in a period, for each user; in Redis, else in the cache."""

    #: What Redis said; None where the cache counted.
    shared: float | None = None

    def __init__(self) -> None:
        """The rate depends on the view, so that nothing is known yet."""

    def allow_request(self, request: Request, view: "HrflowView") -> bool:  # type: ignore[override]
        """Whether the request stays within its scope's rate; always where none is set."""
        self.scope = view.scope_for(request.method or "GET")
        rate = conf.options().throttle_rates.get(self.scope)
        if rate is None:
            return True
        try:
            limit = conf.RateLimit.parse(rate)
        except (AttributeError, ValueError):
            raise ImproperlyConfigured(
                f"HRFLOW_THROTTLE_RATES[{self.scope!r}] is no rate. Write one such as '30/m'."
            ) from None
        self.rate, self.num_requests, self.duration = rate, limit.calls, int(limit.period)
        name = "hrflow:" + self.get_cache_key(request, view)
        self.shared = shared_wait(WINDOW, name, limit.calls, limit.period)
        if self.shared is None:
            return super().allow_request(request, view)
        return self.shared == 0

    def wait(self) -> float | None:
        """Seconds until the next request may pass."""
        return super().wait() if self.shared is None else self.shared

    def get_cache_key(self, request: Request, view: Any) -> str:
        """One count for each user and scope; strangers are told apart by address."""
        user: Any = request.user
        known = user and user.is_authenticated
        ident = f"user-{user.pk}" if known else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}

    def get_ident(self, request: Request) -> str:
        """The address; what a proxy says of it only counts where ``NUM_PROXIES`` knows the proxy.

        REST framework would believe any X-Forwarded-For, so that everybody could change it.
        """
        if api_settings.NUM_PROXIES is None:
            return str(request.META.get("REMOTE_ADDR"))
        return super().get_ident(request)
