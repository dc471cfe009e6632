"""Connects the receivers, as a project would."""

from django.apps import AppConfig


class RecorderConfig(AppConfig):
    name = "tests.recorder"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from tests.recorder import receivers  # noqa: F401
