"""What the pages of sources and boards share."""

from django.utils.translation import gettext_lazy as _

from django_hrflow.admin.filters import ArchivedFilter, WorkspaceFilter
from django_hrflow.admin.readonly import ReadOnlyAdmin

__all__ = ["ContainerAdmin"]


class ContainerAdmin(ReadOnlyAdmin):
    """A container of profiles or jobs in an HrFlow workspace."""

    list_display = ["title", "type", "subtype", "workspace", "created_at", "synced_at"]
    list_filter = [WorkspaceFilter, ArchivedFilter]
    list_unread = ("payload",)
    search_beginnings = ("name",)
    search_help_text = _("The beginning of the name, or the whole key.")
    fields = [
        "name", "key", "workspace", "type", "subtype", "environment", "description",
        "created_at", "updated_at", "archived_at", "synced_at",
    ]  # fmt: skip
