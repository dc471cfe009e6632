"""An adapter that hides rows."""

from django_hrflow.adapter import Adapter


class OnlyFirst(Adapter):
    """Only the profile number 1 is seen."""

    def get_queryset(self, request, queryset):
        if queryset.model._meta.model_name == "profile":
            return queryset.filter(reference="ref-1")
        return queryset
