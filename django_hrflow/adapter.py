"""The one class that a project overrides: who sees which rows, which workspace a request uses.

``HRFLOW_ADAPTER = "myproject.hrflow.Adapter"`` names a subclass of :class:`Adapter`.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

from django_hrflow import conf

if TYPE_CHECKING:  # a project's adapter may be imported before models can be
    from django_hrflow.models import Resume

__all__ = ["Adapter", "adapter", "visible"]


class Adapter:
    """What the app does unless the project says otherwise."""

    def get_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of this model that the request may see; all others are 404 to it."""
        return queryset

    def get_workspace(self, request: HttpRequest) -> str:
        """The alias of the workspace that the request uses.

        An alias that is not in ``HRFLOW``, or not among :meth:`get_workspaces`, is 404.
        """
        asked = getattr(request, "query_params", request.GET).get("workspace")
        return asked or conf.DEFAULT_ALIAS

    def get_workspaces(self, request: HttpRequest) -> list[str]:
        """The aliases that the request may use."""
        return conf.aliases()

    def get_file_response(self, request: HttpRequest, resume: "Resume") -> HttpResponseBase:
        """The content of a CV's file; FileNotFoundError where it is gone.

        Override it to leave the sending to nginx or Apache. The view has asked for the permission,
        and adds the name and all other headers that a download needs.
        """
        return FileResponse(resume.file.open("rb"))

    def clean_payload(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        """What is stored of an object of HrFlow's (``source``, ``board``, ``profile``, ``job``).

        ``key``, ``reference`` and the dates must stay.
        """
        return payload


def adapter() -> Adapter:
    """The project's adapter, made anew at each call so that it may hold no state."""
    made: Adapter = import_string(conf.options().adapter)()
    return made


def visible(request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that the request may see, in the workspaces that it may use."""
    rules = adapter()
    used = rules.get_workspaces(request)
    if not set(conf.aliases()) <= set(used):  # else there is nothing to filter by
        queryset = queryset.filter(workspace__in=used)
    return rules.get_queryset(request, queryset)
