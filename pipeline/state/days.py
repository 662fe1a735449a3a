"""Days as a person writes them, and as the state counts them: days since 1970-01-01."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

_EPOCH: Final = date(1970, 1, 1)


def day_number(text: str) -> int:
    """Days since 1970-01-01 of an ISO date.

    Raises:
        ValueError: it is no date.

    >>> day_number("1970-02-01")
    31
    """
    return (date.fromisoformat(text) - _EPOCH).days


def day_text(day: int) -> str:
    """The ISO date of a day.

    >>> day_text(31)
    '1970-02-01'
    """
    return (_EPOCH + timedelta(days=day)).isoformat()


def today() -> int:
    """The present day in UTC; only ever the first-seen day of what a run reads, where none is given."""
    return (datetime.now(timezone.utc).date() - _EPOCH).days
