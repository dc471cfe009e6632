"""Filters of the jobs' list."""

from typing import Any

from django.db.models import Q, QuerySet

from django_hrflow.api.filters import Exact, MirroredFilters, named
from django_hrflow.models import Job

__all__ = ["JobFilters"]


class JobFilters(MirroredFilters):
    """By board, reference, name, archive and dates."""

    board_key = Exact(field_name="board__key")
    reference = Exact()

    class Meta:
        model = Job
        fields: list[str] = []

    def find(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The whole key or reference, or the beginning of the name."""
        exact = Q(key=value) | Q(reference=value)
        return queryset.filter(exact | named(value, "name"))
