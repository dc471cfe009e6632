"""The list and the page of erasures: the proof that people were forgotten."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from django_hrflow.admin.readonly import ReadOnlyAdmin
from django_hrflow.models import ErasedKey, Erasure

__all__ = ["ErasureAdmin"]


class ErasedKeyInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    """What became of each profile at HrFlow; part of the erasure."""

    model = ErasedKey
    fields = readonly_fields = ("digest", "fate")
    extra = 0
    can_delete = False
    verbose_name_plural = _("at HrFlow")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the erasure sees this."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written by the queue alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written by the queue alone."""
        return False


class ErasureAdmin(ReadOnlyAdmin):
    """Erasures: ordered where the person is, done by the queue, and only read here."""

    list_display = ["id", "state", "reason", "ordered_at", "erased_at", "turned_away"]
    sortable_by = ()
    list_filter = ["state", "ordered_at"]
    search_fields = ()  # type: ignore[assignment]  # there is nothing to search by
    inlines = [ErasedKeyInline]
    fieldsets = [
        (None, {"fields": ["state", "reason", "ordered_at", "erased_at", "workspace"]}),
        (_("Result"), {"fields": ["erased", "remains", "turned_away"]}),
    ]

    def raw_data(self, row: Erasure) -> str:
        """Nothing that is not on the page."""
        return ""

    @admin.display(description=_("erased"))
    def erased(self, erasure: Erasure) -> str:
        """How many of each kind."""
        return ", ".join(f"{count} {kind}" for kind, count in erasure.counts.items() if count)
