"""Applications in the admin: to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from example_project.careers.models import Application


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Who applied for what."""

    list_display = ["resume", "job", "consent", "emailed", "note", "created_at"]
    list_filter = ["emailed", "consent"]
    list_select_related = ["resume", "job"]
    show_full_result_count = False
    exclude = ["token"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """Without the adverts as HrFlow sent them: the list shows their titles only."""
        return super().get_queryset(request).defer("job__payload")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Applications come from the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay as they came."""
        return False
