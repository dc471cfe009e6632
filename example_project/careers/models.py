"""Application: somebody applied for a job with a CV."""

import secrets

from django.db import models
from django.urls import reverse

from django_hrflow.models import Job, Resume


def new_token() -> str:
    """A name for a page that nobody can guess."""
    return secrets.token_urlsafe(24)


class Application(models.Model):
    """Who applied is in the CV; ``token`` is the key to the applicant's own page."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="applications")
    resume = models.ForeignKey(Resume, on_delete=models.CASCADE, related_name="applications")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    consent = models.BooleanField("may be considered for other jobs", default=False)
    emailed = models.BooleanField("the applicant was told by e-mail", default=False)
    note = models.TextField("what the recruiter should know", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["job", "resume"], name="careers_application_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resume.name} → {self.job}"

    def get_absolute_url(self) -> str:
        """The applicant's page."""
        return reverse("careers:application", args=[self.token])
