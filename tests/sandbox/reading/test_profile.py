"""The fields of a Profile and the Parsing object, in the shapes of HR-JSON."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from django_hrflow.sandbox.reading import Document, parse_resume, parsing_object

CV = """Jane Doe
Baker, Leeds, UK
jane@example.org, jane.doe@example.com | +44 20 7946 0101 | janedoe.dev | linkedin.com/in/jane
Date of birth: 12/03/1990. Driving licence

PROFILE
Baker with a hand for sourdough.

EXPERIENCE
Head Baker, Crumb & Co, York\tJan 2020 - present
• Used Excel for stock control
Baker, Acme, Leeds\t2018 - 2019

EDUCATION
BSc Food Science, University of Leeds\t2015 - 2018

SKILLS
Bread making, teamwork, sourdough shaping
LANGUAGES
English (native)
CERTIFICATIONS
Food Hygiene Level 2, 2018
INTERESTS
cycling, chess
"""
TODAY = date(2024, 12, 31)


@pytest.fixture
def fields():
    return parse_resume(CV, today=TODAY)


def test_profile(fields):
    info = fields["info"]
    assert {
        key: info[key] for key in ("full_name", "first_name", "last_name", "email", "phone")
    } == {
        "full_name": "Jane Doe",
        "first_name": "Jane",
        "last_name": "Doe",
        "email": "jane@example.org",
        "phone": "+442079460101",
    }
    assert info["date_birth"] == "1990-03-12T00:00:00"
    assert info["driving_license"] == "yes"
    assert info["location"]["text"] == "Leeds, UK"
    assert info["location"]["lat"] == pytest.approx(53.8, abs=0.05)
    assert info["urls"] == [
        {"type": "from_resume", "url": "https://janedoe.dev"},
        {"type": "linkedin", "url": "https://linkedin.com/in/jane"},
    ]
    assert (info["gender"], info["picture"]) == (None, None)
    assert info["summary"] == "Baker with a hand for sourdough."
    assert fields["text_language"] == "en"
    assert fields["text"] == CV.strip()


def test_experiences(fields):
    head, baker = fields["experiences"]
    assert (head["title"], head["company"], head["location"]["text"]) == (
        "Head Baker",
        "Crumb & Co",
        "York",
    )
    assert (head["date_start"], head["date_end"]) == ("2020-01-01T00:00:00", None)
    assert head["description"] == "Used Excel for stock control"
    assert [skill["name"] for skill in head["skills"]] == ["Microsoft Excel", "Stock control"]
    assert (baker["date_start"], baker["date_end"]) == (
        "2018-01-01T00:00:00",
        "2019-01-01T00:00:00",
    )
    assert fields["experiences_duration"] == 6.0  # 2018 to 2019, and 2020 to 2024 with both ends


def test_the_rest(fields):
    [study] = fields["educations"]
    assert (study["title"], study["school"]) == ("BSc Food Science", "University of Leeds")
    assert fields["educations_duration"] == 3.0
    assert fields["skills"][:3] == [
        {"name": "Bread making", "type": "hard", "value": None},
        {"name": "Teamwork", "type": "soft", "value": None},
        {"name": "sourdough shaping", "type": "hard", "value": None},
    ]
    assert fields["languages"] == [{"name": "English", "value": "native"}]
    assert fields["certifications"] == [{"name": "Food Hygiene Level 2", "value": None}]
    assert [item["name"] for item in fields["interests"]] == ["cycling", "chess"]
    assert fields["courses"] == fields["tasks"] == []


def test_french_skills_keep_their_names():
    fields = parse_resume(
        "Compétences\nComptabilité générale, rigueur\n\n"
        "Expérience\nVendeuse, Acme, 2019 - 2020\n• encaissement"
    )
    assert [skill["name"] for skill in fields["skills"]] == [
        "Comptabilité générale",
        "rigueur",
        "Cash handling",
    ]


def test_nothing_is_made_up():
    fields = parse_resume("lorem ipsum dolor sit amet")
    info = fields["info"]
    assert {key for key, value in info.items() if value and key != "location"} == set()
    assert info["location"]["text"] is None
    assert fields["experiences"] == fields["educations"] == fields["skills"] == []
    assert (fields["experiences_duration"], fields["educations_duration"]) == (0.0, 0.0)


def test_parsing_object(fields):
    parsing = parsing_object(fields, Document(fields["text"], 12, "pdf"), "cv.pdf", 1234)
    assert (parsing["file_name"], parsing["file_size"]) == ("cv.pdf", 1234)
    assert (parsing["total_pages"], parsing["processed_pages"]) == (12, 10)
    assert parsing["persons"] == [
        {"full_name": "Jane Doe", "first_name": "Jane", "last_name": "Doe"}
    ]
    assert parsing["emails"] == ["jane@example.org", "jane.doe@example.com"]
    assert parsing["phones"] == ["+442079460101"]
    assert parsing["date_birth"] == {
        "iso8601": "1990-03-12T00:00:00",
        "text": "1990-03-12",
        "timestamp": 637200000,
    }
    assert set(parsing["location"]) == {"text", "lat", "lng", "geojson"}
    assert parsing["urls"][0] == {"type": "from_resume", "url": ["https://janedoe.dev"]}
    job = parsing["experiences"][0]
    assert job["date_start"]["iso8601"] == "2020-01-01T00:00:00"
    assert job["date_end"] is None
    assert "school" in parsing["educations"][0]
    uids = [
        parsing["content_uid"],
        *(item["content_uid"] for item in (*parsing["experiences"], *parsing["educations"])),
    ]
    assert len(set(uids)) == 4
    assert all(len(uid) == 40 for uid in uids)


WORDS = st.sampled_from(
    [
        "Jane Doe",
        "2019 - 2021",
        "Baker",
        ",",
        "at",
        "Acme Ltd",
        "\n",
        "\n\n",
        "Python",
        "Paris",
        "(",
        ")",
        "EXPERIENCE\n",
        "FORMATION\n",
        "• ",
        "\t",
        "Skills: ",
        "depuis",
        "Languages\n",
        "75001 Paris",
        "née le",
        "12/03/1990",
        "|",
        " - ",
        "É",
        "x" * 400,
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300) | st.lists(WORDS, max_size=60).map("".join))
def test_any_text_gives_a_profile(text):
    fields = parse_resume(text)
    json.dumps(fields, allow_nan=False).encode()
    json.dumps(parsing_object(fields, Document(text, 1, "text"), "cv", 1)).encode()
    assert fields["experiences_duration"] >= 0
    for item in (*fields["experiences"], *fields["educations"]):
        if item["date_start"] and item["date_end"]:
            assert (
                item["date_start"][:7] <= item["date_end"][:7]
                or item["date_start"][:4] == item["date_end"][:4]
            )
