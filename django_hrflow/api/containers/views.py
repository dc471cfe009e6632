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
from django_hrflow.api.containers.serializers import ContainerObject, ContainerRow, Synced
from django_hrflow.api.fields import Timestamp
from django_hrflow.api.lists import ListView
from django_hrflow.api.operations import Operation
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

    tag = "sources"
    operations = {
        "GET": Operation(
            id="list_sources",
            summary="A page of sources.",
            answer=ContainerRow,
        )
    }
    permissions = {"GET": ("view_source",)}
    model = Source
    queryset = Source.objects.none()
    filterset_class = SourceFilters


class BoardListView(ContainerListView):
    """Boards that the mirror knows."""

    tag = "boards"
    operations = {
        "GET": Operation(
            id="list_boards",
            summary="A page of boards.",
            answer=ContainerRow,
        )
    }
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

    tag = "sources"
    operations = {
        "GET": Operation(id="get_source", summary="A source of the mirror.", answer=ContainerObject)
    }
    permissions = {"GET": ("view_source",)}
    model = Source


class BoardView(ContainerView):
    """One board."""

    tag = "boards"
    operations = {
        "GET": Operation(id="get_board", summary="A board of the mirror.", answer=ContainerObject)
    }
    permissions = {"GET": ("view_board",)}
    model = Board


class ContainerSyncView(AskingView):
    """Mirrors all sources, or all boards."""

    plural: ClassVar[str]

    def post(self, request: Request) -> Response:
        """What the sync did."""
        parameters.refuse_unknown(request, ())
        response = self.ask(tasks.sync, {"only": [self.plural]})
        if response.status_code == 200 and response.data["problem"]:
            raise Failed(response.data["problem"])
        return response


class SourceSyncView(ContainerSyncView):
    """Mirrors all sources."""

    tag = "sources"
    operations = {
        "POST": Operation(id="sync_sources", summary="Mirror all sources.", answer=Synced)
    }
    permissions = {"POST": ("change_source",)}
    plural = "sources"


class BoardSyncView(ContainerSyncView):
    """Mirrors all boards."""

    tag = "boards"
    operations = {"POST": Operation(id="sync_boards", summary="Mirror all boards.", answer=Synced)}
    permissions = {"POST": ("change_board",)}
    plural = "boards"
