"""Say where the answer will be, for clients that prefer not to wait (RFC 7240)."""

import re
from typing import Any

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow import tasks
from django_hrflow.api import presenting
from django_hrflow.api.problems import Unavailable
from django_hrflow.api.view import HrflowView
from django_hrflow.models import Call
from django_hrflow.tasks import queue

__all__ = ["accepted", "link", "preferred"]

_RESPOND_ASYNC = re.compile(r"respond-async", re.IGNORECASE)


def preferred(request: Request) -> bool:
    """Whether the client would rather not wait."""
    preferences = request.headers.get("Prefer", "").split(",")
    return any(_RESPOND_ASYNC.fullmatch(each.split(";")[0].strip()) for each in preferences)


def link(request: Request, name: str, **kwargs: Any) -> str:
    """The absolute URL of one of our paths, under the name space that the request came in by."""
    match = request._request.resolver_match
    here = match.namespace if match else None
    return request.build_absolute_uri(reverse(f"hrflow:{name}", kwargs=kwargs, current_app=here))


def accepted(view: HrflowView, call: Call, *, new: bool) -> Response:
    """202 and where to look; wakes a worker for a new call.

    Raises Unavailable (503) where the broker is away, and forgets the call: nobody was told of it.
    """
    if new and not queue.publish(tasks.run_call, str(call.pk)):
        Call.objects.filter(pk=call.pk, state=Call.State.WAITING).delete()
        raise Unavailable(
            "Nobody takes asynchronous requests now. Ask without “Prefer: respond-async”.", wait=5
        )
    call.refresh_from_db()
    response = Response(presenting.task(view, call), status=202)
    response["Location"] = link(view.request, "api-task", id=call.pk)
    response["Preference-Applied"] = "respond-async"
    return response
