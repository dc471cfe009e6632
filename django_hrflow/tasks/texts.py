"""Tasks for texts and for webhooks: each gives the ``data`` of HrFlow's answer."""

from typing import Any

from celery import shared_task

from django_hrflow.services import texts as service
from django_hrflow.services import webhook_check
from django_hrflow.tasks.asking import AskTask

__all__ = ["check_webhook", "embed_item", "embed_text", "link_text", "parse_text", "reveal_text",
           "tag_text"]  # fmt: skip


@shared_task(name="hrflow.parse_text", base=AskTask)
def parse_text(
    text: str | None = None,
    texts: list[str] | None = None,
    workspace: str = "default",
    **options: Any,
) -> Any:
    """What a text, or each of several, names."""
    return service.parse(text, texts, workspace=workspace, **options)


@shared_task(name="hrflow.reveal_text", base=AskTask)
def reveal_text(text: str, workspace: str = "default") -> Any:
    """Skills that a text lets expect."""
    return service.reveal(text, workspace=workspace)


@shared_task(name="hrflow.embed_text", base=AskTask)
def embed_text(text: str, workspace: str = "default") -> Any:
    """The embedding of a text."""
    return service.embed(text, workspace=workspace)


@shared_task(name="hrflow.embed_item", base=AskTask)
def embed_item(
    item_type: str,
    item: dict[str, Any],
    return_sequences: bool = False,
    workspace: str = "default",
) -> Any:
    """The embedding of a profile or job that need not be stored anywhere."""
    return service.embed_item(item_type, item, return_sequences, workspace=workspace)


@shared_task(name="hrflow.link_text", base=AskTask)
def link_text(word: str, top_n: int = 5, workspace: str = "default") -> Any:
    """The nearest words."""
    return service.link(word, top_n, workspace=workspace)


@shared_task(name="hrflow.tag_text", base=AskTask)
def tag_text(
    algorithm_key: str,
    text: str | None = None,
    texts: list[str] | None = None,
    workspace: str = "default",
    **options: Any,
) -> Any:
    """The likeliest tags of a text, or of each of several."""
    return service.tag(algorithm_key, text, texts, workspace=workspace, **options)


@shared_task(name="hrflow.check_webhook", base=AskTask)
def check_webhook(url: str, type: str, workspace: str = "default") -> dict[str, Any]:  # noqa: A002  # HrFlow's name
    """Whether a webhook of this type is set up for a URL."""
    return webhook_check.check(workspace=workspace, url=url, type=type)
