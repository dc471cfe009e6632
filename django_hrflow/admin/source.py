"""The list and the page of sources."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from django_hrflow.admin.container import ContainerAdmin
from django_hrflow.models import Source

__all__ = ["SourceAdmin"]


class SourceAdmin(ContainerAdmin):
    """Sources: where CVs go."""

    fields = [*ContainerAdmin.fields, "real_time"]

    @admin.display(description=_("real-time parsing"), boolean=True)
    def real_time(self, source: Source) -> bool:
        """Whether HrFlow answers a parse with the profile."""
        return source.sync_parsing
