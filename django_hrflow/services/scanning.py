"""Show the project's scanner a file before it leaves the house."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from django_hrflow import conf

__all__ = ["FileRefused", "ScannerAway", "scan"]


class FileRefused(Exception):
    """The scanner has found something; the text says what."""


class ScannerAway(Exception):
    """The scanner did not answer: nobody knows about the file, so it must wait."""


def scan(file: "File[Any]") -> None:
    """Call what ``HRFLOW_FILE_SCANNER`` names with the open file, and leave that at its start.

    A scanner raises ValidationError for a file that must not be passed on; every other exception
    means that it could not look.
    """
    dotted = conf.options().file_scanner
    if dotted is None:
        return
    try:
        import_string(dotted)(file)
    except ValidationError as error:
        found = " ".join(error.messages)
        raise FileRefused(_("The scanner refuses the file: %(found)s") % {"found": found}) from None
    except Exception as error:
        raise ScannerAway(type(error).__name__) from error
    file.seek(0)
