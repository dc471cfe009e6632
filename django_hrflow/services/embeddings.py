"""Embeddings of profiles and jobs: asked of HrFlow once, kept as little-endian float32."""

from typing import Any

from django.utils import timezone

from django_hrflow.client import InvalidResponse, NotFound
from django_hrflow.client.embedding import decode
from django_hrflow.connections import workspaces
from django_hrflow.models import Embedding
from django_hrflow.services.arguments import checked
from django_hrflow.services.kinds import JOBS, Kind

__all__ = ["as_json", "embed"]

#: HrFlow does not name the model, so the endpoint stands for it: the two give other dimensions.
OF_THE_ITEM, OF_ITS_TEXT = "document/embedding", "text/embedding"
#: The texts of a job, in the order of reading (HrFlow API reference, The Job Object).
JOB_TEXTS = ("name", "summary", "culture", "responsibilities", "requirements", "benefits")


def embed(kind: Kind, row: Any, *, refresh: bool = False) -> Embedding:
    """The embedding of a row, asked of HrFlow only where it is new, stale or to be refreshed."""
    stored = Embedding.objects.filter(**{kind.name: row}).first()
    if stored and not refresh and stored.content_hash == row.content_hash:
        return stored
    model, data = _ask(kind, row)
    try:
        vectors = decode(data)
    except ValueError as error:
        raise InvalidResponse(str(error), call=f"POST {model}") from None
    values = {
        "vectors": vectors.astype("<f4", copy=False).tobytes(),
        "dimension": vectors.shape[1],
        "model": model,
        "content_hash": row.content_hash,
        "created_at": timezone.now(),
    }
    made, _new = Embedding.objects.update_or_create(**{kind.name: row}, defaults=values)
    return made


def _ask(kind: Kind, row: Any) -> tuple[str, Any]:
    """Which endpoint answered, and its data; where HrFlow embeds no items, the text is embedded."""
    client = workspaces[row.workspace]
    try:
        with checked():
            answer = client.document.embedding.post(item_type=kind.name, item=row.payload)
        return OF_THE_ITEM, answer.get("data")
    except NotFound:
        text = _text(kind, row)
        if not text:
            raise
    with checked():
        return OF_ITS_TEXT, client.text.embedding.post(text=text).get("data")


def _text(kind: Kind, row: Any) -> str:
    if kind is not JOBS:
        return str(row.text("text"))
    texts = [row.text(name) for name in JOB_TEXTS]
    texts += [str(each.get("description") or "") for each in row.items("sections")]
    return "\n\n".join(each for each in texts if each)


def as_json(embedding: Embedding) -> dict[str, Any]:
    """``{"model", "dimension", "created_at", "embedding"}``, the last a list of vectors."""
    return {
        "model": embedding.model,
        "dimension": embedding.dimension,
        "created_at": embedding.created_at.isoformat(),
        "embedding": embedding.array().tolist(),
    }
