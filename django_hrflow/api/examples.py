"""Invented objects for the OpenAPI document."""

from typing import Any

__all__ = ["JOB", "JOB_BODY", "PROBLEM", "PROFILE", "PROFILE_BODY", "RESUME", "SCORES"]

SOURCE_KEY = "89abcdef0123456789abcdef0123456789abcdef"
BOARD_KEY = "76543210fedcba9876543210fedcba9876543210"
DATE = "2026-01-31T09:30:00+0000"

PROFILE_BODY: dict[str, Any] = {
    "source_key": SOURCE_KEY,
    "reference": "cand-42",
    "info": {
        "full_name": "Ada Example",
        "first_name": "Ada",
        "last_name": "Example",
        "email": "ada@example.org",
        "location": {"text": "Lyon", "lat": 45.76, "lng": 4.83},
    },
    "text_language": "en",
    "text": "Ada Example, data engineer in Lyon …",
    "experiences": [
        {"company": "Acme Rockets", "title": "Data Engineer", "date_start": "2021-01-01T00:00:00"}
    ],
    "skills": [{"name": "python", "type": "hard", "value": None}],
    "tags": [{"name": "archive", "value": True}],
}
PROFILE: dict[str, Any] = {
    **PROFILE_BODY,
    "id": 1,
    "key": "0123456789abcdef0123456789abcdef01234567",
    "created_at": DATE,
    "updated_at": DATE,
    "archived_at": None,
    "synced_at": "2026-01-31T09:30:01.123456Z",
}
JOB_BODY: dict[str, Any] = {
    "board_key": BOARD_KEY,
    "reference": "job-7",
    "name": "Data Engineer",
    "location": {"text": "Dijon", "lat": 47.32, "lng": 5.04},
    "sections": [],
    "skills": [{"name": "spark", "type": "hard", "value": 0.9}],
    "ranges_float": [{"name": "salary", "value_min": 30, "value_max": 40, "unit": "eur"}],
}
JOB: dict[str, Any] = {
    **JOB_BODY,
    "id": 7,
    "key": "fedcba9876543210fedcba9876543210fedcba98",
    "created_at": DATE,
    "updated_at": DATE,
    "archived_at": None,
    "synced_at": "2026-01-31T09:30:01.123456Z",
}
RESUME: dict[str, Any] = {
    "id": 42,
    "state": "stored",
    "reason": "",
    "source": SOURCE_KEY,
    "reference": "0d9f5b1c6e7a4c0f8b2d3e4f5a6b7c8d",
    "profile": None,
    "name": "ada.pdf",
    "size": 48213,
    "uploaded_at": "2026-01-31T09:30:00.123456Z",
    "url": "https://jobs.example.org/hrflow/api/resumes/42/",
}
SCORES: dict[str, Any] = {
    "next": None,
    "previous": None,
    "results": [
        {
            "profile": PROFILE["key"],
            "source_key": SOURCE_KEY,
            "profile_name": "Ada Example",
            "job": JOB["key"],
            "board_key": BOARD_KEY,
            "job_name": "Data Engineer",
            "algorithm_key": "",
            "score": 0.9375,
            "scored_at": "2026-01-31T09:30:00.123456Z",
            "stale": False,
        }
    ],
}
PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Bad Request",
    "status": 400,
    "detail": "This is not a whole number from 1 to 100.",
    "errors": [
        {
            "detail": "This is not a whole number from 1 to 100.",
            "parameter": "limit",
            "code": "invalid",
        }
    ],
}
