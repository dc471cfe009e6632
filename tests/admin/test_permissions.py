"""Nobody sees or does more than the rights say; nothing is added, changed or deleted by hand."""

import pytest
from django.contrib import admin
from django.urls import reverse

from django_hrflow.models import Board, Event, Job, Profile, Resume, Source

MODELS = [Source, Board, Profile, Job, Resume, Event]
NAMES = [model._meta.model_name for model in MODELS]


def url(name, page, *args):
    return reverse(f"admin:django_hrflow_{name}_{page}", args=args)


@pytest.fixture
def rows(make_profile, make_job, make_resume, make_event):
    profile, job = make_profile(), make_job()
    return {
        "source": profile.source,
        "board": job.board,
        "profile": profile,
        "job": job,
        "resume": make_resume(),
        "event": make_event(),
    }


@pytest.mark.parametrize("name", NAMES)
def test_without_a_right_there_is_nothing_to_see(desk, rows, name):
    for address in (
        url(name, "changelist"),
        url(name, "change", rows[name].pk),
        url(name, "add"),
        url(name, "delete", rows[name].pk),
        url(name, "history", rows[name].pk),
    ):
        assert desk.get(address).status_code == 403
        assert desk.post(address).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_with_the_right_to_view_one_can_read_and_no_more(desk, allow, rows, name):
    allow(f"view_{name}")
    listed = desk.get(url(name, "changelist"))
    assert listed.status_code == 200
    assert b"<title>" in listed.content
    assert b"to change" not in listed.content
    page = desk.get(url(name, "change", rows[name].pk))
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert desk.post(url(name, "change", rows[name].pk), {"name": "x"}).status_code == 403
    assert desk.get(url(name, "add")).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_not_even_a_superuser_changes_or_deletes(admin_client, rows, name):
    row = rows[name]
    before = type(row).objects.filter(pk=row.pk).values().get()
    assert admin_client.post(url(name, "change", row.pk), {"name": "x"}).status_code == 403
    assert admin_client.post(url(name, "delete", row.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    admin_client.post(url(name, "changelist"), chosen)
    assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_registered(model):
    assert admin.site.is_registered(model)


@pytest.mark.parametrize(
    ("name", "action"),
    [("resume", "parse"), ("resume", "try_again"), ("event", "process_again")],
)
def test_actions_need_the_right_to_change(desk, allow, rows, name, action):
    allow(f"view_{name}")
    chosen = {"action": action, "_selected_action": [rows[name].pk]}
    before = type(rows[name]).objects.filter(pk=rows[name].pk).values().get()
    desk.post(url(name, "changelist"), chosen)
    assert type(rows[name]).objects.filter(pk=rows[name].pk).values().get() == before
    assert f'value="{action}"' not in desk.get(url(name, "changelist")).content.decode()


def test_the_adapter_decides_who_sees_which_rows(desk, allow, make_profile, settings):
    allow("view_profile")
    seen, hidden = make_profile(1), make_profile(2)
    settings.HRFLOW_ADAPTER = "tests.admin.adapters.OnlyFirst"
    page = desk.get(url("profile", "changelist")).content.decode()
    assert seen.name in page
    assert hidden.name not in page
    assert desk.get(url("profile", "change", hidden.pk)).status_code == 302


def test_receipts_are_seen_with_the_event(desk, allow, rows):
    allow("view_event")
    page = desk.get(url("event", "change", rows["event"].pk)).content.decode()
    assert "shop.receivers.greet" in page
    assert 'name="receipts-0-ok"' not in page
