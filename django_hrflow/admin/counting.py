"""Count a long list for its pages without reading it."""

from typing import Any

from django.core.paginator import Paginator
from django.db import connections
from django.db.models import QuerySet
from django.utils.functional import cached_property

__all__ = ["EstimatingPaginator"]

#: From so many rows on, PostgreSQL's own estimate is used: it must visit every row to count them.
LONG = 10_000


class EstimatingPaginator(Paginator):  # type: ignore[type-arg]  # generic in the stubs only
    """Exact, but for all rows of a long table in PostgreSQL, whose number is an estimate.

    A list that is filtered or searched is always counted exactly.
    """

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        rows = self.object_list
        if isinstance(rows, QuerySet) and not rows.query.where and not rows.query.is_sliced:
            estimated = _estimate(rows)
            if estimated >= LONG:
                return estimated
        return super().count


def _estimate(rows: "QuerySet[Any]") -> int:
    """What PostgreSQL thinks since the table was last analysed; 0 where nobody knows."""
    connection = connections[rows.db]
    if connection.vendor != "postgresql":
        return 0
    table = connection.ops.quote_name(rows.model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        found = cursor.fetchone()
    return max(found[0], 0) if found else 0
