"""Texts: parse, reveal, embed, link, tag. Nothing is kept; each gives the answer's ``data``.

HrFlow renamed its ``document/…`` endpoints to ``text/…``. Where today's name is not there, the
older one is asked as far as it can do the same.
"""

from collections.abc import Mapping
from typing import Any

from django_hrflow.client import NotFound
from django_hrflow.connections import workspaces
from django_hrflow.services.arguments import checked

__all__ = ["embed", "embed_item", "link", "parse", "reveal", "tag"]


def parse(
    text: str | None = None,
    texts: list[str] | None = None,
    *,
    workspace: str = "default",
    **options: Any,
) -> Any:
    """What a text names: an object with ``entities`` and ``parsing``; a list of them for texts.

    ``options`` go to HrFlow as they are, such as ``output_object="profile"``. The older endpoint
    takes one text without options, and gives its entities as ``ents``.
    """
    client = workspaces[workspace]
    with checked():
        try:
            answer = client.text.parsing.post(text=text, texts=texts, **options)
        except NotFound:
            if text is None or options:
                raise
            answer = client.document.parsing.post(text=text)
    return answer.get("data")


def reveal(text: str, *, workspace: str = "default") -> Any:
    """Skills that a text lets expect: pairs of name and score (0 to 1), best first."""
    with checked():
        return workspaces[workspace].document.revealing.post(text=text).get("data")


def embed(text: str, *, workspace: str = "default") -> Any:
    """The embedding of a text: a list of objects with ``embedding``, a list of numbers."""
    with checked():
        return workspaces[workspace].text.embedding.post(text=text).get("data")


def embed_item(
    item_type: str,
    item: Mapping[str, Any],
    return_sequences: bool = False,
    *,
    workspace: str = "default",
) -> Any:
    """The embedding of a profile or job in HR-JSON: base64 of big-endian float32, rows of 1024."""
    with checked():
        answer = workspaces[workspace].document.embedding.post(
            item_type=item_type, item=item, return_sequences=return_sequences
        )
    return answer.get("data")


def link(word: str, top_n: int = 5, *, workspace: str = "default") -> Any:
    """The nearest words: pairs of word and score (0 to 1), best first."""
    client = workspaces[workspace]
    with checked():
        try:
            answer = client.text.linking.post(word=word, top_n=top_n)
        except NotFound:
            answer = client.document.linking.post(text=word, top_n=top_n)
    return answer.get("data")


def tag(
    algorithm_key: str,
    text: str | None = None,
    texts: list[str] | None = None,
    *,
    workspace: str = "default",
    **options: Any,
) -> Any:
    """The likeliest tags: ``{"ids", "tags", "predictions"}``; a list of them for texts.

    ``options`` are HrFlow's ``context``, ``labels``, ``top_n`` and ``output_lang``.
    """
    with checked():
        answer = workspaces[workspace].text.tagging.post(
            algorithm_key=algorithm_key, text=text, texts=texts, **options
        )
    return answer.get("data")
