"""The careers site at the root, the admin, and django-hrflow under ``/hrflow/``."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

ICON = f"/{settings.STATIC_URL.strip('/')}/careers/mark.svg"

urlpatterns = [
    path("", include("example_project.careers.urls")),
    # Browsers ask for it on pages that name no icon, such as the admin's.
    path(
        "favicon.ico",
        RedirectView.as_view(url=ICON),
    ),
    path("admin/", admin.site.urls),
    path("hrflow/", include("django_hrflow.urls")),
]
