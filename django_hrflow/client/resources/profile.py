"""Profiles: parse, look at, search and score them (HrFlow API reference, Profile)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_hrflow.client.protocol import Call, Envelope, Send, lookup
from django_hrflow.client.upload import File, Upload

from .arguments import identity, keys, optional_text, position, text
from .profile_indexing import ProfileIndexing
from .resource import ProfileResource, Resource


class ProfileParsing(ProfileResource):
    """``client.profile.parsing``."""

    __slots__ = ()

    def add_file(
        self,
        source_key: str,
        key: str | None = None,
        profile_file: File | None = None,
        profile_content_type: str | None = None,
        reference: str | None = None,
        created_at: str | None = None,
        labels: Sequence[Mapping[str, Any]] | None = None,
        tags: Sequence[Mapping[str, Any]] | None = None,
        metadatas: Sequence[Mapping[str, Any]] | None = None,
        sync_parsing: int | bool = 0,
        sync_parsing_indexing: int | bool = 1,
        webhook_parsing_sending: int | bool = 0,
        *,
        profile_file_name: str | None = None,
    ) -> Envelope:
        """Parse a résumé into a source (Parse a resume).

        ``profile_file`` is an open binary file, bytes, or a path. A file is read from where it
        stands, put back there, and not closed. The source decides between an answer with
        ``data.profile`` and a mere promise (202); ``sync_parsing`` asks for the former.
        """
        if profile_file is None:
            raise ValueError("profile_file is missing.")
        fields = {
            "source_key": text("source_key", source_key),
            "key": optional_text("key", key),
            "profile_content_type": profile_content_type,
            "reference": optional_text("reference", reference),
            "created_at": created_at,
            "labels": list(labels or ()),
            "tags": list(tags or ()),
            "metadatas": list(metadatas or ()),
            "sync_parsing": int(sync_parsing),
            "sync_parsing_indexing": int(sync_parsing_indexing),
            "webhook_parsing_sending": int(webhook_parsing_sending),
        }
        upload = Upload.of(profile_file, profile_file_name, profile_content_type)
        return self._send(Call("POST", "profile/parsing/file", fields=fields, file=upload))

    def get(
        self,
        source_key: str | None = None,
        key: str | None = None,
        reference: str | None = None,
        email: str | None = None,
    ) -> Envelope:
        """Return what was parsed out of a résumé (Get a resume parsing)."""
        who = identity(key=key, reference=reference, **{self._email_parameter: email})
        query = {"source_key": text("source_key", source_key), **who}
        return self._send(Call("GET", "profile/parsing", query=query))


class ProfileAttachment(ProfileResource):
    """``client.profile.attachment``."""

    __slots__ = ()

    def list(
        self,
        source_key: str,
        key: str | None = None,
        reference: str | None = None,
        email: str | None = None,
    ) -> Envelope:
        """Return the files of a profile (Get a profile's attachment list)."""
        who = identity(key=key, reference=reference, **{self._email_parameter: email})
        query = {"source_key": text("source_key", source_key), **who}
        return self._send(Call("GET", "profile/indexing/attachments", query=query))


class ProfileSearching(Resource):
    """``client.profile.searching``."""

    __slots__ = ()

    def list(
        self,
        source_keys: Sequence[str] | None = None,
        stage: str | None = None,
        page: int = 1,
        limit: int = 30,
        sort_by: str | None = "created_at",
        order_by: str | None = None,
        **filters: Any,
    ) -> Envelope:
        """Return profiles that match all ``filters``, under HrFlow's own names (Search profiles).

        Lists and objects among the filters travel as JSON. A search that is too long for a URL is
        posted.
        """
        query = {
            "source_keys": keys("source_keys", source_keys),
            "stage": stage,
            "limit": position("limit", limit),
            "page": position("page", page),
            "sort_by": sort_by,
            "order_by": order_by,
            **filters,
        }
        return self._send(lookup("profiles/searching", query))


class ProfileScoring(Resource):
    """``client.profile.scoring``."""

    __slots__ = ()

    def list(
        self,
        source_keys: Sequence[str] | None = None,
        board_key: str | None = None,
        job_key: str | None = None,
        use_agent: int | bool | None = 1,
        agent_key: str | None = None,
        stage: str | None = None,
        page: int = 1,
        limit: int = 30,
        sort_by: str | None = "created_at",
        order_by: str | None = None,
        **filters: Any,
    ) -> Envelope:
        """Return profiles with their predictions for a job (Score profiles for a job).

        The job is named by ``job_key``, or by ``job_reference`` among the filters, which also take
        today's ``algorithm_key`` and ``use_algorithm``. ``data.predictions[i][1]`` is the score of
        ``data.profiles[i]``, from 0 to 1.
        """
        identity(key=job_key, reference=filters.get("job_reference"))
        query = {
            "source_keys": keys("source_keys", source_keys),
            "board_key": text("board_key", board_key),
            "job_key": optional_text("job_key", job_key),
            "use_agent": None if use_agent is None else int(use_agent),
            "agent_key": agent_key,
            "stage": stage,
            "limit": position("limit", limit),
            "page": position("page", page),
            "sort_by": sort_by,
            "order_by": order_by,
            **filters,
        }
        return self._send(lookup("profiles/scoring", query))


class ProfileEmbedding(ProfileResource):
    """``client.profile.embedding``."""

    __slots__ = ()

    def get(
        self,
        source_key: str,
        key: str | None = None,
        reference: str | None = None,
        email: str | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> Envelope:
        """Return the embedding of an indexed profile; its form is not documented."""
        who = identity(key=key, reference=reference, **{self._email_parameter: email})
        query = {"source_key": text("source_key", source_key), **who, "fields": fields or None}
        return self._send(Call("GET", "profile/embedding", query=query))


class Profile:
    """``client.profile``; ``storing`` is today's name of ``indexing``."""

    __slots__ = (
        "attachment",
        "embedding",
        "indexing",
        "parsing",
        "scoring",
        "searching",
        "storing",
    )

    def __init__(self, send: Send, email_parameter: str) -> None:
        self.parsing = ProfileParsing(send, email_parameter)
        self.indexing = self.storing = ProfileIndexing(send, email_parameter)
        self.attachment = ProfileAttachment(send, email_parameter)
        self.searching = ProfileSearching(send)
        self.scoring = ProfileScoring(send)
        self.embedding = ProfileEmbedding(send, email_parameter)
