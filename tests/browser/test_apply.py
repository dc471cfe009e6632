"""A real browser, live processes: an applicant, and a recruiter who uploads.

Everything is found as a screen reader finds it: by role, label and name.
"""

import itertools
import re

import pytest

pytestmark = pytest.mark.slow

CV = r"""{{\rtf1\ansi {name}\par {email}\par +33 1 99 00 12 34\par
\par EXPERIENCE\par Data Engineer - Acme Rockets\par Jan 2020 - Mar 2022\par
Built pipelines in Python and Spark.\par \par SKILLS\par Python, Spark, SQL\par}}"""

_numbers = itertools.count(1)


@pytest.fixture
def make_cv(tmp_path):
    def make(name, email):
        path = tmp_path / f"cv-{next(_numbers)}.rtf"
        path.write_text(CV.format(name=name, email=email))
        return path

    return make


def test_somebody_applies_with_a_cv(page, make_cv):
    page.goto("/")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    page.get_by_role("link", name="Apply with your CV").click()
    page.get_by_label("Your CV").set_input_files(make_cv("Ada Example", "ada@example.org"))
    page.get_by_label("You may also consider me").check()
    page.get_by_role("button", name="Send application").click()
    page.wait_for_url(re.compile(r"/applications/[\w-]{32}/$"))
    # The page asks for itself anew until the CV is read.
    page.get_by_text("Your CV was read.").wait_for()
    page.get_by_role("heading", name="Ada Example").wait_for()
    for text in ("ada@example.org", "+33199001234", "Data Engineer, Acme Rockets", "Python"):
        page.get_by_text(text, exact=True).first.wait_for()


def test_a_wrong_file_is_told_of_beside_the_field(page, tmp_path):
    wrong = tmp_path / "cv.pdf"
    wrong.write_text("not a PDF")
    page.goto("/")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    page.get_by_role("link", name="Apply with your CV").click()
    page.get_by_label("Your CV").set_input_files(wrong)
    page.get_by_role("button", name="Send application").click()
    page.get_by_role("alert").wait_for()
    field = page.get_by_label("Your CV")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()
    texts = [page.locator(f"#{each}").inner_text() for each in described]
    assert any("not that of a .pdf file" in text for text in texts)
    assert page.title().startswith("Error:")


def test_the_keyboard_alone_leads_to_the_form(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the first job
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/jobs/\d+/$"))
    page.get_by_role("link", name="Apply with your CV").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/apply/$"))
    page.get_by_label("Your CV").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_label("You may also consider me").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("This field is required.").wait_for()


def test_a_narrow_screen_needs_no_sideways_scrolling(page):
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", "/jobs/1/", "/jobs/1/apply/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_recruiter_uploads_two_files(page, demo, make_cv):
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(demo.password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="CVs", exact=True).first.click()
    page.get_by_role("link", name="Upload CVs").click()
    page.get_by_label("Source").select_option("Careers site")
    cvs = [make_cv("Grace Sample", "grace@example.org"), make_cv("Zoe Invented", "zoe@example.org")]
    page.get_by_label("CVs").set_input_files(cvs)
    page.get_by_role("button", name="Upload").click()
    results = page.get_by_role("region", name="What became of the files").get_by_role("row")
    assert results.all_inner_texts()[0].split() == ["FILE", "RESULT"]
    assert [each.split()[1] for each in results.all_inner_texts()[1:]] == ["Taken.", "Taken."]
    page.get_by_role("link", name=f"Follow it ({cvs[0].name})").click()
    for _look in range(60):
        if page.locator(".field-state .readonly").inner_text() == "parsed":
            break
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_role("link", name="Grace Sample").click()
    page.get_by_role("heading", name="Data Engineer, Acme Rockets").wait_for()
    page.get_by_role("heading", name="Raw data").click()
    page.locator("pre").wait_for()
