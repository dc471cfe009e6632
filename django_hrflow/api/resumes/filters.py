"""Filters of the list of CVs."""

from django_filters import rest_framework as filters

from django_hrflow.api.filters import Exact, Moment
from django_hrflow.models import Resume

__all__ = ["ResumeFilters"]


class ResumeFilters(filters.FilterSet):
    """By state, source, reference, profile and date of upload."""

    state = filters.ChoiceFilter(choices=Resume.State.choices)
    source_key = Exact(field_name="source__key")
    reference = Exact()
    profile = Exact(field_name="profile__key", help_text="The key of the profile.")
    uploaded_at_min = Moment(field_name="uploaded_at", lookup_expr="gte")
    uploaded_at_max = Moment(field_name="uploaded_at", lookup_expr="lte")

    class Meta:
        model = Resume
        fields: list[str] = []
