"""The example project with markers for secrets, everything logged, Sentry, and parts that fail."""

import os
from textwrap import dedent
from types import SimpleNamespace

import sentry_sdk

from tests.live.settings import *  # noqa: F403
from tests.live.settings import BASE_DIR, HRFLOW, INSTALLED_APPS, STORAGES
from tests.secrecy.markers import SECRETS
from tests.secrecy.sinks import Captured

HRFLOW = {
    "default": {
        **HRFLOW["default"],
        "API_SECRET": SECRETS["API key"],
        "API_USER": SECRETS["API user"],
        "WEBHOOK_SECRET": [SECRETS["webhook secret"], SECRETS["former webhook secret"]],
    },
    "refused": {
        "API_URL": HRFLOW["default"]["API_URL"],
        "API_SECRET": SECRETS["API key that HrFlow refuses"],
        "API_USER": SECRETS["API user that HrFlow refuses"],
    },
}
HRFLOW_DIGEST_KEY = SECRETS["digest key"]
SECRET_KEY = SECRETS["Django's secret key"]
SILENCED_SYSTEM_CHECKS = ["hrflow.W001"]
ADMINS = ["admins@example.org"]

INSTALLED_APPS = [*INSTALLED_APPS, "tests.secrecy.faults.Faults"]
HRFLOW_ADAPTER = "tests.secrecy.faults.Adapter"
STORAGES = {
    **STORAGES,
    "hrflow": {**STORAGES["hrflow"], "BACKEND": "tests.secrecy.faults.Storage"},
}
CELERY_WORKER_SEND_TASK_EVENTS = CELERY_TASK_SEND_SENT_EVENT = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "log": {"()": "tests.secrecy.sinks.File", "sink": "log"},
        "audit": {"()": "tests.secrecy.sinks.File", "sink": "audit"},
        "page": {"()": "tests.secrecy.sinks.DebugPage", "level": "ERROR"},
        "mail": {"()": "tests.secrecy.sinks.AdminMail", "level": "ERROR"},
    },
    "root": {"handlers": ["log", "page", "mail"], "level": "DEBUG"},
    "loggers": {
        "django_hrflow.audit": {"handlers": ["audit"], "level": "DEBUG"},
        **{name: {"level": "DEBUG"} for name in ("django", "urllib3", "celery", "kombu", "redis")},
    },
}


def documented():
    """The options that docs/privacy.md asks of a project with Sentry, read from there."""
    text = (BASE_DIR / "docs" / "privacy.md").read_text("utf-8")
    code = dedent("  import sentry_sdk" + text.split("import sentry_sdk")[1].split("```")[0])
    given = {}
    recorder = SimpleNamespace(init=lambda _dsn, **options: given.update(options))
    exec(code.replace("import sentry_sdk", ""), {"sentry_sdk": recorder, "SENTRY_DSN": ""})
    return given


options = documented() if os.environ.get("SECRECY_SENTRY") == "documented" else {}
sentry_sdk.init("https://0@sentry.invalid/1", transport=Captured, **options)
