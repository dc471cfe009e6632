"""The CV of the name in ``TESTS_DEADLY_CV`` kills its process; without it nothing changes."""

import os
import signal

from django.apps import AppConfig


class DeadlyConfig(AppConfig):
    name = "tests.deadly"

    def ready(self):
        deadly = os.environ.get("TESTS_DEADLY_CV")
        if not deadly:
            return
        from django_hrflow.services import resumes

        send = resumes._send

        def die_or_send(resume):
            if resume.name == deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            return send(resume)

        resumes._send = die_or_send
