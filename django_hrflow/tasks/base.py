"""The task class of the app: time limits that are read from the settings when a task runs."""

from celery import Task

from django_hrflow import conf

__all__ = ["HrflowTask"]


class HrflowTask(Task):  # type: ignore[type-arg]  # generic in the stubs only
    """``HRFLOW_SOFT_TIME_LIMIT`` and ``HRFLOW_TIME_LIMIT`` for whatever calls HrFlow."""

    abstract = True

    # Celery reads both when a task begins; a plain attribute would freeze the setting.
    @property
    def soft_time_limit(self) -> float:  # type: ignore[override]
        """Seconds after which SoftTimeLimitExceeded is raised in the task."""
        return conf.options().soft_time_limit

    @property
    def time_limit(self) -> float:  # type: ignore[override]
        """Seconds after which the worker's child is killed."""
        return conf.options().time_limit
