"""The Parsing object: what was read from a file, before it became a Profile."""

from datetime import UTC, datetime
from hashlib import sha1
from typing import Any

from . import contact
from .documents import Document
from .pdf import MAX_PAGES
from .places import country_code


def parsing_object(
    fields: dict[str, Any], document: Document, file_name: str, file_size: int
) -> dict[str, Any]:
    """The Parsing object (HrFlow API reference, "Get a resume parsing") of parsed *fields*.

    It differs from a Profile: several persons, e-mails and phones, dates as objects with
    ``iso8601``, ``text`` and ``timestamp`` (seconds), and ``geojson`` in locations.
    """
    info = fields["info"]
    uid = sha1(fields["text"].encode(), usedforsecurity=False).hexdigest()
    text = fields["text"]
    name = {key: info[key] for key in ("full_name", "first_name", "last_name")}
    country = country_code((info["location"]["fields"] or {}).get("country"))
    default = country or ("FR" if fields["text_language"] == "fr" else None)
    return {
        "content_uid": uid,
        "key": uid,
        "file_name": file_name,
        "file_size": file_size,
        "persons": [name] if info["full_name"] else [],
        "emails": list(dict.fromkeys(text[a:b] for a, b in contact.find_emails(text))),
        "phones": list(dict.fromkeys(p[2] for p in contact.find_phones(text, default))),
        "date_birth": _date(info["date_birth"]),
        "location": _location(info["location"]),
        "images": None,
        "picture": None,
        "urls": _urls(info["urls"]),
        "gender": info["gender"],
        "driving_license": info["driving_license"],
        "summary": info["summary"],
        "text": text,
        "text_language": fields["text_language"],
        "experiences": [
            _item(item, "company", uid, i) for i, item in enumerate(fields["experiences"])
        ],
        "educations": [
            _item(item, "school", uid, i) for i, item in enumerate(fields["educations"])
        ],
        "experiences_duration": fields["experiences_duration"],
        "educations_duration": fields["educations_duration"],
        **{name: fields[name] for name in ("skills", "courses", "certifications", "tasks")},
        **{name: fields[name] for name in ("languages", "interests")},
        "total_pages": document.pages,
        "processed_pages": min(document.pages, MAX_PAGES),
    }


def _date(iso: str | None) -> dict[str, Any] | None:
    if iso is None:
        return None
    timestamp = int(datetime.fromisoformat(iso).replace(tzinfo=UTC).timestamp())
    return {"iso8601": iso, "text": iso[:10], "timestamp": timestamp}


def _location(place: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": place["text"],
        "lat": place["lat"],
        "lng": place["lng"],
        "geojson": place["fields"],
    }


def _urls(urls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    plain = [entry["url"] for entry in urls if entry["type"] == "from_resume"]
    return [{"type": "from_resume", "url": plain}, *(e for e in urls if e["type"] != "from_resume")]


def _item(item: dict[str, Any], who: str, uid: str, number: int) -> dict[str, Any]:
    kept = ("title", who, "description", "logo", "certifications", "courses", "tasks", "skills")
    return {
        "content_uid": sha1(f"{uid}/{who}/{number}".encode(), usedforsecurity=False).hexdigest(),
        **{name: item[name] for name in kept},
        "date_start": _date(item["date_start"]),
        "date_end": _date(item["date_end"]),
        "location": _location(item["location"]),
    }
