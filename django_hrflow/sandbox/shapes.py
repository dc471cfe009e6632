"""Are the fields of a profile or a job of the types that the HR-JSON asks for? Else 400."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .answers import invalid
from .objects import JOB_LISTS, JOB_TEXTS, PROFILE_LISTS
from .parameters import Parameters

_INFO_TEXTS = (
    "full_name", "first_name", "last_name", "email", "phone", "date_birth", "driving_license",
    "picture", "gender", "summary",
)  # fmt: skip
_SECTION_LISTS = ("skills", "languages", "certifications", "courses", "tasks", "interests")


def check_profile(call: Parameters) -> None:
    """ApiError 400 names the first field that is of a wrong type; nulls are always right."""
    info = call.values.get("info")
    if not isinstance(info, dict):
        raise invalid("info cannot be null")
    _check_texts(info, _INFO_TEXTS)
    _check_location(info)
    _check_texts(call.values, ("text", "text_language"))
    _check_lists(call.values, PROFILE_LISTS)
    for area in ("experiences", "educations"):
        for section in call.values.get(area) or []:
            _check_texts(section, ("title", "company", "school", "description"))
            _check_location(section)
            _check_lists(section, _SECTION_LISTS)
        call.number(f"{area}_duration")
    call.date("created_at")


def check_job(call: Parameters) -> None:
    """ApiError 400 names the first field that is of a wrong type, or is needed and missing."""
    call.required_text("name")
    if not isinstance(call.values.get("location"), dict):
        raise invalid("location cannot be null")
    _check_texts(call.values, ("name", *JOB_TEXTS))
    _check_lists(call.values, JOB_LISTS)
    call.date("created_at")


def _check_texts(fields: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if not isinstance(fields.get(name), (str, type(None))):
            raise invalid(f"{name} must be a string")


def _check_lists(fields: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        items = fields.get(name)
        if not isinstance(items, (list, type(None))):
            raise invalid(f"{name} must be a list")
        if not all(isinstance(item, dict) for item in items or []):
            raise invalid(f"{name} must be a list of objects")
        for item in items or []:
            _check_texts(item, ("name",))


def _check_location(fields: Mapping[str, Any]) -> None:
    if not isinstance(fields.get("location"), (dict, type(None))):
        raise invalid("location must be an object")
