"""Export all data of a person, and erase a person, from the lists of profiles and CVs."""

import logging
from tempfile import SpooledTemporaryFile
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from django_hrflow import tasks
from django_hrflow.models import Profile
from django_hrflow.services import privacy
from django_hrflow.services.privacy import Person

__all__ = ["PersonActions"]

logger = logging.getLogger("django_hrflow.audit")

#: People who are erased at once, at most: "select all" is two clicks away.
MAX_PEOPLE = 50
#: Bytes of an export that are kept in memory.
IN_MEMORY = 4 * 1024 * 1024


class PersonActions(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """The two actions; each needs a permission of its own."""

    def has_export_permission(self, request: HttpRequest) -> bool:
        """``django_hrflow.export_profile``."""
        return bool(request.user.has_perm("django_hrflow.export_profile"))

    def has_erase_permission(self, request: HttpRequest) -> bool:
        """``django_hrflow.delete_profile``: nothing else deletes one."""
        return bool(request.user.has_perm("django_hrflow.delete_profile"))

    @admin.action(permissions=["export"], description=gettext_lazy("Export all data of the person"))
    def export_person(self, request: HttpRequest, queryset: QuerySet[Any]) -> FileResponse | None:
        """A ZIP file with everything that is kept of one person."""
        person = _chosen(request, queryset)
        if person is None:
            return None
        if len(person.split()) != 1:
            messages.error(request, _("Choose one person: an export is for that person's eyes."))
            return None
        out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
        privacy.export_person(person, out)
        out.seek(0)
        logger.info("person exported: %s by user %s", _keys(person), request.user.pk)
        headers = {"Cache-Control": "private, no-store"}
        return FileResponse(out, as_attachment=True, filename="person.zip", headers=headers)

    @admin.action(permissions=["erase"], description=gettext_lazy("Erase the person for good"))
    def erase_person(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask first, then order the erasure."""
        person = _chosen(request, queryset)
        if person is None:
            return None
        people = person.split()
        if len(people) > MAX_PEOPLE:
            text = _("You chose %(count)d people. Erase up to %(most)d at once.")
            messages.error(request, text % {"count": len(people), "most": MAX_PEOPLE})
            return None
        if "confirmed" not in request.POST:
            return self._ask(request, queryset, person)
        for erasure in privacy.erase_person(person):
            tasks.enqueue(tasks.erase_person, erasure.pk)
            logger.info("erasure %s ordered by user %s", erasure.pk, request.user.pk)
        _tell(request, person, len(people))
        return None

    def _ask(self, request: HttpRequest, queryset: QuerySet[Any], person: Person) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase for good?"),
            "opts": self.opts,
            "media": self.media,
            "person": person,
            "namesakes": _namesakes(request, person),
            "checkbox": ACTION_CHECKBOX_NAME,
            "chosen": queryset.values_list("pk", flat=True),
        }
        return TemplateResponse(request, "django_hrflow/admin/erase.html", context)


def _chosen(request: HttpRequest, queryset: QuerySet[Any]) -> Person | None:
    """The people of the chosen rows; None, with a message, for what may not be touched."""
    rows = queryset.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
    if queryset.model is Profile:
        person = Person.of(profiles=rows.select_related("source"))
    else:
        person = Person.of(resumes=rows.select_related("source", "profile__source"))
    if not person:
        messages.warning(request, _("Nothing was chosen that is still there."))
        return None
    if not person.is_visible(request):
        messages.error(request, _("Some rows of this person are not yours to see. Ask an admin."))
        return None
    return person


def _namesakes(request: HttpRequest, person: Person) -> int:
    """Other profiles with the same e-mail addresses, which may be the same person's."""
    known = {each.email.lower() for each in person.profiles if each.email}
    found = [privacy.find_person(email=each) for each in sorted(known)]
    mine = {each.pk for each in person.profiles}
    return sum(each.pk not in mine for other in found for each in other.profiles)


def _keys(person: Person) -> str:
    profiles = [f"profile {each.key}" for each in person.profiles]
    return ", ".join(profiles or [f"CV {each.pk}" for each in person.resumes])


def _tell(request: HttpRequest, person: Person, count: int) -> None:
    """What was ordered, and what only HrFlow can do."""
    text = ngettext(
        "%(count)d person is being erased; the record is under Erasures.",
        "%(count)d people are being erased; the records are under Erasures.",
        count,
    )
    messages.success(request, text % {"count": count})
    if person.profiles:
        keys = "; ".join(
            _("source %(source)s, profile %(key)s") % {"source": each.source.key, "key": each.key}
            for each in person.profiles
        )
        text = _("HrFlow's API can only archive. Note this down and ask HrFlow to delete: %(keys)s")
        messages.warning(request, text % {"keys": keys})
