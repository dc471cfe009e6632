"""What a project's own code does and shows, in a process of its own: look-ups, mistakes, repr."""

import logging

import sentry_sdk
from django.apps import apps
from django.test import override_settings

from django_hrflow import conf, webhooks, workspaces
from django_hrflow.client import Hrflow
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY
from tests.secrecy.markers import PERSONAL, SECRETS
from tests.secrecy.sinks import write

logger = logging.getLogger("project")
#: Not in variables of functions: those are what reports show.
GIVEN = {
    "api_secret": SECRETS["API key given to a client"],
    "api_user": SECRETS["API user given to a client"],
    "webhook_secret": SECRETS["webhook secret given to a client"],
}
BROKEN = {"API_SECRET": SECRETS["API key in a wrong entry"],
          "WEBHOOK_SECRET": SECRETS["webhook secret in a wrong entry"], "TIMEOUTS": 3}  # fmt: skip
MISCONFIGURED = {
    "an unknown key": {"default": BROKEN},
    "a list": [BROKEN],
    "a key that is a list": {
        "default": {"API_SECRET": [SECRETS["API key of a wrong kind of setting"]]}
    },
}


def look_up(alias):
    """By reference and by e-mail; the answer is that there is none."""
    get = workspaces[alias].profile.indexing.get
    yield lambda: get(CAREERS_SOURCE_KEY, reference=PERSONAL["reference that is looked up"])
    yield lambda: get(CAREERS_SOURCE_KEY, email=PERSONAL["e-mail that is looked up"])


def mistakes():
    """Everything wrong that one can do with a secret."""
    yield lambda: Hrflow("nowhere", **GIVEN)
    yield lambda: Hrflow(**{**GIVEN, "api_secret": GIVEN["api_secret"] + " "})
    yield lambda: Hrflow(**{**GIVEN, "api_user": GIVEN["api_user"] + "\n"})
    yield lambda: Hrflow("http://127.0.0.1:9/", **GIVEN).source.list()
    yield lambda: webhooks.verify(
        {"HTTP-HRFLOW-SIGNATURE": "ab.cd"}, b"", [SECRETS["webhook secret given to a verifier"]]
    )
    yield lambda: webhooks.sign(b"{}", SECRETS["webhook secret given to a verifier"], "Z")
    yield lambda: conf.workspace("nowhere")
    yield from map(misconfigured, MISCONFIGURED)


def misconfigured(how):
    """A workspace of a setting that is wrong."""

    def ask():
        with override_settings(HRFLOW=MISCONFIGURED[how]):
            _ = workspaces["default"]

    return ask


def fail(action):
    """Do it, and report the error as projects do: in the log and to Sentry."""
    try:
        action()
    except Exception as error:
        logger.exception("It failed.")
        sentry_sdk.capture_exception(error)
        write("repr", f"{error!r} {error} {vars(error)}\n")
    else:
        raise AssertionError("It was to fail.")


def show_everything():
    """The repr of every row, client, setting and call."""
    for model in apps.get_app_config("django_hrflow").get_models():
        for row in model._default_manager.all():
            write("repr", f"{row!r}\n")
    shown = (conf.workspace(), conf.workspace("refused"), workspaces, workspaces["default"],
             workspaces["default"]._transport)  # fmt: skip
    for each in shown:
        write("repr", f"{each!r}\n")


def main():
    for alias in ("default", "refused"):
        for action in look_up(alias):
            fail(action)
    for action in mistakes():
        fail(action)
    show_everything()


def plant(control):
    """Write a value into every sink on purpose: a search that finds nothing must be able to."""
    from celery import current_app

    from django_hrflow.models import Event

    logger.debug("look %s", control)
    logging.getLogger("django_hrflow.audit").info("look %s", control)
    write("repr", repr({control}))
    sentry_sdk.capture_message(control)
    try:
        variable = control  # noqa: F841  # the pages show variables
        raise ValueError(control)
    except ValueError:
        logger.exception("It failed.")
    current_app.send_task("hrflow.nothing", args=[control], queue="nobody")
    current_app.backend.store_result("zq", control, "SUCCESS")
    Event.objects.create(type="x", digest=control, state="done", reason=control)
