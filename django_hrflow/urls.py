"""``path("hrflow/", include("django_hrflow.urls"))``."""

from django.urls import include, path

from django_hrflow.downloads import ResumeFileView
from django_hrflow.health import HealthView
from django_hrflow.views import WebhookView

app_name = "hrflow"

# With and without the final slash: a redirected POST loses its body.
urlpatterns = [
    path("webhook", WebhookView.as_view()),
    path("webhook/", WebhookView.as_view(), name="webhook"),
    path("webhook/<str:alias>", WebhookView.as_view()),
    path("webhook/<str:alias>/", WebhookView.as_view(), name="webhook-alias"),
    path("resumes/<int:pk>/file/", ResumeFileView.as_view(), name="resume-file"),
    path("health/", HealthView.as_view(), name="health"),
    path("api/", include("django_hrflow.api.urls")),
]
