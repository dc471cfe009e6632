"""The app: connects the system checks; nothing else happens at start."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class DjangoHrflowConfig(AppConfig):
    """``INSTALLED_APPS += ["django_hrflow"]``."""

    name = "django_hrflow"
    verbose_name = _("HrFlow")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks."""
        from django_hrflow.checks import check_settings

        checks.register(check_settings)
