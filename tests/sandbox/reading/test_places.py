import pytest

from django_hrflow.sandbox.reading.places import find_places, is_place, location


@pytest.mark.parametrize(
    ("text", "written", "city", "country"),
    [
        ("based in London, UK since", "London, UK", "London", "GB"),
        ("12 rue X, 69003 Lyon, France", "69003 Lyon, France", "Lyon", "FR"),
        ("Austin, TX 78704", "Austin, TX 78704", "Austin", "US"),
        ("Smallville, KS", "Smallville, KS", "Smallville", "US"),
        ("Colorado Springs, CO", "Colorado Springs, CO", "Colorado Springs", "US"),
        (
            "59000 Villeneuve-Imaginaire",
            "59000 Villeneuve-Imaginaire",
            "Villeneuve-Imaginaire",
            "FR",
        ),
        ("à Genève (Suisse)", "Genève (Suisse)", "Geneva", "CH"),
        ("MÜNCHEN", "MÜNCHEN", "Munich", "DE"),
        ("Washington, DC", "Washington, DC", "Washington", "US"),
        ("Sweden", "Sweden", None, "SE"),
    ],
)
def test_found(text, written, city, country):
    [located] = find_places(text)
    assert text[located.start : located.end] == written
    assert (located.place.city, located.place.country) == (city, country)


@pytest.mark.parametrize(
    "text",
    [
        "a nice day",
        "2210 Larch Street",
        "12345 Larch Street",
        "in 2012 Agent of change",
        "tours of duty",
        "",
    ],
)
def test_not_found(text):
    assert find_places(text) == []


def test_coordinates_are_where_the_town_is():
    [located] = find_places("Lyon")
    assert located.place.lat == pytest.approx(45.76, abs=0.05)
    assert located.place.lng == pytest.approx(4.84, abs=0.05)


def test_hr_json_location():
    assert location("69003 Lyon") == {
        "text": "69003 Lyon",
        "lat": 45.764,
        "lng": 4.8357,
        "gmaps": None,
        "fields": {"city": "Lyon", "country": "France", "postcode": "69003", "text": "69003 Lyon"},
    }
    assert location(None) == {"text": None, "lat": None, "lng": None, "gmaps": None, "fields": []}


def test_is_place():
    assert is_place("Lyon, France")
    assert is_place("Remote")
    assert not is_place("University of Lyon")
    assert not is_place("Acme")
