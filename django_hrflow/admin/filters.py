"""Filters of the lists that ask the database for nothing but the rows that they leave."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from django_hrflow import conf
from django_hrflow.webhooks import EVENT_TYPES

__all__ = ["ArchivedFilter", "EventTypeFilter", "WorkspaceFilter"]


class WorkspaceFilter(admin.SimpleListFilter):
    """By workspace, where the settings name several."""

    title = _("workspace")
    parameter_name = "workspace"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        """The aliases of the setting HRFLOW; none where there is no choice."""
        aliases = conf.aliases()
        return [(alias, alias) for alias in aliases] if len(aliases) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen one."""
        return queryset.filter(workspace=self.value()) if self.value() else queryset


class ArchivedFilter(admin.SimpleListFilter):
    """Whether HrFlow has archived it."""

    title = _("archived at HrFlow")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        """Yes or no."""
        return [("no", _("No")), ("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Archived or active rows."""
        if self.value() in ("yes", "no"):
            return queryset.filter(archived_at__isnull=self.value() == "no")
        return queryset


class EventTypeFilter(admin.SimpleListFilter):
    """By type, among those that HrFlow documents."""

    title = _("type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        """Every documented type; asking the table which ones occur would read all of it."""
        return [(each, each) for each in EVENT_TYPES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The events of the chosen type."""
        return queryset.filter(type=self.value()) if self.value() else queryset
