"""A person who is erased in the app is erased in the project's own tables too."""

import pytest

from django_hrflow import mirror
from django_hrflow.services import privacy, resumes
from example_project.careers.models import Application
from tests.services.conftest import cv

pytestmark = pytest.mark.django_db


def test_applications_go_with_the_person():
    source = mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})
    board = {"key": "b" * 40, "name": "Main board"}
    job = mirror.store_job("default", {"key": "j" * 40, "name": "Data Engineer", "board": board})
    chosen, other = (resumes.accept(cv(), source=source).resume for _time in range(2))
    for each in (chosen, other):
        Application.objects.create(job=job, resume=each, note="Knows a colleague.")
    (erasure,) = privacy.erase_person(privacy.find_person(resume=chosen.pk))
    privacy.advance(erasure.pk)
    assert Application.objects.get().resume == other
