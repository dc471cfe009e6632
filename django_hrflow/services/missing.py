"""Look after mirrored objects that a walk through all of HrFlow's list did not meet.

HrFlow leaves out of its lists what is archived, so that no list tells of it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from django_hrflow.client import NotFound
from django_hrflow.services import objects
from django_hrflow.services.kinds import Kind

__all__ = ["Seen", "settle"]


class Seen:
    """The keys that a walk has met, eight bytes each, so that memory stays flat.

    Two keys of one hash count as one: a missing object may go unnoticed, once in 10**14 times.
    """

    def __init__(self) -> None:
        self._hashes = array("q")
        self._sorted: list[int] = []

    def add(self, payloads: Iterable[dict[str, Any]]) -> None:
        """Remember these objects."""
        self._hashes.extend(hash(each.get("key")) for each in payloads if each.get("key"))

    def __contains__(self, key: str) -> bool:
        if len(self._sorted) != len(self._hashes):
            self._sorted = sorted(self._hashes)
        at = bisect_left(self._sorted, hash(key))
        return at < len(self._sorted) and self._sorted[at] == hash(key)


def settle(kind: Kind, container: Any, seen: Seen) -> int:
    """Ask HrFlow for each mirrored object that was not met; how many turned out to be archived.

    One that HrFlow does not know any longer counts as archived.
    """
    rows = kind.model.objects.active().filter(**{kind.container: container})
    keys = rows.order_by("pk").values_list("key", flat=True)
    missing = [key for key in keys.iterator() if key not in seen]
    return sum(_is_archived(kind, container, key) for key in missing)


def _is_archived(kind: Kind, container: Any, key: str) -> bool:
    try:
        row = objects.fetch(kind, container.workspace, container.key, key=key)
    except NotFound:
        row = kind.model.objects.filter(**{kind.container: container}, key=key).first()
        row = row and objects.mark_archived(kind, row)
    return row is not None and row.archived_at is not None
