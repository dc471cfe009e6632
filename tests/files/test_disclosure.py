"""F-5: no URL of the example project gives a stranger, or another tenant, a byte of a CV."""

import re
import uuid

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLPattern

from django_hrflow.adapter import Adapter
from django_hrflow.sandbox import REALTIME_SOURCE_KEY
from django_hrflow.services import resumes
from django_hrflow.testing.queue import work_off
from tests.services.conftest import source_row

pytestmark = pytest.mark.django_db

MARKS = ("Zebulon", "zebulon.quaggington", "Quagga Farms")
CV = (
    rb"{\rtf1\ansi Zebulon Quaggington\par zebulon.quaggington@example.org\par"
    rb" +33 1 99 00 12 99\par\par EXPERIENCE\par Engineer - Quagga Farms\par"
    rb" Jan 2020 - Mar 2022\par\par SKILLS\par"
    rb" Python, SQL\par}"
)


class OtherTenant(Adapter):
    """Nothing of what is here is this request's."""

    def get_queryset(self, request, queryset):
        return queryset.none()


@pytest.fixture
def resume(hrflow_sandbox):
    file = ContentFile(CV, name="cv.rtf")
    made = resumes.accept(file, source=source_row(REALTIME_SOURCE_KEY)).resume
    work_off()
    made.refresh_from_db()
    assert made.state == "parsed"
    return made


def routes(patterns=None, before=""):
    """Each path of the URL configuration as it is written, without its placeholders' values."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        text = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield each, text
        else:
            yield from routes(each.url_patterns, text)


def paths(resume):
    """A path for each route, about the CV or what came of it wherever it can be."""
    for route, text in routes():
        if isinstance(route.pattern, RoutePattern):  # the others catch what is nowhere
            for name in route.pattern.converters:
                value = str(about(resume, name, text))
                text = re.sub(rf"<(\w+:)?{name}>", value, text)
            assert "<" not in text
            yield "/" + text
    for name in (resume.file.name, resume.file.name.rpartition("/")[2]):
        for folder in ("", "media/", "static/", "private/", "public/", "static/../private/"):
            yield f"/{folder}{name}"


def about(resume, name, route):
    """What belongs in a placeholder of a route; of the admin's pages, the first row's key."""
    model = re.match(r"admin/django_hrflow/(\w+)/", route)
    if name == "object_id" and model:
        row = apps.get_model("django_hrflow", model[1]).objects.first()
        return row.pk if row else 1
    if "<uuid:" in route:
        return uuid.UUID(int=0)
    if "hrflow/api/" in route and name == "key":
        return resume.profile.key
    known = {"alias": "default", "token": "guessed", "app_label": "auth", "url": "x"}
    return known.get(name, resume.pk)


def leaks(resume, *, user=None):
    """The paths that answer with something of the CV's."""
    found, statuses = [], set()
    for path in paths(resume):
        for method in ("get", "post", "options"):
            client = Client(raise_request_exception=False)
            if user is not None:
                client.force_login(user)
            answer = getattr(client, method)(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace") + repr(answer.headers)
            statuses.add(answer.status_code)
            if any(mark in text for mark in MARKS):
                found.append(f"{method} {path}")
            answer.close()
    assert 500 not in statuses
    return found


def test_whoever_may_sees_it(resume, admin_user):
    """The search itself finds what there is to find."""
    found = leaks(resume, user=admin_user)
    assert f"get /hrflow/resumes/{resume.pk}/file/" in found
    assert len(found) > 5


def test_strangers_see_nothing(resume):
    """F-5, as anonymous."""
    assert leaks(resume) == []


@pytest.mark.parametrize("is_staff", [False, True])
def test_users_without_rights_see_nothing(resume, is_staff):
    """F-5, as somebody who is signed in, and as one of the staff."""
    user = User.objects.create_user("other", password="sesame", is_staff=is_staff)
    assert leaks(resume, user=user) == []


def test_another_tenant_sees_nothing(resume, admin_user, settings):
    """F-5, with every permission, but none of the rows."""
    settings.HRFLOW_ADAPTER = "tests.files.test_disclosure.OtherTenant"
    assert leaks(resume, user=admin_user) == []
