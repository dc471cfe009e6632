"""As many queries for thirty rows as for three, on every list of the API and of the admin.

Generated from the API's paths and the admin's registry: a new list is asked about by itself, and
fails by name where ``fill`` makes no rows for it.
"""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from django_hrflow import mirror
from django_hrflow.api.lists import ListView
from django_hrflow.api.searching import SearchView
from django_hrflow.api.urls import urlpatterns
from django_hrflow.connections import workspaces
from django_hrflow.models import Erasure, Event, Receipt, Resume, Score
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from tests.api.conftest import job_json, profile_json

FEW, MANY = range(3), range(3, 30)


def views(kind):
    """The paths whose view is of this kind, by name."""
    return [
        each.name for each in urlpatterns if issubclass(getattr(each.callback, "view_class", type), kind)
    ]


MODELS = [model for model in admin.site._registry if model._meta.app_label == "django_hrflow"]
