"""Adapters that hide rows."""

from django_hrflow.adapter import Adapter


class HidesProfiles(Adapter):
    """No profile is seen."""

    def get_queryset(self, request, queryset):
        hidden = queryset.model._meta.model_name == "profile"
        return queryset.none() if hidden else queryset


class HidesResumes(Adapter):
    """No CV is seen."""

    def get_queryset(self, request, queryset):
        hidden = queryset.model._meta.model_name == "resume"
        return queryset.none() if hidden else queryset
