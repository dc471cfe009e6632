"""Pages: what was read, in a readable way; hostile or odd payloads do no harm."""

import pytest
from django.urls import reverse
from django.utils import timezone

from django_hrflow.models import Event, Score


def page(admin_client, row):
    name = f"admin:django_hrflow_{row._meta.model_name}_change"
    response = admin_client.get(reverse(name, args=[row.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_profile_shows_what_was_read(admin_client, make_profile, make_resume):
    profile = make_profile(1)
    resume = make_resume(1, state="parsed", profile=profile)
    shown = page(admin_client, profile)
    for text in (
        "Ada Example 1", "ada1@example.org", "+33199000000", "Lyon", "Data Engineer, Acme Rockets",
        "since January 2020", "Dijon", "Built pipelines.", "Spark", "MSc, University of Nowhere",
        "until June 2019", "<li>Python</li>", "<li>SQL</li>", "ada-1.rtf", "<details",
    ):  # fmt: skip
        assert text in shown, text
    assert reverse("admin:django_hrflow_resume_change", args=[resume.pk]) in shown
    assert "&quot;full_name&quot;: &quot;Ada Example 1&quot;" in shown


def test_a_profile_page_asks_a_constant_number_of_queries(
    admin_client, make_profile, make_resume, django_assert_max_num_queries
):
    profile = make_profile(1)
    for number in range(12):
        make_resume(number, profile=profile)
    with django_assert_max_num_queries(8):
        page(admin_client, profile)


def keep_score(profile, job, **changes):
    values = {"direction": "profiles", "score": 0.876, "scored_at": timezone.now()}
    return Score.objects.create(profile=profile, job=job, **{**values, **changes})


def test_a_job_shows_the_profiles_that_were_ranked_for_it(admin_client, make_profile, make_job):
    job = make_job(1)
    fresh = {"profile_hash": "", "job_hash": job.content_hash}
    for number, score in ((1, 0.876), (2, 0.5)):
        profile = make_profile(number)
        fresh["profile_hash"] = profile.content_hash
        keep_score(profile, job, score=score, **fresh)
    keep_score(make_profile(3), job, direction="jobs")
    shown = page(admin_client, job)
    assert "88 %" in shown
    assert shown.index("Ada Example 1") < shown.index("Ada Example 2")
    assert "Ada Example 3" not in shown
    assert "Stale" not in shown
    make_profile(1, text="changed", updated_at="2030-01-01T00:00:00+0000")
    assert page(admin_client, job).count("Stale") == 1


def test_a_profile_shows_the_jobs_that_were_ranked_for_it(admin_client, make_profile, make_job):
    profile = make_profile(1)
    keep_score(profile, make_job(1), direction="jobs", algorithm="<b>mine</b>")
    shown = page(admin_client, profile)
    for text in ("Jobs ranked for this profile", "Data Engineer 1", "&lt;b&gt;mine", "Stale"):
        assert text in shown, text


def test_a_ranking_needs_the_right_to_see_the_other_side(desk, allow, make_profile, make_job):
    profile, job = make_profile(1), make_job(1)
    keep_score(profile, job)
    keep_score(profile, job, direction="jobs")
    allow("view_job")
    assert "Ada Example" not in page(desk, job)
    allow("view_profile")
    assert "Ada Example" in page(desk, job)
    assert "Data Engineer 1" in page(desk, profile)


def test_a_ranking_names_nobody_who_is_hidden(admin_client, make_profile, make_job, settings):
    settings.HRFLOW_ADAPTER = "tests.admin.adapters.OnlyFirst"
    job = make_job(1)
    for number in (1, 2):
        keep_score(make_profile(number), job)
    shown = page(admin_client, job)
    assert "Ada Example 1" in shown
    assert "Ada Example 2" not in shown


def test_a_long_ranking_costs_as_many_queries_as_a_short_one(
    admin_client, make_profile, make_job, django_assert_max_num_queries
):
    job = make_job(1)
    for number in range(30):
        keep_score(make_profile(number), job)
    with django_assert_max_num_queries(6):
        assert page(admin_client, job).count("88 %") == 20


@pytest.mark.parametrize(
    "odd",
    [
        {"info": None, "experiences": None, "skills": None},
        {"info": [], "experiences": {}, "skills": "Python", "languages": 3},
        {"info": {"phone": 12, "location": []}, "experiences": [None, 1, {"title": 5}]},
        {"experiences": [{"date_start": {"iso8601": "2020-01-01"}, "skills": {"name": "x"}}]},
        {"experiences": [{"date_start": "soon", "date_end": 7, "location": "Lyon"}]},
    ],
)
def test_odd_payloads_are_shown_all_the_same(admin_client, make_profile, odd):
    page(admin_client, make_profile(1, **odd))


def test_a_payload_cannot_write_html(admin_client, make_profile, make_job, make_event):
    evil = "<script>alert(1)</script>"
    profile = make_profile(
        1,
        info={"full_name": evil, "email": evil, "phone": evil},
        experiences=[{"title": evil, "company": evil, "description": evil}],
        skills=[{"name": evil}],
    )
    job = make_job(1, name=evil, sections=[{"title": evil, "description": evil}])
    event = make_event(1, type=evil, reason=evil, payload={evil: evil}, profile=profile)
    for row in (profile, job, event):
        assert evil not in page(admin_client, row)
    for name in ("profile", "job", "event"):
        listed = admin_client.get(reverse(f"admin:django_hrflow_{name}_changelist"))
        assert evil not in listed.content.decode()


def test_a_job_shows_its_texts(admin_client, make_job):
    shown = page(admin_client, make_job(1))
    for text in ("Who we seek", "Curious.", "Requirements", "Five years", "<li>Spark</li>"):
        assert text in shown, text


@pytest.mark.parametrize(
    ("state", "advice"),
    [("failed", "Mend the cause"), ("rejected", "Upload a better file"), ("held", "quota")],
)
def test_a_stuck_cv_says_why_and_what_to_do(admin_client, make_resume, state, advice):
    shown = page(admin_client, make_resume(1, state=state, reason="HrFlow says no."))
    assert "HrFlow says no." in shown
    assert advice in shown


def test_the_file_of_a_cv_is_not_linked(admin_client, make_resume):
    resume = make_resume(1)
    shown = page(admin_client, resume)
    assert resume.file.name not in shown


def test_an_event_shows_payload_or_raw_bytes(admin_client, make_event):
    assert "&quot;number&quot;: 1" in page(admin_client, make_event(1))
    event = make_event(2, state=Event.State.QUARANTINED, payload=None, raw=b"{\xff broken")
    assert "{\\xff broken" in page(admin_client, event)
    purged = make_event(3, state=Event.State.PURGED, payload=None)
    assert "<details" not in page(admin_client, purged)


def test_no_page_has_inline_script_style_or_handler(
    admin_client, make_profile, make_job, make_event, make_resume
):
    rows = [make_profile(1), make_job(1), make_event(1), make_resume(1)]
    pages = [page(admin_client, row) for row in rows]
    pages.append(admin_client.get(reverse("admin:django_hrflow_resume_add")).content.decode())
    for shown in pages:
        for forbidden in ("<style", " style=", " onclick=", " onload=", "javascript:"):
            assert forbidden not in shown
        for tag in shown.split("<script")[1:]:
            assert "src=" in tag.split(">")[0]
