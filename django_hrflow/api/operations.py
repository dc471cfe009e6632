"""What the OpenAPI document says of one method of one path."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Operation"]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """``answer``, ``query`` and ``body`` are serializer classes; the first may be a plain schema.

    ``mirrored``: the mirror answers, where a view asks HrFlow by its other methods. ``once``: the
    path honours ``Idempotency-Key``. ``media_types``: other forms of the answer than JSON, each
    with its schema. ``links``: operations that the answer leads to, with the parameters that it
    gives them as runtime expressions.
    """

    id: str
    summary: str
    answer: Any
    status: int = 200
    query: Any = None
    body: Any = None
    mirrored: bool = False
    once: bool = False
    media_types: tuple[tuple[str, dict[str, Any]], ...] = ()
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    example: Any = None
    body_example: Any = None
