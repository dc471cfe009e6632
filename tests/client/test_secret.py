"""A secret shows its last four characters at most, and is found in every spelling."""

import copy
import json
import pickle
import pprint
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.client.secret import Secret, scrub

VALUE = "ask_0123456789abcdef0123456789abcdef"
SECRET = Secret(VALUE)


@dataclass
class Holder:
    api_secret: Secret


@pytest.mark.parametrize(
    "show",
    [
        str,
        repr,
        ascii,
        format,
        pprint.pformat,
        "{}".format,
        "{!r}".format,
        "{:>40}".format,
        "%s".__mod__,
        lambda secret: f"{secret}",
        lambda secret: repr([secret]),
        lambda secret: repr(Holder(secret)),
        lambda secret: repr(asdict(Holder(secret))),
        lambda secret: json.dumps(secret, default=str),
        lambda secret: repr(copy.deepcopy(secret)),
        lambda secret: repr(pickle.dumps(secret)),
        lambda secret: repr(pickle.loads(pickle.dumps(secret))),
        lambda secret: repr(
            {name: getattr(secret, name) for name in dir(secret) if name[0] != "_"}
        ).replace(repr(secret.reveal), ""),
        lambda secret: repr(secret._reveal),
    ],
)
def test_no_way_of_showing_shows_more_than_four_characters(show):
    assert VALUE[-5:] not in show(SECRET)
    assert VALUE[:5] not in show(SECRET)


def test_it_shows_enough_to_tell_keys_apart():
    assert str(SECRET) == "••••cdef"
    assert repr(SECRET) == "Secret('••••cdef')"
    assert pickle.loads(pickle.dumps(SECRET)) == "••••cdef"


def test_a_short_secret_shows_nothing():
    assert str(Secret("elevenchars")) == "••••"
    assert str(Secret("twelve-chars")) == "••••hars"


def test_json_refuses_it():
    with pytest.raises(TypeError):
        json.dumps({"key": SECRET})


def test_it_has_no_dictionary_to_look_into():
    with pytest.raises(TypeError):
        vars(SECRET)


def test_reveal_gives_the_text():
    assert SECRET.reveal() == VALUE


def test_equal_texts_are_equal_secrets():
    assert Secret(VALUE) == SECRET
    assert hash(Secret(VALUE)) == hash(SECRET)
    assert Secret("ü") != SECRET
    assert SECRET != VALUE
    assert copy.deepcopy(SECRET) is SECRET
    assert copy.copy(SECRET) is SECRET


def test_scrub_takes_out_the_secret_and_nothing_else():
    text = f"Unauthorized. Invalid secret key: {VALUE} for permission: write"
    expected = "Unauthorized. Invalid secret key: ••••cdef for permission: write"
    assert scrub(text, [SECRET]) == expected
    assert scrub("ask_ 0123 cdef", [SECRET]) == "ask_ 0123 cdef"


@pytest.mark.parametrize(
    "spell",
    [
        json.dumps,
        lambda value: json.dumps(value, ensure_ascii=False),
        lambda value: json.dumps(value).replace("/", r"\/"),
    ],
)
def test_scrub_knows_how_json_spells_it(spell):
    value = 'a/"webhook"\\secret: é\n€'
    assert scrub(f"x{spell(value)}y", [Secret(value)]) == 'x"••••' + value[-4:] + '"y'


def test_scrub_knows_how_urls_spell_it():
    secret = Secret("a webhook/secret&more")
    for spelling in ("a%20webhook%2Fsecret%26more", "a+webhook%2Fsecret%26more"):
        assert scrub(f"?key={spelling}&", [secret]) == "?key=••••more&"


def test_scrub_knows_several_secrets():
    assert scrub("old-secret-1234 new-secret-5678", map(Secret, ["old-secret-1234", "new-"])) == (
        "••••1234 ••••secret-5678"
    )


def test_an_empty_secret_is_nowhere():
    assert scrub("text", [Secret("")]) == "text"


@given(st.text(min_size=12), st.text(max_size=30), st.text(max_size=30))
def test_no_secret_survives_in_the_middle_of_any_text(value, before, after):
    secret = Secret(value)
    if value not in before + str(secret) + after:
        assert value not in scrub(before + value + after, [secret])
