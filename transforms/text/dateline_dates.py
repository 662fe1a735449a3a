"""The date of a dateline: reading it as printed in any language, and giving it a year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from transforms.text.calendar_names import month_number, weekday_number

_AHEAD: Final = datetime.timedelta(days=3)
"""How far a date without a year may lie after the reference day: clocks and time zones differ, crawls run late."""
_PIVOT: Final = 70
"""Two-digit years from 70 on are 1970-1999; newswires on line begin about then."""

# a word of any script: vowel signs of Indic scripts are no letters to ``re``, so a word is what is not anything else
_WORD: Final = r"[^\s\d.,;:()\[\]（）［］/|–—―_=\"«»“”-]{2,16}"
_WEEKDAY: Final = re.compile(rf"({_WORD}(?:-feira)?)[.,،]?\s{{1,3}}", re.IGNORECASE)
_DAY_MONTH: Final = re.compile(
    r"(?P<day>\d{1,2})(?:\.|º|°|ª|er|re|-?го|st|nd|rd|th|ste|\.?-?(?:én|án))?\s{0,3}(?:de\s{1,2}|d['’]|of\s|/)?"
    rf"(?P<month>{_WORD})(?P<second>\s{_WORD}|\s?/\s?{_WORD}(?:\s{_WORD})?)?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(
    r"\.?,?\s{0,3}(?:de\s|del\s|['’])?(\d{4}|\d{2})(?![\d:.]\d|\d|:)(?:\s?(?:г|р|року|года)\b\.?)?"
)
_MONTH_DAY: Final = re.compile(
    rf"(?P<month>{_WORD})\.?\s{{0,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s{{1,3}}(?P<year>\d{{4}}|\d{{2}}(?=\s{{0,2}}[(-]))(?!\d))?",
    re.IGNORECASE,
)
_NUMERIC: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?!\d)")
_DAY_ONLY: Final = re.compile(r"(\d{1,2})(?=\s{0,2}\()")
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_HUNGARIAN: Final = re.compile(rf"(\d{{4}})\.?\s({_WORD})\s(\d{{1,2}})\.?(?:,\s({_WORD}))?")
_CJK: Final = re.compile(r"(?:(\d{2,4})\s?[年년]\s?)?(?:(\d{1,2})\s?[月월]\s?)?(\d{1,2})\s?[日일]")
_NO_DATE: Final = re.compile(r"NO DATE\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed; parts that are not printed are None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    #: the month is written out, or a sign says that these are dates (``1月3日``)
    named: bool = True


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    year = int(digits)
    if year < 100:
        return year + (1900 if year >= _PIVOT else 2000)
    if 2400 <= year <= 2700:
        return year - 543  # Buddhist era, as Thai papers print it
    return year if 1800 <= year <= 2200 else None


@lru_cache(maxsize=2048)
def _month(word: str, language: str | None) -> int | None:
    return month_number(word, language)


def _day_month(text: str, pos: int, limit: int, language: str | None) -> PrintedDate | None:
    found = _DAY_MONTH.match(text, pos, limit)
    if found is None:
        return None
    end = found.end("month")
    month = _month(found["month"], language)
    second = found["second"]
    if second is not None:
        # Arabic months of two words, or one month named twice: ``كانون الثاني/يناير``
        whole = _month(found["month"] + second, language)
        if (
            whole is None
            and "/" in second
            and month is not None
            and _month(second.lstrip(" /"), language) == month
        ):
            whole = month
        if whole is not None:
            month, end = whole, found.end("second")
            more = re.compile(rf"\s?/\s?({_WORD})").match(text, end, limit) if "/" not in second else None
            if more is not None and _month(more[1], language) == month:
                end = more.end()
    if month is None:
        return None
    year = _YEAR.match(text, end, limit)
    if year is not None:
        return PrintedDate(pos, year.end(), _year(year[1]), month, int(found["day"]))
    return PrintedDate(pos, end, None, month, int(found["day"]))


def scan_date(text: str, pos: int, limit: int, language: str | None) -> PrintedDate | None:
    """Read a date that begins at ``pos`` and ends before ``limit``, or None.

    Reads ``Jan. 3``, ``3 de enero de 2022``, ``3. Januar``, ``03 GEN``, ``3.01.2022``, ``2022. január 3.``,
    ``1月3日``, ``4日``, ``3 كانون الثاني/يناير`` and the like, with a weekday before it. ``NO DATE`` is a date
    without parts.
    """
    if pos >= limit:
        return None
    first = text[pos]
    if not first.isdigit():
        if first in "nN" and (none := _NO_DATE.match(text, pos, limit)):
            return PrintedDate(pos, none.end(), None, None, None)
        found = _MONTH_DAY.match(text, pos, limit)
        if found is not None and (month := _month(found["month"], language)) is not None:
            year = _year(found["year"])
            end = found.end() if year is not None or found["year"] is None else found.end("day")
            return PrintedDate(pos, end, year, month, int(found["day"]))
        weekday = _WEEKDAY.match(text, pos, limit)
        if weekday is not None and weekday_number(weekday[1], language or "en") is not None:
            inner = _scan_digits(text, weekday.end(), limit, language) or _month_day(
                text, weekday.end(), limit, language
            )
            return inner and PrintedDate(pos, inner.end, inner.year, inner.month, inner.day)
        return None
    return _scan_digits(text, pos, limit, language)


def _month_day(text: str, pos: int, limit: int, language: str | None) -> PrintedDate | None:
    found = _MONTH_DAY.match(text, pos, limit)
    if found is None or (month := _month(found["month"], language)) is None:
        return None
    return PrintedDate(pos, found.end(), _year(found["year"]), month, int(found["day"]))


def _scan_digits(text: str, pos: int, limit: int, language: str | None) -> PrintedDate | None:
    if pos >= limit or not text[pos].isdigit():
        return None
    if found := _CJK.match(text, pos, limit):
        year = int(found[1]) if found[1] else None
        if year is not None and year < 200:
            year = year + 1911 if year > 99 else _year(found[1])  # years of the Republic of China
        return PrintedDate(pos, found.end(), year, int(found[2]) if found[2] else None, int(found[3]))
    if found := _ISO.match(text, pos, limit):
        return PrintedDate(pos, found.end(), int(found[1]), int(found[2]), int(found[3]))
    if found := _HUNGARIAN.match(text, pos, limit):
        month = _month(found[2], language)
        if month is not None:
            end = found.end() if found[4] and weekday_number(found[4], "hu") is not None else found.end(3)
            return PrintedDate(pos, end, _year(found[1]), month, int(found[3]))
    if named := _day_month(text, pos, limit, language):
        return named
    if (found := _NUMERIC.match(text, pos, limit)) and (found[2] != "-" or found[4]):
        return PrintedDate(pos, found.end(), _year(found[4]), int(found[3]), int(found[1]), False)
    if found := _DAY_ONLY.match(text, pos, limit):
        return PrintedDate(pos, found.end(), None, None, int(found[1]), False)
    return None


def _reference(reference_days: Sequence[str]) -> datetime.date | None:
    for value in reference_days:
        found = _ISO.match(value)
        if found is not None and (made := _made(int(found[1]), int(found[2]), int(found[3]))):
            return made
    return None


def _made(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def resolve_date(printed: PrintedDate | None, reference_days: Sequence[str]) -> tuple[str | None, str | None]:
    """The date as ISO 8601 and its basis.

    With a printed year: the date, ``printed``. Without: the latest such day that is not later than the first
    usable reference day plus three days, ``year_from_document``; without a reference day ``--MM-DD``,
    ``printed``. A day alone takes month and year from the reference day. Impossible dates are (None, None).

    Args:
        printed: what `scan_date` read.
        reference_days: ISO 8601 days or times, the most trusted first; the first usable one counts.
    """
    if printed is None or printed.day is None:
        return None, None
    reference = _reference(reference_days)
    day, month = printed.day, printed.month
    if month is None:
        if reference is None:
            return None, None
        for back in range(-3, 62):
            guess = reference - datetime.timedelta(days=back)
            if guess.day == day:
                return guess.isoformat(), "year_from_document"
        return None, None
    if month > 12 >= day:
        day, month = month, day
    if printed.year is not None:
        made = _made(printed.year, month, day)
        return (made.isoformat(), "printed") if made else (None, None)
    if reference is not None:
        for year in range(reference.year + 1, reference.year - 5, -1):
            made = _made(year, month, day)
            if made is not None and made <= reference + _AHEAD:
                return made.isoformat(), "year_from_document"
        return None, None
    if _made(2000, month, day) is None:
        return None, None
    return f"--{month:02d}-{day:02d}", "printed"
