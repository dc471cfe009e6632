"""Take an application in: the CV through the gate of django-hrflow, the row beside it."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from django_hrflow import tasks
from django_hrflow.models import Job, Source
from django_hrflow.services import resumes
from example_project.careers.models import Application
from example_project.careers.tasks import tell_of_known_cv

__all__ = ["apply", "source_of_applications"]


def source_of_applications() -> Source | None:
    """Where CVs go: the source that the settings name, else the first one; None for none."""
    sources: QuerySet[Any] = Source.objects.active().slim()
    found: Source | None = sources.filter(key=settings.CAREERS_SOURCE_KEY).first()
    if found is None:
        found = sources.order_by("pk").first()
    return found


def apply(
    job: Job, cv: "UploadedFile[Any]", source: Source, consent: bool, user: Any = None
) -> Application:
    """The application with this CV for this job; the same one if it was made before.

    Raises ValidationError, with nothing stored, for a file that cannot be taken.
    """
    with transaction.atomic():  # no worker sees the CV before the application is there
        accepted = resumes.accept(cv, source=source, uploaded_by=user)
        application, _made = Application.objects.get_or_create(
            job=job, resume=accepted.resume, defaults={"consent": consent}
        )
        task = tasks.parse_resume if accepted.new else tell_of_known_cv
        tasks.enqueue(task, accepted.resume.pk)
    return application
