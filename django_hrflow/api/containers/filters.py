"""Filters of the lists of sources and boards."""

from django_hrflow.api.filters import Exact, MirroredFilters
from django_hrflow.models import Board, Source

__all__ = ["BoardFilters", "SourceFilters"]


class SourceFilters(MirroredFilters):
    """By kind, name, archive and dates."""

    type = Exact()
    subtype = Exact()

    class Meta:
        model = Source
        fields: list[str] = []


class BoardFilters(MirroredFilters):
    """By kind, name, archive and dates."""

    type = Exact()
    subtype = Exact()

    class Meta:
        model = Board
        fields: list[str] = []
