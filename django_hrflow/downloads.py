"""Hand out the file of a CV to those who may open it, and note who did."""

import logging
from mimetypes import guess_type
from pathlib import PurePosixPath

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.generic import View

from django_hrflow.adapter import adapter, visible
from django_hrflow.models import Resume

__all__ = ["ResumeFileView"]

logger = logging.getLogger("django_hrflow.audit")

#: A CV comes from a stranger: it is saved, never shown within the site, and kept by no cache.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


class ResumeFileView(PermissionRequiredMixin, View):
    """``GET resumes/<pk>/file/``: the file as a download under the name that it came with.

    Strangers are sent to the sign-in, users without ``django_hrflow.view_resume_file`` get 403, and
    CVs that the adapter does not let the request see, or whose file is gone, are 404.
    """

    http_method_names = ["get", "head", "options"]
    permission_required = "django_hrflow.view_resume_file"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Stream the file."""
        resume: Resume = get_object_or_404(visible(request, Resume.objects.all()), pk=pk)
        try:
            if not resume.file:
                raise FileNotFoundError
            response = adapter().get_file_response(request, resume)
        except FileNotFoundError:
            raise Http404("The file of this CV is gone.") from None
        logger.info("resume file opened: %s by user %s", resume.pk, request.user.pk)
        label = _label(resume)
        response["Content-Disposition"] = content_disposition_header(True, label)
        response["Content-Type"] = guess_type(label)[0] or "application/octet-stream"
        for name, value in HEADERS.items():
            response[name] = value
        return response


def _label(resume: Resume) -> str:
    """The name to save it under; that of the stored file says nothing but its kind."""
    stored = resume.file.name or ""
    return PurePosixPath(resume.name).name or f"cv-{resume.pk}{PurePosixPath(stored).suffix}"
