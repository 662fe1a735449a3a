"""Date expressions as people print them: spans, readings, clock time and zone.

Nothing here decides what a date is the date *of*; that is `transforms.text.dates`. An expression keeps all its
readings (``01/03/2022`` is 3 January or 1 March), so that the context can choose and the others stay on record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from transforms.text.calendar_names import month_keys, month_number, weekday_number
from transforms.text.clock_times import clock_after, clock_before
from transforms.text.page_words import OTHER
from transforms.text.scan_loops import DATED, FIRST_DIGIT, MARKS

YEARS: Final = range(1900, 2100)
"""Gregorian years that are believed."""

BUDDHIST_OFFSET: Final = 543
"""Thai Buddhist year = Gregorian year + 543 (Thai law of 1940)."""
ROC_OFFSET: Final = 1911
"""Gregorian year = year of the Republic of China (Minguo) + 1911."""
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": ROC_OFFSET, "民国": ROC_OFFSET}
"""Gregorian year = year of the era + this."""

Reading = tuple[int | None, int, int]
"""Year (None: not printed), month 1-12, day 1-31."""

_JALALI: Final = {
    "فروردین": 1, "اردیبهشت": 2, "خرداد": 3, "تیر": 4, "مرداد": 5, "امرداد": 5, "شهریور": 6, "مهر": 7, "آبان": 8,
    "آذر": 9, "دی": 10, "بهمن": 11, "اسفند": 12,
    "حمل": 1, "ثور": 2, "جوزا": 3, "سرطان": 4, "اسد": 5, "سنبله": 6, "میزان": 7, "عقرب": 8, "قوس": 9, "جدی": 10,
    "دلو": 11, "حوت": 12,
}  # fmt: skip
"""Months of the Solar Hijri calendar, Iranian and Afghan names."""
_JALALI_LANGUAGES: Final = frozenset({"fa", "ps", "ckb", "mzn"})

# a repeat at the head of a pattern would make the search walk character by character
_DIGITS: Final = re.compile(r"\d\d*")
_ASCII_DIGITS: Final = re.compile(r"[0-9][0-9]*")
"""The same where the text is ASCII, found in a third of the time."""
_WORD: Final = r"[^\s\d,;:()\[\]<>|\"«»“”–—!?@#$%&*+=\\/_.\-]{2,15}"
_THAI_SHORT: Final = r"[ก-ฮ][\u0e30-\u0e3a]?\.[ก-ฮ]\."

_YMD: Final = re.compile(r"(\d{4})([-/.]|\. )(\d{1,2})\2(\d{1,2})(?!\d)\.?")
_DMY: Final = re.compile(r"(\d{1,2})([-/.]|\. )(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.-]\d)")
_CJK_DATE: Final = re.compile(r"(?:(\d{1,4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일號号]")
_VIETNAMESE: Final = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})(?:[\s,]+(?:năm\s+)?(\d{4}))?", re.IGNORECASE)
_DAY_MONTH: Final = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|re|[ºª°]|\.|-?(?:го|е|ое|й|η|ης)(?=\s))?[\s.\-/]{{0,3}}"
    rf"(?:de\s|d['’]|of\s|da\s|ta['’]\s|ng\s)?({_THAI_SHORT}|{_WORD}(?:\s?/\s?{_WORD}|\s(?=[\u0600-\u06ff]){_WORD}){{0,4}})"
    rf"(?:\.?,?[\s\-/]{{0,2}}(?:de\s|del\s|dell?['’]|عام\s|سنة\s|سال\s|พ\.ศ\.\s?|年\s?)?(\d{{4}}|['’]?\d{{2}}(?![\d:.,%]))(?!\d))?"
)
_YEAR_MONTH_DAY: Final = re.compile(
    rf"(\d{{4}})(?:\.?\s?(?:m\.|gada|жылғы|оны|ko|eko)|\.)?[\s\-]{{1,2}}(?:(\d{{1,2}})\.?\s)?({_WORD})(?:[\s\-]{{1,2}}(\d{{1,2}}))?(?!\d)"
)
_DAY_ENDS: Final = frozenset(" .-/ºª°\u00a0\n")
_YEAR_FIRST: Final = frozenset({"hu", "lt", "lv", "kk", "mn", "eu", None})
_AFTER_DAY: Final = re.compile(r"(?:st|nd|rd|th)?(?:,?\s(?:de\s)?(\d{4})(?![\d.,]\d|\d|%))?")
_COMPACT: Final = re.compile(r"(19\d\d|20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_ROC_COMPACT: Final = re.compile(r"(1[0-4]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")

_WEEKDAY_BEFORE: Final = re.compile(rf"({_WORD}(?:-feira)?)\.?,?\s{{0,2}}(?:den\s|le\s|el\s|il\s)?$")
_WEEKDAY_AFTER: Final = re.compile(rf"[\s,(（]{{1,2}}([月火水木金土日](?=[)）])|{_WORD})\.?[)）]?")


@dataclass(frozen=True, slots=True)
class DateForm:
    """One date expression."""

    start: int
    end: int
    #: (year or None, month, day) readings, the most usual first
    readings: tuple[Reading, ...]
    #: of a numeric form, ``dm`` or ``md`` for each reading; else empty
    orders: tuple[str, ...] = ()
    #: ``HH:MM`` or ``HH:MM:SS``, or None
    clock: str | None = None
    #: ``Z`` or ``+HH:MM``, or None
    zone: str | None = None


@lru_cache(maxsize=8192)
def _month(word: str, language: str | None) -> int | None:
    return month_number(word, language)


@lru_cache(maxsize=4096)
def is_weekday(word: str) -> bool:
    """Whether the word names a weekday in any language."""
    return weekday_number(word) is not None


def _is_weekday_beside(word: str) -> bool:
    """Whether the word beside a date is its weekday; two letters ("on", "mo") are too little to say."""
    return (len(word) > 2 or not word.isascii()) and (is_weekday(word) or word in "月火水木金土日")


def jalali_to_gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Convert a Solar Hijri (Persian) date; exact for the years 1178 to 1633.

    >>> jalali_to_gregorian(1400, 10, 13)
    (2022, 1, 3)
    """
    year += 1595
    days = -355668 + 365 * year + (year // 33) * 8 + (year % 33 + 3) // 4 + day
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    found = date.fromordinal(days - 365)
    return found.year, found.month, found.day


def may_be_dated(row: Sequence[int], language: str | None) -> bool:
    """Whether a date expression of `find_dates` can stand in a line, as the scan knows it (`PageWords.rows`)."""
    # seven digits are a date in Taiwan
    return row[MARKS] & (OTHER | DATED) != 0 or (language == "zh" and row[FIRST_DIGIT] >= 0)


def dated_rows(rows: list[list[int]], language: str | None) -> list[list[int]]:
    """Those lines for which `may_be_dated` holds."""
    if language == "zh":
        return [row for row in rows if may_be_dated(row, language)]
    # the same without a call a line
    return [row for row in rows if row[MARKS] & (OTHER | DATED)]


def find_dates(
    text: str,
    start: int,
    end: int,
    language: str | None = None,
    *,
    head: bool = False,
    limit: int = 40,
    among: Sequence[tuple[int, int]] | None = None,
    latin: bool = False,
) -> list[DateForm]:
    """Date expressions in text[start:end], in order, not overlapping.

    Args:
        text: the whole text.
        start: first code point searched.
        end: code point after the span searched.
        language: BCP 47 primary subtag, or None.
        head: the span is a page's date line or a metadata field, so that two-digit years, compact dates and clock
            times are read; in running text they are more often something else.
        limit: most runs of digits looked at, a bound on the work for tables of numbers.
        among: spans in order in which the day, or the year before it, of each expression stands, where that is known.
        latin: all letters of the span are Latin (`PageWords.latin`), and so its digits are ASCII.
    """
    return list(iter_dates(text, start, end, language, head=head, limit=limit, among=among, latin=latin))


def iter_dates(
    text: str,
    start: int,
    end: int,
    language: str | None = None,
    *,
    head: bool = False,
    limit: int = 40,
    reach: int | None = None,
    among: Sequence[tuple[int, int]] | None = None,
    latin: bool = False,
) -> Iterator[DateForm]:
    """`find_dates`, one by one; ``reach``: runs of digits that begin behind it are not looked at."""
    before = start
    spans = iter(among or ())
    low, high = next(spans, (end, end)) if among is not None else (start, end)
    plain = latin or text[start:end].isascii()
    for match in (_ASCII_DIGITS if plain else _DIGITS).finditer(text, start, end):
        at, stop = match.span()
        if at < before or stop - at > 8:
            continue
        limit -= 1
        if limit < 0 or (reach is not None and at > reach):
            return
        while at >= high and high < end:
            low, high = next(spans, (end, end))
        if low >= end:
            return
        if at < low:
            continue
        form = _form(text, start, at, stop, end, language, head)
        if form is not None:
            yield form
            before = form.end


@lru_cache(maxsize=1)
def _month_edges() -> tuple[frozenset[str], frozenset[str]]:
    """First and last three letters of the month names that have as many, ASCII letters only."""
    names = [name for name in month_keys() if len(name) > 2]
    return frozenset(name[:3] for name in names), frozenset((*(name[-3:] for name in names), "the"))


def _form(
    text: str, start: int, at: int, stop: int, end: int, language: str | None, head: bool
) -> DateForm | None:
    """The date expression that contains the run of digits text[at:stop], or None."""
    length = stop - at
    after = text[stop] if stop < end else ""
    if length == 4:
        if after and after in "-/.":
            match = _YMD.match(text, at, end)
            if match is not None:
                return _numeric_year_first(text, start, match, end, language)
        if after and after in "年년 ":
            match = _CJK_DATE.match(text, at, end)
            if match is not None:
                return _cjk(text, start, match, end)
        # year first is the order of few languages, and looking costs
        match = _YEAR_MONTH_DAY.match(text, at, end) if after and (head or language in _YEAR_FIRST) else None
        if match is not None:
            form = _year_month_day(text, start, match, end, language)
            if form is not None:
                return form
        return None
    if length > 4:
        if length == 8 and head and (match := _COMPACT.match(text, at, end)):
            return _finish(
                text, start, at, match.end(), end, ((int(match[1]), int(match[2]), int(match[3])),)
            )
        if length == 7 and language == "zh" and (match := _ROC_COMPACT.match(text, at, end)):
            year = int(match[1]) + ROC_OFFSET
            return _finish(text, start, at, match.end(), end, ((year, int(match[2]), int(match[3])),))
        return None
    if not after:
        return _month_day(text, start, at, stop, end, language, head)
    if after in "年月년월" or (after == " " and text[stop + 1 : stop + 2] in ("年", "月", "년", "월")):
        match = _CJK_DATE.match(text, at, end)
        return None if match is None else _cjk(text, start, match, end)
    if length == 3:
        return None
    if after in "-/.":
        match = _DMY.match(text, at, end)
        if match is not None and (head or len(match[4]) == 4):
            return _numeric(text, start, match, end, language)
    if after == " " and text.startswith("tháng", stop + 1):
        match = _VIETNAMESE.match(text, at, end)
        if match is not None:
            reading = (int(match[3]) if match[3] else None, int(match[2]), int(match[1]))
            return _finish(text, start, at, match.end(), end, (reading,))
    if after == " " and stop + 4 <= end:
        # three letters tell most words from months
        near = text[stop + 1 : stop + 4]
        month_behind = not (near.isascii() and near.isalpha()) or near.lower() in _month_edges()[0]
    elif after in "-./" and text[stop + 1 : stop + 2].isdecimal():
        # "1.5", "10-12": no word follows
        month_behind = False
    else:
        month_behind = after.isalpha() or after in _DAY_ENDS
    if month_behind:
        form = _day_month(text, start, at, end, language, head)
        if form is not None:
            return form
    return _month_day(text, start, at, stop, end, language, head)


def _numeric_year_first(
    text: str, start: int, match: re.Match[str], end: int, language: str | None
) -> DateForm | None:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    if language in _JALALI_LANGUAGES and 1300 <= year <= 1500:
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        return _finish(text, start, match.start(), match.end(), end, (jalali_to_gregorian(year, month, day),))
    return _finish(text, start, match.start(), match.end(), end, ((_gregorian(year, language), month, day),))


def _numeric(text: str, start: int, match: re.Match[str], end: int, language: str | None) -> DateForm | None:
    first, second = int(match[1]), int(match[3])
    year = _gregorian(_full_year(match[4], language), language)
    readings: tuple[Reading, ...]
    orders: tuple[str, ...]
    separator = match[2].strip() or match[2]
    day_first = (year, second, first)
    month_first = (year, first, second)
    if separator == ".":
        # a point means day first; month first only if nothing else is possible
        form = _finish(text, start, match.start(), match.end(), end, (day_first,))
        return form or _finish(text, start, match.start(), match.end(), end, (month_first,))
    if separator == "/" and language in (None, "en"):
        readings, orders = (month_first, day_first), ("md", "dm")
    else:
        readings, orders = (day_first, month_first), ("dm", "md")
    if first == second:
        readings, orders = readings[:1], ()
    return _finish(text, start, match.start(), match.end(), end, readings, orders)


def _cjk(text: str, start: int, match: re.Match[str], end: int) -> DateForm | None:
    begin = match.start()
    year: int | None = None
    if match[1]:
        year = int(match[1])
        if len(match[1]) < 4:
            offset = next(
                (_ERAS[era] for era in _ERAS if text.startswith(era, max(start, begin - 2), begin)), None
            )
            if offset is not None:
                begin -= 2
            elif len(match[1]) == 3:
                offset = ROC_OFFSET
            elif len(match[1]) == 2:
                offset = 2000
            else:
                return None
            year += offset
    return _finish(text, start, begin, match.end(), end, ((year, int(match[2]), int(match[3])),))


def _day_month(text: str, start: int, at: int, end: int, language: str | None, head: bool) -> DateForm | None:
    """``3 January 2022``, ``3. Jan.``, ``3 de enero de 2022``, ``13 دی 1400``."""
    match = _DAY_MONTH.match(text, at, min(end, at + 64))
    if match is None:
        return None
    word = match[2]
    stop = match.end()
    printed = match[3]
    month = _month(word, language)
    if month is None and "\u0600" <= word[-1] <= "\u06ff":
        month, length = _arabic_month(word, language)
        if month is not None and length < len(word):
            word, printed, stop = word[:length], None, match.start(2) + length
    elif month is None and "\u05d0" <= word[0] <= "\u05ea":
        # Hebrew writes "in January" as one word
        month = _month(word[1:], language)
    if month is None:
        if word in _JALALI and printed and len(printed) == 4:
            solar = jalali_to_gregorian(int(printed), _JALALI[word], min(31, int(match[1])))
            return _finish(text, start, at, stop, end, (solar,))
        return None
    if not printed and not head and _doubtful(word, language):
        return None
    if printed and len(printed) < 4 and not (head or printed[0] in "'’" or "ก" <= word[0] <= "๙"):
        printed, stop = None, match.end(2)
    year = _full_year(printed, language, thai="ก" <= word[0] <= "๙") if printed else None
    return _finish(text, start, at, stop, end, ((_gregorian(year, language), month, int(match[1])),))


def _arabic_month(words: str, language: str | None) -> tuple[int | None, int]:
    """Month at the head of a run of Arabic words, and how far it reaches.

    Names have one or two words and are often doubled: the Levantine name, a stroke or a space, the Latin one.
    """
    month: int | None = None
    tokens = [match.span() for match in re.finditer(r"[^\s/]+", words)]
    taken = reach = 0
    while taken < len(tokens):
        for size in (2, 1):
            last = taken + size - 1
            if last < len(tokens):
                found = _month(words[tokens[taken][0] : tokens[last][1]], language)
                if found is not None and month in (None, found):
                    break
        else:
            break
        month, taken, reach = found, taken + size, tokens[last][1]
    return month, reach


def _doubtful(word: str, language: str | None) -> bool:
    """Whether a month name without a year is more likely another word: "3 out of 5", "may 3", "4 gün"."""
    return word[0].islower() and (language in ("en", "de", None) or len(word) <= 3)


def _month_day(
    text: str, start: int, at: int, stop: int, end: int, language: str | None, head: bool
) -> DateForm | None:
    """``January 3, 2022``, ``Jan. 3``."""
    if stop - at > 2 or at - start < 4 or text[at - 1] not in " \u00a0-/":
        return None
    # the word before, without a pattern: nearly always it is no month
    near = text[at - 4 : at - 1]
    if near.isascii() and near.isalpha() and near.lower() not in _month_edges()[1]:
        return None
    last = at - 1
    while last > start and text[last - 1] in " .,\u00a0":
        last -= 1
    if at - last > 3 or not text[last - 1].isalpha():
        return None
    begin = text.rfind(" ", max(start, last - 16), last) + 1 or start
    word = text[begin:last]
    if word == "the" and begin > start + 3:
        last = begin - 1
        begin = text.rfind(" ", max(start, last - 16), last) + 1 or start
        word = text[begin:last]
    if len(word) > 15 or not word:
        return None
    trimmed = word.lstrip("(\"“«'‘[—–-")
    begin += len(word) - len(trimmed)
    word = trimmed
    if not word:
        return None
    month = _month(word, language)
    if month is None:
        return None
    match = _AFTER_DAY.match(text, stop, end)
    year = int(match[1]) if match is not None and match[1] else None
    if year is None and not head and _doubtful(word, language):
        return None
    close = match.end() if match is not None else stop
    return _finish(text, start, begin, close, end, ((_gregorian(year, language), month, int(text[at:stop])),))


def _year_month_day(
    text: str, start: int, match: re.Match[str], end: int, language: str | None
) -> DateForm | None:
    """``2022. január 3.``, ``2022 m. sausio 3 d.``, ``2022. gada 3. janvāris``."""
    month = _month(match[3], language)
    day = match[2] or match[4]
    if month is None or day is None:
        return None
    stop = match.end(3) if match[2] else match.end()
    return _finish(
        text, start, match.start(), stop, end, ((_gregorian(int(match[1]), language), month, int(day)),)
    )


def _full_year(digits: str, language: str | None, *, thai: bool = False) -> int:
    """Four-digit year of a printed year of two or four digits (69 and less are 20xx, as in POSIX)."""
    digits = digits.lstrip("'’")
    year = int(digits)
    if len(digits) > 2:
        return year
    if thai or language == "th":
        return year + 2500
    return year + (2000 if year < 69 else 1900)


def _gregorian(year: int | None, language: str | None) -> int | None:
    """Buddhist years to Gregorian ones; other years as they are."""
    if year is not None and 2400 < year < 2700:
        return year - BUDDHIST_OFFSET
    return year


def _valid(reading: Reading) -> bool:
    year, month, day = reading
    if year is not None and year not in YEARS:
        return False
    try:
        # 2000 is a leap year: 29 February without a year is a date
        date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _finish(
    text: str,
    start: int,
    begin: int,
    stop: int,
    end: int,
    readings: tuple[Reading, ...],
    orders: tuple[str, ...] = (),
) -> DateForm | None:
    """Drop impossible readings, take in the weekday and the clock around."""
    valid = [_valid(reading) for reading in readings]
    possible = tuple(reading for reading, good in zip(readings, valid) if good)  # noqa: B905 (same length)
    if not possible:
        return None
    # where one number is above 12 one order is left, and it shows how this page writes its dates
    orders = tuple(order for order, good in zip(orders, valid) if good)  # noqa: B905 (same length, or empty)
    if begin > start and not text[begin - 1].isdigit():
        weekday = _WEEKDAY_BEFORE.search(text[max(start, begin - 24) : begin])
        if weekday is not None and _is_weekday_beside(weekday[1]):
            begin -= len(weekday[0])
    after = _WEEKDAY_AFTER.match(text, stop, min(end, stop + 24)) if stop < end else None
    if after is not None and _is_weekday_beside(after[1]):
        stop = after.end()
    clock, zone, close = clock_after(text, stop, end)
    if clock is None:
        clock, zone, begin = clock_before(text, start, begin)
    else:
        stop = close
    return DateForm(begin, stop, possible, orders, clock, zone)


def iso_day(reading: Reading) -> str | None:
    """``2022-01-03``, or None without a year."""
    year, month, day = reading
    return None if year is None else f"{year:04d}-{month:02d}-{day:02d}"


def iso_value(reading: Reading, form: DateForm) -> str | None:
    """ISO 8601 value of one reading with the form's clock and zone, or None without a year."""
    value = iso_day(reading)
    if value is not None and form.clock is not None:
        value += "T" + form.clock + (form.zone or "")
    return value


def words_before(text: str, start: int, end: int) -> Iterator[str]:
    """Words of a span, in order, for looking up labels and weekdays."""
    for match in re.finditer(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", text[start:end]):
        yield match[0]
