"""The e-mails to applicants; each is sent once."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from django_hrflow.models import Profile, Resume
from example_project.careers.models import Application

__all__ = ["tell_read", "tell_unread"]

NO_ADDRESS = "No e-mail address is known, so the applicant was not told."


def tell_read(resume: Resume, profile: Profile) -> None:
    """*We have read your CV*, for each application with it that was not told yet."""
    for application in _untold(resume):
        _tell(application, profile.email, "read", {"profile": profile})


def tell_unread(resume: Resume) -> None:
    """*We could not read your CV*, if an account tells an address; a note in any case."""
    address = resume.uploaded_by.email if resume.uploaded_by else ""
    for application in _untold(resume):
        application.note = f"The CV could not be read: {resume.reason}"
        application.save(update_fields=["note"])
        _tell(application, address, "unread", {})


def _untold(resume: Resume) -> list[Application]:
    waiting = Application.objects.filter(resume=resume, emailed=False)
    return list(waiting.select_related("job"))


def _tell(application: Application, address: str, letter: str, context: dict[str, object]) -> None:
    """Send the letter and remember that; both or neither, and never twice at the same moment."""
    if not address:
        application.note = f"{application.note} {NO_ADDRESS}".strip()
        application.save(update_fields=["note"])
        return
    with transaction.atomic():
        mine = Application.objects.filter(pk=application.pk, emailed=False).update(emailed=True)
        if mine:
            text = render_to_string(
                f"careers/letters/{letter}.txt", {"application": application, **context}
            )
            subject, _blank, body = text.partition("\n\n")
            send_mail(subject.strip(), body, None, [address])
