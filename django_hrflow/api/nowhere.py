"""Paths that there are not: a problem document, or the way to the path with its final slash."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request

from django_hrflow.api.view import HrflowView

__all__ = ["NowhereView"]


class SamePathWithSlash(HttpResponseRedirect):
    """308: the same method and body at the other path."""

    status_code = 308


class NowhereView(HrflowView):
    """Answers whatever no other view answers."""

    schema = None  # type: ignore[assignment]

    def get_permissions(self) -> list[BasePermission]:
        """There is nothing to see for anybody."""
        return [AllowAny()]

    def handle(self, request: Request, rest: str = "") -> HttpResponse:
        """308 to the path with a slash where there is one, else Http404."""
        if rest and not rest.endswith("/"):
            found = _resolved(f"{request.path_info}/")
            if found and found is not NowhereView:
                query = request.META.get("QUERY_STRING")
                return SamePathWithSlash(f"{request.path}/{f'?{query}' if query else ''}")
        raise Http404("There is no such path.")

    get = post = put = patch = delete = handle


def _resolved(path: str) -> object:
    try:
        return getattr(resolve(path).func, "cls", None)
    except Resolver404:
        return None
