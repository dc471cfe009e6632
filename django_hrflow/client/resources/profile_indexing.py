"""Indexed profiles: add, edit, get, archive and list them (HrFlow API reference, Profile)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_hrflow.client.protocol import Call, Envelope

from .arguments import identity, item, keys, optional_text, position, text
from .resource import ProfileResource


class ProfileIndexing(ProfileResource):
    """``client.profile.indexing``, and ``client.profile.storing``."""

    __slots__ = ()

    def add_json(self, source_key: str, profile_json: Mapping[str, Any]) -> Envelope:
        """Index a profile in a source (Index a profile)."""
        body = item("profile_json", profile_json)
        body["source_key"] = text("source_key", source_key)
        return self._send(Call("POST", "profile/indexing", json=body))

    def edit(
        self,
        source_key: str,
        key: str | None = None,
        profile_json: Mapping[str, Any] | None = None,
    ) -> Envelope:
        """Replace a profile as a whole: what is left out is reset (Edit a profile).

        The profile is the one of ``key``, or else of the key or reference that it holds.
        """
        body = item("profile_json", profile_json)
        body["source_key"] = text("source_key", source_key)
        body |= {"key": key} if optional_text("key", key) else {}
        identity(key=body.get("key"), reference=body.get("reference"))
        return self._send(Call("PUT", "profile/indexing", json=body))

    def get(
        self,
        source_key: str,
        key: str | None = None,
        reference: str | None = None,
        email: str | None = None,
    ) -> Envelope:
        """Return a profile (Get a profile)."""
        who = identity(key=key, reference=reference, **{self._email_parameter: email})
        query = {"source_key": text("source_key", source_key), **who}
        return self._send(Call("GET", "profile/indexing", query=query))

    def archive(
        self,
        source_key: str,
        key: str | None = None,
        reference: str | None = None,
        is_archive: int | bool = True,
        email: str | None = None,
    ) -> Envelope:
        """Archive a profile, or bring it back with ``is_archive=False``."""
        who = identity(key=key, reference=reference, **{self._email_parameter: email})
        body = {"source_key": text("source_key", source_key), **who, "is_archive": int(is_archive)}
        return self._send(Call("PATCH", "profile/indexing/archive", json=body))

    def list(
        self,
        source_keys: Sequence[str],
        name: str | None = None,
        key: str | None = None,
        reference: str | None = None,
        location_lat: float | str | None = None,
        location_lon: float | str | None = None,
        location_dist: float | str | None = None,
        return_profile: bool = False,
        page: int = 1,
        limit: int = 30,
        order_by: str | None = "desc",
        sort_by: str | None = "created_at",
        created_at_min: str | None = None,
        created_at_max: str | None = None,
    ) -> Envelope:
        """Return a page of what sources hold: keys and dates, or with ``return_profile`` all."""
        query = {
            "source_keys": keys("source_keys", source_keys),
            "name": name,
            "key": key,
            "reference": reference,
            "location_lat": location_lat,
            "location_lon": location_lon,
            "location_dist": location_dist,
            "return_profile": bool(return_profile),
            "page": position("page", page),
            "limit": position("limit", limit),
            "order_by": order_by,
            "sort_by": sort_by,
            "created_at_min": created_at_min,
            "created_at_max": created_at_max,
        }
        return self._send(Call("GET", "storing/profiles", query=query))
