import pytest

from django_hrflow.sandbox.reading import language, languages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("English (native), French (B2)", {"English": "native", "French": "B2"}),
        ("Anglais : courant\nEspagnol : notions", {"English": "fluent", "Spanish": "basic"}),
        ("Français langue maternelle • Arabe courant", {"French": "native", "Arabic": "fluent"}),
        (
            "Dutch (native) English (C2) French (C1)",
            {"Dutch": "native", "English": "C2", "French": "C1"},
        ),
        (
            "Mother tongue: Romanian\nOther languages: English C1",
            {"Romanian": "native", "English": "C1"},
        ),
        ("Bilingue anglais", {"English": "bilingual"}),
        ("English\nFluent\nGerman\nIntermediate", {"English": "fluent", "German": "intermediate"}),
        ("Anglais\tC1", {"English": "C1"}),
        ("Klingon", {}),
    ],
)
def test_levels(text, found):
    assert {item["name"]: item["value"] for item in languages.read(text)} == found


def test_without_a_section_only_what_is_said_to_be_spoken():
    text = "French Bakery Ltd, shop assistant\nFluent in English and Spanish\nTaught Latin dances"
    assert [item["name"] for item in languages.read_anywhere(text)] == ["English", "Spanish"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Experience in the management of a team", "en"),
        ("Expérience dans la gestion d'une équipe", "fr"),
        ("", None),
        ("12345", None),
    ],
)
def test_detect(text, code):
    assert language.detect(text) == code
