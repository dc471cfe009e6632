"""What all pages share: nothing is added, changed or deleted by hand, and lists stay quick.

Lists never read the payloads, count nothing but what is shown, and are searched by the beginning
of a column, which an index can answer.
"""

import json
import sys
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from django_hrflow import conf
from django_hrflow.adapter import visible
from django_hrflow.admin.counting import EstimatingPaginator

#: Rows that one key or reference leads to, at most: it is unique in each of few containers.
MAX_EXACT = 100

__all__ = ["ReadOnlyAdmin", "begins", "link_to", "pretty"]


def link_to(row: Model | None, label: str = "") -> SafeString | str:
    """A link to a row's admin page, or ``-`` for None."""
    if row is None:
        return "-"
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, label or str(row))


def pretty(value: Any) -> str:
    """JSON for a person to read, indented."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def begins(vendor: str, column: str, beginning: str) -> Q:
    """Rows whose column begins so, in the form that the database's index can answer."""
    if vendor == "sqlite":  # its index knows no LIKE
        return Q(**{f"{column}__gte": beginning, f"{column}__lt": beginning + chr(sys.maxunicode)})
    return Q(**{f"{column}__startswith": beginning})


def _first(rows: QuerySet[Any], condition: Q) -> list[Any]:
    """Asked by itself: within an OR, one condition without an index makes all rows be read."""
    return list(rows.filter(condition).order_by().values_list("pk", flat=True)[:MAX_EXACT])


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """A list and a page to read; subclasses name columns of their own."""

    #: Columns whose beginning is searched for.
    search_beginnings: tuple[str, ...] = ()
    #: Foreign keys shown in the list, and columns too wide to be read for it.
    list_joined: tuple[str, ...] = ()
    list_unread: tuple[str, ...] = ()

    list_per_page = 50
    show_full_result_count = False
    paginator = EstimatingPaginator
    show_facets = admin.ShowFacets.NEVER
    #: Truthy, so that the admin shows its search form; get_search_results does the searching.
    search_fields = ("pk",)
    change_form_template = "django_hrflow/admin/row.html"

    class Media:
        css = {"all": ["django_hrflow/admin.css"]}

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from HrFlow, not by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What HrFlow holds is not changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here, not even by superusers: HrFlow would bring it back."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows that the request may see, with what the list shows of their relations."""
        rows = visible(request, super().get_queryset(request))
        # select_related() without a name would follow every foreign key.
        joined = rows.select_related(*self.list_joined) if self.list_joined else rows
        return joined.defer(*self.list_unread)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Rows that begin with the whole term (``ada lov…``), or whose key is the term."""
        term = search_term.strip()
        if not term or not self.get_search_fields(request):
            return queryset, False
        condition = Q(pk__in=[pk for each in self.exactly(term) for pk in _first(queryset, each)])
        vendor = connections[queryset.db].vendor
        # Some ways of writing it, each of which an index can find, instead of folding every row.
        for spelling in {term, term.lower(), term.upper(), term.title()}:
            for column in self.search_beginnings:
                condition |= begins(vendor, column, spelling)
        # Within a query of its own, or SQLite walks the whole table in the order of the list.
        found = self.model._default_manager.using(queryset.db).filter(condition)
        return queryset.filter(pk__in=found.order_by().values("pk")), False

    def exactly(self, term: str) -> list[Q]:
        """Conditions for rows whose key or the like is the whole term, each with an index."""
        return [Q(workspace__in=conf.aliases(), key=term)]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, under a title that promises no change."""
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the right first: Django looks for the row, and so tells the staff which exist."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    @admin.display(description=_("name"), ordering="name")
    def title(self, row: Any) -> str:
        """The name, or the key of what has none."""
        return str(row)

    def raw_data(self, row: Any) -> str:
        """What the page shows, folded, as HrFlow sent it; empty for nothing."""
        return pretty(row.payload)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add the raw data to the page."""
        row = context.get("original")
        context["raw"] = self.raw_data(row) if row is not None else ""
        return super().render_change_form(request, context, *args, **kwargs)
