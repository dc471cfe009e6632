"""The sample CVs are read back as what was put into them."""

import shutil
import subprocess
import sys
from difflib import SequenceMatcher

import pytest

from django_hrflow.sandbox.reading import find_entities, parse_resume, read_file
from example_project.samples import JOBS, invent, make_samples, scan_pdf, scan_png

COUNT = 36


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    paths = make_samples(tmp_path_factory.mktemp("samples"), COUNT)
    people = [invent(number) for number in range(COUNT)]
    return list(zip(people, paths, strict=True))


def read(path):
    return parse_resume(read_file(path.name, path.read_bytes()).text)


@pytest.mark.parametrize("number", range(COUNT))
def test_every_sample_is_read_back(samples, number):
    person, path = samples[number]
    fields = read(path)
    info = fields["info"]
    assert info["full_name"] == person.name
    assert (info["first_name"], info["last_name"]) == (person.first, person.last)
    assert info["email"] == person.email
    assert info["phone"] == person.e164
    assert info["location"]["text"].startswith(person.town.split(",")[0])
    assert fields["text_language"] == person.language
    jobs = [(job["title"], job["company"]) for job in fields["experiences"]]
    assert jobs == [(post.title, post.company) for post in person.posts]
    starts = [job["date_start"][:7] for job in fields["experiences"]]
    assert starts == [f"{post.start[0]}-{post.start[1]:02d}" for post in person.posts]
    studies = [(study["title"], study["school"]) for study in fields["educations"]]
    assert studies == [(person.degree, person.school)]
    found = {skill["name"].lower() for skill in fields["skills"]}
    known = [skill for skill in person.skills if skill.lower() in found]
    assert len(known) >= 0.8 * len(person.skills), (person.skills, found)
    assert len(fields["languages"]) == len(person.languages)


def test_the_dozen_is_varied(samples):
    kinds = [(person.language, path.suffix) for person, path in samples[:12]]
    assert set(kinds) == {("en", ".pdf"), ("en", ".docx"), ("fr", ".pdf"), ("fr", ".docx")}
    assert len({person.headline for person, _ in samples[:12]}) == 12


def test_the_same_arguments_write_the_same_bytes(tmp_path):
    first = make_samples(tmp_path / "a", 9, seed=5)
    second = make_samples(tmp_path / "b", 9, seed=5)
    other = make_samples(tmp_path / "c", 9, seed=6)
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert not {path.name for path in first} & {path.name for path in other}


def test_thousands_of_different_people():
    people = [invent(number) for number in range(5000)]
    assert len({person.name for person in people}) == 5000
    assert len({person.email.split("@")[0] for person in people}) == 5000
    assert all(person.email.endswith(("@example.org", "@example.com")) for person in people)
    kept_free = ("+33 1 99 00 ", "+44 20 7946 0", "+1 202 555 01")
    assert all(person.phone.startswith(kept_free) for person in people)


def test_command(tmp_path):
    command = [
        sys.executable,
        "-m",
        "example_project.samples",
        str(tmp_path / "new"),
        "--count",
        "2",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 CVs" in done.stdout
    assert len(list((tmp_path / "new").iterdir())) == 2


def test_jobs_are_jobs():
    assert len(JOBS) == 6
    assert len({job["reference"] for job in JOBS}) == 6
    for job in JOBS:
        assert job["sections"] == []
        assert -90 <= job["location"]["lat"] <= 90
        assert job["skills"]
        [salary] = job["ranges_float"]
        assert salary["value_min"] < salary["value_max"]
        text = "\n".join(
            [job["name"], job["summary"], job["responsibilities"], job["requirements"]]
        )
        assert any(entity.label == "job_title" for entity in find_entities(text))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract here")
@pytest.mark.parametrize("scan", [scan_png, scan_pdf])
def test_scans_are_read_by_text_recognition(scan):
    person = invent(0)
    fields = parse_resume(read_file("scan", scan(person)).text)
    assert fields["info"]["full_name"] == person.name
    assert fields["info"]["email"] == person.email
    for job, post in zip(fields["experiences"], person.posts, strict=True):
        alike = SequenceMatcher(None, job["company"], post.company).ratio()
        assert alike > 0.9, "a letter or two may be misread"


@pytest.mark.parametrize("scan", [scan_png, scan_pdf])
def test_scans_are_small_and_always_the_same(scan):
    content = scan(invent(1))
    assert len(content) < 100_000
    assert content == scan(invent(1))
