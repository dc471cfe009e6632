"""Ask HrFlow whether a webhook of a type is set up for a URL."""

from typing import Any

from django_hrflow.client import InvalidResponse
from django_hrflow.connections import workspaces
from django_hrflow.services.arguments import checked

__all__ = ["check"]


def check(*, workspace: str = "default", url: str, type: str) -> dict[str, Any]:  # noqa: A002  # HrFlow's name
    """``{"team_name", "webhook_id", "url", "type"}`` (HrFlow API reference, Webhook check)."""
    with checked():
        data = workspaces[workspace].webhooks.check(url=url, type=type).get("data")
    if not isinstance(data, dict):
        raise InvalidResponse("The answer holds no webhook.", call="POST webhook/check")
    return data
