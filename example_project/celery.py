"""The Celery app: ``celery -A example_project worker`` serves all queues."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun, worker_ready
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_project.settings")

app = Celery("example_project")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
#: Celery would close the database's connection before and after every task; to open one takes
#: PostgreSQL longer than most tasks do.
app.conf.CELERY_DB_REUSE_MAX = 10**9


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    """What fell due while no worker ran is taken up at once."""
    app.send_task("hrflow.sweep")


@task_prerun.connect
def keep_connections(task: Any, **kwargs: Any) -> None:
    """Let a task find its connections as a request does: not too old, and not broken."""
    if not task.request.is_eager:
        close_old_connections()
