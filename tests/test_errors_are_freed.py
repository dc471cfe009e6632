"""An error and the frame that raised it must not keep each other alive until garbage is collected:
with them stays whatever the callers hold, such as a stranger's megabyte or a CV.
"""

import gc
import weakref

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from django_hrflow import conf, webhooks
from django_hrflow.client.errors import HrflowError
from django_hrflow.client.protocol import Answer, Call, read
from django_hrflow.client.transport import Transport

SECRET = "0123456789abcdef"
GET = Call("GET", "job/searching")


def verify():
    webhooks.verify({"HTTP-HRFLOW-SIGNATURE": "a" * 64}, b"{}", [SECRET])


def sign():
    webhooks.sign(b"{}", "short")


def refused_answer():
    read(GET, Answer(500, {}, b"no", 0.0), [])


def nobody_listens():
    Transport("http://127.0.0.1:1/v1/", [], timeout=1).send(GET)


@override_settings(HRFLOW={})
def no_workspace():
    conf.workspace("default")


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (verify, webhooks.SignatureError),
        (sign, webhooks.SecretError),
        (refused_answer, HrflowError),
        (nobody_listens, HrflowError),
        (no_workspace, ImproperlyConfigured),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_nothing_stays_without_the_collector(act, kind):
    gc.collect()
    gc.disable()
    try:
        try:
            act()
        except kind as error:
            left = weakref.ref(error)
        assert left() is None
    finally:
        gc.enable()
