"""HrFlow.ai for Django: ``INSTALLED_APPS += ["django_hrflow"]``.

The root stays free of Django, so that ``django_hrflow.client`` works without it; ``workspaces`` is
looked up on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["workspaces"]

if TYPE_CHECKING:
    from django_hrflow.connections import workspaces


def __getattr__(name: str) -> Any:
    if name == "workspaces":
        return import_module("django_hrflow.connections").workspaces
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
