import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from django_hrflow.sandbox.reading import find_entities
from django_hrflow.sandbox.reading.entities import LABELS
from tests.sandbox.reading.corpus.layouts import classic
from tests.sandbox.reading.corpus.people import PEOPLE


def found(text):
    return {(text[e.start : e.end], e.label) for e in find_entities(text)}


def test_a_job_advert():
    text = (
        "Acme Robotics Ltd is hiring a Senior Data Engineer in Lyon, France. You know "
        "Python and Spark, speak French, hold a Master of Science and have 5 years of "
        "experience. Write to jobs@example.org or +33 1 99 00 12 34 "
        "before 12 March 2026. Teamwork matters."
    )
    assert {
        ("Acme Robotics Ltd", "company"),
        ("Senior Data Engineer", "job_title"),
        ("Lyon, France", "location"),
        ("Python", "skill_hard"),
        ("French", "language"),
        ("5 years", "duration"),
        ("jobs@example.org", "email"),
        ("+33 1 99 00 12 34", "phone"),
        ("12 March 2026", "date"),
        ("Teamwork", "skill_soft"),
    } <= found(text)


def test_a_sentence():
    text = "My name is Ada Example and I work at Brightwater as a software engineer."
    assert {
        ("Ada", "first_name"),
        ("Example", "last_name"),
        ("Brightwater", "company"),
        ("software engineer", "job_title"),
    } <= found(text)


def test_french():
    text = (
        "Nous cherchons une ingénieure logiciel à Nantes, maîtrisant Django et la gestion de "
        "projet, chez Petite Ourse."
    )
    assert {
        ("ingénieure logiciel", "job_title"),
        ("Nantes", "location"),
        ("Django", "skill_hard"),
        ("gestion de projet", "skill_hard"),
        ("Petite Ourse", "company"),
    } <= found(text)


@pytest.mark.parametrize("person", PEOPLE[::5], ids=lambda p: p.last)
def test_a_cv(person):
    text = "\n".join(classic(person))
    wanted = {
        (person.first, "first_name"),
        (person.last, "last_name"),
        (person.email, "email"),
        (person.phone, "phone"),
    }
    wanted |= {(post.title, "job_title") for post in person.posts}
    wanted |= {(post.company, "company") for post in person.posts}
    assert wanted <= found(text)


def test_order_and_labels():
    text = "\n".join(classic(PEOPLE[0]))
    entities = find_entities(text)
    assert entities == sorted(entities)
    assert all(left.end <= right.start for left, right in pairwise(entities))
    assert {entity.label for entity in entities} <= set(LABELS)


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "2019 - 2021",
                "Baker,",
                "at",
                "Acme Ltd",
                "\n",
                "Python",
                "Paris",
                "(",
                "É",
                "\t",
                "Skills:",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_offsets_hold_for_any_text(text):
    end = 0
    for entity in find_entities(text):
        assert end <= entity.start < entity.end <= len(text)
        end = entity.end


@pytest.mark.parametrize(
    "seed", ["1-", "(", "é", "2019 - ", "A, ", "Paris ", "x.y", "\n- ", "a b c d ", "/a_b"]
)
def test_long_odd_texts_take_no_long_time(seed):
    text = (seed * 20_000)[:20_000]
    begun = time.process_time()
    find_entities(text)
    assert time.process_time() - begun < 5, "quadratic time"
