"""Jobs: search and score them (HrFlow API reference, Job)."""

from collections.abc import Sequence
from typing import Any

from django_hrflow.client.protocol import Call, Envelope, Send, lookup

from .arguments import identity, keys, optional_text, position, text
from .job_indexing import JobIndexing
from .resource import Resource


class JobSearching(Resource):
    """``client.job.searching``."""

    __slots__ = ()

    def list(
        self,
        board_keys: Sequence[str] | None = None,
        stage: str | None = None,
        page: int = 1,
        limit: int = 30,
        sort_by: str | None = "created_at",
        order_by: str | None = None,
        **filters: Any,
    ) -> Envelope:
        """Return jobs that match all ``filters``, under HrFlow's own names (Search jobs).

        Lists and objects among the filters travel as JSON. A search that is too long for a URL is
        posted.
        """
        query = {
            "board_keys": keys("board_keys", board_keys),
            "stage": stage,
            "limit": position("limit", limit),
            "page": position("page", page),
            "sort_by": sort_by,
            "order_by": order_by,
            **filters,
        }
        return self._send(lookup("jobs/searching", query))


class JobScoring(Resource):
    """``client.job.scoring``."""

    __slots__ = ()

    def list(
        self,
        board_keys: Sequence[str] | None = None,
        source_key: str | None = None,
        profile_key: str | None = None,
        use_agent: int | bool | None = None,
        agent_key: str | None = None,
        stage: str | None = None,
        page: int = 1,
        limit: int = 30,
        sort_by: str | None = "created_at",
        order_by: str | None = None,
        **filters: Any,
    ) -> Envelope:
        """Return jobs with their predictions for a profile (Score jobs for a profile).

        The profile is named by ``profile_key``, or by ``profile_reference`` among the filters,
        which also take today's ``algorithm_key`` and ``use_algorithm``.
        ``data.predictions[i][1]`` is the score of ``data.jobs[i]``, from 0 to 1.
        """
        identity(key=profile_key, reference=filters.get("profile_reference"))
        query = {
            "board_keys": keys("board_keys", board_keys),
            "source_key": text("source_key", source_key),
            "profile_key": optional_text("profile_key", profile_key),
            "use_agent": None if use_agent is None else int(use_agent),
            "agent_key": agent_key,
            "stage": stage,
            "limit": position("limit", limit),
            "page": position("page", page),
            "sort_by": sort_by,
            "order_by": order_by,
            **filters,
        }
        return self._send(lookup("jobs/scoring", query))


class JobEmbedding(Resource):
    """``client.job.embedding``."""

    __slots__ = ()

    def get(self, board_key: str, key: str | None = None, reference: str | None = None) -> Envelope:
        """Return the embedding of an indexed job; its form is not documented."""
        query = {
            "board_key": text("board_key", board_key),
            **identity(key=key, reference=reference),
        }
        return self._send(Call("GET", "job/embedding", query=query))


class Job:
    """``client.job``; ``storing`` is today's name of ``indexing``."""

    __slots__ = ("embedding", "indexing", "scoring", "searching", "storing")

    def __init__(self, send: Send) -> None:
        self.indexing = self.storing = JobIndexing(send)
        self.searching = JobSearching(send)
        self.scoring = JobScoring(send)
        self.embedding = JobEmbedding(send)
