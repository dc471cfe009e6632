"""A small careers site that uses django-hrflow as any project would."""

from example_project.celery import app as celery_app

__all__ = ["celery_app"]
