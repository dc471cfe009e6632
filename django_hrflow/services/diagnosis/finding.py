"""What an examination finds."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Status", "bad", "good", "odd"]


class Status(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """One thing, how it stands, what was found, and what to do where something is wrong."""

    name: str
    status: Status
    message: str
    fix: str = ""


def good(name: str, message: str) -> Finding:
    """As it should be."""
    return Finding(name, Status.OK, message)


def odd(name: str, message: str, fix: str) -> Finding:
    """It works, but perhaps not as it is meant."""
    return Finding(name, Status.WARNING, message, fix)


def bad(name: str, message: str, fix: str) -> Finding:
    """It does not work."""
    return Finding(name, Status.FAILED, message, fix)
