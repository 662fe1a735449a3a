"""Published times compared: what can be said about which text came first."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from transforms.schema import Published

_EXACT = ("minute", "second")
_TO_THE_DAY = (*_EXACT, "day")


def published_moment(published: Published | None) -> datetime | None:
    """The moment of a published value of minute precision or better, or None.

    A value without a zone gives a naive datetime: it may be compared only with another naive one.
    """
    if published is None or published.precision not in _EXACT:
        return None
    return _moment(published.value)


@lru_cache(maxsize=4096)
def _moment(value: str) -> datetime | None:
    try:
        # Python 3.10 does not read the zone letter
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None


def published_day(published: Published | None) -> date | None:
    """The day of a published value of day precision or better, or None."""
    if published is None or published.precision not in _TO_THE_DAY:
        return None
    return _day(published.value)


@lru_cache(maxsize=4096)
def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def seconds_between(earlier: Published | None, later: Published | None) -> int | None:
    """Seconds from one published time to another (negative if the order is the other way round), or None.

    Only where both are of minute precision or better and both have, or both lack, a zone; nothing is guessed.
    """
    first, second = published_moment(earlier), published_moment(later)
    if first is None or second is None or (first.tzinfo is None) != (second.tzinfo is None):
        return None
    return int((second - first).total_seconds())


def days_between(earlier: Published | None, later: Published | None) -> int | None:
    """Days from one published day to another, or None where one is not known to the day."""
    first, second = published_day(earlier), published_day(later)
    return None if first is None or second is None else (second - first).days
