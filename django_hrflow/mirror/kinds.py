"""The four kinds of mirrored rows: model, what tells rows apart, how a payload is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django_hrflow.adapter import Adapter, adapter
from django_hrflow.mirror.payload import (
    Encoded,
    container_columns,
    encode,
    job_columns,
    profile_columns,
)
from django_hrflow.models import Board, ErasedKey, Identity, Job, Profile, Source

__all__ = ["BOARD", "JOB", "PROFILE", "SOURCE", "Erased", "Kind", "Overtaken"]


class Erased(LookupError):
    """The payload is about a person who was erased here, so that it is not stored."""


class Overtaken(Exception):
    """The row has changed since HrFlow was asked, within HrFlow's same second: ask again."""


@dataclass(frozen=True)
class Kind:
    """How payloads of one kind become rows.

    ``container`` is the foreign key that rows live in; sources and boards live in the workspace
    alone. ``name`` is the word that ``Adapter.clean_payload`` gets.
    """

    name: str
    model: type[Any]
    read: Callable[[Mapping[str, Any]], dict[str, Any]]
    container: str = ""

    @property
    def place(self) -> str:
        """The column that says where rows live."""
        return f"{self.container}_id" if self.container else "workspace"

    @property
    def unique(self) -> tuple[str, str]:
        """The fields that no two rows share."""
        return (self.place, "key")

    def taken(self, payload: Mapping[str, Any], using: Adapter | None = None) -> dict[str, Any]:
        """What the project's adapter lets us store of a payload; the caller's is not changed."""
        return (using or adapter()).clean_payload(self.name, dict(payload))

    def merged(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        """What the row will hold when ``new`` comes over ``old``.

        Of sources and boards, HrFlow's lists tell things that a single answer does not, and the
        reverse; profiles and jobs always come whole.
        """
        return dict(new) if self.container else {**old, **new}

    def erased(self, workspace: str, found: Iterable[tuple[Any, Mapping[str, Any]]]) -> set[str]:
        """The keys of those payloads, each with its place, whose persons were erased here."""
        if self.model is not Profile or not ErasedKey.objects.exists():
            return set()  # the digests of thousands would be made for nothing
        named = [Identity.of(place, each) for place, each in found]
        return {str(each.key) for each in ErasedKey.objects.among(workspace, named)}

    def values(self, payload: Mapping[str, Any], encoded: Encoded | None = None) -> dict[str, Any]:
        """The columns of the row, without the payload itself."""
        return {**self.read(payload), "content_hash": (encoded or encode(payload)).hash}


SOURCE = Kind("source", Source, container_columns)
BOARD = Kind("board", Board, container_columns)
PROFILE = Kind("profile", Profile, profile_columns, "source")
JOB = Kind("job", Job, job_columns, "board")
