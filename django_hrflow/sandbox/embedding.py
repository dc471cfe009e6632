"""Vectors of texts: alike texts are near, the same text always has the same vector.

Words and the pieces of words are hashed into buckets, and the bag of buckets is projected by a
fixed matrix of random signs (Johnson and Lindenstrauss), so that cosines survive. No model.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from io import BytesIO
from math import log1p
from typing import TYPE_CHECKING, Any
from zlib import crc32

from .answers import Json
from .objects import job_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DOCUMENT_WIDTH = 1024  # of document/embedding, as big-endian float32
TEXT_WIDTH = 2048  # of text/embedding, as JSON numbers
_BUCKETS = 4096
_WORD = re.compile(r"[^\W_]+[+#]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def embed(texts: list[str], width: int) -> Vectors:
    """A row of ``width`` float32 per text, each of length 1; without words, all zeros."""
    import numpy as np

    signs = _signs(width)
    vectors = np.zeros((len(texts), width), dtype=np.float32)
    for row, text in enumerate(texts):
        features = _features(text)
        if features:
            buckets = [crc32(feature.encode()) % _BUCKETS for feature in features]
            weights = np.array(list(features.values()), dtype=np.float32)
            vectors[row] = weights @ signs[buckets].astype(np.float32)
            vectors[row] /= np.linalg.norm(vectors[row])
    return vectors


def _features(text: str) -> dict[str, float]:
    """Words, and their pieces of three letters at a third of the weight."""
    plain = unicodedata.normalize("NFKD", text)
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    counts: dict[str, float] = {}
    for word in _WORD.findall(folded):
        counts[word] = counts.get(word, 0) + 1
        padded = f"<{word}>"
        for start in range(len(padded) - 2):
            piece = "#" + padded[start : start + 3]
            counts[piece] = counts.get(piece, 0) + 1 / 3
    return {feature: log1p(count) for feature, count in counts.items()}


@cache
def _signs(width: int) -> NDArray[np.int8]:
    """The projection: +1 and -1, from a bit stream that numpy promises never to change."""
    import numpy as np

    raw = np.random.PCG64(20200722).random_raw(_BUCKETS * width // 64)
    bits = np.unpackbits(raw.astype("<u8").view(np.uint8))
    return (bits.astype(np.int8) * 2 - 1).reshape(_BUCKETS, width)


def item_text(item: Json) -> str:
    """The text of a profile or a job for its vector; fields may be missing."""
    if "info" in item or "text" in item:
        info = item.get("info") or {}
        parts: list[Any] = [info.get("summary"), item.get("text")]
        for section in [*(item.get("experiences") or []), *(item.get("educations") or [])]:
            parts += [section.get("title"), section.get("description")]
    else:
        empty = dict.fromkeys(("name", "summary", "culture", "benefits", "responsibilities"))
        empty |= dict.fromkeys(("requirements", "interviews"))
        parts = job_texts({**empty, **item, "sections": item.get("sections") or []})
    parts += [skill.get("name") for skill in item.get("skills") or []]
    return "\n".join(part for part in parts if isinstance(part, str))


def sentences(text: str) -> list[str]:
    """The sentences of a text, at least one."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()] or [""]


def npy(vectors: Vectors) -> bytes:
    """The vectors as a NumPy file."""
    import numpy as np

    buffer = BytesIO()
    np.save(buffer, vectors, allow_pickle=False)
    return buffer.getvalue()
