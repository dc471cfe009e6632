"""Who may do what: signed in, with the model permissions of what is touched."""

from typing import TYPE_CHECKING, Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from django_hrflow.api.view import HrflowView

__all__ = ["HrflowPermission"]


class HrflowPermission(BasePermission):
    """Signed in, and every permission that the view names for the method.

    ``HRFLOW_API_PERMISSION`` names another class; ``view.permissions_for(method)`` tells it what
    would be asked here.
    """

    def has_permission(self, request: Request, view: "HrflowView") -> bool:  # type: ignore[override]
        """False for strangers and for users who lack one of the permissions."""
        user: Any = request.user
        if not (user and user.is_authenticated):
            return False
        return bool(user.has_perms(view.permissions_for(request.method or "GET")))
