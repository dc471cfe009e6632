"""The Celery app: ``celery -A example_project worker`` serves all queues."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_project.settings")

app = Celery("example_project")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    """What fell due while no worker ran is taken up at once."""
    app.send_task("hrflow.sweep")
