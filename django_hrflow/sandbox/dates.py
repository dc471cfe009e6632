"""Dates as the API writes them and as its callers write them."""

from datetime import UTC, date, datetime
from typing import Any


def now() -> str:
    """The present second as the API writes it: ``2020-07-22T09:11:32+0000``."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """``moment`` as the API writes it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def read(value: Any) -> datetime | None:
    """An aware datetime from any form that the API documents, or None.

    Knows ISO 8601 with and without offset, seconds or time, ``{"iso8601": …}`` objects, and epoch
    numbers in seconds or, from 1e11 on, milliseconds. A date without offset is taken as UTC.
    """
    if isinstance(value, dict):
        return read(value.get("iso8601"))
    try:
        if isinstance(value, bool):
            return None
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value / 1000 if abs(value) >= 1e11 else value, UTC)
        text = str(value).strip()
        if "T" in text:  # a "+" that was not percent-encoded has arrived as a space
            text = text.replace(" ", "+")
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def seconds(value: Any) -> float | None:
    """``value`` as seconds since 1970, or None when it is no date."""
    moment = read(value)
    return None if moment is None else moment.timestamp()


def end_of_day(value: Any) -> float | None:
    """As ``seconds``, but a bare ``YYYY-MM-DD`` means the last instant of that day.

    So that an upper bound of a window is inclusive, as its lower bound is.
    """
    start = seconds(value)
    if start is None or not isinstance(value, str):
        return start
    try:
        date.fromisoformat(value.strip())
    except ValueError:
        return start
    return start + 86_400 - 1e-6
