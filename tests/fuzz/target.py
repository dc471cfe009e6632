"""``python -m tests.fuzz.target NAME [libFuzzer's options]``: fuzz one target, without end."""

import os
import sys

import atheris
import django

INSTRUMENTED = [
    "django_hrflow.webhooks.signature",
    "django_hrflow.webhooks.payload",
    "django_hrflow.services.files",
    "json.decoder",
    "zipfile",
]


def main():
    """Hand the process over to libFuzzer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with atheris.instrument_imports(include=INSTRUMENTED):
        django.setup()
        from tests.fuzz.targets import TARGETS, timed

    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, timed(TARGETS[name][0]))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
