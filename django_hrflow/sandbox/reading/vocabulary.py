"""The word lists in ``data/``, read once."""

import json
from functools import cache
from importlib import resources
from typing import Any

from .cleaning import fold


@cache
def table(name: str) -> dict[str, Any]:
    """The JSON object in ``data/<name>.json``; treat it as read-only."""
    path = resources.files("django_hrflow.sandbox.reading").joinpath("data", f"{name}.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def words(*lists: str) -> frozenset[str]:
    """The folded words of the named lists of ``data/words.json``."""
    return frozenset(fold(word) for name in lists for word in table("words")[name].split())
