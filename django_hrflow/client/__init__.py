"""Speak HrFlow's API, without Django: ``from django_hrflow.client import Hrflow, HrflowError``."""

from .errors import (
    AlreadyUsed,
    BadRequest,
    ConnectionFailed,
    ConnectionLost,
    FileTooLarge,
    Forbidden,
    HrflowError,
    InvalidResponse,
    NotFound,
    Outcome,
    QuotaExceeded,
    RateLimited,
    Redirected,
    ServerError,
    Timeout,
    Unauthorized,
    UnsupportedFile,
    ValidationFailed,
)
from .hrflow import API_URL, Hrflow
from .protocol import Answer, Call, Envelope
from .secret import Secret
from .transport import Transport

__all__ = [
    "API_URL",
    "AlreadyUsed",
    "Answer",
    "BadRequest",
    "Call",
    "ConnectionFailed",
    "ConnectionLost",
    "Envelope",
    "FileTooLarge",
    "Forbidden",
    "Hrflow",
    "HrflowError",
    "InvalidResponse",
    "NotFound",
    "Outcome",
    "QuotaExceeded",
    "RateLimited",
    "Redirected",
    "Secret",
    "ServerError",
    "Timeout",
    "Transport",
    "Unauthorized",
    "UnsupportedFile",
    "ValidationFailed",
]
