"""A stand-in for the HrFlow.ai API, for development and tests: no account, no network.

``python -m django_hrflow.sandbox`` runs it as a command; ``Sandbox`` runs it inside a test.
Importing this package costs next to nothing: the server is imported when ``Sandbox`` is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .defaults import (
    CAREERS_SOURCE_KEY,
    DEFAULT_API_SECRET,
    DEFAULT_PORT,
    DEFAULT_WEBHOOK_SECRET,
    MAIN_BOARD_KEY,
    REALTIME_SOURCE_KEY,
)

if TYPE_CHECKING:
    from .sandbox import Sandbox

__all__ = [
    "CAREERS_SOURCE_KEY",
    "DEFAULT_API_SECRET",
    "DEFAULT_PORT",
    "DEFAULT_WEBHOOK_SECRET",
    "MAIN_BOARD_KEY",
    "REALTIME_SOURCE_KEY",
    "Sandbox",
]


def __getattr__(name: str) -> Any:
    if name == "Sandbox":
        return import_module(".sandbox", __name__).Sandbox
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
