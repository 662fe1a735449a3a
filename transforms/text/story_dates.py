"""Dates of the story: days printed in the body, and the weekday of the event in the lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from transforms.schema import DateMention
from transforms.text.calendar_names import weekday_number, weekday_words
from transforms.text.date_forms import DateForm, find_dates, iso_day
from transforms.text.dates import day_of

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
) -> list[DateMention]:
    """Dates in the body: printed ones, and the weekday of the event in the lead.

    Args:
        text: the whole text.
        body: spans of the body, in order.
        language: language of the body, or None.
        reference: ISO day around which dates without a year and weekdays are resolved, or None: these stay out.
        sure: how sure the reference is, 0..1.

    Returns:
        Mentions of kind ``event``, in order.
    """
    known = day_of(reference)
    found: list[DateMention] = []
    left, lead = _EVENT_SPAN, _LEAD
    for start, end in body:
        if left <= 0:
            break
        stop = min(end, start + left)
        for form in find_dates(text, start, stop, language, limit=_MOST_NUMBERS):
            mention = _event(form, known, sure)
            if mention is not None:
                found.append(mention)
        if lead > 0 and known is not None:
            found.extend(_weekdays(text, start, min(stop, start + lead), language, known, sure, found))
        left -= stop - start
        lead -= stop - start
    found.sort(key=lambda mention: (mention.start, mention.end))
    return found[:_MAX_EVENTS]


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
    return DateMention("event", value, form.start, form.end, rejected, round(confidence, 2))


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
        found.append(DateMention("event", value, begin, stop, (), round(min(0.8, sure), 2)))
    return found


_WORDS: Final = re.compile(r"[^\W\d_]+(?:-feira)?")
