"""Texts as today's endpoints take them (HrFlow API reference, Text)."""

from collections.abc import Sequence
from typing import Any

from django_hrflow.client.protocol import Call, Envelope, Send

from .arguments import content, one_or_several
from .arguments import text as required_text
from .resource import Resource


class TextParsing(Resource):
    """``client.text.parsing``."""

    __slots__ = ()

    def post(
        self, text: str | None = None, texts: Sequence[str] | None = None, **options: Any
    ) -> Envelope:
        """Return what a text, or each of fewer than 32 texts, names (Parse a raw text).

        ``data`` is an object for ``text`` and a list for ``texts``. Options go out as they are,
        such as ``parsing_model`` and ``output_object``.
        """
        body = {**one_or_several(text, texts), **options}
        return self._send(Call("POST", "text/parsing", json=body, reads=True))


class TextLinking(Resource):
    """``client.text.linking``."""

    __slots__ = ()

    def post(self, word: str, top_n: int = 5) -> Envelope:
        """Return the ``top_n`` nearest words, as pairs of word and score (Text linking)."""
        body = {"word": content("word", word), "top_n": top_n}
        return self._send(Call("POST", "text/linking", json=body, reads=True))


class TextEmbedding(Resource):
    """``client.text.embedding``."""

    __slots__ = ()

    def post(self, text: str) -> Envelope:
        """Return the embedding of a text as a list of numbers (Text embedding).

        ``embedding.decode`` makes an array of ``data``.
        """
        body = {"text": content("text", text)}
        return self._send(Call("POST", "text/embedding", json=body, reads=True))


class TextTagging(Resource):
    """``client.text.tagging``."""

    __slots__ = ()

    def post(
        self,
        algorithm_key: str,
        text: str | None = None,
        texts: Sequence[str] | None = None,
        context: str | None = None,
        labels: Sequence[str] | None = None,
        top_n: int | None = 1,
        output_lang: str | None = "en",
    ) -> Envelope:
        """Return the likeliest tags of a text, or of each of several (Tag a text)."""
        body = {
            "algorithm_key": required_text("algorithm_key", algorithm_key),
            "context": context,
            "labels": labels,
            "output_lang": output_lang,
            "top_n": top_n,
            **one_or_several(text, texts),
        }
        return self._send(Call("POST", "text/tagging", json=body, reads=True))


class Text:
    """``client.text``."""

    __slots__ = ("embedding", "linking", "parsing", "tagging")

    def __init__(self, send: Send) -> None:
        self.parsing = TextParsing(send)
        self.linking = TextLinking(send)
        self.embedding = TextEmbedding(send)
        self.tagging = TextTagging(send)
