"""The filters of searching and scoring, as conditions on a decoded profile or job.

After the HrFlow API reference ("Search Profiles", "Search Jobs"). What it leaves open is decided
thus: all filters must hold; within a list of keywords, skills or languages every item must hold;
a distance is in kilometres; -1 is no bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from . import dates
from .answers import Json, invalid
from .geography import nearest, read_point
from .objects import job_texts
from .parameters import Parameters
from .scoring import canonical

Condition = Callable[[Json], bool]

STAGES = ("new", "yes", "later", "no")


def profile_conditions(call: Parameters) -> list[Condition]:
    """What the parameters ask of a profile."""
    found: list[Condition | None] = [
        _contains(call.text("name"), lambda one: [one["info"].get("full_name")]),
        _is(call, "key"),
        _is(call, "reference"),
        _email(call.text("email")),
        _stage(call.choice("stage", STAGES, None)),
        *_keywords(call, "summary_keywords", lambda one: [one["info"].get("summary")]),
        *_keywords(call, "text_keywords", lambda one: [one["text"]]),
        *_keywords(call, "experience_keywords", lambda one: _section_texts(one["experiences"])),
        *_keywords(call, "education_keywords", lambda one: _section_texts(one["educations"])),
        _near(call, "", lambda one: [one["info"]["location"]]),
        _near(call, "experience_", lambda one: _locations(one["experiences"])),
        _near(call, "education_", lambda one: _locations(one["educations"])),
        *_bounds(call, "experiences_duration"),
        *_bounds(call, "educations_duration"),
        *(_has(call, name) for name in ("skills", "languages", "interests")),
        *_tags(call),
    ]
    return [condition for condition in found if condition]


def job_conditions(call: Parameters) -> list[Condition]:
    """What the parameters ask of a job."""
    names = call.texts("names") or call.texts("name")
    found: list[Condition | None] = [
        (lambda one: any(_within(name, one["name"]) for name in names)) if names else None,
        _is(call, "key"),
        _is(call, "reference"),
        *_keywords(call, "summary_keywords", lambda one: [one["summary"]]),
        *_keywords(call, "text_keywords", job_texts),
        _near(call, "", lambda one: [one["location"]]),
        *(_has(call, name) for name in ("skills", "languages")),
        *_tags(call),
        *(_overlaps(wanted, "ranges_float", _number) for wanted in call.items("ranges_float")),
        *(_overlaps(wanted, "ranges_date", dates.seconds) for wanted in call.items("ranges_date")),
    ]
    return [condition for condition in found if condition]


# Texts


def _section_texts(sections: Iterable[Any]) -> list[Any]:
    texts: list[Any] = []
    for section in filter(_is_object, sections):
        texts += [section.get(name) for name in ("title", "company", "school", "description")]
        for name in ("skills", "tasks", "courses", "certifications"):
            texts += [item.get("name") for item in filter(_is_object, section.get(name) or [])]
    return texts


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _within(word: str, text: Any) -> bool:
    return isinstance(text, str) and word.casefold() in text.casefold()


def _contains(word: str | None, texts: Callable[[Json], list[Any]]) -> Condition | None:
    if word is None:
        return None
    return lambda one: any(_within(word, text) for text in texts(one))


def _keywords(
    call: Parameters, name: str, texts: Callable[[Json], list[Any]]
) -> list[Condition | None]:
    return [_contains(word, texts) for word in call.texts(name)]


def keyword_hits(call: Parameters, one: Json) -> int:
    """How often the keywords of a search occur in an object, for ``sort_by=searching``."""
    names = ("text_keywords", "summary_keywords", "experience_keywords", "education_keywords")
    if "text" in one:
        sections = [*one["experiences"], *one["educations"]]
        texts = [one["text"], one["info"].get("summary"), *_section_texts(sections)]
    else:
        texts = job_texts(one)
    whole = "\n".join(text for text in texts if isinstance(text, str)).casefold()
    return sum(whole.count(word.casefold()) for name in names for word in call.texts(name) if word)


# Identity and stage


def _is(call: Parameters, field: str) -> Condition | None:
    wanted = call.text(field)
    return None if wanted is None else lambda one: one[field] == wanted


def _email(email: str | None) -> Condition | None:
    if email is None:
        return None
    return lambda one: (one["info"].get("email") or "").casefold() == email.casefold()


def _stage(stage: str | None) -> Condition | None:
    """A profile without labels is new to everybody."""
    if stage is None:
        return None

    def holds(one: Json) -> bool:
        stages = [label.get("stage") for label in filter(_is_object, one["labels"])]
        return stage in (stages or ["new"])

    return holds


# Places


def _locations(sections: Iterable[Any]) -> list[Any]:
    return [section.get("location") for section in filter(_is_object, sections)]


def _near(
    call: Parameters, prefix: str, locations: Callable[[Json], list[Any]]
) -> Condition | None:
    name = f"{prefix}location_geopoint"
    centre = read_point(call.mapping(name), name)
    radius = call.number(f"{prefix}location_distance")
    if centre is None or radius is None or radius < 0:
        return None
    return lambda one: nearest(centre, locations(one)) <= radius


def remoteness(call: Parameters, sort_by: str) -> Callable[[Json], float] | None:
    """Kilometres to the centre of a search, for the sort orders by location; None without one."""
    prefix, area = {
        "location": ("", None),
        "location_experience": ("experience_", "experiences"),
        "location_education": ("education_", "educations"),
    }[sort_by]
    names = (f"{prefix}location_geopoint", "location_geopoint")
    centre = read_point(call.mapping(*names), names[0])
    if centre is None:
        return None

    def kilometres(one: Json) -> float:
        if area is not None:
            return nearest(centre, _locations(one.get(area) or []))
        return nearest(centre, [one["info"]["location"] if "info" in one else one["location"]])

    return kilometres


# Numbers and ranges


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _bounds(call: Parameters, name: str) -> list[Condition | None]:
    least, most = call.number(f"{name}_min"), call.number(f"{name}_max")

    def holds(one: Json) -> bool:
        value = _number(one[name]) or 0.0
        return (least in {None, -1.0} or value >= least) and (most in {None, -1.0} or value <= most)

    return [holds] if least is not None or most is not None else []


def _overlaps(wanted: Any, field: str, measure: Callable[[Any], float | None]) -> Condition:
    """Has a range of that name which overlaps the wanted one; open ends are endless."""
    if not isinstance(wanted, dict) or not wanted.get("name"):
        raise invalid(f"{field} must be a list of objects with name, value_min and value_max")

    def ends(one: Json) -> tuple[float, float]:
        least, most = measure(one.get("value_min")), measure(one.get("value_max"))
        return (
            float("-inf") if least is None else least,
            float("inf") if most is None else most,
        )

    low, high = ends(wanted)

    def holds(one: Json) -> bool:
        for item in filter(_is_object, one[field]):
            if _same_text(item.get("name"), wanted["name"]):
                least, most = ends(item)
                if least <= high and low <= most:
                    return True
        return False

    return holds


# Named values


def _has(call: Parameters, name: str) -> Condition | None:
    wanted = _named(call.items(name), name)
    if not wanted:
        return None
    return lambda one: all(_matches(item, one[name], _same_name) for item in wanted)


def _tags(call: Parameters) -> list[Condition | None]:
    """Flat lists: every tag; lists of lists: any group of which every tag holds."""
    included = _groups(call.items("tags_included"), "tags_included")
    excluded = _groups(call.items("tags_excluded"), "tags_excluded")

    def any_group(groups: list[list[Json]], one: Json) -> bool:
        return any(all(_matches(tag, one["tags"], _same_text) for tag in group) for group in groups)

    return [
        (lambda one: any_group(included, one)) if included else None,
        (lambda one: not any_group(excluded, one)) if excluded else None,
    ]


def _groups(items: list[Any], name: str) -> list[list[Json]]:
    if any(isinstance(item, list) for item in items):
        return [_named(item if isinstance(item, list) else [item], name) for item in items]
    if name == "tags_excluded":  # to have one of them is enough to be left out
        return [[item] for item in _named(items, name)]
    return [_named(items, name)] if items else []


def _named(items: list[Any], name: str) -> list[Json]:
    found = [{"name": item} if isinstance(item, str) else item for item in items]
    if not all(isinstance(item, dict) and item.get("name") for item in found):
        raise invalid(f"{name} must be a list of objects with name and value")
    return found


def _matches(wanted: Json, items: Iterable[Any], same: Callable[[Any, Any], bool]) -> bool:
    """Some item has the wanted name, and the wanted value unless that is null."""
    value = wanted.get("value")
    return any(
        same(item.get("name"), wanted["name"])
        and (value is None or _same_text(item.get("value"), value))
        for item in filter(_is_object, items)
    )


def _same_name(one: Any, other: Any) -> bool:
    """The same skill or language, however it is written."""
    return canonical(str(one)) == canonical(str(other))


def _same_text(one: Any, other: Any) -> bool:
    """Equal in any case; ``true`` is ``True``, ``1`` is ``1.0``."""
    numbers = _number(one), _number(other)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return str(one).casefold() == str(other).casefold()
