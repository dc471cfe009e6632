"""What is done for an application outside the request."""

from celery import shared_task

from django_hrflow.models import Resume
from example_project.careers.letters import tell_read

__all__ = ["tell_of_known_cv"]


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5, ignore_result=True)
def tell_of_known_cv(resume_pk: int) -> None:
    """Tell the applicants with a CV that was read before: it fires no event again."""
    resume = Resume.objects.select_related("profile").get(pk=resume_pk)
    if resume.state == Resume.State.PARSED and resume.profile:
        tell_read(resume, resume.profile)
