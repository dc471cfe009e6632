"""Profiles as HrFlow lists them: pages of 100, about 9.7 kB of JSON each, all invented."""

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

__all__ = ["PAGE", "SOURCE_KEY", "mould", "pages", "profile"]

PAGE = 100
SOURCE_KEY = "5" * 40
WORDS = [
    "built", "led", "pipelines", "data", "cloud", "teams", "spark", "python", "delivery", "models",
    "services", "tests", "design", "scaled", "reviewed", "shipped", "research", "hiring", "budget",
    "quality", "platform", "storage", "networks", "search",
]  # fmt: skip
_MARK = "#page#"


def profile(number: int, page: str = "") -> dict[str, Any]:
    """The profile of this number, the same whenever it is asked for."""
    chance = random.Random(number)

    def words(count: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(count))

    stations = [
        {
            "key": f"{chance.getrandbits(160):040x}",
            "company": words(2).title(),
            "title": words(3).title(),
            "description": words(40),
            "location": {"text": "Lyon", "lat": 45.76, "lng": 4.83, "gmaps": None, "fields": []},
            "date_start": f"{2000 + at}-01-01T00:00:00",
            "date_end": f"{2001 + at}-01-01T00:00:00",
            "skills": [{"name": word, "type": "hard", "value": None} for word in WORDS[:5]],
            "certifications": [], "courses": [], "tasks": [],
        }
        for at in range(7)
    ]  # fmt: skip
    name = f"Ada Example {page}{number}"
    return {
        "id": number,
        "key": f"{page}{number:034x}",
        "reference": f"cand-{page}-{number}",
        "source": {"key": SOURCE_KEY, "name": "Careers", "type": "api", "subtype": "python"},
        "source_key": SOURCE_KEY,
        "created_at": "2024-01-02T03:04:05+0000",
        "updated_at": "2024-01-02T03:04:05+0000",
        "archived_at": None,
        "info": {
            "full_name": name, "first_name": "Ada", "last_name": f"Example {number}",
            "email": f"ada{page}{number}@example.org", "phone": "+33199001234",
            "summary": words(40),
            "location": {"text": "Lyon", "lat": 45.76, "lng": 4.83, "gmaps": None, "fields": []},
        },
        "text": words(250),
        "text_language": "en",
        "experiences": stations, "experiences_duration": 7.5,
        "educations": [], "educations_duration": None,
        "skills": [{"name": word, "type": "hard", "value": None} for word in WORDS],
        "languages": [], "certifications": [], "courses": [], "tasks": [], "interests": [],
        "labels": [], "tags": [], "metadatas": [], "attachments": [],
    }  # fmt: skip


@cache
def mould() -> list[bytes]:
    """One answer of HrFlow's, cut where a page's number goes; ask for it before the clock runs."""
    data = [profile(number, _MARK) for number in range(PAGE)]
    answer = json.dumps({"code": 200, "message": "List of profiles", "data": data})
    return answer.encode().split(_MARK.encode())


def pages(count: int) -> Iterator[bytes]:
    """Answers that hold so many profiles, page by page; making one costs next to nothing."""
    for number in range(-(-count // PAGE)):
        yield f"{number:06x}".encode().join(mould())
