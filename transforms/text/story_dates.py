"""Dates of the story: days printed in the body, the weekday of the event in the lead, and the hour of it.

A page without a date of its own can still say when it happened: ``on Monday … two years after … January 3, 2020``.
The anniversary of a printed day gives a day, and it is believed only where the weekday of the lead agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from transforms.frozen import quick
from transforms.schema import DateMention
from transforms.text.calendar_names import weekday_number, weekday_words
from transforms.text.date_forms import DateForm, dated_rows, find_dates, iso_day
from transforms.text.dates import day_of
from transforms.text.page_words import OTHER, PageWords, latin_words, telling
from transforms.text.scan_loops import CLASSES, DATED, END, MARKS, START

_MENTION: Final = quick(DateMention)

_CJK_WEEKDAY: Final = re.compile(
    r"(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])|([月火水木金土日])曜|([월화수목금토일])요일"
)
_CJK_DAYS: Final = {
    **{char: day for day, char in enumerate("一二三四五六日")},
    **{char: day for day, char in enumerate("月火水木金土日")},
    **{char: day for day, char in enumerate("월화수목금토일")},
    "天": 6,
}
# 日 ends both the Chinese and the Japanese week
_FUTURE: Final = frozenset(
    [
        "next",
        "coming",
        "prochain",
        "prochaine",
        "próximo",
        "próxima",
        "kommenden",
        "nächsten",
        "nächster",
        "prossimo",
        "prossima",
        "volgende",
        "следующий",
        "следующую",
        "będzie",
        "przyszły",
        "příští",
        "gelecek",
        "nästa",
        "neste",
        "næste",
    ]
)
"""Words before a weekday that is still to come."""
_LEAD: Final = 500
"""Code points at the head of the body in which a weekday names the day of the event."""
_EVENT_SPAN: Final = 2000
"""Code points at the head of the body in which printed dates are recorded."""
_MAX_EVENTS: Final = 12
_MOST_NUMBERS: Final = 40
"""Numbers looked at in one span of the body: a bound for tables."""


def story_dates(
    text: str,
    body: Iterable[tuple[int, int]],
    language: str | None,
    reference: str | None,
    sure: float = 0.6,
    words: PageWords | None = None,
) -> list[DateMention]:
    """Dates in the body: printed ones, and the weekday of the event in the lead.

    Args:
        text: the whole text.
        body: spans of the body, in order.
        language: language of the body, or None.
        reference: ISO day around which dates without a year and weekdays are resolved, or None: these stay out.
        sure: how sure the reference is, 0..1.
        words: the words of the text, where they are at hand.

    Returns:
        Mentions of kind ``event``, in order.
    """
    known = day_of(reference)
    found: list[DateMention] = []
    words = words or PageWords(text)
    rows = dated_rows(words.rows, language) if words.marks & (OTHER | DATED) or language == "zh" else []
    among = _above(words.rows, rows) if rows else []
    weekdays = words.bits & _WEEKDAY != 0
    if weekdays:
        days = [row for row in words.rows if row[MARKS] & OTHER or row[CLASSES] & _WEEKDAY]
    left, lead = _EVENT_SPAN, _LEAD
    spans = list(body)
    for start, end in spans:
        if left <= 0:
            break
        stop = min(end, start + left)
        if rows and _any_in(rows, start, stop):
            for form in find_dates(text, start, stop, language, limit=_MOST_NUMBERS, among=among, latin=words.latin):
                mention = _event(form, known, sure)
                if mention is not None:
                    found.append(mention)
        if weekdays and lead > 0 and known is not None and _any_in(days, start, start + lead):
            found.extend(_weekdays(text, start, min(stop, start + lead), language, known, sure, found))
        left -= stop - start
        lead -= stop - start
    if spans:
        first, last = spans[0][0], min(spans[-1][1], spans[0][0] + _EVENT_SPAN)
        head = spans[0][0], min(spans[0][0] + 2 * _LEAD, last)
        if known is None and weekdays and _any_in(days, first, first + _LEAD):
            found.extend(_anniversary(text, first, last, language, found))
        clock = _CLOCK.search(text, *head) if words.bits & _GMT and text.find("GMT", *head) >= 0 else None
        if clock is not None:
            found.extend(_hour(clock, found))
    found.sort(key=lambda mention: (mention.start, mention.end))
    return found[:_MAX_EVENTS]


_ABOVE: Final = 2
"""Lines above the one with a month or a weekday in which a date can begin: no more line breaks stand in one."""


def _above(rows: list[list[int]], dated: list[list[int]]) -> list[tuple[int, int]]:
    """Spans in which the dates of some lines begin, in order."""
    found = []
    at = 0
    for row in dated:
        at = rows.index(row, at)
        found.append((rows[max(0, at - _ABOVE)][START], row[END]))
    return found


def _any_in(rows: list[list[int]], start: int, end: int) -> bool:
    """Whether one of some lines reaches into a span."""
    # a generator would cost more than the tests
    for row in rows:  # noqa: SIM110
        if row[START] < end and row[END] > start:
            return True
    return False


def caption_dates(text: str, captions: Iterable[tuple[int, int]], language: str | None) -> list[DateMention]:
    """Days printed in full in captions: when a picture was taken, never when the page was published."""
    found: list[DateMention] = []
    for start, end in captions:
        for form in find_dates(text, start, min(end, start + _EVENT_SPAN), language, limit=_MOST_NUMBERS):
            mention = _event(form, None, 0.0)
            if mention is not None:
                found.append(mention)
    return found[:_MAX_EVENTS]


_CLOCK: Final = re.compile(r"\(?\b([01]?\d|2[0-3])[:.hH]?([0-5]\d) GMT\b\)?")
_ANNIVERSARY: Final = re.compile(
    r"\b(?:(?P<after>one|two|three|four|five|six|seven|eight|nine|ten|[1-9]\d?) years? (?:after|since)"
    r"|(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[1-9]\d?(?:st|nd|rd|th)) anniversary"
    r"|(?P<fr>un|deux|trois|quatre|cinq|dix) ans? (?:jour pour jour )?après|(?P<es>un|dos|tres|cuatro|cinco|diez) años? después de"
    r"|(?P<pt>um|dois|três|quatro|cinco|dez) anos? (?:após|depois d[aeo])|(?P<de>ein|zwei|drei|vier|fünf|zehn) Jahre? nach)\b"
)
_YEARS_GONE: Final = "year", "nniversary", " an ", " ans ", " año", " ano", "Jahr"
"""One of these stands in whatever `_ANNIVERSARY` finds."""
_COUNTS: Final = {
    word: count
    for words in (
        "one two three four five six seven eight nine ten",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "un deux trois quatre cinq",
        "un dos tres cuatro cinco",
        "um dois três quatro cinco",
        "ein zwei drei vier fünf",
    )
    for count, word in enumerate(words.split(), 1)
} | dict.fromkeys(("dix", "diez", "dez", "zehn"), 10)


def _anniversary(
    text: str, start: int, end: int, language: str | None, dates: Sequence[DateMention]
) -> list[DateMention]:
    """The weekday of the lead, dated by the anniversary of the one day that the text prints in full."""
    lead = min(end, start + _LEAD)
    held = text[start:lead]
    said = _ANNIVERSARY.search(text, start, lead) if any(map(held.__contains__, _YEARS_GONE)) else None
    if said is None:
        return []
    printed = {mention.value for mention in dates if len(mention.value) == 10 and not mention.rejected}
    digits = "".join(char for char in said[said.lastgroup or 0].split(" ")[0] if char.isdigit())
    count = int(digits) if digits else _COUNTS[said[said.lastgroup or 0].split(" ")[0].lower()]
    days = _named_days(text, start, lead, language)
    if len(printed) != 1 or not days:
        return []
    past = date.fromisoformat(printed.pop())
    if past.year + count > 2199 or (past.month, past.day) == (2, 29):
        return []
    value = past.replace(year=past.year + count)
    begin, stop, weekday = days[0]
    if value.weekday() != weekday:
        return []
    return [DateMention("event", value.isoformat(), begin, stop, (), 0.8)]


def _hour(clock: re.Match[str], dates: Sequence[DateMention]) -> list[DateMention]:
    """``(0130 GMT)`` in the lead: the hour of the event, on the day of the weekday named before it."""
    before = [mention for mention in dates if mention.end <= clock.start() and len(mention.value) == 10]
    day = max(before, key=lambda mention: mention.start, default=None)
    if day is None or day.rejected:
        return []
    value = f"{day.value}T{int(clock[1]):02d}:{clock[2]}Z"
    return [DateMention("event", value, clock.start(), clock.end(), (), day.confidence)]


def _event(form: DateForm, known: date | None, sure: float) -> DateMention | None:
    reading = form.readings[0]
    value = iso_day(reading)
    confidence = 0.9 if len(form.readings) == 1 else 0.5
    if value is None:
        if known is None:
            return None
        years = [year for year in (known.year - 1, known.year, known.year + 1)
                 if day_of(iso_day((year, reading[1], reading[2]))) is not None]  # fmt: skip
        if not years:
            return None
        year = min(years, key=lambda one: abs((date(one, reading[1], reading[2]) - known).days))
        value = iso_day((year, reading[1], reading[2]))
        confidence = sure
    if value is None:
        return None
    rejected = tuple(other for one in form.readings[1:] if (other := iso_day(one)) is not None)
    return _MENTION("event", value, form.start, form.end, rejected, round(confidence, 2))


@lru_cache(maxsize=8192)
def _weekday(word: str, language: str | None) -> int | None:
    """Weekday a word of running text names; short and ambiguous words only in their own language."""
    if len(word) < 4 and word.isascii():
        return None
    if word.isascii() and word[0].islower() and language in ("en", "de"):
        return None
    if word.lower() in ("segunda", "terça", "quarta", "quinta", "sexta", "martes") and language not in (
        "pt",
        "es",
    ):
        return None
    if word.lower() in ("segunda", "quarta", "quinta", "sexta"):
        # "second", "fourth": the weekday is printed with -feira in the lead of a news text
        return None
    return weekday_number(word, language)


def _named_days(text: str, start: int, end: int, language: str | None) -> list[tuple[int, int, int]]:
    """Spans and numbers of the weekdays named in a lead, those to come left out."""
    lead = text[start:end]
    # the one letter whose small form has another length
    lowered = lead.replace("İ", "I").lower()
    # the few words that can be weekdays are found as a set; only they are looked for in the text
    spans = []
    for name in sorted(_surfaces().intersection(_WORDS.findall(lowered))):
        at = lowered.find(name)
        while at >= 0 and (
            lowered[at - 1 : at].isalpha() or lowered[at + len(name) : at + len(name) + 1].isalpha()
        ):
            at = lowered.find(name, at + 1)
        if at < 0:
            continue
        day = _weekday(lead[at : at + len(name)], language)
        before = lowered[max(0, at - 24) : at].split()
        if day is not None and not (before and before[-1] in _FUTURE):
            spans.append((start + at, start + at + len(name), day))
    return sorted(spans)


@lru_cache(maxsize=1)
def _surfaces() -> frozenset[str]:
    # shorter names are everyday words of another language ("on", "so", "sat")
    return frozenset(word for word in weekday_words() if len(word) >= 4 or not word.isascii())


_WEEKDAY: Final = telling(lambda: [word for name in _surfaces() for word in latin_words(name)])


def _weekdays(
    text: str,
    start: int,
    end: int,
    language: str | None,
    known: date,
    sure: float,
    dates: Sequence[DateMention],
) -> list[DateMention]:
    """Weekdays of the lead, resolved to the nearest such day not after the reference; each day once."""
    found: list[DateMention] = []
    seen: set[int] = set()
    taken = [(mention.start, mention.end) for mention in dates]
    if language in ("zh", "ja", "ko"):
        spans = [(match.start(), match.end(), _CJK_DAYS[match[1] or match[2] or match[3]])
                 for match in _CJK_WEEKDAY.finditer(text, start, end)]  # fmt: skip
    else:
        spans = _named_days(text, start, end, language)
    for begin, stop, day in spans:
        if day in seen or any(low <= begin < high for low, high in taken):
            continue
        seen.add(day)
        back = (known.weekday() - day) % 7
        value = (known - timedelta(days=back)).isoformat()
        found.append(_MENTION("event", value, begin, stop, (), round(min(0.8, sure), 2)))
    return found


_WORDS: Final = re.compile(r"[^\W\d_]+(?:-feira)?")
_GMT: Final = telling([b"gmt"])
