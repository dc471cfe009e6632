"""Takes out the part that ``HRFLOW_NAIVE`` names; without the variable nothing changes."""

import os

from django.apps import AppConfig


class NaiveConfig(AppConfig):
    name = "tests.naive"

    def ready(self):
        part = os.environ.get("HRFLOW_NAIVE")
        if part:
            {"no_lease": no_lease, "no_look_up": no_look_up, "no_settle": no_settle,
             "broker_only": broker_only}[part]()  # fmt: skip


def no_lease():
    """Anybody may take a row at any time, and writes without a token; messages come twice."""
    from django_hrflow.models import Claim, Resume
    from django_hrflow.tasks import rows

    publish = rows.publish
    rows.publish = lambda task, pk: publish(task, pk) and publish(task, pk)

    def take(cls, pk, condition, **changes):
        cls._default_manager.filter(pk=pk).update(**changes)
        return Claim(pk, "")

    def write(cls, claim, **changes):
        cls._default_manager.filter(pk=claim.pk).update(**changes)

    Resume.take, Resume.write = classmethod(take), classmethod(write)


def no_look_up():
    """What may have happened is simply sent again."""
    from django_hrflow.models import Resume
    from django_hrflow.services import resumes

    find = resumes._find
    resumes._find = lambda each: find(each) if each.state == Resume.State.ACCEPTED else None


def no_settle():
    """What may have happened is looked up at once."""
    from django.conf import settings

    settings.HRFLOW_SETTLE = 0.0


def broker_only():
    """Nothing but the first message announces a row."""
    from django_hrflow.services import sweeping

    sweeping.take_due = lambda *args: sweeping.Due()
