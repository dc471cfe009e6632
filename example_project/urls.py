"""The careers site at the root, the admin, and django-hrflow under ``/hrflow/``."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("example_project.careers.urls")),
    path("admin/", admin.site.urls),
    path("hrflow/", include("django_hrflow.urls")),
]
