"""Which dates a document carries, what each is the date of, and when it was published.

A crawl date is an upper bound and nothing more. A publication time is only ever taken from the source (path
template, field, sidecar, page metadata), from a posted or updated line, or from a dateline with its year; without
any of these it is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from transforms.frozen import quick
from transforms.schema import Dateline, DateMention, Published
from transforms.text.date_forms import DateForm, find_dates, iso_day, iso_value, iter_dates, words_before
from transforms.text.date_labels import label_at, label_behind

_PUBLISHED: Final = quick(Published)

CRAWL_CONFIDENCE: Final = 0.6
"""Of the scraper's date line: wrong in both directions often enough (NEWSWIRE 2.7)."""
CRAWL_SLACK: Final = 2
"""Days a page may be dated after its crawl date (time zones, crawl lines that are early)."""

_CRAWL: Final = re.compile(r"\s{0,3}date (\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])[ \t]*", re.IGNORECASE)
_URL_DAY: Final = re.compile(r"[/=_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_EPOCH: Final = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
_EPOCHS: Final = range(631_152_000, 4_102_444_800)
"""Epoch seconds that are believed: 1990 to 2099."""
_ISO: Final = re.compile(
    r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)(?:(?<=:..:..)\.[0-9]{1,9})?(?:(Z|[+-]00:?00)|([+-](?:0[0-9]|1[0-4])):?([0-5][0-9]))?)?"
)
"""The usual forms of ISO 8601."""
_MONTH_ONLY: Final = re.compile(r"(\d{4})[-/.]?(\d\d)")
_DIGIT: Final = re.compile(r"\d")
_GAP: Final = re.compile(r"[\s/|,.;:•·–—()\[\]\-]{0,12}")
_INNER: Final = re.compile(r"[|·•]|[^\W\d_]+")
_ARTICLES: Final = frozenset({"le", "el", "il", "am", "den", "on", "em", "op", "vom", "de", "a", "ngày"})
_SMALL_PRINT: Final = re.compile(
    r"[|/•·(–—\-\d]|by\s|par\s|por\s|von\s|reading|temps|lesezeit", re.IGNORECASE
)
_ZONE_TAIL: Final = re.compile(r"\s?\(?(?:г\.|ч\.|(?:[A-Z]{2,5}|Uhr|uur|[+-]\d{4})\b\.?)\)?")
FIGURE_REACH: Final = 80
"""Code points at the head of a date line in which its first figure stands."""
DATE_LINE: Final = 220
"""Longest paragraph, in code points, that can be a date line."""


