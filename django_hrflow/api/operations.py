"""What the OpenAPI document says of one method of one path."""

from dataclasses import dataclass
from typing import Any

__all__ = ["Operation"]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """``answer``, ``query`` and ``body`` are serializer classes; the first may be a plain schema.

    ``once``: the path honours ``Idempotency-Key``. ``media_types``: other forms of the answer than
    JSON, each with its schema.
    """

    id: str
    summary: str
    answer: Any
    status: int = 200
    query: Any = None
    body: Any = None
    once: bool = False
    media_types: tuple[tuple[str, dict[str, Any]], ...] = ()
    example: Any = None
    body_example: Any = None
