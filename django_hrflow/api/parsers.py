"""Read request bodies strictly: whatever cannot be kept or passed on is a 400."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework import parsers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import DataAndFiles

from django_hrflow.api import jsontext

__all__ = ["JSONParser", "MultiPartParser"]


class JSONParser(parsers.JSONParser):
    """``application/json`` in UTF-8, whatever charset the header claims (RFC 8259)."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value; ParseError as in :func:`django_hrflow.api.jsontext.read`.

        RequestDataTooBig for more than ``DATA_UPLOAD_MAX_MEMORY_SIZE``, which older versions of
        Django REST framework don't look at.
        """
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read() if limit is None else stream.read(limit + 1)
        if limit is not None and len(body) > limit:
            raise RequestDataTooBig
        return jsontext.read(body)


class MultiPartParser(parsers.MultiPartParser):
    """``multipart/form-data`` whose names and texts are UTF-8 without NUL."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        """Texts and files; ParseError for malformed parts and unstorable texts."""
        context = {**(parser_context or {}), "encoding": "utf-8"}
        parsed: DataAndFiles[Any, Any] = super().parse(stream, media_type, context)
        try:
            for name, texts in parsed.data.lists():
                for text in (name, *texts):
                    jsontext.check_text(text)
        except ParseError:
            for _name, files in parsed.files.lists():  # no request knows them yet, to close them
                for file in files:
                    file.close()
            raise
        return parsed
