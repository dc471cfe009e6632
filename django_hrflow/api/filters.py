"""Filters of the lists: columns that have an index, values that make sense, no unknown names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from django_hrflow import mirror
from django_hrflow.api import json_schema, parameters
from django_hrflow.api.problems import InvalidParameters

__all__ = ["Exact", "FilterBackend", "MirroredFilters", "Moment", "YesNo", "named"]

#: What the pages take, beside the filters.
PAGES = ("cursor", "limit", "ordering")


class FilterBackend(filters.DjangoFilterBackend):
    """Filters by the view's ``filterset_class``; 400 for what is unknown or makes no sense."""

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """The rows that the query asks for. Raises InvalidParameters."""
        found = view.filterset_class(request.query_params, queryset=queryset, request=request)
        parameters.refuse_unknown(request, [*found.filters, *PAGES])
        if empty := [name for name, value in request.query_params.items() if not value]:
            why = "Give a value, or leave the name out: an empty filter would show everything."
            raise InvalidParameters({name: [why] for name in empty})
        if not found.is_valid():
            raise InvalidParameters(dict(found.errors))
        rows: QuerySet[Any] = found.qs
        return rows


class _MomentField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        found = mirror.parse_date(value)
        if found is None:
            raise ValidationError("This is not a date such as 2024-01-31T09:30:00Z.")
        return found


@extend_schema_field(OpenApiTypes.DATETIME)
class Moment(filters.Filter):
    """A date and time in any of HrFlow's forms."""

    field_class = _MomentField


@extend_schema_field(json_schema.TEXT)
class Exact(filters.CharFilter):
    """The whole value, as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, strip=False, max_length=255, **kwargs)


@extend_schema_field(OpenApiTypes.BOOL)
class YesNo(filters.TypedChoiceFilter):
    """``true`` or ``false``, and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=choices, coerce="true".__eq__, **kwargs)


def named(text: str, *columns: str) -> Q:
    """Rows of which a column begins with the text, in the spellings that people type.

    ``icontains`` would read the whole table, and so would ``istartswith``.
    """
    spellings = {text, text.lower(), text.title()}
    found = Q()
    for column in columns:
        for spelling in sorted(spellings):
            found |= Q(**{f"{column}__startswith": spelling})
    return found


class MirroredFilters(filters.FilterSet):
    """What all mirrored rows can be filtered by; the dates are HrFlow's."""

    search = Exact(
        method="find",
        help_text="The whole key (or reference), or the beginning of the name (or e-mail).",
    )
    name = Exact(help_text="The whole name.")
    archived = YesNo(
        field_name="archived_at", method="in_archive", help_text="Only archived ones, or none."
    )
    created_at_min = Moment(field_name="created_at", lookup_expr="gte")
    created_at_max = Moment(field_name="created_at", lookup_expr="lte")
    updated_at_min = Moment(field_name="updated_at", lookup_expr="gte")
    updated_at_max = Moment(field_name="updated_at", lookup_expr="lte")

    def find(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Search in what has an index."""
        return queryset.filter(Q(key=value) | named(value, "name"))

    def in_archive(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Archived rows, or the others."""
        return queryset.filter(archived_at__isnull=not value)
