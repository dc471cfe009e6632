"""Receive the files of a request with a limit, and leave nothing behind when a process dies.

Django bounds the number of files and the rest of a form, but not what a file weighs.
"""

from collections.abc import Callable
from functools import wraps
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from django_hrflow import conf

__all__ = ["CVUploadHandler", "bound", "bounded_uploads"]


class CVUploadHandler(FileUploadHandler):
    """Keeps a file in memory, or in a temporary file without a name where it is larger.

    Of a file over ``HRFLOW_MAX_FILE_SIZE`` no more is kept than shows that it is. The rest is read
    and dropped, so that the reason gets through and the other files are taken; a file of more than
    twice the limit ends the request.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.limit = conf.options().max_file_size
        self.file: Any = SpooledTemporaryFile(  # noqa: SIM115  # closed with the request
            settings.FILE_UPLOAD_MAX_MEMORY_SIZE or 1, dir=settings.FILE_UPLOAD_TEMP_DIR
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, drop it, or end the request with RequestDataTooBig."""
        if start > 2 * self.limit:
            self.file.close()
            raise RequestDataTooBig("A file is far larger than HRFLOW_MAX_FILE_SIZE.")
        if self.file.tell() <= self.limit:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file, as far as it was kept."""
        size = self.file.tell()
        self.file.seek(0)
        return UploadedFile(
            self.file, self.file_name, self.content_type, size, self.charset,
            self.content_type_extra,
        )  # fmt: skip

    def upload_interrupted(self) -> None:
        """Nobody will ask for it."""
        self.file.close()


def bound(request: HttpRequest) -> None:
    """Receive this request's files with the handler, unless they have been received already."""
    if not hasattr(request, "_files"):
        request.upload_handlers = [CVUploadHandler(request)]


def bounded_uploads(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a view that takes CVs. CSRF is checked as ever, only later: it reads the form."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def received(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        bound(request)
        try:
            return protected(request, *args, **kwargs)
        except RequestDataTooBig:
            return HttpResponse(_("The file is too large."), status=413, content_type="text/plain")

    return received
