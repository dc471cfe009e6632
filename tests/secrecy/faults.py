"""The project's own parts, which fail where they are told to."""

import os
from pathlib import Path

from django.apps import AppConfig
from django.core.files.storage import FileSystemStorage

from django_hrflow.adapter import Adapter as DefaultAdapter


def told(fault):
    """Whether the test wants this to fail now."""
    return (Path(os.environ["SECRECY_FOLDER"]) / f"fault-{fault}").exists()


class Adapter(DefaultAdapter):
    """Fails where rows are chosen, and where a payload is cleaned."""

    def get_queryset(self, request, queryset):
        if told("rows"):
            raise RuntimeError("The rows cannot be chosen.")
        return queryset

    def clean_payload(self, kind, payload):
        if told("payload"):
            raise RuntimeError("The payload cannot be cleaned.")
        return payload


class Storage(FileSystemStorage):
    """A full disk."""

    def _save(self, name, content):
        if told("storage"):
            raise OSError(28, "No space left on device")
        return super()._save(name, content)


def greet(sender, event, **kwargs):
    """A receiver whose error names the person."""
    raise ValueError(f"{event.profile} {event.payload} cannot be greeted")


class Faults(AppConfig):
    name = "tests.secrecy"

    def ready(self):
        from django_hrflow.signals import events

        events["profile.parsing.success"].connect(greet)
