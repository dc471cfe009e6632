"""Where a running project writes, each into files of its own below ``SECRECY_FOLDER``."""

import logging
import os
from contextlib import contextmanager
from pathlib import Path

from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter
from sentry_sdk.transport import Transport


def write(sink, text):
    """Append to this process's file of a sink: others write at the same moment."""
    folder = Path(os.environ["SECRECY_FOLDER"]) / sink
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / str(os.getpid())).open("ab") as file:
        file.write(text.encode() if isinstance(text, str) else text)


@contextmanager
def unlogged():
    """Django logs each variable that the template of the page lacks, with all that it has.

    A project renders either the page, with DEBUG, or none; so the log does not show that.
    """
    logging.getLogger("django.template").setLevel(logging.ERROR)
    try:
        yield
    finally:
        logging.getLogger("django.template").setLevel(logging.DEBUG)


class Captured(Transport):
    """Sentry's events, written instead of sent."""

    def capture_envelope(self, envelope):
        write("sentry", envelope.serialize() + b"\n")


class Unfiltered(SafeExceptionReporterFilter):
    """As with DEBUG: no variable is hidden, settings and headers still are."""

    def is_active(self, request):
        return False


class DebugPage(logging.Handler):
    """The page that Django shows with DEBUG, of every error that is logged with its traceback."""

    def emit(self, record):
        if record.exc_info and record.exc_info[1]:
            reporter = ExceptionReporter(getattr(record, "request", None), *record.exc_info)
            reporter.filter = Unfiltered()
            with unlogged():
                write("debug page", reporter.get_traceback_html())


class AdminMail(AdminEmailHandler):
    """Mail to the admins: the text that is the default, and the HTML that is a choice."""

    def __init__(self):
        super().__init__(include_html=True)

    def emit(self, record):
        with unlogged():
            super().emit(record)

    def send_mail(self, subject, message, *args, html_message=None, **kwargs):
        write("admin mail", f"{subject}\n{message}\n")
        write("admin mail in HTML", html_message or "")


class File(logging.Handler):
    """Log lines in a sink's files."""

    def __init__(self, sink):
        super().__init__()
        self.sink = sink

    def emit(self, record):
        write(self.sink, self.format(record) + "\n")
