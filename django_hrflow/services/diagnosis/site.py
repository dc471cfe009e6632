"""Examine this side: settings, database, storage, and whether the work gets done."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from celery import current_app
from django.core import checks
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from django_hrflow import conf
from django_hrflow.models import Erasure, Heartbeat
from django_hrflow.models.resume import resume_storage
from django_hrflow.services import sweeping
from django_hrflow.services.diagnosis.finding import Finding, bad, good, odd

__all__ = ["database", "settings", "storage", "work"]

APP = "django_hrflow"
#: A sweep may be late by so many intervals, and at least by so many seconds.
LATE_SWEEPS, LATE_SECONDS = 3.0, 60.0


def settings() -> Iterator[Finding]:
    """What the system checks of the app say."""
    found = [each for each in checks.run_checks() if str(each.id).startswith("hrflow.")]
    for each in found:
        judge = bad if each.is_serious() else odd
        yield judge("settings", f"{each.id}: {each.msg}", str(each.hint or ""))
    if not found:
        yield good("settings", "The system checks have nothing to say.")


def database() -> Iterator[Finding]:
    """Whether it answers and has the tables."""
    try:
        executor = MigrationExecutor(connection)
        targets = [each for each in executor.loader.graph.leaf_nodes() if each[0] == APP]
        plan = executor.migration_plan(targets)
        missing = sum(each.app_label == APP for each, _backwards in plan)
    except DatabaseError as error:
        message = f"The database does not answer ({type(error).__name__})."
        yield bad("database", message, "Start it, or mend DATABASES.")
        return
    if missing:
        message = f"{missing} migrations of the app are not applied."
        yield bad("database", message, "python manage.py migrate")
    else:
        yield good("database", f"All migrations are applied ({connection.vendor}).")


def storage() -> Iterator[Finding]:
    """Whether a file can be written, read and removed; privacy is for the system checks to say."""
    written = resume_storage()
    content = uuid.uuid4().bytes
    try:
        name = written.save(f"hrflow/doctor/{uuid.uuid4().hex}.txt", ContentFile(content))
        with written.open(name) as file:
            same = file.read() == content
        written.delete(name)
    except Exception as error:  # noqa: BLE001  # each storage raises its own kinds
        message = f"CVs cannot be stored ({type(error).__name__})."
        yield bad("storage", message, "Give the process the right to write there.")
        return
    if same:
        yield good("storage", "A file was written, read and removed.")
    else:
        message = "The storage did not give back what was written."
        yield bad("storage", message, "Look at the storage's own settings.")


def work() -> Iterator[Finding]:
    """Whether what is due is taken up."""
    try:
        yield _oldest_due()
        yield from _last_sweep()
        yield from _erasures()
    except DatabaseError as error:
        message = f"The tables cannot be read ({type(error).__name__})."
        yield bad("work", message, "python manage.py migrate")


def _oldest_due() -> Finding:
    age, limit = sweeping.waiting().oldest_due, conf.options().health_limit
    if age <= limit:
        return good("work", f"The oldest due row waits for {age:.0f} s.")
    message = f"A row has been due for {age:.0f} s."
    return bad("work", message, "Start a worker, or more of them; see the other findings.")


def _last_sweep() -> Iterator[Finding]:
    last = Heartbeat.last("sweep")
    start = "Start celery beat with beat_schedule(), or run hrflow_sweep by cron."
    if last is None:
        judge = odd if current_app.conf.task_always_eager else bad
        yield judge("sweep", "No sweep has run yet.", start)
        return
    age = (timezone.now() - last).total_seconds()
    if age <= max(LATE_SECONDS, conf.options().sweep_interval * LATE_SWEEPS):
        yield good("sweep", f"The last sweep was {age:.0f} s ago.")
    else:
        yield bad("sweep", f"The last sweep was {age:.0f} s ago.", start)


def _erasures() -> Iterator[Finding]:
    day_ago = timezone.now() - timedelta(days=1)
    late = Erasure.objects.working().filter(ordered_at__lt=day_ago).count()
    if late:
        message = f"{late} erasures have been waiting for more than a day."
        yield odd("erasures", message, "Their reasons are in the admin, under Erasures.")
