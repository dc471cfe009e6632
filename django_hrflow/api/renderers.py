"""Write answers: JSON, problem documents, vectors; and choose among them by ``Accept`` alone."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from rest_framework import negotiation, renderers

__all__ = ["Float32Renderer", "JSONRenderer", "Negotiation", "ProblemRenderer", "ZipRenderer"]


class JSONRenderer(renderers.JSONRenderer):
    """Compact JSON in UTF-8, whatever the project's settings say."""

    compact = True
    strict = True
    ensure_ascii = False


class ProblemRenderer(JSONRenderer):
    """Problem details (RFC 9457)."""

    media_type = "application/problem+json"
    format = "problem"


class Float32Renderer(renderers.BaseRenderer):
    """Vectors as bytes: float32, little-endian, row after row."""

    media_type = "application/octet-stream"
    format = "float32"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The bytes as they are: the view made them."""
        return bytes(data or b"")


class ZipRenderer(renderers.BaseRenderer):
    """Names the media type of an archive, which the view writes by itself."""

    media_type = "application/zip"
    format = "zip"
    charset = None
    render_style = "binary"


class Negotiation(negotiation.DefaultContentNegotiation):
    """Without the query parameter that the project may have named for choosing a format."""

    settings: Any = SimpleNamespace(URL_FORMAT_OVERRIDE=None)
