"""The list and the page of boards."""

from django_hrflow.admin.container import ContainerAdmin

__all__ = ["BoardAdmin"]


class BoardAdmin(ContainerAdmin):
    """Boards: where jobs are advertised."""
