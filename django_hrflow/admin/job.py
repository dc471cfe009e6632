"""The list and the page of jobs."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from django_hrflow.admin import ranking
from django_hrflow.admin.filters import ArchivedFilter, WorkspaceFilter
from django_hrflow.admin.reading import sections
from django_hrflow.admin.readonly import ReadOnlyAdmin
from django_hrflow.models import Board

__all__ = ["JobAdmin"]


class JobAdmin(ReadOnlyAdmin):
    """Jobs on boards."""

    list_display = ["title", "board", "created_at", "synced_at"]
    sortable_by = ["title", "created_at"]  # what has an index
    list_filter = [WorkspaceFilter, ArchivedFilter, "created_at"]
    list_joined = ("board",)
    list_unread = ("payload", "board__payload")
    search_beginnings = ("name",)
    search_help_text = _("The beginning of the title, or a whole key or reference.")
    change_form_template = "django_hrflow/admin/job.html"
    fieldsets = [
        (_("Advert"), {"fields": ["name", "location", "url", "summary"]}),
        (
            _("At HrFlow"),
            {
                "fields": [
                    "board",
                    "key",
                    "reference",
                    "workspace",
                    "created_at",
                    "updated_at",
                    "archived_at",
                    "synced_at",
                ],
                "classes": ["collapse"],
            },
        ),
    ]

    def exactly(self, term: str) -> list[Q]:
        """By key or reference."""
        boards = Board.objects.values("pk")  # the index on references begins with the board
        return [*super().exactly(term), Q(board__in=boards, reference=term)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add the texts of the advert, and the profiles that were ranked for it."""
        job = context.get("original")
        context["sections"] = sections(job) if job is not None else []
        if job is not None and request.user.has_perm("django_hrflow.view_profile"):
            context["ranking"] = ranking.best(request, job)
        return super().render_change_form(request, context, *args, **kwargs)
