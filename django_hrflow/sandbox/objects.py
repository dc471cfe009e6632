"""The HR-JSON shapes of what the API returns: source, board, profile, job, attachment.

Shapes after the HrFlow API reference ("The Profile Object", "The Job Object", …). What was sent
comes back unchanged; what was not sent comes back as null or as an empty list.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from . import dates
from .answers import Json

_NAMED_LISTS = ("languages", "certifications", "courses", "tasks", "interests", "tags", "metadatas")
PROFILE_LISTS = ("experiences", "educations", "skills", *_NAMED_LISTS, "labels")
JOB_LISTS = ("sections", "skills", *_NAMED_LISTS, "ranges_float", "ranges_date")
JOB_TEXTS = (
    "url", "picture", "summary",
    "culture", "benefits", "responsibilities", "requirements", "interviews",
)  # fmt: skip
_SECTION_LISTS = ("skills", "languages", "certifications", "courses", "tasks", "interests")
_INFO = ("full_name", "first_name", "last_name", "email", "phone", "date_birth", "driving_license")
_USER = {
    "id": 1, "email": "sandbox@example.org", "pseudo": None, "firstName": None, "lastName": None,
    "avatarUrl": "/images/user.png", "locale": "english", "position": None, "phone": None,
}  # fmt: skip


def new_key() -> str:
    """A fresh 40-hex key."""
    return secrets.token_hex(20)


def source(name: str, key: str, *, type: str = "api", sync_parsing: bool = False) -> Json:  # noqa: A002
    """A source; the store gives it its id."""
    return _container(name, key, type) | {
        "private": False,
        "notification": False,
        "consent": False,
        "consent_url": None,
        "sync_parsing": sync_parsing,
    }


def board(name: str, key: str, *, type: str = "api") -> Json:  # noqa: A002
    """A board; the store gives it its id."""
    return _container(name, key, type) | {"mapping_scoring": [], "mapping_reasoning": []}


def _container(name: str, key: str, kind: str) -> Json:
    moment = dates.now()
    return {
        "key": key,
        "name": name,
        "description": None,
        "type": kind,
        "subtype": "python" if kind == "api" else kind,
        "environment": "production",
        "status": True,
        "archive": None,
        "members": [_USER["email"]],
        "user": dict(_USER),
        "updated_at": moment,
        "created_at": moment,
    }


def _named(container: Mapping[str, Any]) -> Json:
    """A source or board as its objects show it."""
    return {name: container[name] for name in ("key", "name", "type", "subtype", "environment")}


def profile(fields: Mapping[str, Any], container: Mapping[str, Any], identity: Json) -> Json:
    """A profile from what was sent or parsed; ``identity`` has its id, key, reference and dates."""
    return {
        "id": identity["id"],
        "key": identity["key"],
        "reference": identity["reference"],
        "source_key": container["key"],
        "source": _named(container),
        "consent_algorithmic": fields.get("consent_algorithmic"),
        "archived_at": identity["archived_at"],
        "updated_at": identity["updated_at"],
        "created_at": identity["created_at"],
        "info": info(fields.get("info")),
        "text_language": fields.get("text_language"),
        "text": fields.get("text") or "",
        "experiences_duration": fields.get("experiences_duration"),
        "educations_duration": fields.get("educations_duration"),
        "attachments": identity["attachments"],
        **{name: _listed(fields.get(name)) for name in PROFILE_LISTS},
        "experiences": [section(item, "company") for item in _listed(fields.get("experiences"))],
        "educations": [section(item, "school") for item in _listed(fields.get("educations"))],
    }


def info(given: Any) -> Json:
    """The ``info`` of a profile with every key."""
    given = given if isinstance(given, dict) else {}
    return {
        **dict.fromkeys(_INFO),
        "urls": [],
        "picture": None,
        "gender": None,
        "summary": None,
        **given,
        "location": location(given.get("location")),
    }


def section(given: Any, place: str) -> Any:
    """An experience (``place`` is "company") or education ("school") with every key."""
    if not isinstance(given, dict):
        return given
    return {
        "key": None,
        place: None,
        "logo": None,
        "title": None,
        "description": None,
        **{name: [] for name in _SECTION_LISTS},
        **given,
        **({} if given.get("key") else {"key": new_key()}),
        "location": location(given.get("location")),
        "date_start": _plain_date(given.get("date_start")),
        "date_end": _plain_date(given.get("date_end")),
    }


def _plain_date(given: Any) -> Any:
    """Dates of sections are strings on read, also when written as an object (2021)."""
    return given.get("iso8601") if isinstance(given, dict) else given


def location(given: Any, *, drop_geopoint: bool = False) -> Json:
    """A location with every key; empty ``fields`` are an empty list, as the service has it.

    ``geopoint`` (the oldest documents) becomes ``lat`` and ``lng`` unless the service's likely
    habit of dropping it is wanted.
    """
    given = given if isinstance(given, dict) else {}
    lat, lng = given.get("lat"), given.get("lng", given.get("lon"))
    geopoint = given.get("geopoint")
    if isinstance(geopoint, dict) and lat is None and not drop_geopoint:
        lat, lng = geopoint.get("lat"), geopoint.get("lon", geopoint.get("lng"))
    return {
        "text": given.get("text"),
        "lat": lat,
        "lng": lng,
        "gmaps": given.get("gmaps"),
        "fields": given.get("fields") or [],
    }


def job(
    fields: Mapping[str, Any],
    container: Mapping[str, Any],
    identity: Json,
    *,
    drop_geopoint: bool = False,
) -> Json:
    """A job from what was sent; ``identity`` has its id, key, reference and dates."""
    return {
        "id": identity["id"],
        "key": identity["key"],
        "reference": identity["reference"],
        "board_key": container["key"],
        "board": _named(container),
        "name": fields.get("name"),
        "location": location(fields.get("location"), drop_geopoint=drop_geopoint),
        **{name: fields.get(name) for name in JOB_TEXTS},
        **{name: _listed(fields.get(name)) for name in JOB_LISTS},
        "archived_at": identity["archived_at"],
        "updated_at": identity["updated_at"],
        "created_at": identity["created_at"],
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def attachment(kind: str, stem: str, extension: str, content: bytes, digest: str) -> Json:
    """An attachment; its ``public_url`` is made absolute when it is shown."""
    moment = dates.now()
    return {
        "type": kind,
        "alt": digest,
        "file_size": len(content),
        "file_name": kind,
        "original_file_name": stem,
        "extension": extension,
        "public_url": f"files/{digest}{extension}",
        "updated_at": moment,
        "created_at": moment,
    }


def shown(data: Json, base_url: str) -> Json:
    """A profile as a caller sees it: the links to its files lead to this server."""
    attachments = [
        item | {"public_url": base_url + item["public_url"]} for item in data["attachments"]
    ]
    return data | {"attachments": attachments}


def job_texts(job: Json) -> list[Any]:
    """Everything in a job that is text."""
    areas = ("name", "summary", "culture", "benefits", "responsibilities", "requirements")
    sections = [text for one in job["sections"] if isinstance(one, dict) for text in one.values()]
    return [*(job[name] for name in areas), job["interviews"], *sections]
