"""What this project does when HrFlow has read a CV, or could not."""

from typing import Any

from django.dispatch import receiver

from django_hrflow.models import Event, Resume
from django_hrflow.signals import erasing, events
from example_project.careers.letters import tell_read, tell_unread
from example_project.careers.models import Application


@receiver(events["profile.parsing.success"])
def tell_applicant(sender: Any, event: Event, **kwargs: Any) -> None:
    """The applicant learns that the CV was read."""
    if event.resume and event.profile:
        tell_read(event.resume, event.profile)


@receiver(events["profile.parsing.error"])
def ask_for_another_file(sender: Any, event: Event, **kwargs: Any) -> None:
    """The applicant learns that another file is needed."""
    if event.resume:
        tell_unread(event.resume)


@receiver(erasing)
def forget_applications(sender: Any, resumes: list[Resume], **kwargs: Any) -> None:
    """Whoever is erased has applied for nothing; the notes about them go too."""
    Application.objects.filter(resume__in=resumes).delete()
