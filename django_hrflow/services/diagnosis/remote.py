"""Examine the way to HrFlow, and the way from there."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
from django.core.exceptions import ImproperlyConfigured

from django_hrflow import conf
from django_hrflow.client import HrflowError
from django_hrflow.connections import workspaces
from django_hrflow.services.diagnosis.finding import Finding, bad, good, odd

__all__ = ["aliases", "key", "webhook"]

TIMEOUT = (5, 15)
#: The event that the app cannot do without for long.
PARSED = "profile.parsing.success"


def aliases() -> list[str]:
    """The configured workspaces; none where the settings cannot be read, as is told elsewhere."""
    try:
        return conf.aliases()
    except ImproperlyConfigured:
        return []


def key(alias: str) -> Finding:
    """Whether HrFlow takes the key, and what it allows."""
    name = f"key of {alias}"
    try:
        data = workspaces[alias].auth.get().get("data")
    except HrflowError as error:
        fix = "Look at API_SECRET, API_USER and API_URL; the key needs the permission “all”."
        return bad(name, str(error), fix)
    except ImproperlyConfigured as error:
        return bad(name, str(error), "Mend the setting HRFLOW.")
    permission = data.get("api_key_permission") if isinstance(data, dict) else None
    if permission == "read":
        message = "HrFlow takes the key for reading only, so that no CV can be sent."
        return odd(name, message, "Take a key with the permission “all” from HrFlow's console.")
    return good(name, f"HrFlow takes the key; its permission is “{permission or 'unknown'}”.")


def webhook(url: str) -> Iterator[Finding]:
    """Whether the URL leads to the webhook view, and whether HrFlow knows it."""
    yield _reachable(url)
    for alias in aliases():
        yield _known(alias, url)


def _reachable(url: str) -> Finding:
    """An unsigned delivery must be refused, by the view and by nobody before it."""
    name = "webhook URL"
    if urlsplit(url).scheme not in ("http", "https"):
        return bad(name, "It is no URL of the web.", "Give it whole: https://your.host/hrflow/…")
    try:
        answer = requests.post(
            url, json={"type": "unsigned"}, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException as error:
        message = f"The webhook URL cannot be reached ({type(error).__name__})."
        return bad(name, message, "Look at the host's name, its firewall and its web server.")
    if answer.status_code == 401:
        return good(name, "An unsigned delivery is refused, as it should be.")
    if answer.status_code == 503:
        return bad(name, "The view cannot take deliveries (503).", "Set WEBHOOK_SECRET.")
    message = f"An unsigned delivery was answered with {answer.status_code} instead of 401."
    fix = "Let the proxy hand the path to Django as it is: no sign-in, no redirect."
    return bad(name, message, fix)


def _known(alias: str, url: str) -> Finding:
    name = f"webhook of {alias}"
    try:
        workspaces[alias].webhooks.check(url=url, type=PARSED)
    except (HrflowError, ImproperlyConfigured, ValueError) as error:
        fix = "Enter the URL in HrFlow's console; until then results are asked for."
        return odd(name, f"HrFlow does not confirm a webhook for {PARSED}. {error}", fix)
    return good(name, f"HrFlow has a webhook for {PARSED} to this URL.")
