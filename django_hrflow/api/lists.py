"""Lists of rows: slim, filtered by index, in pages by position."""

from typing import Any, ClassVar

from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow.api.filters import FilterBackend
from django_hrflow.api.pagination import CursorPagination
from django_hrflow.api.view import HrflowView

__all__ = ["ListView"]


class ListView(ListModelMixin, HrflowView, GenericAPIView[Any]):
    """A page of rows. Subclasses say which rows, which filters, and what a row shows."""

    #: Columns with an index, the default first.
    orderings: ClassVar[tuple[str, ...]] = ("-id",)
    filter_backends = (FilterBackend,)
    pagination_class = CursorPagination

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of rows."""
        return self.list(request)
