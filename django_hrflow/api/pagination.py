"""Pages by position: as quick at the end of a long list as at its beginning, and never shifting.

A cursor holds the place of a row, not a count of rows: what is inserted or removed meanwhile
neither repeats nor hides anything.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.models import Q
from drf_spectacular.plumbing import append_meta
from rest_framework.exceptions import NotFound, ParseError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from django_hrflow.api import json_schema, jsontext
from django_hrflow.api.problems import InvalidParameters

__all__ = ["CursorPagination"]

DEFAULT_LIMIT, MAX_LIMIT = 50, 100
#: Columns that hold numbers; all others that lists are ordered by hold texts, dates or nothing.
NUMBERS = ("score",)


@dataclass(frozen=True)
class Cursor:
    """A place in an ordered list: after the row with this value and id, or before it."""

    ordering: str
    value: Any
    pk: int
    backwards: bool = False

    def encode(self) -> str:
        """As a query parameter."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        packed = json.dumps([self.ordering, value, self.pk, int(self.backwards)])
        return urlsafe_b64encode(packed.encode()).rstrip(b"=").decode()

    @classmethod
    def decode(cls, text: str, ordering: str) -> "Cursor":
        """Read one that was given out for the same ordering; ValueError otherwise."""
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            given, value, pk, backwards = json.loads(urlsafe_b64decode(padded))
        except (TypeError, ValueError, RecursionError, binascii.Error):
            raise ValueError("it was not given out here") from None
        if given != ordering or isinstance(pk, bool) or not isinstance(pk, int):
            raise ValueError("it belongs to another ordering")
        kind = float if ordering.removeprefix("-") in NUMBERS else str | None
        if not 0 <= pk <= jsontext.MAX_NUMBER or not isinstance(value, kind):
            raise ValueError("it was not given out here")
        if isinstance(value, str) and ordering.removeprefix("-").endswith("_at"):
            value = datetime.fromisoformat(value)
            if value.tzinfo is None or not 1 < value.year < 9999:
                raise ValueError("it was not given out here")
        jsontext.check(value)
        return cls(ordering, value, pk, bool(backwards))


class CursorPagination(BasePagination):
    """``{"next", "previous", "results"}``; ``limit``, ``cursor`` and ``ordering`` in the query.

    The view's ``orderings`` names the columns to order by, the first one being the default.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """One page of rows. Raises InvalidParameters (400), NotFound for a cursor of no page."""
        self.request, orderings = request, view.orderings
        self.limit = self._limit(request.query_params)
        self.ordering = self._ordering(request.query_params, orderings)
        self.cursor = self._cursor(request.query_params)
        backwards = bool(self.cursor and self.cursor.backwards)
        field, descending = self.ordering.removeprefix("-"), self.ordering.startswith("-")
        reverse = descending != backwards
        if self.cursor:
            largest = connections[queryset.db].features.nulls_order_largest
            queryset = queryset.filter(_beyond(field, self.cursor, reverse, largest != reverse))
        order = ["id"] if field == "id" else [field, "id"]
        queryset = queryset.order_by(*(f"-{name}" if reverse else name for name in order))
        found = list(queryset[: self.limit + 1])
        self.more = len(found) > self.limit
        page = found[: self.limit]
        self.page = page[::-1] if backwards else page
        return self.page

    def get_paginated_response(self, data: Any) -> Response:
        """The page with links to its neighbours."""
        backwards = bool(self.cursor and self.cursor.backwards)
        onwards = bool(self.page) and (self.more or backwards)
        back = bool(self.page) and (self.more if backwards else self.cursor is not None)
        return Response(
            {
                "next": self._link(self.page[-1], backwards=False) if onwards else None,
                "previous": self._link(self.page[0], backwards=True) if back else None,
                "results": data,
            }
        )

    def _link(self, row: Any, *, backwards: bool) -> str:
        field = self.ordering.removeprefix("-")
        value = None if field == "id" else getattr(row, field)
        cursor = Cursor(self.ordering, value, row.pk, backwards)
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor.encode())

    @staticmethod
    def _limit(query: Any) -> int:
        text = query.get("limit", str(DEFAULT_LIMIT))
        if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MAX_LIMIT:
            return int(text)
        raise InvalidParameters({"limit": [f"This is not a whole number from 1 to {MAX_LIMIT}."]})

    @staticmethod
    def _ordering(query: Any, orderings: Sequence[str]) -> str:
        text = str(query.get("ordering", orderings[0]))
        if text.removeprefix("-") in {each.removeprefix("-") for each in orderings}:
            return text
        known = ", ".join(orderings)
        raise InvalidParameters({"ordering": [f"Rows can be ordered by {known}."]})

    def _cursor(self, query: Any) -> Cursor | None:
        if "cursor" not in query:
            return None
        try:
            return Cursor.decode(query["cursor"], self.ordering)
        except (ValueError, ParseError) as error:
            raise NotFound(
                f"This cursor cannot be used: {error}. Follow the links of a page."
            ) from None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """For OpenAPI."""
        link = append_meta({"type": "string", "format": "uri"}, {"nullable": True})
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """For OpenAPI."""
        orderings = [*view.orderings, *(_opposite(each) for each in view.orderings)]
        limits = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        return [
            _parameter("limit", "Rows on a page.", limits),
            _parameter(
                "cursor",
                "A place in the list, from a page's links.",
                {"type": "string", "minLength": 1, "pattern": json_schema.NO_NUL},
            ),
            _parameter(
                "ordering",
                "The column to order by; a minus turns the order round.",
                {"type": "string", "enum": orderings, "default": view.orderings[0]},
            ),
        ]


def _opposite(ordering: str) -> str:
    return ordering.removeprefix("-") if ordering.startswith("-") else f"-{ordering}"


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _beyond(field: str, cursor: Cursor, reverse: bool, nulls_last: bool) -> Q:
    """The rows that come after the cursor's place in the direction of reading."""
    way = "lt" if reverse else "gt"
    beside = Q(**{f"id__{way}": cursor.pk})
    if field == "id":
        return beside
    nothing = Q(**{f"{field}__isnull": True})
    if cursor.value is None:
        return nothing & beside if nulls_last else ~nothing | (nothing & beside)
    # The first condition says nothing new, but lets the database begin in the index.
    further = Q(**{f"{field}__{way}e": cursor.value}) & (
        Q(**{f"{field}__{way}": cursor.value}) | beside
    )
    return further | nothing if nulls_last else further
