"""Say what an error means for a CV: what it left behind, and why the row stands where it stands."""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from django_hrflow.client import HrflowError, Outcome
from django_hrflow.services.scanning import FileRefused, ScannerAway

__all__ = ["code_of", "outcome_of", "reason_of"]

logger = logging.getLogger("django_hrflow.resumes")


def outcome_of(error: Exception) -> Outcome:
    """What it left behind at HrFlow; unknown for what nobody foresaw."""
    if isinstance(error, HrflowError):
        return error.outcome
    if isinstance(error, ImproperlyConfigured):
        return Outcome.HELD
    if isinstance(error, FileNotFoundError | FileRefused):
        return Outcome.REJECTED
    if isinstance(error, ScannerAway):
        return Outcome.REFUSED
    return Outcome.UNKNOWN


def code_of(error: Exception) -> str:
    """The kind of error, in one word of the code's."""
    return type(error).__name__


def reason_of(error: Exception) -> str:
    """What happened, in a sentence for a person; never the text of an error that is not ours."""
    if isinstance(error, HrflowError | ImproperlyConfigured | FileRefused):
        return str(error)
    if isinstance(error, ScannerAway):
        logger.error("the scanner of files is away: %s", error)
        return _("The scanner of files cannot be reached. The CV waits for it.")
    if isinstance(error, FileNotFoundError):
        return _("The file is no longer in the storage. Upload the CV again.")
    logger.error("sending a CV failed unexpectedly: %s", code_of(error))
    return _("Sending failed unexpectedly (%(error)s). It is looked up and tried again.") % {
        "error": code_of(error)
    }
