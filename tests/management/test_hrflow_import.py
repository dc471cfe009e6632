"""A folder or a ZIP file of CVs: a row and a line for each, and an honest exit code."""

import zipfile

import pytest
from django.core.management import CommandError

from django_hrflow.management.commands import hrflow_import
from django_hrflow.models import Resume
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY
from django_hrflow.services import resumes
from tests.services.conftest import cv

IMPORT = "hrflow_import"


@pytest.fixture
def folder(tmp_path):
    """Two CVs, one of them in a folder of its own, and what archivers leave behind."""
    place = tmp_path / "cvs"
    for name in ("ada.rtf", "2024/bob.rtf", ".DS_Store", "__MACOSX/._ada.rtf", ".git/config"):
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv().read())
    return place


@pytest.fixture
def archive(folder, tmp_path):
    path = tmp_path / "cvs.zip"
    with zipfile.ZipFile(path, "w") as file:
        for each in sorted(folder.rglob("*")):
            file.write(each, each.relative_to(folder))
    return path


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_every_cv_becomes_a_row(kind, request, careers, run):
    lines = run(IMPORT, str(request.getfixturevalue(kind)), source=careers.key)
    bob, ada = Resume.objects.order_by("pk")
    assert (ada.name, bob.name) == ("ada.rtf", "bob.rtf")
    assert lines == [
        f"2024/bob.rtf: taken in as CV {bob.pk}",
        f"ada.rtf: taken in as CV {ada.pk}",
        "2 taken in, 0 known, 0 refused.",
    ]


def test_the_rows_are_on_their_way(
    folder, careers, run, hrflow_sandbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        run(IMPORT, str(folder), source=careers.key)
    assert len(hrflow_sandbox.calls("profile/parsing/file")) == 2
    assert {each.state for each in Resume.objects.all()} == {"accepted"}


def test_a_second_run_takes_in_what_is_new(folder, careers, run):
    run(IMPORT, str(folder), source=careers.key)
    (folder / "eve.rtf").write_bytes(cv().read())
    assert run(IMPORT, str(folder), source=careers.key)[-1] == "1 taken in, 2 known, 0 refused."
    assert Resume.objects.count() == 3


def test_a_refused_file_is_told_and_the_others_taken_in(folder, careers, run):
    (folder / "empty.pdf").touch()
    (folder / "notes.txt").write_text("not a CV", encoding="utf-8")
    (folder / "lie.pdf").write_text("not a PDF", encoding="utf-8")
    lines, error = run(IMPORT, str(folder), source=careers.key, fails=True)
    assert str(error) == "2 taken in, 0 known, 3 refused."
    assert error.returncode == 1
    assert [line for line in lines if line.startswith("empty.pdf: refused: The file is empty.")]
    assert Resume.objects.count() == 2


def test_a_damaged_member_is_refused_and_the_others_taken_in(archive, careers, run):
    content = bytearray(archive.read_bytes())
    at = content.rindex(b"Acme Rockets")
    content[at : at + 4] = b"ACME"
    archive.write_bytes(content)
    lines, error = run(IMPORT, str(archive), source=careers.key, fails=True)
    assert str(error) == "1 taken in, 0 known, 1 refused."
    assert "it cannot be read (BadZipFile)" in "".join(lines)


def test_never_more_is_read_than_is_taken(tmp_path, careers, run, settings):
    settings.HRFLOW_MAX_FILE_SIZE = 1000
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb.rtf", b"{\\rtf1" + b"0" * 50_000_000)
    with hrflow_import._opened(path) as box:
        assert box.open("bomb.rtf").size == 1001
    lines, _error = run(IMPORT, str(path), source=careers.key, fails=True)
    assert "too large" in lines[0]


def test_a_path_in_a_zip_file_goes_nowhere(tmp_path, careers, run):
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("../../outside.rtf", cv().read())
    run(IMPORT, str(path), source=careers.key)
    assert Resume.objects.get().name == "outside.rtf"
    assert not (tmp_path.parent / "outside.rtf").exists()


def test_stopped_and_run_again(folder, careers, run, monkeypatch):
    def accept(*args, **given):
        if Resume.objects.exists():
            raise KeyboardInterrupt
        return resumes_accept(*args, **given)

    resumes_accept = resumes.accept
    monkeypatch.setattr(resumes, "accept", accept)
    _lines, error = run(IMPORT, str(folder), source=careers.key, fails=True)
    assert error.returncode == 130
    monkeypatch.undo()
    assert run(IMPORT, str(folder), source=careers.key)[-1] == "1 taken in, 1 known, 0 refused."


def test_a_bar_on_a_terminal(folder, careers, run):
    text = run(IMPORT, str(folder), source=careers.key, tty=True)
    assert "\r[###############...............] 1/2 2024/bob.rtf" in text
    assert "\r[##############################] 2/2 ada.rtf" in text
    assert "\r" not in "".join(run(IMPORT, str(folder), source=careers.key))


@pytest.mark.parametrize(
    ("place", "given", "told"),
    [
        ("nowhere", {"source": CAREERS_SOURCE_KEY}, "There is no"),
        ("notes.txt", {"source": CAREERS_SOURCE_KEY}, "neither a folder nor a ZIP file"),
        (".", {"source": "0" * 40}, "The source cannot be used"),
        (".", {"source": CAREERS_SOURCE_KEY, "workspace": "defualt"}, "Did you mean default"),
    ],
)
def test_orders_that_make_no_sense(tmp_path, careers, run, place, given, told):
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(CommandError, match=told):
        run(IMPORT, str(tmp_path / place), **given)
