"""Tell English text from French."""

import re

from .cleaning import fold
from .vocabulary import words

_ENOUGH = 3000  # words


def detect(text: str) -> str | None:
    """``en``, ``fr``, or None when nothing speaks for either."""
    found = re.findall(r"[^\W\d_]+", fold(text))[:_ENOUGH]
    french = sum(word in words("frequent_french") for word in found)
    english = sum(word in words("frequent_english") for word in found)
    if french == english:
        return "en" if found and french else None
    return "fr" if french > english else "en"
