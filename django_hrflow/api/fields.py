"""Fields that take what JSON calls a text, a number or a list, not what merely looks like one."""

from datetime import UTC, datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import ISO_8601, serializers

from django_hrflow import mirror
from django_hrflow.api.jsontext import MAX_NUMBER

__all__ = ["Anything", "Flag", "Items", "Keys", "Moment", "Number", "Object", "Text", "Texts",
           "Timestamp", "Whole", "Word"]  # fmt: skip


class Text(serializers.CharField):
    """A JSON string, kept as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False, "allow_blank": True, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """Refuses numbers, which Django REST framework would turn into text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Word(Text):
    """A JSON string that says something: a key, a reference."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_blank": False, "max_length": 255, **kwargs})


#: The bounds of all numbers, as ``jsontext`` has them for those that no field describes.
BOUNDS = {"min_value": -MAX_NUMBER, "max_value": MAX_NUMBER}


class Whole(serializers.IntegerField):
    """A JSON number without fraction."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**BOUNDS, **kwargs})

    def to_internal_value(self, data: Any) -> int:
        """Refuses texts, booleans and fractions."""
        if isinstance(data, float) and data.is_integer():
            data = int(data)
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class Number(serializers.FloatField):
    """A JSON number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**BOUNDS, **kwargs})

    def to_internal_value(self, data: Any) -> float:
        """Refuses texts and booleans; a whole number stays one."""
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return data


class Flag(serializers.BooleanField):
    """``true`` or ``false``."""

    def to_internal_value(self, data: Any) -> bool:
        """Refuses the many spellings of forms."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


@extend_schema_field(OpenApiTypes.DATETIME)
class Moment(Text):
    """A date and time in any of HrFlow's forms; the text itself is the value."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_blank": False, **kwargs})

    default_error_messages = {"date": "This is not a date such as 2024-01-31T09:30:00+00:00."}

    def to_internal_value(self, data: Any) -> str:
        """Refuses what is not a date."""
        text = super().to_internal_value(data)
        if mirror.parse_date(text) is None:
            self.fail("date")
        return text

    @staticmethod
    def value(text: str) -> datetime | None:
        """The moment in UTC."""
        return mirror.parse_date(text)


class Anything(serializers.JSONField):
    """Any JSON value, null included."""

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Null is a value like any other."""
        if data is None:
            return True, None
        found: tuple[bool, Any] = super().validate_empty_values(data)
        return found


class Object(serializers.DictField):
    """A JSON object with any members."""


class Items(serializers.ListField):
    """A JSON list of objects."""

    child = Object()


class Texts(serializers.ListField):
    """A JSON list of texts."""

    child = Text()


class Keys(serializers.ListField):
    """A JSON list of keys."""

    child = Word()


class Timestamp(serializers.DateTimeField):
    """A date and time as ISO 8601 in UTC, whatever the project prefers elsewhere."""

    def __init__(self, **kwargs: Any) -> None:
        ours = {"format": ISO_8601, "default_timezone": UTC, "read_only": True}
        super().__init__(**{**ours, **kwargs})
