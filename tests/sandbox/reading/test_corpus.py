"""Accuracy on CVs of invented people in many layouts and kinds of file, field by field."""

import pytest

from django_hrflow.sandbox.reading import parse_resume, read_file
from tests.sandbox.reading.corpus.cases import cases
from tests.sandbox.reading.corpus.odd import ODD, Odd
from tests.sandbox.reading.measure import Score, compare, same

MINIMUM = {
    "language": 0.98,
    "name": 0.98,
    "first/last": 0.97,
    "e-mail": 0.98,
    "phone": 0.98,
    "location": 0.95,
    "experience count": 0.95,
    "experience start": 0.95,
    "experience end": 0.95,
    "title": 0.95,
    "company": 0.95,
    "experience place": 0.9,
    "education count": 0.95,
    "degree": 0.95,
    "school": 0.95,
    "education end": 0.95,
    "skills recall": 0.95,
    "languages": 0.95,
    "no false languages": 0.95,
}


@pytest.fixture(scope="module")
def score():
    total = Score()
    for case in cases():
        document = read_file("cv", case.content)
        compare(total, case.name, case.person, parse_resume(document.text))
    print(f"\n{total.table()}")
    return total


def test_the_corpus_is_varied(score):
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) >= 90
    assert len({name.split(":")[0] for name in names}) >= 40


@pytest.mark.parametrize("field", MINIMUM)
def test_rate(score, field):
    misses = [miss for miss in score.misses if miss.startswith(field)]
    assert score.rate(field) >= MINIMUM[field], "\n".join([score.table(), *misses[:20]])


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_odd_layouts(odd: Odd):
    fields = parse_resume(odd.text)
    assert fields["info"]["full_name"] == odd.full_name
    jobs = [
        (job["title"], job["company"], _month(job["date_start"]), _month(job["date_end"]))
        for job in fields["experiences"]
    ]
    assert [job[2:] for job in jobs] == [job[2:] for job in odd.jobs], jobs
    for got, wanted in zip(jobs, odd.jobs, strict=True):
        assert same(got[0], wanted[0])
        assert same(got[1], wanted[1])
    studies = [(study["title"], study["school"]) for study in fields["educations"]]
    assert studies == odd.studies or all(
        same(got[0], wanted[0]) and same(got[1], wanted[1])
        for got, wanted in zip(studies, odd.studies, strict=True)
    )
    skills = {skill["name"].lower() for skill in fields["skills"]}
    assert {skill.lower() for skill in odd.skills} <= skills
    assert {language["name"] for language in fields["languages"]} == set(odd.languages)


def _month(iso: str | None) -> str | None:
    return iso[:7] if iso else None
