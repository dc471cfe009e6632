import pytest

from django_hrflow.sandbox.reading import contact


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("Tel: +44 20 7946 0101", None, "+442079460101"),
        ("020 7946 0888", None, "+442079460888"),
        ("(202) 555-0134", None, "+12025550134"),
        ("+1 202-555-0177", None, "+12025550177"),
        ("1-202-555-0177", None, "+12025550177"),
        ("01 99 00 12 34", "FR", "+33199001234"),
        ("04.99.00.12.21", None, "+33499001221"),
        ("0639980077", "FR", "+33639980077"),
        ("+33 (0)1 99 00 12 34", None, "+33199001234"),
        ("0033 1 99 00 12 34", None, "+33199001234"),
        ("+32 470 12 34 56", "FR", "+32470123456"),
        ("022 555 01 23", "CH", "+41225550123"),
    ],
)
def test_phones(text, country, e164):
    assert [number for _, _, number in contact.find_phones(text, country)] == [e164]


@pytest.mark.parametrize(
    "text",
    [
        "2018 - 2020",
        "01/2018 - 03/2020",
        "12/03/1990",
        "SIRET 123456789012345678",
        "1,200,000 €",
        "+49 176 313 *** **",
        "75011 Paris",
    ],
)
def test_no_phones(text):
    assert contact.find_phones(text, "FR") == []


def test_two_phones_side_by_side():
    numbers = [p[2] for p in contact.find_phones("+44 20 7946 0101 / +44 20 7946 0102", None)]
    assert "+442079460101" in numbers


def test_emails_and_where_they_stand():
    text = "mail:jane.o'neil+cv@mail.example.co.uk, not@this, nor @that.org or a@b@example.org"
    assert [text[a:b] for a, b in contact.find_emails(text)] == [
        "jane.o'neil+cv@mail.example.co.uk"
    ]


def test_urls():
    text = (
        "linkedin.com/in/jane | https://github.com/jane. | jane.dev | x.com/jane | "
        "jane@example.org | Node.js"
    )
    assert contact.urls(text) == [
        {"type": "linkedin", "url": "https://linkedin.com/in/jane"},
        {"type": "github", "url": "https://github.com/jane"},
        {"type": "from_resume", "url": "https://jane.dev"},
        {"type": "twitter", "url": "https://x.com/jane"},
    ]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Née le 12 mars 1990 à Lyon", "1990-03-12"),
        ("Date of birth: 04/09/1992", "1992-09-04"),
        ("DOB 1985-02-03", "1985-02-03"),
        ("Born on March 5, 1979", "1979-03-05"),
    ],
)
def test_date_of_birth(text, iso):
    assert contact.date_of_birth(text).iso()[:10] == iso


@pytest.mark.parametrize(
    "text", ["Adobe 2012", "The company was born in 2020", "12 mars 1990", "Né le matin"]
)
def test_no_date_of_birth(text):
    assert contact.date_of_birth(text) is None


def test_driving_licence():
    assert contact.driving_licence("Permis B") == "B"
    assert contact.driving_licence("permis de conduire : catégories b, c") is not None
    assert contact.driving_licence("Full driving licence") == "yes"
    assert contact.driving_licence("licence de droit") is None


def test_gender_is_never_guessed():
    assert contact.gender("Mme Claire Petit") == "female"
    assert contact.gender("Née le 3 mai 1990") == "female"
    assert contact.gender("Mr John Smith") == "male"
    assert contact.gender("John Smith") is None
