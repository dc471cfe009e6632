"""The list and the page of events: what HrFlow told, and which receivers have had it."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from django_hrflow import conf, tasks
from django_hrflow.admin.batch import by_state, chunks, enqueue, report
from django_hrflow.admin.filters import EventTypeFilter, WorkspaceFilter
from django_hrflow.admin.readonly import ReadOnlyAdmin, link_to, pretty
from django_hrflow.models import Event, Receipt
from django_hrflow.services import events

__all__ = ["EventAdmin"]

State = Event.State

#: Why *Process again* leaves an event in this state alone.
LEFT_ALONE: dict[str, Any] = {
    State.RECEIVED: _("it is in the queue already."),
    State.PROCESSING: _("a worker has it in hand."),
    State.QUARANTINED: _("its content cannot be read; the raw bytes are on its page."),
    State.PURGED: _("its payload has been removed."),
    State.DONE: _("its payload has been removed."),
    State.DEAD: _("its payload has been removed."),
}


class ReceiptInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    """Which receiver has had the event; part of the event, so it asks for no permission more."""

    model = Receipt
    fields = readonly_fields = ("receiver", "ok", "tries", "last_error", "changed_at")
    extra = 0
    can_delete = False
    verbose_name_plural = _("receivers")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the event sees this."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written by the queue alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written by the queue alone."""
        return False


class EventAdmin(ReadOnlyAdmin):
    """Events, with the action *Process again*."""

    list_display = [
        "type",
        "state",
        "origin",
        "deliveries",
        "received_at",
        "resume_link",
        "profile_link",
        "reason",
    ]
    sortable_by = ["type"]  # what has an index
    list_filter = ["state", "origin", EventTypeFilter, WorkspaceFilter, "received_at"]
    list_joined = ("resume", "profile")
    list_unread = ("payload", "raw", "profile__payload")
    search_beginnings = ("type",)
    search_help_text = _(
        "The beginning of the type, or the whole reference of a CV or key of a profile."
    )
    actions = ["process_again"]
    inlines = [ReceiptInline]
    fieldsets = [
        (None, {"fields": ["type", "state", "reason", "resume_link", "profile_link", "job_link"]}),
        (
            _("How it came"),
            {
                "fields": [
                    "workspace",
                    "origin",
                    "deliveries",
                    "received_at",
                    "last_received_at",
                    "scheme",
                    "secret_index",
                    "digest",
                ]
            },
        ),
        (_("Handling"), {"fields": ["attempts", "failures", "not_before"]}),
    ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Needed for the action; no single event is ever changed by hand."""
        return obj is None and request.user.has_perm("django_hrflow.change_event")

    def exactly(self, term: str) -> list[Q]:
        """By digest, by the CV's reference or by the profile's key."""
        aliases = conf.aliases()
        return [
            Q(workspace__in=aliases, digest=term),
            Q(resume__reference=term),
            Q(profile__workspace__in=aliases, profile__key=term),
        ]

    def raw_data(self, row: Event) -> str:
        """The payload, or the bytes that could not be read, or that they are gone."""
        if row.raw is not None:
            return bytes(row.raw).decode("utf-8", "backslashreplace")
        return pretty(row.payload) if row.payload is not None else ""

    @admin.display(description=_("CV"))
    def resume_link(self, event: Event) -> SafeString | str:
        """To the CV that the event is about."""
        return link_to(event.resume, event.resume.name if event.resume else "")

    @admin.display(description=_("profile"))
    def profile_link(self, event: Event) -> SafeString | str:
        """To the profile that the event names."""
        return link_to(event.profile)

    @admin.display(description=_("job"))
    def job_link(self, event: Event) -> SafeString | str:
        """To the job that the event names."""
        return link_to(event.job)

    @admin.action(permissions=["change"], description=_("Process again"))
    def process_again(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        """Call the receivers again that have not succeeded."""
        ended = queryset.filter(state__in=(State.DONE, State.DEAD), payload__isnull=False)
        left = by_state(queryset.exclude(pk__in=ended.order_by().values("pk")))
        done = 0
        for pks in chunks(ended):
            done += events.process_again(*pks)
            enqueue(tasks.process_event, Event.objects.filter(pk__in=pks))
        report(request, Event, done, left, LEFT_ALONE)
