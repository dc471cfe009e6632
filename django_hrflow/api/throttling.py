"""Rates by scope: ``HRFLOW_THROTTLE_RATES = {"hrflow_ask": "30/m"}``; none by default."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from django_hrflow import conf

if TYPE_CHECKING:
    from django_hrflow.api.view import HrflowView

__all__ = ["SCOPES", "HrflowThrottle"]

#: Reading the mirror, changing something, asking HrFlow.
SCOPES = ("hrflow_read", "hrflow_write", "hrflow_ask")


class HrflowThrottle(SimpleRateThrottle):
    """So many requests of a scope in a period, for each user."""

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
        return super().allow_request(request, view)

    def get_cache_key(self, request: Request, view: Any) -> str:
        """One count for each user and scope; strangers are told apart by address."""
        user: Any = request.user
        known = user and user.is_authenticated
        ident = f"user-{user.pk}" if known else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}
