"""CVs on their way: the list, one of them, and trying again."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow import tasks
from django_hrflow.api import examples, parameters
from django_hrflow.api.lists import ListView
from django_hrflow.api.operations import Operation
from django_hrflow.api.problems import Conflict
from django_hrflow.api.resumes.filters import ResumeFilters
from django_hrflow.api.resumes.serializers import ResumeRow
from django_hrflow.api.view import HrflowView
from django_hrflow.models import Resume
from django_hrflow.services import resumes

__all__ = ["ResumeListView", "ResumeView", "RetryView"]


def _with_relations(rows: Any) -> Any:
    """What a row shows, and no payload."""
    related = rows.select_related("source", "profile")
    return related.defer("source__payload", "profile__payload")


class ResumeListView(ListView):
    """CVs that were accepted here."""

    permissions = {"GET": ("view_resume",)}
    tag = "resumes"
    operations = {
        "GET": Operation(
            id="list_resumes",
            summary="CVs that were accepted here.",
            answer=ResumeRow,
        )
    }
    queryset = Resume.objects.none()
    serializer_class = ResumeRow
    filterset_class = ResumeFilters

    def get_queryset(self) -> Any:
        """The rows that the request may see."""
        return _with_relations(self.rows(Resume))


class OneResumeView(HrflowView):
    """Finds the CV that the path names."""

    tag = "resumes"

    def shown(self, id: int) -> dict[str, Any]:  # noqa: A002  # the name in the path
        """The row as clients see it. Http404."""
        resume = _with_relations(self.rows(Resume).filter(pk=id)).first()
        if resume is None:
            raise Http404("There is no such CV.")
        return dict(ResumeRow(resume, context={"request": self.request}).data)


class ResumeView(OneResumeView):
    """One CV."""

    permissions = {"GET": ("view_resume",)}
    operations = {
        "GET": Operation(
            id="get_resume",
            summary="How far a CV has come.",
            answer=ResumeRow,
            example=examples.RESUME,
        )
    }

    def get(self, request: Request, id: int) -> Response:  # noqa: A002
        """How far the CV has come."""
        parameters.refuse_unknown(request, ())
        return Response(self.shown(id))


class RetryView(OneResumeView):
    """Sends a CV on its way again."""

    permissions = {"POST": ("change_resume",)}
    conflicts = True
    operations = {
        "POST": Operation(
            id="retry_resume",
            summary="Send a CV on its way again.",
            answer=ResumeRow,
            status=202,
            example=examples.RESUME,
        )
    }

    def post(self, request: Request, id: int) -> Response:  # noqa: A002
        """From the start, after a look whether HrFlow has it; 409 where nothing can be retried."""
        parameters.refuse_unknown(request, ())
        row = self.shown(id)
        if not resumes.retry(id):
            raise Conflict(f"A CV that is “{row['state']}” cannot be sent again.")
        tasks.enqueue(tasks.parse_resume, id)
        return Response(self.shown(id), status=202)
