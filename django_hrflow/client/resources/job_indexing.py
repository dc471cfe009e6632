"""Indexed jobs: add, edit, get, archive and list them (HrFlow API reference, Job)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_hrflow.client.protocol import Call, Envelope

from .arguments import identity, item, keys, optional_text, position, text
from .resource import Resource


class JobIndexing(Resource):
    """``client.job.indexing``, and ``client.job.storing``."""

    __slots__ = ()

    def add_json(self, board_key: str, job_json: Mapping[str, Any]) -> Envelope:
        """Index a job in a board (Index a job)."""
        body = item("job_json", job_json)
        body["board_key"] = text("board_key", board_key)
        return self._send(Call("POST", "job/indexing", json=body))

    def edit(
        self,
        board_key: str,
        key: str | None = None,
        job_json: Mapping[str, Any] | None = None,
    ) -> Envelope:
        """Replace a job as a whole: what is left out is reset (Edit a job).

        The job is the one of ``key``, or else of the key or reference that it holds.
        """
        body = item("job_json", job_json)
        body["board_key"] = text("board_key", board_key)
        body |= {"key": key} if optional_text("key", key) else {}
        identity(key=body.get("key"), reference=body.get("reference"))
        return self._send(Call("PUT", "job/indexing", json=body))

    def get(self, board_key: str, key: str | None = None, reference: str | None = None) -> Envelope:
        """Return a job (Get a job)."""
        query = {
            "board_key": text("board_key", board_key),
            **identity(key=key, reference=reference),
        }
        return self._send(Call("GET", "job/indexing", query=query))

    def archive(
        self,
        board_key: str,
        key: str | None = None,
        reference: str | None = None,
        is_archive: int | bool = True,
    ) -> Envelope:
        """Archive a job, or bring it back with ``is_archive=False``."""
        body = {
            "board_key": text("board_key", board_key),
            **identity(key=key, reference=reference),
            "is_archive": int(is_archive),
        }
        return self._send(Call("PATCH", "job/indexing/archive", json=body))

    def list(
        self,
        board_keys: Sequence[str],
        name: str | None = None,
        key: str | None = None,
        reference: str | None = None,
        location_lat: float | str | None = None,
        location_lon: float | str | None = None,
        location_dist: float | str | None = None,
        return_job: bool = False,
        page: int = 1,
        limit: int = 30,
        order_by: str | None = "desc",
        sort_by: str | None = "created_at",
        created_at_min: str | None = None,
        created_at_max: str | None = None,
    ) -> Envelope:
        """Return a page of what boards hold: keys and dates, or with ``return_job`` all."""
        query = {
            "board_keys": keys("board_keys", board_keys),
            "name": name,
            "key": key,
            "reference": reference,
            "location_lat": location_lat,
            "location_lon": location_lon,
            "location_dist": location_dist,
            "return_job": bool(return_job),
            "page": position("page", page),
            "limit": position("limit", limit),
            "order_by": order_by,
            "sort_by": sort_by,
            "created_at_min": created_at_min,
            "created_at_max": created_at_max,
        }
        return self._send(Call("GET", "storing/jobs", query=query))
