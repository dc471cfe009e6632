"""Workspaces and tenants: who sees which rows is the adapter's word, everywhere."""

import pytest
from django.http import HttpRequest

from django_hrflow import mirror
from django_hrflow.adapter import Adapter
from django_hrflow.connections import workspaces
from django_hrflow.models import Profile, Resume
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY
from django_hrflow.services import profiles, resumes
from tests.api.conftest import API, cv, problem_of, profile_json, wrong_parameters

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(settings, hrflow_sandbox):
    """A second workspace, at the same HrFlow."""
    settings.HRFLOW = {**settings.HRFLOW, "second": dict(settings.HRFLOW["default"])}


def test_rows_of_another_workspace_are_404(api, two, profile):
    assert api.get(f"{API}profiles/", {"workspace": "second"}).json()["results"] == []
    path = f"{API}profiles/{profile.key}/"
    problem_of(api.get(path, {"workspace": "second"}), 404)
    assert api.get(path, {"workspace": "default"}).status_code == 200


def test_a_workspace_has_its_own_copy(api, two, profile):
    body = {**profile_json(), "source_key": CAREERS_SOURCE_KEY}
    made = api.post(f"{API}profiles/?workspace=second", body, format="json")
    assert made.status_code == 201
    assert Profile.objects.get(key=made.json()["key"]).workspace == "second"
    found = api.get(f"{API}profiles/search/", {"workspace": "second"}).json()
    assert found["total"] == 2


@pytest.mark.parametrize("alias", ["third", "DEFAULT", "default "])
@pytest.mark.parametrize("path", ["profiles/", "profiles/search/", "sources/x/", "resumes/1/"])
def test_an_unknown_workspace_is_404(api, source, alias, path):
    response = api.get(f"{API}{path}", {"workspace": alias})
    problem_of(response, 404)


@pytest.mark.parametrize("path", ["profiles/", "profiles/search/", "sources/x/", "resumes/1/"])
def test_an_alias_that_says_nothing_is_a_mistake(api, source, path):
    assert wrong_parameters(api.get(f"{API}{path}?workspace=")) == {"workspace"}


def test_nothing_is_made_in_a_workspace_that_says_nothing(api, source):
    body = {**profile_json(), "source_key": source.key}
    refused = api.post(f"{API}profiles/?workspace=", body, format="json")
    assert wrong_parameters(refused) == {"workspace"}
    assert not Profile.objects.exists()


class Tenants(Adapter):
    """The user ``ada`` may see the careers source and what is in it, and one workspace."""

    def get_queryset(self, request: HttpRequest, queryset):
        if request.user.username != "ada":
            return queryset
        by = {"Source": "key", "Profile": "source__key", "Resume": "source__key"}
        column = by.get(queryset.model.__name__)
        return queryset.filter(**{column: CAREERS_SOURCE_KEY}) if column else queryset

    def get_workspaces(self, request: HttpRequest) -> list[str]:
        return ["default"]


@pytest.fixture
def tenant(client, allow, settings, source):
    """A client that may see one of two sources, in each of which there is a profile and a CV."""
    settings.HRFLOW_ADAPTER = f"{__name__}.Tenants"
    allow("view_source", "view_profile", "add_profile", "change_profile", "view_resume",
          "add_resume", "change_resume", "view_job", "view_board")  # fmt: skip
    answer = workspaces["default"].source.get(key=REALTIME_SOURCE_KEY)
    other = mirror.store_source("default", answer["data"])
    for each in (source, other):
        profiles.index(source_key=each.key, profile_json=profile_json(text="engineer"))
        resumes.accept(cv(), source=each)
    return client


def test_lists_show_what_the_tenant_may_see(tenant):
    for path in ("sources/", "profiles/", "resumes/"):
        assert len(tenant.get(f"{API}{path}").json()["results"]) == 1


def test_what_is_hidden_is_404_to_every_path(tenant, source):
    hidden = Profile.objects.exclude(source=source).get()
    resume = Resume.objects.exclude(source=source).get()
    for path in (f"profiles/{hidden.key}/", f"profiles/{hidden.key}/embedding/",
                 f"profiles/{hidden.key}/parsing/?source_key={REALTIME_SOURCE_KEY}",
                 f"profiles/{hidden.key}/attachments/", f"sources/{REALTIME_SOURCE_KEY}/",
                 f"jobs/score/?profile={hidden.key}", f"resumes/{resume.pk}/",
                 f"profiles/search/?source_keys={REALTIME_SOURCE_KEY}"):  # fmt: skip
        problem_of(tenant.get(f"{API}{path}"), 404)
    body = {**profile_json(), "source_key": REALTIME_SOURCE_KEY}
    problem_of(tenant.put(f"{API}profiles/{hidden.key}/", body, format="json"), 404)
    problem_of(tenant.post(f"{API}profiles/", body, format="json"), 404)
    data = {"source_key": REALTIME_SOURCE_KEY, "file": cv()}
    problem_of(tenant.post(f"{API}profiles/parse/", data, format="multipart"), 404)
    problem_of(tenant.post(f"{API}resumes/{resume.pk}/retry/"), 404)


def test_a_search_looks_only_where_the_tenant_may(tenant, source, hrflow_sandbox):
    found = tenant.get(f"{API}profiles/search/").json()
    assert found["total"] == 1
    assert found["results"][0]["source_key"] == source.key


class HidesProfiles(Adapter):
    """Nobody may see the profile called Secret."""

    def get_queryset(self, request: HttpRequest, queryset):
        return queryset.exclude(name="Secret") if queryset.model is Profile else queryset


def test_a_search_shows_no_row_that_is_hidden_alone(api, source, settings):
    settings.HRFLOW_ADAPTER = f"{__name__}.HidesProfiles"
    for name in ("Secret", "Ada Example"):
        info = {"full_name": name}
        profiles.index(source_key=source.key, profile_json=profile_json(info=info))
    path = f"{API}profiles/search/"
    later = api.get(path, headers={"Prefer": "respond-async"})
    looked_up = api.get(later["Location"]).json()
    for shown in (api.get(path).json(), later.json()["result"], looked_up["result"]):
        assert [each["info"]["full_name"] for each in shown["results"]] == ["Ada Example"]


def test_the_other_workspace_is_404_to_the_tenant(tenant, settings):
    settings.HRFLOW = {**settings.HRFLOW, "second": dict(settings.HRFLOW["default"])}
    problem_of(tenant.get(f"{API}profiles/", {"workspace": "second"}), 404)
