"""Numbers, times and dates in one normal form, whatever the language wrote.

`2,500`, `2.500`, `2 500` and `٢٥٠٠` are 2500; `2.5 million`, `2,5 млн` and `250万` are 2500000; `04:30`, `4h30` and
`4:30 a.m.` are the time 0430; `3月12日`, `3월 12일`, `12 March` and `12.03.2022` are the date 03-12.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

import numpy as np

from transforms.sketch.chars import DIGIT, char_table
from transforms.sketch.marks import CALENDAR, DATE, NUMBER, TIME, canonical_hash, mark

_SPACES: Final = " \u00a0\u2009\u202f\u2008"
GROUP_MARKS: Final = frozenset(".,'’٫٬" + _SPACES)
"""Characters that may stand between groups of digits."""

_CLOCK: Final = re.compile(
    r"(\d{1,2})(?::|[hH]|\s[hH]\s?|时|時|點|点|시\s?)(\d{2})(?:分|분)?(?![\d:])(?:\s{0,2}([ap])\.?\s?m\b)?|"
    r"(\d{1,2})(?:\.(\d{2}))?(?:\s{0,2}([ap])\.?\s?m\b|\s?Uhr\b)|"
    r"(\d{1,2})(?:時(?!間)|시(?!간)|[hH](?![\w]))", re.IGNORECASE | re.ASCII
)  # fmt: skip
_NUMERIC_DATE: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(?:(?:19|20)?\d{2})(?!\d)|((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_CJK_DATE: Final = re.compile(r"(\d{1,2})(?:月(\d{1,2})[日号號]|월\s?(\d{1,2})일)")
_AFTERNOON: Final = "오후"
_KOREAN: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)([조억만천])\s?")
_KOREAN_UNITS: Final = {"조": 12, "억": 8, "만": 4, "천": 3}
_CLOCK_MARKS: Final = frozenset(":hHUuaApP时時點点.")


@cache
def _digit_table() -> dict[int, int]:
    """Digits of all scripts to ASCII, by the frozen character table."""
    table = char_table()
    codes = np.flatnonzero((table.flags & DIGIT) > 0)
    return {int(code): int(table.first[code]) for code in codes.tolist() if code > 127 and table.length[code] == 1}


def ascii_digits(text: str) -> str:
    """The text with the digits of all scripts as ASCII digits, of the same length."""
    return text if text.isascii() else text.translate(_digit_table())


@lru_cache(maxsize=65_536)
def number_text(raw: str) -> str:
    """Canonical decimal text of digits with separators.

    The last separator is a decimal mark where other than three digits follow it or where it differs from those
    before; three digits after a single separator make a thousand.

    >>> [number_text(x) for x in ("2.500", "2,5", "1.234,56", "1,234,567", "2 500", "٢٥٠٠", "0.75", "1'000")]
    ['2500', '2.5', '1234.56', '1234567', '2500', '2500', '0.75', '1000']
    """
    if raw.isascii() and raw.isdigit():
        return raw.lstrip("0") or "0"
    text = ascii_digits(raw).replace("٫", ",").replace("٬", " ").replace("’", " ")
    parts = re.split(r"[.,'\s]", text)
    marks = re.findall(r"[.,'\s]", text)
    decimal = bool(marks) and marks[-1] in ".," and (
        len(parts[-1]) != 3 or parts[0] in {"", "0"} or (len(marks) > 1 and marks[-1] != marks[-2])
    )  # fmt: skip
    whole = "".join(parts[:-1] if decimal else parts).lstrip("0") or "0"
    fraction = parts[-1].rstrip("0") if decimal else ""
    return f"{whole}.{fraction}" if fraction else whole


MAX_DIGITS: Final = 30
"""Digits of a number that are read; longer ones are serial numbers, and cut."""


def scaled_text(text: str, exponent: int) -> str:
    """A canonical number times a power of ten.

    >>> scaled_text("2.5", 6), scaled_text("25", 4)
    ('2500000', '250000')
    """
    whole, _, fraction = text.partition(".")
    digits = whole + fraction[:exponent].ljust(exponent, "0")
    rest = fraction[exponent:].rstrip("0")
    digits = digits.lstrip("0") or "0"
    return f"{digits}.{rest}" if rest else digits


def korean_number(text: str, start: int) -> tuple[str, int] | None:
    """Canonical number at a place of a text whose units are written on to the figures, with its end, or None.

    >>> [korean_number(x, 0)[0] for x in ("250만 명", "3억8500만 유로", "1,200만 원", "1.5조원", "3천")]
    ['2500000', '385000000', '12000000', '1500000000000', '3000']
    >>> korean_number("317명", 0) is None
    True
    """
    total, lowest, at = "", 99, start
    while (match := _KOREAN.match(text, at)) is not None:
        exponent = _KOREAN_UNITS[match[2]]
        part = scaled_text(number_text(match[1]), exponent)
        if exponent >= lowest or len(part) > MAX_DIGITS or ("." in part and total):
            break
        total = str(int(total) + int(part)) if total else part
        lowest, at = exponent, match.end()
        if "." in total:
            break
    return (total, at) if total else None


def number_rarity(text: str) -> int:
    """Rarity of a canonical number by its length and its significant digits, in eighths of a bit.

    The constants are rough shares of the numbers of news texts: round and short ones are common, years of the recent
    decades are everywhere, four and more significant digits hardly ever meet by chance.
    """
    whole, _, fraction = text.partition(".")
    if fraction:
        return {0: 128, 1: 128, 2: 128, 3: 160}.get(len(whole.lstrip("0") + fraction), 184)
    significant = len(whole.rstrip("0"))
    if len(whole) == 1:
        return 84
    if len(whole) == 2:
        return 96 if significant == 1 else 104
    if len(whole) == 3:
        return (108, 124, 144)[significant - 1]
    if len(whole) == 4 and "1990" <= whole <= "2040":
        return 96
    if len(whole) == 4 and "1900" <= whole < "1990":
        return 112
    return (116, 136, 160, 184, 192)[min(significant, 5) - 1]


@lru_cache(maxsize=65_536)
def number_reading(text: str) -> int:
    """The mark of a canonical number."""
    return mark(canonical_hash("number", text), NUMBER, number_rarity(text))


def date_reading(month: int, day: int) -> int | None:
    """The mark of a day of the year, or None for an impossible one.

    Many articles of one week name the same days, hence the low rarity.
    """
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return mark(canonical_hash("date", f"{month:02d}-{day:02d}"), DATE, 104)


def clock_reading(text: str, start: int) -> tuple[int, int] | None:
    """The mark of the time of day written at a place of a text, with its end, or None.

    >>> from transforms.sketch.marks import mark_hash
    >>> [mark_hash(r[0]) == canonical_hash("time", "0430") for r in
    ...     (clock_reading(x, 0) for x in ("04:30", "4h30", "04H30", "4:30 a.m.", "4.30 Uhr", "4时30分")) if r]
    [True, True, True, True, True, True]
    """
    match = _CLOCK.match(text, start)
    if match is None:
        return None
    hour = int(match[1] or match[4] or match[7])
    minute = int(match[2] or match[5] or 0)
    half = (match[3] or match[6] or "").lower()
    if not half and hour <= 12 and text[max(0, start - 3) : start].rstrip().endswith(_AFTERNOON):
        half = "p"
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    rarity = 136 if minute == 0 else 160
    return mark(canonical_hash("time", f"{hour % 24:02d}{minute:02d}"), TIME, rarity), match.end()


def numeric_date(text: str, start: int) -> tuple[int, int, int] | None:
    """Month, day and end of a date in figures at a place of a text: `12.03.2022`, `2022-03-12`, `3月12日`.

    >>> numeric_date("12.03.2022", 0), numeric_date("2022-03-12", 0), numeric_date("3月12日", 0)
    ((3, 12, 10), (3, 12, 10), (3, 12, 5))
    """
    match = _NUMERIC_DATE.match(text, start)
    if match is not None:
        month, day = (int(match[2]), int(match[1])) if match[1] else (int(match[4]), int(match[5]))
    else:
        match = _CJK_DATE.match(text, start)
        if match is None:
            return None
        month, day = int(match[1]), int(match[2] or match[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return month, day, match.end()


def month_reading(month: int) -> int:
    """The mark of a month that is part of no date."""
    return mark(canonical_hash("month", str(month)), CALENDAR, 96)


def weekday_reading(weekday: int) -> int:
    """The mark of a weekday (Monday = 0)."""
    return mark(canonical_hash("weekday", str(weekday)), CALENDAR, 96)


def may_be_clock(mark: str) -> bool:
    """True for a character after a number that can make it a time of day."""
    return mark in _CLOCK_MARKS or mark.isspace()