@dataclass(slots=True)
class PageDates:
    """Dates of the page (not of the story) as they are found, and the noise spans they stand in."""

    language: str | None = None
    #: day of the URL, ISO, or None
    url_day: str | None = None
    #: publication time stated by the source, or None
    source: Published | None = None
    crawl: DateMention | None = None
    #: (kind, form, confidence) of date lines, undecided between their readings
    lines: list[tuple[str, DateForm, float]] = field(default_factory=list)

    def add_crawl(self, text: str) -> int:
        """Read the scraper's date at the head of the text; the offset after it (0 if there is none)."""
        match = _CRAWL.match(text)
        if match is None or not (1 <= int(match[2]) <= 12):
            return 0
        value = f"{match[1]}-{match[2]}"
        if match[3]:
            value += f"-{match[3]}"
            if day_of(value) is None:
                return 0
        stop = match.end()
        while stop > 0 and text[stop - 1] in " \t":
            stop -= 1
        self.crawl = DateMention("crawl", value, 0, stop, (), CRAWL_CONFIDENCE)
        return match.end()

    def add_line(self, text: str, start: int, end: int, *, bare: bool = True) -> int:
        """Read a paragraph, or the rest of one, that may be a date line.

        Args:
            text: the whole text.
            start: first code point of the paragraph.
            end: code point after it.
            bare: a date without a label will do; at the end of a page it is the date of a letter, or anything.

        Returns:
            The offset up to which the paragraph is date line; ``start`` if it is none. Equal to ``end`` if nothing
            but dates, labels and small print stands in it.
        """
        if _DIGIT.search(text, start, min(end, start + FIGURE_REACH)) is None:
            return start
        last = min(end, start + DATE_LINE)
        if label_at(text, *_behind_gap(text, start, end)) is None:
            # a date line without a label begins with its date: nearly every line of text fails here
            far = _filler_end(text, start, last) + _DATE_HEAD
            if next(iter_dates(text, start, last, self.language, head=True, limit=16, reach=far), None) is None:
                return start
        forms = find_dates(text, start, last, self.language, head=True, limit=16)
        position = start
        found: list[tuple[str, DateForm, float]] = []
        labelled = loose = False
        kind = ""
        for form in [*forms, None]:
            gap = _GAP.match(text, position, end)
            here = gap.end() if gap is not None else position
            stop = form.start if form is not None else end
            label = label_at(text, here, min(end, here + 60))
            if label is not None:
                kind, after = label
                labelled = True
                position = after
                gap = _GAP.match(text, after, end)
                here = gap.end() if gap is not None else after
            if form is None:
                break
            if stop > here:
                if not _filler(text[here:stop]):
                    break
                # "AA 17 Nisan 2020 Güncelleme: ..." is a date line, "Recife, 5 de janeiro de 2018" is not
                loose = loose or not (labelled or found or text[here:stop].strip().lower() in _ARTICLES)
            if all(reading[0] is None for reading in form.readings):
                # a day without a year beside "updated" is the same day; alone it is no date line
                if not (labelled and found):
                    break
                position = form.end
                continue
            behind = label_behind(text, form.end, min(end, form.end + 8)) if label is None else None
            if behind is not None:
                found.append((behind[0], form, 0.85))
                position = behind[1]
            else:
                found.append((kind or "posted", form, 0.85 if labelled else 0.7))
                position = form.end
            tail = _ZONE_TAIL.match(text, position, end)
            if tail is not None:
                position = tail.end()
        if not found:
            # "Updated at 11:45 p.m. ET": a date line without a date
            short = end - start <= 60 and labelled and any(char.isdigit() for char in text[position:end])
            return end if short else start
        rest = text[position:end].strip()
        # what follows the dates is small print or a headline
        words = sum(1 for _ in words_before(rest, 0, len(rest)))
        alone = len(rest) <= 24 and words <= 3
        alone = alone or (labelled and len(rest) <= 60 and _SMALL_PRINT.match(rest) is not None)
        if not labelled and not (alone and bare and not loose):
            # "January 3, 2022 was a day when ...": running text
            return start
        if not alone and (rest[0] in ",;" or rest[0].islower()):
            # "Published on January 3, 2022, the report ..."
            return start
        self.lines.extend(found)
        return end if alone else position

    def add_inner(self, text: str, start: int, end: int) -> bool:
        """Read a date line that follows a byline in one paragraph, behind a bar or a label.

        Returns:
            True if one reaches to the paragraph's end.
        """
        if (text[end - 1] in ".!?" and text[end - 2 : end] != "m.") or _DIGIT.search(
            text, start, end
        ) is None:
            return False
        for match in _INNER.finditer(text, start, end):
            if match[0] in "|·•":
                if self.add_line(text, match.end(), end) == end:
                    return True
            elif match.start() > start and label_at(text, match.start(), end, plain=True) is not None:
                return self.add_line(text, match.start(), end) == end
        return False

    @property
    def reference_days(self) -> tuple[str, ...]:
        """Days known of the document, ISO, best first, for resolving dates without a year."""
        days = [self.source.value] if self.source is not None else []
        days += [mention.value for mention in self.decided() if mention.confidence >= 0.5]
        if self.url_day is not None:
            days.append(self.url_day)
        if self.crawl is not None:
            days.append(self.crawl.value if len(self.crawl.value) > 7 else self.crawl.value + "-15")
        return tuple(dict.fromkeys(day[:10] for day in days if len(day) >= 10))

    def anchors(self) -> list[str]:
        """Days that do not depend on a reading: of the source, the URL and the crawl."""
        days = [self.source.value] if self.source is not None else []
        if self.url_day is not None:
            days.append(self.url_day)
        if self.crawl is not None:
            days.append(self.crawl.value)
        return days

    def decided(self) -> list[DateMention]:
        """Posted and updated dates with one reading chosen and the others rejected."""
        order = next((form.orders[0] for _, form, _ in self.lines if len(form.orders) == 1), "")
        return [_decide(kind, form, sure, self, order) for kind, form, sure in self.lines]


def url_day(url: str | None) -> str | None:
    """Day in a URL path, ISO, or None.

    >>> url_day("https://example.org/news/2022/01/03/two-drones")
    '2022-01-03'
    """
    match = _URL_DAY.search(url) if url else None
    if match is None:
        return None
    value = f"{match[1]}-{match[2]}-{match[3]}"
    return value if day_of(value) is not None else None


def parse_published(value: str | None, language: str | None = None) -> Published | None:
    """Read a publication time as a source states it.

    ISO 8601, RFC 2822, epoch seconds or milliseconds, compact days, ``2022-01`` and printed dates in any language
    are understood. Anything else, and a bare year, is unknown.

    >>> parse_published("Mon, 03 Jan 2022 09:30:00 +0100")
    Published(value='2022-01-03T09:30:00+01:00', precision='second', basis='source')
    """
    if value is None or not (value := value.strip()) or len(value) > 200:
        return None
    iso = _iso(value)
    if iso is not None:
        return _PUBLISHED(iso, _precision(iso), "source")
    if _EPOCH.fullmatch(value):
        return _epoch(value)
    match = _MONTH_ONLY.fullmatch(value)
    if match is not None:
        possible = 1 <= int(match[2]) <= 12 and 1900 <= int(match[1]) < 2100
        return Published(f"{match[1]}-{match[2]}", "month", "source") if possible else None
    for form in find_dates(value, 0, len(value), language, head=True):
        iso = iso_value(form.readings[0], form)
        if iso is not None:
            return Published(iso, _precision(iso), "source")
    return None


