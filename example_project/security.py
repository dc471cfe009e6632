"""A strict Content-Security-Policy for every page: no inline script, style or handler, no CDN."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)

Respond = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(respond: Respond) -> Respond:
    """Middleware; an answer that names a policy of its own keeps it."""

    def policed(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return policed
