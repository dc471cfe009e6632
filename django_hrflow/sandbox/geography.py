"""Points on the globe and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import Any

from .answers import Json, invalid

_EARTH_RADIUS = 6371.0088  # kilometres, the mean

Point = tuple[float, float]


def distance(one: Point, other: Point) -> float:
    """Kilometres along a great circle between two ``(latitude, longitude)`` in degrees."""
    lat1, lng1, lat2, lng2 = map(radians, (*one, *other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lng2 - lng1) / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def nearest(centre: Point, locations: Iterable[Any]) -> float:
    """Kilometres from ``centre`` to the nearest of some Location objects; infinite without any."""
    points = [point for point in map(_of_location, locations) if point]
    return min((distance(centre, point) for point in points), default=float("inf"))


def _of_location(location: Any) -> Point | None:
    if not isinstance(location, dict):
        return None
    try:
        return float(location["lat"]), float(location["lng"])
    except (KeyError, TypeError, ValueError):
        return None


def read_point(geopoint: Json, name: str) -> Point | None:
    """A ``{lat, lon}`` or ``{lat, lng}`` filter; None when empty, ApiError 400 when wrong."""
    if not geopoint:
        return None
    try:
        lat, lng = float(geopoint["lat"]), float(geopoint["lon" if "lon" in geopoint else "lng"])
    except (KeyError, TypeError, ValueError):
        raise invalid(f"{name} must have lat and lon") from None
    if not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise invalid(f"{name} is no point on the globe")
    return lat, lng
