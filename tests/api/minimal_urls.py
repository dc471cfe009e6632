"""The app under another prefix."""

from django.urls import include, path

urlpatterns = [path("x/", include("django_hrflow.urls"))]
