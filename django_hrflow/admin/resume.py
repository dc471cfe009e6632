"""The list and the page of CVs on their way, their upload, and what to do when one is stuck."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from django_hrflow import tasks
from django_hrflow.admin.batch import by_state, chunks, enqueue, report
from django_hrflow.admin.filters import WorkspaceFilter
from django_hrflow.admin.persons import PersonActions
from django_hrflow.admin.readonly import ReadOnlyAdmin, link_to, pretty
from django_hrflow.admin.upload import UploadForm, upload
from django_hrflow.models import Event, Resume
from django_hrflow.services import resumes
from django_hrflow.uploads import bounded_uploads

__all__ = ["ResumeAdmin"]

State = Resume.State

#: What a person can do about a CV in this state.
ADVICE: dict[str, Any] = {
    State.UNKNOWN: _("Nothing: HrFlow is asked whether it has the CV before it is sent again."),
    State.HELD: _(
        "Check the workspace's key, its permissions and its quota. The CVs go on by themselves; "
        "“Try again” asks at once."
    ),
    State.REJECTED: _("Upload a better file, or choose “Try again” when the cause is gone."),
    State.FAILED: _("Mend the cause, then choose “Try again”."),
}
#: Why *Parse selected CVs* and *Try again* leave a CV in this state alone.
NOT_PARSED: dict[str, Any] = {
    State.PARSED: _("it has been parsed."),
    State.REJECTED: _("HrFlow refused it; “Try again” sends it once more."),
    State.FAILED: _("it was given up; “Try again” sends it once more."),
    State.ERASED: _("it was erased."),
    State.STORED: _("it waits for its next attempt."),
    State.SUBMITTING: _("a worker is sending it."),
    State.ACCEPTED: _("HrFlow is reading it and is asked again shortly."),
    State.UNKNOWN: _("HrFlow is asked for it shortly."),
    State.HELD: _("the workspace is held; “Try again” asks at once."),
}
NOT_TRIED_AGAIN: dict[str, Any] = {
    **NOT_PARSED,
    State.ACCEPTED: _("HrFlow is reading it, there is nothing to send again."),
    State.UNKNOWN: _("HrFlow is asked whether it has it before it is sent again."),
}


class EventInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    """What HrFlow told about the CV."""

    model = Event
    fields = readonly_fields = ("type", "state", "origin", "received_at")
    extra = 0
    can_delete = False
    show_change_link = True
    verbose_name_plural = _("events")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """Without what is not shown."""
        return super().get_queryset(request).defer("payload", "raw")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Events come from HrFlow."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Events come from HrFlow."""
        return False


class ResumeAdmin(PersonActions, ReadOnlyAdmin):
    """CVs, with *Upload CVs* in place of a form to add one by hand."""

    list_display = ["name_or_reference", "standing", "source", "profile_link", "uploaded_at"]
    sortable_by = ()  # newest first is what an index gives
    list_filter = ["state", WorkspaceFilter, "uploaded_at"]
    list_joined = ("source", "profile")
    list_unread = ("source__payload", "profile__payload", "tags", "metadatas")
    search_beginnings = ("name",)
    search_help_text = _("The beginning of the file's name, or the whole reference.")
    actions = ["parse", "try_again", "export_person", "erase_person"]
    inlines = [EventInline]
    change_list_template = "django_hrflow/admin/resumes.html"
    fieldsets = [
        (None, {"fields": ["name", "state", "reason", "advice", "profile_link"]}),
        (_("File"), {"fields": ["file_size", "source", "uploaded_by", "uploaded_at"]}),
        (
            _("On its way"),
            {
                "fields": [
                    "reference",
                    "workspace",
                    "outcome",
                    "attempts",
                    "failures",
                    "lost_leases",
                    "not_before",
                    "submitted_at",
                    "accepted_at",
                    "created_at",
                    "changed_at",
                ],
                "classes": ["collapse"],
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may add CVs may upload them."""
        return request.user.has_perm("django_hrflow.add_resume")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Needed for the actions; no single CV is ever changed by hand."""
        return obj is None and request.user.has_perm("django_hrflow.change_resume")

    def raw_data(self, row: Resume) -> str:
        """Tags and metadatas, which went to HrFlow with the file."""
        sent = {"tags": row.tags, "metadatas": row.metadatas}
        return pretty(sent) if any(sent.values()) else ""

    @admin.display(description=_("file name"), ordering="name")
    def name_or_reference(self, resume: Resume) -> str:
        """The file's name, or the reference where it has been erased."""
        return resume.name or resume.reference

    @admin.display(description=_("state"))
    def standing(self, resume: Resume) -> SafeString:
        """The state; below it why, and what a person can do about it."""
        texts = (resume.get_state_display(), resume.reason, ADVICE.get(resume.state, ""))
        return format_html_join("", "<div>{}</div>", ((each,) for each in texts if each))

    @admin.display(description=_("profile"))
    def profile_link(self, resume: Resume) -> SafeString | str:
        """To what was read."""
        return link_to(resume.profile)

    @admin.display(description=_("size"))
    def file_size(self, resume: Resume) -> str:
        """In units for people."""
        return filesizeformat(resume.size)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the way to the file for those who may open it."""
        found = super().get_fieldsets(request, obj)
        if not request.user.has_perm("django_hrflow.view_resume_file"):
            return found
        (_name, first), *others = found
        return [(None, {**first, "fields": [*first["fields"], "file_link"]}), *others]

    @admin.display(description=_("file"))
    def file_link(self, resume: Resume) -> SafeString | str:
        """To the download, where the project's URLs have it."""
        try:
            url = reverse("hrflow:resume-file", args=[resume.pk])
        except NoReverseMatch:
            return "-"
        return format_html('<a href="{}">{}</a>', url, _("Download")) if resume.file else "-"

    @admin.display(description=_("what to do"))
    def advice(self, resume: Resume) -> str:
        """What a person can do about it."""
        return str(ADVICE.get(resume.state, "-"))

    def exactly(self, term: str) -> list[Q]:
        """By reference."""
        return [Q(reference=term)]

    @method_decorator(bounded_uploads)
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """*Upload CVs*: several files at once, each of which stands or falls by itself."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request, request.POST or None, request.FILES or None)
        uploaded = upload(form, request.user) if form.is_bound and form.is_valid() else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload CVs"),
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "uploaded": uploaded,
            "may_view": self.has_view_permission(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "django_hrflow/admin/upload.html", context)

    @admin.action(permissions=["change"], description=_("Parse selected CVs"))
    def parse(self, request: HttpRequest, queryset: QuerySet[Resume]) -> None:
        """Take those that are due one step on their way now."""
        chosen = Resume.objects.filter(pk__in=queryset.order_by().values("pk"))
        due = chosen.due()
        left = by_state(chosen.exclude(pk__in=due.order_by().values("pk")))
        done = due.count()
        enqueue(tasks.parse_resume, due)
        report(request, Resume, done, left, NOT_PARSED)

    @admin.action(permissions=["change"], description=_("Try again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Resume]) -> None:
        """Put those that wait, are held, were refused or given up at the start again."""
        stuck = queryset.filter(state__in=Resume.RETRYABLE)
        left = by_state(queryset.exclude(state__in=Resume.RETRYABLE))
        done = 0
        for pks in chunks(stuck):
            done += resumes.retry(*pks)
            enqueue(tasks.parse_resume, Resume.objects.filter(pk__in=pks))
        report(request, Resume, done, left, NOT_TRIED_AGAIN)