def _iso(value: str) -> str | None:
    """A day or time that is printed as ISO 8601 has it, without a search for dates: most sources state theirs so."""
    match = _ISO.fullmatch(value)
    if match is None or (value[8:10] > "28" and day_of(value) is None):
        return None
    clock, zulu, hours, minutes = match.groups()
    if clock is None:
        return value
    zone = "Z" if zulu else f"{hours}:{minutes}" if hours else ""
    return f"{value[:10]}T{clock}{zone}"


def published_time(
    page: PageDates, decided: Sequence[DateMention], dateline: Dateline | None
) -> Published | None:
    """The publication time, from the best basis there is; a crawl date is none."""
    if page.source is not None:
        return page.source
    for kind in ("posted", "updated"):
        mention = next((one for one in decided if one.kind == kind and one.confidence >= 0.5), None)
        if mention is not None:
            return Published(mention.value, _precision(mention.value), kind)
    if dateline is not None and dateline.date is not None and day_of(dateline.date) is not None:
        return Published(dateline.date, "day", "dateline")
    return None


_DATE_HEAD: Final = 70
"""Code points in which a date can begin before its first digit: a weekday, an article, a month."""
_MOST_FILLER: Final = 3, 16
"""Words, and letters of them, that may stand before a date."""


def _behind_gap(text: str, start: int, end: int) -> tuple[int, int]:
    gap = _GAP.match(text, start, end)
    here = gap.end() if gap is not None else start
    return here, min(end, here + 60)


def _filler_end(text: str, start: int, end: int) -> int:
    """Offset at which what stands from ``start`` on is too much to be filler."""
    letters = 0
    for count, match in enumerate(_LETTERS.finditer(text, start, end), 1):
        letters += match.end() - match.start()
        if count > _MOST_FILLER[0] or letters > _MOST_FILLER[1]:
            return match.end()
    return end


_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def _filler(between: str) -> bool:
    """Whether what stands before a date is small print: "on", "le", a weekday, marks."""
    words = list(words_before(between, 0, len(between)))
    return len(words) <= _MOST_FILLER[0] and sum(len(word) for word in words) <= _MOST_FILLER[1]


@lru_cache(maxsize=4096)
def day_of(value: str | None) -> date | None:
    """The day of an ISO 8601 day or time, or None."""
    if value is None or len(value) < 10:
        return None
    try:
        return date(int(value[:4]), int(value[5:7]), int(value[8:10]))
    except ValueError:
        return None


def _precision(iso: str) -> str:
    if "T" not in iso:
        return "day"
    return "second" if iso[16:17] == ":" else "minute"


def _epoch(value: str) -> Published | None:
    match = _EPOCH.fullmatch(value)
    if match is None:
        return None
    seconds = int(match[1])
    if seconds not in _EPOCHS:
        return None
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    return Published(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "second", "source")


def _upper(page: PageDates) -> date | None:
    """Latest day a page of this crawl date can be from."""
    if page.crawl is None:
        return None
    value = page.crawl.value
    if len(value) > 7:
        last = day_of(value)
    else:
        year, month = int(value[:4]), int(value[5:7])
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return None if last is None else last + timedelta(days=CRAWL_SLACK)


def _decide(kind: str, form: DateForm, sure: float, page: PageDates, order: str) -> DateMention:
    """Choose between the readings of a page date."""
    dated: list[tuple[date, str, str]] = []
    for index, reading in enumerate(form.readings):
        day, value = day_of(iso_day(reading)), iso_value(reading, form)
        if day is not None and value is not None:
            dated.append((day, value, form.orders[index] if form.orders else ""))
    # which order is usual is known better now than when the line was read
    usual = "md" if page.language == "en" else "dm"
    dated.sort(key=lambda one: one[2] != usual)
    upper = _upper(page)
    possible = [one for one in dated if upper is None or one[0] <= upper]
    confidence = sure
    if not possible:
        # the crawl date is wrong, or this is no page date
        possible, confidence = dated, 0.3
    chosen = possible[0]
    if len(possible) > 1:
        near = [day for value in page.anchors() if (day := day_of(value)) is not None]
        same = next((one for one in possible if order and one[2] == order), None)
        if same is not None:
            # another date of this page shows which number is the day
            chosen = same
        elif near:
            gaps = [min(abs((one[0] - other).days) for other in near) for one in possible]
            chosen = possible[gaps.index(min(gaps))]
            confidence = min(sure, 0.75)
        else:
            # outside English the order of the language is nearly always kept
            confidence = min(sure, 0.5 if page.language in (None, "en") else 0.75)
    rejected = tuple(value for _, value, _ in dated if value != chosen[1])
    return DateMention(kind, chosen[1], form.start, form.end, rejected, confidence)
