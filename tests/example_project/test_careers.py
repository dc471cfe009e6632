"""The careers site: from a list of jobs to what was read in a CV, against a sandbox."""

import django
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from django_hrflow.models import Event, Job, Receipt, Resume
from django_hrflow.testing import queue
from example_project.careers import applications
from example_project.careers.models import Application


@pytest.fixture
def work_off(hrflow_sandbox):
    """Work on what is due until nothing is, as worker and beat do."""

    def work():
        queue.work_off()
        assert hrflow_sandbox.wait_idle()
        queue.pass_time(60)
        queue.work_off()

    return work


def mail_goes_to(settings, backend):
    """Django 6.1 calls the setting MAILERS."""
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": backend}}
    else:
        settings.EMAIL_BACKEND = backend


def apply(client, job, cv, **values):
    return client.post(reverse("careers:apply", args=[job.pk]), {"cv": cv, **values})


def test_jobs_are_listed_and_archived_ones_are_not(client, make_job):
    make_job(1)
    make_job(2, archived_at="2024-01-01T00:00:00+0000")
    page = client.get("/").content.decode()
    assert "Data Engineer 1" in page
    assert "Data Engineer 2" not in page


def test_a_long_list_has_pages(client, make_job):
    for number in range(1, 23):
        make_job(number)
    assert client.get("/").content.decode().count('class="card"') == 20
    assert client.get("/?page=2").content.decode().count('class="card"') == 2


def test_an_empty_list_says_so(client, db):
    assert "no open jobs" in client.get("/").content.decode()


def test_a_job_shows_its_texts(client, make_job):
    job = make_job(1)
    page = client.get(reverse("careers:job", args=[job.pk])).content.decode()
    for text in (
        "Lay pipes for data.",
        "Who we seek",
        "Requirements",
        "Five years",
        "Spark",
        "Dijon",
    ):
        assert text in page, text


def test_an_archived_job_takes_no_application(client, source, make_job, make_cv):
    job = make_job(2, archived_at="2024-01-01T00:00:00+0000")
    assert client.get(reverse("careers:job", args=[job.pk])).status_code == 404
    assert apply(client, job, make_cv()).status_code == 404
    assert not Resume.objects.exists()


def test_the_way_of_an_application(client, source, job, make_cv, work_off, mailoutbox):
    response = apply(client, job, make_cv(), consent="on")
    application = Application.objects.get()
    assert response.status_code == 302
    assert response["Location"] == application.get_absolute_url()
    assert application.consent
    assert application.resume.source == source

    waiting = client.get(application.get_absolute_url())
    assert "being read" in waiting.content.decode()
    assert 'http-equiv="refresh"' in waiting.content.decode()
    assert "no-store" in waiting["Cache-Control"]

    work_off()
    page = client.get(application.get_absolute_url()).content.decode()
    assert 'http-equiv="refresh"' not in page
    for text in ("Ada Example", "ada@example.org", "Acme Rockets", "<li>Python</li>"):
        assert text in page, text

    application.refresh_from_db()
    assert application.emailed
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]
    assert mailoutbox[0].subject == "We have read your CV: Data Engineer 1"
    receipt = Receipt.objects.get(event__type="profile.parsing.success")
    assert receipt.ok
    assert receipt.receiver == "example_project.careers.receivers.tell_applicant"


def test_the_same_cv_for_a_second_job(
    client, source, make_job, make_cv, work_off, mailoutbox, django_capture_on_commit_callbacks
):
    first, second = make_job(1), make_job(2)
    cv = make_cv()
    apply(client, first, cv)
    work_off()
    cv.seek(0)
    with django_capture_on_commit_callbacks(execute=True):
        apply(client, second, cv)
    assert Resume.objects.count() == 1
    applications = Application.objects.order_by("pk")
    assert [each.job for each in applications] == [first, second]
    assert len({each.token for each in applications}) == 2
    assert all(each.emailed for each in applications)
    subjects = [mail.subject for mail in mailoutbox]
    assert subjects == [f"We have read your CV: Data Engineer {n}" for n in (1, 2)]


def test_the_same_cv_for_two_jobs_before_it_is_read(
    client, source, make_job, make_cv, work_off, mailoutbox
):
    cv = make_cv()
    for job in (make_job(1), make_job(2)):
        cv.seek(0)
        apply(client, job, cv)
    work_off()
    assert Resume.objects.count() == 1
    assert len(mailoutbox) == 2
    assert Event.objects.filter(fires=True).count() == 1


def test_the_same_application_twice_is_one(client, source, job, make_cv):
    cv = make_cv()
    first = apply(client, job, cv)["Location"]
    cv.seek(0)
    assert apply(client, job, cv)["Location"] == first
    assert Application.objects.count() == 1


