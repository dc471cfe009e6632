"""Three receivers of the end of a parse: a good one, one that fails at times, one by chance always.

A fourth forgets people who are erased.
"""

import os
import random
import zlib

from django.dispatch import receiver

from django_hrflow.models import Profile
from django_hrflow.signals import any_event, erasing, events
from tests.recorder.models import Effect

FAILURES = float(os.environ.get("RECORDER_FAILURES", 0))
POISON = float(os.environ.get("RECORDER_POISON", 0))


def record(name, event):
    Effect.objects.create(
        receiver=name,
        event_type=event.type,
        event_id=event.pk,
        origin=event.origin,
        reference=event.resume.reference if event.resume else "",
        profile_key=event.profile.key if event.profile else "",
        mirrored=bool(event.profile and Profile.objects.filter(pk=event.profile.pk).exists()),
    )


@receiver([events["profile.parsing.success"], events["profile.parsing.error"]])
def good(sender, event, **kwargs):
    record("good", event)


@receiver([events["profile.parsing.success"], events["profile.parsing.error"]])
def moody(sender, event, **kwargs):
    record("moody", event)
    if random.random() < FAILURES:
        raise RuntimeError("in a bad mood")


@receiver(any_event)
def poisoned(sender, event, **kwargs):
    record("poisoned", event)
    if zlib.crc32(event.digest.encode()) % 1000 < POISON * 1000:
        raise RuntimeError("poison")


@receiver(erasing)
def forget(sender, profiles, resumes, **kwargs):
    rows = [*profiles, *resumes]
    Effect.objects.filter(
        reference__in=[each.reference for each in rows if each.reference]
    ).delete()
    Effect.objects.filter(profile_key__in=[each.key for each in profiles]).delete()
