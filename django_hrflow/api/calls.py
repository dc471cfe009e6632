"""``tasks/{id}/``: what came of a request that was to be answered later."""

from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow.api import parameters, presenting, schema
from django_hrflow.api.operations import Operation
from django_hrflow.api.view import HrflowView
from django_hrflow.models import Call

__all__ = ["TaskView"]


class TaskView(HrflowView):
    """The state of a request that was answered with 202, for whoever sent it."""

    tag = "tasks"
    in_workspace = False
    operations = {
        "GET": Operation(
            id="get_task",
            summary="What came of a request that was answered with 202.",
            answer=schema.TASK,
        )
    }

    def get(self, request: Request, id: UUID) -> Response:  # noqa: A002  # the name in the path
        """``result`` once it is ``done``, ``error`` (a problem document) once it is ``failed``."""
        parameters.refuse_unknown(request, ())
        call = Call.objects.filter(pk=id, owner=self.owner).first()
        if call is None:
            raise Http404("There is no such task.")
        self.workspace = call.workspace
        return Response(presenting.task(self, call))
