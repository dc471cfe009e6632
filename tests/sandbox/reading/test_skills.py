# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import pytest

from django_hrflow.sandbox.reading import SKILLS, related, reveal, skills


def names(text):
    return [skill.name for skill in skills.find(text)]


def test_the_vocabulary():
    assert len(SKILLS) >= 400
    assert len({skill.name for skill in SKILLS}) == len(SKILLS)
    assert {skill.kind for skill in SKILLS} == {"hard", "soft"}
    forms = [form.casefold() for skill in SKILLS for form in (skill.name, *skill.aliases)]
    assert len(forms) == len(set(forms)), "a form belongs to one skill"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C++, C#, .NET and Node.js", ["C++", "C#", ".NET", "Node.js"]),
        ("Python, R, C, Go", ["Python", "R", "C", "Go"]),
        ("postgres/MySQL", ["PostgreSQL", "MySQL"]),
        ("gestion de projet et travail en équipe", ["Project management", "Teamwork"]),
        ("GESTION DE PROJET", ["Project management"]),
        ("Machine\nlearning", ["Machine learning"]),
        ("rigueur, initiative", ["Rigour", "Initiative"]),
        ("CI/CD with GitLab CI/CD", ["CI/CD", "GitLab CI"]),
        ("esprit d’équipe", ["Teamwork"]),
    ],
)
def test_found(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "go to the next level",
        "Dr. C. Smith",
        "in a word",
        "we spring into action",
        "the flask broke",
        "github.com/jane",
        "jane@python.org",
        "Rest assured",
        "Dupont SAS employs ten people",
        "reactive",
        "an initiative of the council",
        "Sales grew in the delivery of parcels",
        "javanese",
    ],
)
def test_ordinary_words_are_no_skills(text):
    assert names(text) == []


@pytest.mark.parametrize("word", ["python", "Comptabilité", "blacksmithing", "", "é", "a" * 1000])
@pytest.mark.parametrize("count", [0, 1, 5, 50])
def test_related_gives_exactly_so_many(word, count):
    near = related(word, count)
    assert len(near) == count
    scores = [score for _, score in near]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({name for name, _ in near}) == count
    assert near == related(word, count)


def test_related_is_related():
    near = [name for name, _ in related("Django", 8)]
    assert set(near) <= {
        s.name
        for s in SKILLS
        if s.group
        in ("backend frameworks", "web development", "databases", "programming languages")
    }
    assert "Django" not in near
    assert related("pythn", 1)[0][0] == "Python"
    assert related("paie", 5) == related("Payroll", 5)
    assert related("python", -3) == []


def test_reveal_leaves_out_what_is_there():
    revealed = reveal("I keep accounts: accounting, payroll and tax returns")
    found = [name for name, _ in revealed]
    assert not {"Accounting", "Payroll", "Tax"} & set(found)
    groups = {s.name: s.group for s in SKILLS}
    assert {groups[name] for name in found[:10]} == {"finance and accounting"}
    scores = [score for _, score in revealed]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_reveal_always_answers():
    assert reveal("hello")
    assert reveal("")
