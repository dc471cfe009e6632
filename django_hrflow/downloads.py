"""Hand out the file of a CV to those who may open it, and note who did."""

import logging
from pathlib import PurePosixPath

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import View

from django_hrflow.adapter import visible
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

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Stream the file."""
        resume: Resume = get_object_or_404(visible(request, Resume.objects.all()), pk=pk)
        try:
            file = resume.file.open("rb") if resume.file else None
        except FileNotFoundError:
            file = None
        if file is None:
            raise Http404("The file of this CV is gone.")
        logger.info("resume file opened: %s by user %s", resume.pk, request.user.pk)
        return FileResponse(file, as_attachment=True, filename=_label(resume), headers=HEADERS)


def _label(resume: Resume) -> str:
    """The name to save it under; that of the stored file says nothing but its kind."""
    stored = resume.file.name or ""
    return resume.name or f"cv-{resume.pk}{PurePosixPath(stored).suffix}"
