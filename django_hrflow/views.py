"""Receive HrFlow's webhooks: limits, signature, rows, 2xx; the work is done by the queue."""

import logging
from contextlib import suppress
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from django_hrflow import conf, tasks
from django_hrflow.services import events
from django_hrflow.webhooks import SignatureError

__all__ = ["WebhookView"]

logger = logging.getLogger("django_hrflow.webhooks")

CHUNK = 64 * 1024


# A stranger's request must not open a transaction, nor may a failure roll the stored event back.
@method_decorator(
    (transaction.non_atomic_requests, csrf_exempt, login_not_required), name="dispatch"
)
class WebhookView(View):
    """``POST webhook/`` and ``webhook/<alias>/``.

    Answers 200 for every signed delivery (new, known or unreadable), 401 for an unsigned one, 404
    for an unknown workspace, 413 and 431 for one that is too large, 503 where the event could not
    be stored. Answers carry no body: a stranger learns nothing.
    """

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, alias: str = conf.DEFAULT_ALIAS) -> HttpResponse:
        """Verify, store, answer; then wake a worker."""
        refused = _refusal(request, alias)
        if refused:
            return HttpResponse(status=refused)
        try:
            stored = events.receive(alias, request.headers, partial(_body, request))
        except SignatureError as error:
            logger.warning("a webhook of workspace %s was refused: %s", alias, error)
            return HttpResponse(status=401)
        except (RequestDataTooBig, UnreadablePostError):
            return HttpResponse(status=413)
        except ImproperlyConfigured as error:
            logger.error("webhooks cannot be received: %s", error)
            return HttpResponse(status=503)
        except DatabaseError as error:
            logger.error("a webhook could not be stored: %s", type(error).__name__)
            return HttpResponse(status=503)
        finally:
            _pass_over(request)
        for pk in stored:
            tasks.enqueue(tasks.process_event, pk)
        return HttpResponse(status=200)


def _body(request: HttpRequest) -> bytes:
    """The body, which the request does not keep: messages and sessions tie requests into circles,
    where a stranger's megabyte would stay until the next garbage collection.
    """
    limit = conf.options().webhook_max_body
    body: bytes = request.read(limit + 1)
    if len(body) > limit:
        raise RequestDataTooBig
    return body


def _pass_over(request: HttpRequest) -> None:
    """Take what nobody read from the wire without keeping it.

    A server that closes a connection with bytes unread may cut its own answer off.
    """
    with suppress(UnreadablePostError):
        while request.read(CHUNK):
            continue


def _refusal(request: HttpRequest, alias: str) -> int | None:
    """The status of a request that is not even looked at, else None."""
    options = conf.options()
    if alias not in conf.aliases():
        return 404
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 400
    if length > options.webhook_max_body:
        return 413
    if any(len(value) > options.webhook_max_header for value in request.headers.values()):
        return 431
    return None
