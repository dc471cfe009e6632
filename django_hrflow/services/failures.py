"""Tell where something failed without telling about whom: an error's text may name a person."""

import traceback

__all__ = ["where"]


def where(error: Exception) -> str:
    """The kind of an error and the line that raised it: ``ValueError at /srv/receivers.py:7``."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return type(error).__name__ + (f" at {last.filename}:{last.lineno}" if last else "")
