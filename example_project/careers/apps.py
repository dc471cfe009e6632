"""The app: connects its receivers to HrFlow's events."""

from django.apps import AppConfig


class CareersConfig(AppConfig):
    """``INSTALLED_APPS += ["example_project.careers"]``."""

    name = "example_project.careers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Receivers are connected when their module is imported."""
        from example_project.careers import receivers  # noqa: F401