def test_two_people_have_two_pages_that_nobody_can_guess(client, source, job, make_cv):
    pages = {apply(client, job, make_cv())["Location"] for _person in range(2)}
    assert len(pages) == 2
    assert all(len(page.strip("/").split("/")[-1]) == 32 for page in pages)
    assert client.get("/applications/1/").status_code == 404
    assert client.get(f"/applications/{'x' * 500}/").status_code == 404


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (SimpleUploadedFile("cv.exe", b"MZ"), "cannot be read"),
        (SimpleUploadedFile("cv.pdf", b""), "The file is empty."),
        (SimpleUploadedFile("cv.pdf", b"hello"), "not that of a .pdf file"),
        (SimpleUploadedFile("c" * 200 + ".pdf", b"%PDF-1.7"), "Rename it."),
        ("", "This field is required."),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_of(client, source, job, file, message, tmp_path):
    response = apply(client, job, file)
    page = response.content.decode()
    assert message in page
    assert "<title>Error:" in page
    assert 'aria-invalid="true"' in page
    assert not Resume.objects.exists()
    assert not Application.objects.exists()
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_a_cv_that_cannot_be_read(client, source, job, hrflow_sandbox, work_off, mailoutbox):
    apply(client, job, SimpleUploadedFile("cv.pdf", b"%PDF-1.7 but no more"))
    work_off()
    application = Application.objects.get()
    page = client.get(application.get_absolute_url()).content.decode()
    assert "could not be read" in page
    assert "Apply again" in page
    assert 'http-equiv="refresh"' not in page
    assert "could not be read" in application.note
    assert "No e-mail address is known" in application.note
    assert not mailoutbox


def test_somebody_with_an_account_is_asked_for_another_file(
    client, source, job, work_off, mailoutbox
):
    client.force_login(User.objects.create_user("ada", "ada@example.org", "secret"))
    apply(client, job, SimpleUploadedFile("cv.pdf", b"%PDF-1.7 but no more either"))
    work_off()
    assert [mail.subject for mail in mailoutbox] == [
        "Please send us your CV again: Data Engineer 1"
    ]
    assert Application.objects.get().emailed


def test_a_mail_server_that_is_away_loses_no_letter(
    client, source, job, make_cv, work_off, settings, mailoutbox
):
    mail_goes_to(settings, "tests.example_project.mail.Away")
    apply(client, job, make_cv())
    work_off()
    application = Application.objects.get()
    assert application.resume.state == Resume.State.PARSED
    assert not application.emailed
    mail_goes_to(settings, "django.core.mail.backends.locmem.EmailBackend")
    work_off()
    application.refresh_from_db()
    assert application.emailed
    assert len(mailoutbox) == 1


def test_a_letter_of_a_known_cv_that_was_not_sent_does_not_count_as_sent(
    client, source, make_job, make_cv, work_off, settings, django_capture_on_commit_callbacks
):
    cv = make_cv()
    apply(client, make_job(1), cv)
    work_off()
    cv.seek(0)
    mail_goes_to(settings, "tests.example_project.mail.Away")
    with django_capture_on_commit_callbacks(execute=True):
        apply(client, make_job(2), cv)
    assert list(Application.objects.order_by("pk").values_list("emailed", flat=True)) == [
        True,
        False,
    ]


def test_cv_and_application_come_in_together_or_not_at_all(source, make_cv):
    with pytest.raises(ValueError, match="saved"):
        applications.apply(Job(), make_cv(), source, consent=False)
    assert not Resume.objects.exists()


def test_before_there_is_a_source_nothing_is_taken(client, job, make_cv):
    response = apply(client, job, make_cv())
    assert response.status_code == 503
    assert "cannot be taken" in response.content.decode()
    assert not Resume.objects.exists()


def test_an_application_needs_the_token_of_the_form(source, job, make_cv):
    from django.test import Client

    assert apply(Client(enforce_csrf_checks=True), job, make_cv()).status_code == 403


def test_a_cv_cannot_write_html(client, source, job, make_cv, work_off):
    apply(client, job, make_cv(name="Ada <b>Bold</b> Example"))
    work_off()
    page = client.get(Application.objects.get().get_absolute_url()).content.decode()
    assert "<b>Bold" not in page


def test_the_list_needs_few_queries(client, make_job, django_assert_max_num_queries):
    for number in range(1, 21):
        make_job(number)
    with django_assert_max_num_queries(3):
        client.get("/")


def test_pages_have_no_inline_script_style_or_handler(client, source, job, make_cv):
    apply(client, job, make_cv())
    addresses = ["/", f"/jobs/{job.pk}/", f"/jobs/{job.pk}/apply/"]
    for address in [*addresses, Application.objects.get().get_absolute_url()]:
        page = client.get(address).content.decode()
        for forbidden in ("<script", "<style", " style=", " onclick=", "http://", "https://"):
            assert forbidden not in page, (address, forbidden)
        assert '<html lang="en">' in page
        assert page.count("<h1>") == page.count("<main") == 1


def test_applications_can_be_read_in_the_admin(admin_client, source, job, make_cv):
    apply(admin_client, job, make_cv())
    application = Application.objects.get()
    page = admin_client.get("/admin/careers/application/").content.decode()
    assert "ada.rtf" in page
    address = f"/admin/careers/application/{application.pk}/change/"
    page = admin_client.get(address).content.decode()
    assert application.token not in page
    assert admin_client.post(address, {"note": "x"}).status_code == 403


def test_every_page_has_a_strict_policy(client, db):
    for address in ("/", "/admin/login/", "/no-such-page/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
