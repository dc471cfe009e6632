# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import pytest

from django_hrflow.sandbox.reading.sections import heading_kind, split


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("WORK EXPERIENCE", "experience"),
        ("Professional Experience", "experience"),
        ("Expériences professionnelles :", "experience"),
        ("PARCOURS PROFESSIONNEL", "experience"),
        ("Employment history:", "experience"),
        ("Stages et emplois", "experience"),
        ("Education & Training", "education"),
        ("FORMATION", "education"),
        ("Diplômes et formations", "education"),
        ("Key Skills", "skills"),
        ("COMPÉTENCES TECHNIQUES", "skills"),
        ("Savoir-être", "skills"),
        ("II. Skills", None),
        ("Languages", "languages"),
        ("Langues parlées", "languages"),
        ("Centres d’intérêt", "interests"),
        ("Hobbies and interests", "interests"),
        ("À propos de moi", "summary"),
        ("Certifications", "certifications"),
        ("■ PROFILE", "summary"),
        ("E MPLOYMENT", "experience"),
        ("P ERSONALSTATEMENT", "summary"),
        ("Bénévolat", "volunteering"),
        ("Références", "references"),
    ],
)
def test_headings(line, kind):
    assert heading_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "experience with Python",
        "Skills, which are many.",
        "I have experience",
        "Formation of a team of ten people in Lyon",
        "",
        "Education!",
        "Python",
    ],
)
def test_no_headings(line):
    assert heading_kind(line) is None


def test_split():
    sections = split("Jane\n\nSkills: Python, SQL\nLanguages\nFrench\nEXPERIENCE\tBaker, Acme")
    assert [(s.kind, s.lines) for s in sections] == [
        ("header", ["Jane", ""]),
        ("skills", ["Python, SQL"]),
        ("languages", ["French"]),
        ("experience", ["Baker, Acme"]),
    ]


def test_a_line_of_tools_inside_a_job_opens_no_section():
    text = (
        "Experience\nDeveloper, Acme, 2020 - 2022\nTechnologies: Java\n"
        "Developer, Bolt, 2018 - 2020\nSkills: Java"
    )
    sections = split(text)
    assert [s.kind for s in sections] == ["header", "experience", "skills"]
    assert "Technologies: Java" in sections[1].lines
