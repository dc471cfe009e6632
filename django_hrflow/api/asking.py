"""Views whose answer comes from HrFlow: now, later, or the one that was given before."""

from typing import Any, ClassVar

from rest_framework.response import Response

from django_hrflow.api import asynchronous, idempotency, presenting
from django_hrflow.api.view import HrflowView
from django_hrflow.services import calls

__all__ = ["AskingView"]


class AskingView(HrflowView):
    """Hands an order to a task: called in place for an answer now, as a Call for later."""

    asks: ClassVar[bool] = True

    def ask(
        self, task: Any, arguments: dict[str, Any], *, status: int = 200, once: bool = False
    ) -> Response:
        """The task's result; or 202 where the client prefers so.

        With ``once``, a request with the same ``Idempotency-Key`` gets the same answer.
        """
        key = idempotency.key_of(self.request) if once else None
        later = asynchronous.preferred(self.request)
        arguments = {"workspace": self.workspace, **arguments}
        if not later and key is None:
            return self.answer(task, task(**arguments), status)
        call, new = calls.ask(
            workspace=self.workspace,
            owner=self.owner,
            task=task.name,
            arguments=arguments,
            idempotency_key=key,
            fingerprint=idempotency.fingerprint(arguments) if key else "",
        )
        if later:
            return asynchronous.accepted(self, call, new=new)
        return self.answer(task, idempotency.result_of(call, task), status)

    def answer(self, task: Any, result: Any, status: int) -> Response:
        """The response with a result that is there."""
        return Response(presenting.shown(self, task.name, result), status=status)
