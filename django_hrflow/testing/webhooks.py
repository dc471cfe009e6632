"""Make the request that HrFlow would send."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django_hrflow import conf, webhooks

__all__ = ["signed_request"]


def signed_request(
    event: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    scheme: str = "A",
    alias: str = "default",
) -> dict[str, Any]:
    """Keyword arguments for ``client.post(url, **signed_request(event))`` of Django's test client.

    Signed with the workspace's first secret. ``event`` is one payload or a list of them.
    """
    payload = json.dumps(event).encode()
    headers, body = webhooks.sign(payload, conf.workspace(alias).webhook_secrets[0], scheme)
    return {"data": body, "content_type": "application/json", "headers": headers}
