"""Sources and boards: lists, details, and refreshing both."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow import tasks
from django_hrflow.api import parameters
from django_hrflow.api.asking import AskingView
from django_hrflow.api.containers.filters import BoardFilters, SourceFilters
from django_hrflow.api.containers.serializers import ContainerRow
from django_hrflow.api.fields import Timestamp
from django_hrflow.api.lists import ListView
from django_hrflow.api.problems import Failed
from django_hrflow.api.view import HrflowView
from django_hrflow.models import Board, Source

__all__ = ["BoardListView", "BoardSyncView", "BoardView", "SourceListView", "SourceSyncView",
           "SourceView"]  # fmt: skip


class ContainerListView(ListView):
    """Sources or boards that the mirror knows."""

    model: ClassVar[type[models.Model]]
    serializer_class = ContainerRow
    orderings = ("-id", "created_at", "name")

    def get_queryset(self) -> Any:
        """Slim rows."""
        return self.rows(self.model).slim()


class SourceListView(ContainerListView):
    """Sources that the mirror knows."""

    permissions = {"GET": ("view_source",)}
    model = Source
    queryset = Source.objects.none()
    filterset_class = SourceFilters


class BoardListView(ContainerListView):
    """Boards that the mirror knows."""

    permissions = {"GET": ("view_board",)}
    model = Board
    queryset = Board.objects.none()
    filterset_class = BoardFilters


class ContainerView(HrflowView):
    """One source or board of the mirror."""

    model: ClassVar[type[models.Model]]

    def get(self, request: Request, key: str) -> Response:
        """As HrFlow sent it, and the date of our copy."""
        parameters.refuse_unknown(request, ())
        row = self.rows(self.model).filter(key=key).first()
        if row is None:
            raise Http404(f"There is no {self.model._meta.model_name} with this key.")
        synced_at = Timestamp().to_representation(row.synced_at)
        return Response({**row.payload, "key": row.key, "synced_at": synced_at})


class SourceView(ContainerView):
    """One source."""

    permissions = {"GET": ("view_source",)}
    model = Source


class BoardView(ContainerView):
    """One board."""

    permissions = {"GET": ("view_board",)}
    model = Board


class ContainerSyncView(AskingView):
    """Mirrors all sources, or all boards."""

    plural: ClassVar[str]

    def post(self, request: Request) -> Response:
        """What the sync did."""
        parameters.refuse_unknown(request, ())
        response = self.ask(tasks.sync, only=[self.plural])
        if response.status_code == 200 and response.data["problem"]:
            raise Failed(response.data["problem"])
        return response


class SourceSyncView(ContainerSyncView):
    """Mirrors all sources."""

    permissions = {"POST": ("change_source",)}
    plural = "sources"


class BoardSyncView(ContainerSyncView):
    """Mirrors all boards."""

    permissions = {"POST": ("change_board",)}
    plural = "boards"
