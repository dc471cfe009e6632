"""Places in text: a small gazetteer of European and North American towns, and address forms."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .cleaning import fold
from .phrases import Match, Phrases
from .vocabulary import table

_US_STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DC",
    "DE",
    "FL",
    "GA",
    "HI",
    "IA",
    "ID",
    "IL",
    "IN",
    "KS",
    "KY",
    "LA",
    "MA",
    "MD",
    "ME",
    "MI",
    "MN",
    "MO",
    "MS",
    "MT",
    "NC",
    "ND",
    "NE",
    "NH",
    "NJ",
    "NM",
    "NV",
    "NY",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VA",
    "VT",
    "WA",
    "WI",
    "WV",
    "WY",
]
_CA_PROVINCES = ["AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK"]
_TAIL = re.compile(
    r"(?:,? \(?(?P<code>[A-Z]{2})\)?(?![A-Za-z])(?: \d{5}\b| [A-Z]\d[A-Z] ?\d[A-Z]\d\b)?"
    r"|,? \((?P<department>\d{2,3}|2[AB])\)|,? [A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b"
    r"| (?i:cedex)(?: \d+)?| \d{1,2}(?:e|ème)?(?= arr| *[,\n|]|$))"
)
_SHORT_POSTCODES = ("AT", "BE", "BG", "CH", "DK", "HU", "LU", "LV", "NL", "NO", "SI")
_NEXT = re.compile(r"(?:,|,? [-–]| \(| /|\s*\|)? ?")
_POSTCODE = re.compile(
    r"(?<![\w+.-])(?P<postcode>(?:[A-Z]{1,2}-)?\d{4,5}),? (?P<town>[A-ZÀ-Ý][\w'’]+"
    r"(?:[- ](?:[A-ZÀ-Ý]|d'|l'|de|du|des|la|le|les|en|sur|sous|lès|et)[\w'’]*)*)"
)
_STREET = re.compile(
    r"\b(?:street|road|avenue|lane|drive|boulevard|blvd|way|court|square|terrace|rd|st|ave)\b",
    re.IGNORECASE,
)
_CODES = "|".join(_US_STATES + _CA_PROVINCES)
_STATE_TOWN = re.compile(
    rf"(?<!\w)(?P<town>[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}), (?P<code>{_CODES})(?![A-Za-z])"
    r"(?: \d{5}\b)?"
)
REMOTE = re.compile(
    r"\b(?:fully remote|remote|home office|télétravail|à distance)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Place:
    """A town or country; coordinates in degrees, None where the gazetteer does not know it."""

    city: str | None
    country: str | None
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True)
class Located:
    """A place with how it was written: ``text[start:end]``."""

    start: int
    end: int
    place: Place
    postcode: str | None = None


@cache
def _gazetteer() -> Phrases[Place]:
    data = table("places")
    entries: list[tuple[str, Place]] = []
    for code, names in data["countries"].items():
        entries += [(name, Place(None, code)) for name in names.split("|")]
    for code, names in data["regions"].items():
        entries += [(name, Place(None, code)) for name in names.split("|")]
    for code, cities in data["cities"].items():
        for city in cities.split("|"):
            names, lat, lng = city.rsplit(",", 2)
            first = names.split("=")[0]
            place = Place(first, code, float(lat), float(lng))
            entries += [(name, place) for name in names.split("=")]
    return Phrases(entries)


def country_name(code: str | None) -> str | None:
    """The English name of an ISO 3166 country code."""
    names = table("places")["countries"].get(code or "")
    return names.split("|")[0] if names else None


def country_code(name: str | None) -> str | None:
    """The ISO 3166 code of a country's English name."""
    names = table("places")["countries"]
    return next((code for code in names if country_name(code) == name), None)


def find_places(text: str) -> list[Located]:
    """Places in *text* in order, each with its postcode, state and country where they follow."""
    addresses = [town for match in _POSTCODE.finditer(text) if (town := _postcoded(match))]
    addresses += [_state_town(match) for match in _STATE_TOWN.finditer(text)]
    addresses.sort(key=lambda located: located.start)
    known = [match for match in _gazetteer().find(text) if text[match.start].isupper()]
    found: list[Located] = []
    index = 0
    while index < len(known):
        located, index = _grown(text, known, index)
        while addresses and addresses[0].end <= located.start:
            found.append(addresses.pop(0))
        if addresses and addresses[0].start < located.end:
            addresses[0] = _merged(addresses[0], located)
        else:
            found.append(located)
    return [*found, *addresses]


def _postcoded(match: re.Match[str]) -> Located | None:
    """A postcode and its town, unless it is a house number and its street, or a year and a word."""
    town = match["town"]
    known = _gazetteer().get(town) or _gazetteer().get(town.split(" ")[0])
    if len(match["postcode"]) < 5 and (known is None or known.country not in _SHORT_POSTCODES):
        return None
    if known is None and _STREET.search(town):
        return None
    place = known or Place(town, "FR" if match["postcode"].isdigit() else None)
    return Located(match.start(), match.end(), place, match["postcode"])


def _state_town(match: re.Match[str]) -> Located:
    country = "US" if match["code"] in _US_STATES else "CA"
    known = _gazetteer().get(match["town"])
    place = known if known and known.country == country else Place(match["town"], country)
    return Located(match.start(), match.end(), place)


def _merged(address: Located, other: Located) -> Located:
    """A postcode and town with the country that the gazetteer saw after it."""
    place = address.place if address.place.lat is not None else other.place
    if place.city is None:
        place = Place(address.place.city, other.place.country or address.place.country)
    return Located(address.start, max(address.end, other.end), place, address.postcode)


def _grown(text: str, known: list[Match[Place]], index: int) -> tuple[Located, int]:
    """A gazetteer hit with its state code, postcode, and the country that follows it."""
    match = known[index]
    place, end = match.value, match.end
    tail = _TAIL.match(text, end)
    if tail and _plausible(tail):
        end = tail.end()
    index += 1
    while index < len(known) and known[index].start < end:  # "UK" is a country as well
        index += 1
    if index < len(known) and known[index].value.city is None and place.city is not None:
        gap = _NEXT.match(text, end)
        if gap and gap.end() == known[index].start:
            end = known[index].end + (text[known[index].end : known[index].end + 1] == ")")
            index += 1
    return Located(match.start, end, place), index


def _plausible(tail: re.Match[str]) -> bool:
    code = tail["code"]
    return code is None or code in _US_STATES or code in _CA_PROVINCES or code in ("UK", "FR")


def location(text: str | None, located: Located | None = None) -> dict[str, Any]:
    """An HR-JSON location (text, lat, lng, gmaps, fields) for *text*; empty for None."""
    if text is None:
        return {"text": None, "lat": None, "lng": None, "gmaps": None, "fields": []}
    if located is None:
        located = next(iter(find_places(text)), None)
    place = located.place if located else Place(None, None)
    fields = {
        "city": place.city,
        "country": country_name(place.country),
        "postcode": located.postcode if located else None,
        "text": text,
    }
    kept = {name: value for name, value in fields.items() if value}
    return {"text": text, "lat": place.lat, "lng": place.lng, "gmaps": None, "fields": kept}


def is_place(text: str) -> bool:
    """Whether *text* is nothing but a place."""
    bare = REMOTE.sub("", text).strip(" ,;()/-–|·•")
    if not bare:
        return bool(REMOTE.search(text))
    found = find_places(bare)
    covered = sum(located.end - located.start for located in found)
    return bool(found) and len(fold(bare)) - covered <= 3 * len(found)
