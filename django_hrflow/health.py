"""Say whether the work gets done: the age of the oldest row that is due."""

import logging
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views.generic import View

from django_hrflow import conf
from django_hrflow.services import sweeping

__all__ = ["HealthView"]

logger = logging.getLogger("django_hrflow.health")


@method_decorator((transaction.non_atomic_requests, login_not_required), name="dispatch")
class HealthView(View):
    """``GET health/``: 200 while no row has been due for longer than ``HRFLOW_HEALTH_LIMIT``.

    Else, and without the database, 503. The body is ``{"ok": bool, "oldest_due": seconds,
    "limit": seconds, "states": {"resumes": {"stored": 3}, …}}``: numbers only, so that a monitor
    needs no account. ``states`` leaves out what ended well.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> JsonResponse:
        """As many queries as there are kinds of rows, whatever the tables hold."""
        try:
            waiting = sweeping.waiting()
        except DatabaseError as error:
            logger.error("the database does not answer: %s", type(error).__name__)
            return _answer({"ok": False, "oldest_due": None, "states": {}})
        limit = conf.options().health_limit
        ok = waiting.oldest_due <= limit
        oldest = round(waiting.oldest_due, 1)
        return _answer({"ok": ok, "oldest_due": oldest, "limit": limit, "states": waiting.states})


def _answer(body: dict[str, Any]) -> JsonResponse:
    status = 200 if body["ok"] else 503
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})
