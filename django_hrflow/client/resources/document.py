"""Texts and items as the document endpoints take them (HrFlow API reference, 2021 edition)."""

from collections.abc import Mapping
from typing import Any

from django_hrflow.client.protocol import Call, Envelope, Send

from .arguments import content
from .arguments import item as json_object
from .resource import Resource


class DocumentParsing(Resource):
    """``client.document.parsing``."""

    __slots__ = ()

    def post(self, text: str) -> Envelope:
        """Return what a text names: persons, skills, dates … (Parse a raw text)."""
        body = {"text": content("text", text)}
        return self._send(Call("POST", "document/parsing", json=body, reads=True))


class DocumentRevealing(Resource):
    """``client.document.revealing``."""

    __slots__ = ()

    def post(self, text: str) -> Envelope:
        """Return skills that a text lets expect, as pairs of name and score (Reveal skills)."""
        body = {"text": content("text", text)}
        return self._send(Call("POST", "document/revealing", json=body, reads=True))


class DocumentEmbedding(Resource):
    """``client.document.embedding``."""

    __slots__ = ()

    def post(
        self, item_type: str, item: Mapping[str, Any], return_sequences: bool = False
    ) -> Envelope:
        """Return the embedding of a profile or a job as base64 (Item embedding).

        ``embedding.decode`` makes an array of ``data``.
        """
        if item_type not in ("profile", "job"):
            raise ValueError(f'item_type must be "profile" or "job", not {item_type!r}.')
        body = {
            "item_type": item_type,
            "item": json_object("item", item),
            "return_sequences": bool(return_sequences),
        }
        return self._send(Call("POST", "document/embedding", json=body, reads=True))


class DocumentLinking(Resource):
    """``client.document.linking``."""

    __slots__ = ()

    def post(self, text: str, top_n: int = 5) -> Envelope:
        """Return the ``top_n`` nearest words, as pairs of word and score (Text linking)."""
        body = {"text": content("text", text), "top_n": top_n}
        return self._send(Call("POST", "document/linking", json=body, reads=True))


class Document:
    """``client.document``; ``client.text`` is what HrFlow made of it in 2023."""

    __slots__ = ("embedding", "linking", "parsing", "revealing")

    def __init__(self, send: Send) -> None:
        self.parsing = DocumentParsing(send)
        self.revealing = DocumentRevealing(send)
        self.embedding = DocumentEmbedding(send)
        self.linking = DocumentLinking(send)
