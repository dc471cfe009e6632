"""Adapters of a project with tenants."""

from django_hrflow.adapter import Adapter
from django_hrflow.models import Board, Event, Job, Profile, Resume, Source

#: What leads from a row to the key of its container.
PATHS = {Source: "key", Board: "key", Profile: "source__key", Job: "board__key",
         Resume: "source__key", Event: "resume__source__key"}  # fmt: skip
FOREIGN = "f" * 40


class Tenants(Adapter):
    """Nobody sees what lies in the containers of another tenant; outsiders see no workspace."""

    def get_queryset(self, request, queryset):
        path = PATHS.get(queryset.model)
        return queryset.exclude(**{path: FOREIGN}) if path else queryset

    def get_workspaces(self, request):
        return [] if request.user.get_username() == "outsider" else ["default"]
