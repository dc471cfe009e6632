"""The list and the page of profiles: what HrFlow read in the CVs."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from django_hrflow.admin import ranking
from django_hrflow.admin.filters import ArchivedFilter, WorkspaceFilter
from django_hrflow.admin.persons import PersonActions
from django_hrflow.admin.reading import stations
from django_hrflow.admin.readonly import ReadOnlyAdmin
from django_hrflow.models import Source

__all__ = ["ProfileAdmin"]

#: CVs of one person that the page lists at most.
MAX_RESUMES = 20


class ProfileAdmin(PersonActions, ReadOnlyAdmin):
    """Candidates, with what they have a right to."""

    actions = ["export_person", "erase_person"]

    list_display = ["title", "email", "source", "created_at", "synced_at"]
    sortable_by = ["title", "email", "created_at"]  # what has an index
    list_filter = [WorkspaceFilter, ArchivedFilter, "created_at"]
    list_joined = ("source",)
    list_unread = ("payload", "source__payload")
    search_beginnings = ("name", "email")
    search_help_text = _(
        "The beginning of the full name or of the e-mail address, or a whole key or reference."
    )
    change_form_template = "django_hrflow/admin/profile.html"
    fieldsets = [
        (_("Contact"), {"fields": ["name", "email", "phone", "location", "summary"]}),
        (
            _("At HrFlow"),
            {
                "fields": [
                    "source",
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
        sources = Source.objects.values("pk")  # the index on references begins with the source
        return [*super().exactly(term), Q(source__in=sources, reference=term)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add what was read, the CVs that it was read from, and the jobs that were ranked."""
        profile = context.get("original")
        if profile is not None:
            context["experiences"] = stations(profile.experiences, "company")
            context["educations"] = stations(profile.educations, "school")
        if profile is not None and request.user.has_perm("django_hrflow.view_resume"):
            context["resumes"] = profile.resumes.order_by("-pk")[:MAX_RESUMES]
        if profile is not None and request.user.has_perm("django_hrflow.view_job"):
            context["ranking"] = ranking.best(request, profile)
        return super().render_change_form(request, context, *args, **kwargs)
