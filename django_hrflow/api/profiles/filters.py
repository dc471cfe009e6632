"""Filters of the profiles' list."""

from typing import Any

from django.db.models import Q, QuerySet

from django_hrflow.api.filters import Exact, MirroredFilters, named
from django_hrflow.models import Profile

__all__ = ["ProfileFilters"]


class ProfileFilters(MirroredFilters):
    """By source, reference, e-mail, name, archive and dates."""

    source_key = Exact(field_name="source__key")
    reference = Exact()
    email = Exact(help_text="The whole address.")

    class Meta:
        model = Profile
        fields: list[str] = []

    def find(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The whole key or reference, or the beginning of the name or e-mail."""
        exact = Q(key=value) | Q(reference=value)
        return queryset.filter(exact | named(value, "name", "email"))
