"""What search and scoring take: HrFlow's documented filters under HrFlow's names."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from django_hrflow.api import fields, json_schema
from django_hrflow.api.documents import Document, Form
from django_hrflow.api.parameters import COMMON

__all__ = ["ForJob", "ForProfile", "JobRankForm", "JobScoreForm", "JobSearchForm",
           "ProfileRankForm", "ProfileScoreForm", "ProfileSearchForm"]  # fmt: skip

SORTS = ("created_at", "updated_at", "location", "location_experience", "location_education",
         "searching", "scoring")  # fmt: skip


#: HrFlow's names for where to look and whom to rank for. What the request may see is checked by our
#: own names; at HrFlow a reference wins over the key that was checked.
PLACES = {
    *("source_key", "source_keys", "board_key", "board_keys"),
    *("job_key", "job_reference", "profile_key", "profile_reference", "profile_email"),
}


def _optional(field: type[Any], **kwargs: Any) -> Any:
    return field(required=False, **kwargs)


class Trait(Document):
    """``{"name": …, "value": …}``; a null value, or none, stands for any."""

    name = fields.Word()
    value = fields.Anything(required=False)


class Range(Document):
    """``{"name": …, "value_min": …, "value_max": …}``; an end that is missing is open."""

    name = fields.Word()
    value_min = fields.Anything(required=False)
    value_max = fields.Anything(required=False)


_POINT_SCHEMA = {
    "type": "object",
    "properties": {
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "lon": {"type": "number", "minimum": -180, "maximum": 180},
        "lng": {"type": "number", "minimum": -180, "maximum": 180},
    },
    "required": ["lat"],
    "oneOf": [{"required": ["lon"]}, {"required": ["lng"]}],
    "additionalProperties": False,
}


@extend_schema_field(_POINT_SCHEMA)
class Point(fields.Object):
    """``{"lat": …, "lon": …}`` in degrees; ``lng`` is taken as well."""

    default_error_messages = {"point": "Give just lat (up to 90) and lon (up to 180) as numbers."}

    def to_internal_value(self, data: Any) -> dict[str, float]:
        """With ``lon``, as the API reference writes it for filters."""
        given = super().to_internal_value(data)
        if given.keys() not in ({"lat", "lon"}, {"lat", "lng"}):
            self.fail("point")
        longitude = given.get("lon", given.get("lng"))
        return {"lat": self._degrees(given.get("lat"), 90), "lon": self._degrees(longitude, 180)}

    def _degrees(self, value: Any, limit: int) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail("point")
        if not -limit <= value <= limit:
            self.fail("point")
        return value


_TRAIT_SCHEMA = {
    "type": "object",
    "properties": {"name": json_schema.TEXT, "value": {}},
    "required": ["name"],
}


@extend_schema_field(
    {
        "type": "array",
        "items": {"anyOf": [_TRAIT_SCHEMA, {"type": "array", "items": _TRAIT_SCHEMA}]},
    }
)
class Tags(serializers.ListField):
    """Traits that must all hold, or lists of them of which one must hold."""

    child = fields.Anything()

    def to_internal_value(self, data: Any) -> list[Any]:
        """The list as it came, when every trait in it is one."""
        found = super().to_internal_value(data)
        for each in found:
            for trait in each if isinstance(each, list) else [each]:
                Trait(data=trait).is_valid(raise_exception=True)
        return found


class SearchForm(Form):
    """What profiles and jobs can both be searched by."""

    page = _optional(fields.Whole, min_value=1, max_value=1_000_000)
    limit = _optional(fields.Whole, min_value=1, max_value=1000, help_text="Results on a page.")
    sort_by = _optional(serializers.ChoiceField, choices=SORTS)
    order_by = _optional(serializers.ChoiceField, choices=("asc", "desc"))
    stage = _optional(serializers.ChoiceField, choices=("new", "yes", "later", "no"))
    created_at_min = _optional(fields.Moment)
    created_at_max = _optional(fields.Moment)
    location_geopoint = _optional(Point)
    location_distance = _optional(fields.Whole, min_value=0, max_value=40_000, help_text="km")
    summary_keywords = _optional(fields.Texts)
    text_keywords = _optional(fields.Texts)
    skills = _optional(Trait, many=True)
    languages = _optional(Trait, many=True)
    tags_included = _optional(Tags)
    tags_excluded = _optional(Tags)
    filters = _optional(fields.Object, help_text="Further filters, handed on as they are.")

    def validate_filters(self, value: dict[str, Any]) -> dict[str, Any]:
        """What has a name of its own here is checked there, and only there."""
        if double := sorted({*self.fields, *COMMON, *PLACES} & value.keys()):
            raise serializers.ValidationError(f"These are no further filters: {', '.join(double)}.")
        return value


class ProfileSearchForm(SearchForm):
    """HrFlow's filters of profiles."""

    source_keys = _optional(fields.Keys, help_text="All known sources where there are none.")
    name = _optional(fields.Word)
    email = _optional(fields.Word)
    experience_keywords = _optional(fields.Texts)
    education_keywords = _optional(fields.Texts)
    experience_location_geopoint = _optional(Point)
    experience_location_distance = _optional(fields.Whole, min_value=0, max_value=40_000)
    education_location_geopoint = _optional(Point)
    education_location_distance = _optional(fields.Whole, min_value=0, max_value=40_000)
    experiences_duration_min = _optional(fields.Number, help_text="Years.")
    experiences_duration_max = _optional(fields.Number, help_text="Years.")
    educations_duration_min = _optional(fields.Number, help_text="Years.")
    educations_duration_max = _optional(fields.Number, help_text="Years.")
    interests = _optional(Trait, many=True)


class JobSearchForm(SearchForm):
    """HrFlow's filters of jobs."""

    board_keys = _optional(fields.Keys, help_text="All known boards where there are none.")
    name = _optional(fields.Word)
    names = _optional(fields.Texts)
    date_range_min = _optional(fields.Moment, help_text="An older name of created_at_min.")
    date_range_max = _optional(fields.Moment, help_text="An older name of created_at_max.")
    ranges_float = _optional(Range, many=True)
    ranges_date = _optional(Range, many=True)


class ScoreForm(Form):
    """What scoring takes beside the filters and the target."""

    use_agent = _optional(fields.Flag, help_text="False: search only, without scores.")
    agent_key = _optional(fields.Word)
    algorithm_key = _optional(fields.Word)
    score_threshold = _optional(fields.Number, min_value=0, max_value=1)


class ForJob(Form):
    """The job to rank profiles for."""

    job = fields.Word(help_text="The key of the job.")
    board_key = _optional(fields.Word, help_text="Decides where two boards hold the key.")


class ForProfile(Form):
    """The profile to rank jobs for."""

    profile = fields.Word(help_text="The key of the profile.")
    source_key = _optional(fields.Word, help_text="Decides where two sources hold the key.")


class ProfileRankForm(ProfileSearchForm, ScoreForm):
    """How to rank profiles."""


class JobRankForm(JobSearchForm, ScoreForm):
    """How to rank jobs."""


class ProfileScoreForm(ProfileRankForm, ForJob):
    """Profiles for a job."""


class JobScoreForm(JobRankForm, ForProfile):
    """Jobs for a profile."""
