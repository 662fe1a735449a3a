"""The dateline of an article: place, region, date and agencies at the head of the body.

The grammar is that of NEWSWIRE reference section 1, for all agencies and languages named there. A dateline with an
agency is evidence for the agency; a bare place is the style of an agency and no more (`Dateline.agencies` is empty).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from transforms.frozen import quick
from transforms.schema import Dateline
from transforms.text.dateline_cjk import bracketed, chinese, has_cjk, starts_cjk
from transforms.text.dateline_dates import resolve_date
from transforms.text.dateline_forms import (
    agency_first,
    agency_plain,
    byline_first,
    date_first,
    in_line,
    pipe_header,
    place_first,
)
from transforms.text.dateline_grammar import (
    MAX_COLUMNS,
    MAX_PLACE_WORDS,
    PARTICLES,
    WRAP,
    Parsed,
    known_region,
    starts_like_a_name,
)
from transforms.text.dateline_rules import is_nowhere, special_place
from transforms.text.gazetteer import Region, region_meanings

_DATELINE: Final = quick(Dateline)

MAX_LINES: Final = 8
"""Non-empty lines searched from the top; NEWSWIRE reference 1.5."""
_CERTAIN: Final = 0.8
"""Confidence from which the search stops: a later line cannot be the dateline any more."""

#: what may stand before a dateline on its line: indents, bullets, asterisks, invisible marks
_JUNK: Final = re.compile(r"[\s*•·▪►>\u200b-\u200f\u202a-\u202e\u2060\ufeff|#]{1,40}")
_AGENCY_MARK: Final = re.compile(r"[)）][.\s]{0,3}[-–—―−_:&â]")


def find_dateline(
    text: str,
    lines: Sequence[tuple[int, int]],
    *,
    reference_days: Sequence[str] = (),
    language: str | None = None,
    unmarked: Collection[int] = (),
    silent: Collection[int] = (),
) -> Dateline | None:
    """Find the dateline in the first lines of a text.

    Args:
        text: the decoded text.
        lines: (start, end) spans into ``text`` to search, in order, headline included; crawl lines and captions
            left out. The first eight non-empty ones are read, 160 characters of each.
        reference_days: ISO 8601 days or times the document may be dated by, the most trusted first; they give a
            year to a date printed without one.
        language: BCP 47 language of the text, or None; decides between readings, never required.
        unmarked: starts of lines of which it is known that no dash, colon, bracket, bar or stroke and no date stands
            in them: they need not be asked for most forms.
        silent: starts of those of these lines of which the scan of the page knows that none is in them
            (`transforms.text.line_loops`).

    Returns:
        The dateline, or None. ``start``/``end`` span place to dash, without the space behind it.
    """
    if language is not None:
        language = language.partition("-")[0].lower()
    best: Parsed | None = None
    seen = 0
    for number, (start, end) in enumerate(lines):
        if seen == MAX_LINES:
            break
        if end <= start:
            continue
        seen += 1
        if start in silent:
            continue
        plain = start in unmarked
        if plain and end - start > WRAP and _begins_as_prose(text, start):
            continue
        parsed = _read_line(
            text, start, end, lines[number + 1] if number + 1 < len(lines) else None, language, plain
        )
        if parsed is not None and (best is None or parsed.confidence > best.confidence):
            best = parsed
            if parsed.confidence >= _CERTAIN:
                break
    return _dateline(text, best, reference_days) if best is not None else None


def _begins_as_prose(text: str, start: int) -> bool:
    """Whether a long line without marks begins with a capital and goes on in small letters: what `_read_line` finds nothing in.

    Asked first, because nearly all lines are so; `_is_prose` and `place_first` say the same of them and more slowly.
    """
    space = text.find(" ", start + 2, start + _LONGEST_WORD)
    after = text.find(" ", space + 1, space + _LONGEST_WORD) if space > 0 else -1
    if after < 0:
        return False
    first, second = text[start:space], text[space + 1 : after]
    return (
        first.isalpha()
        and first[0] != "B"
        and first[1].islower()
        and second.isalpha()
        and second.islower()
        and second not in PARTICLES
    )


_LONGEST_WORD: Final = 41
_PROSE: Final = re.compile(r"[^\W\d_]{2,40} ([^\W\d_]{2,40}) ([^\W\d_])")
_MARKS: Final = re.compile(r"[-–—|]")


def _is_prose(text: str, start: int, limit: int) -> bool:
    """Whether a line begins as sentences do, in a capital and small words, and has no mark that a dateline needs."""
    if text[start] == "B" or not text[start + 1 : start + 2].islower():
        return False
    found = _PROSE.match(text, start, limit)
    return (
        found is not None
        and found[1].islower()
        and found[2].islower()
        and found[1] not in PARTICLES
        and _MARKS.search(text, start, min(limit, start + 44)) is None
        and text.find(")", start, limit) < 0
        and text.find("）", start, limit) < 0
    )


def _read_line(
    text: str, start: int, end: int, below: tuple[int, int] | None, language: str | None, unmarked: bool
) -> Parsed | None:
    first = text[start]
    if not first.isalnum() and (junk := _JUNK.match(text, start, end)):
        start = junk.end()
        if start >= end:
            return None
        first = text[start]
    limit = min(end, start + MAX_COLUMNS)
    if below is not None and end - start <= WRAP and text.count("\n", end, below[0]) == 1:
        limit = min(below[1], start + MAX_COLUMNS)
    if _is_prose(text, start, limit):
        return None
    if unmarked and limit <= end and first.isalpha() and first != "B":
        return place_first(text, start, limit, language) if starts_like_a_name(first) and _may_end(text, start, limit) else None
    found: Parsed | None = None
    if first in "([（［【「":
        if has_cjk(text, start + 1, limit):
            found = bracketed(text, start, limit, language)
        found = found or agency_first(text, start, limit, language)
    elif starts_cjk(first):
        found = chinese(text, start, limit, language) or place_first(text, start, limit, language)
    elif first.isdigit():
        found = date_first(text, start, limit, language)
    elif starts_like_a_name(first):
        found = place_first(text, start, limit, language)
        if found is None and first in "BJFMASOND" and _DATE_HEAD.match(text, start, limit):
            found = date_first(text, start, limit, language)
        if (found is None or found.confidence < 0.5) and _PLAIN_HEAD.match(text, start, limit):
            found = agency_plain(text, start, limit, language) or found
        if found is None and first == "B":
            found = byline_first(text, start, limit, language)
        if (found is None or found.dash == "pipe") and " | " in text[start : start + 40]:
            found = pipe_header(text, start, limit, language) or found
    if (found is None or found.confidence < 0.5) and _AGENCY_MARK.search(text, start, min(limit, end)):
        found = in_line(text, start, min(limit, end), language) or found
    return found


def _may_end(text: str, start: int, limit: int) -> bool:
    """Whether a place can end on a line without marks: before a point or a comma, or as words in capitals do."""
    if not text[start + 1 : start + 2].islower():
        return True
    head = text[start:limit]
    point, comma = head.find("."), head.find(",")
    stop = point if comma < 0 or 0 <= point < comma else comma
    # a place has no more words than this, and none of them holds a comma
    return stop >= 0 and head.count(" ", 0, stop) < 2 * MAX_PLACE_WORDS and len(head[:stop].split()) <= MAX_PLACE_WORDS


def _matching(printed: str, country: str) -> Region | None:
    """The meaning of a printed region that lies in the place's country (``Georgia`` beside ``Atlanta``)."""
    return next((meaning for meaning in region_meanings(printed) if meaning.country == country), None)


_PLAIN_HEAD: Final = re.compile(r"[^\W\d_][^\n()|:;!?-]{1,22}?\s[-–—]{1,2}\s")
_DATE_HEAD: Final = re.compile(r"[^\W\d_]{3,9}\.?\s\d{1,2}\b")


def _dateline(text: str, parsed: Parsed, reference_days: Sequence[str]) -> Dateline:
    date, basis = resolve_date(parsed.date, reference_days)
    names: list[str] = []
    place_name: str | None = None
    for name, place in zip(parsed.places, parsed.resolved, strict=True):
        special = special_place(name)
        shown = special or (place.name if place is not None else name)
        names.append(shown.upper())
        if place_name is None and not is_nowhere(name):
            place_name = shown
    region = known_region(parsed.region)
    first = parsed.resolved[0] if parsed.resolved else None
    if region is not None and first is not None:
        region = _matching(parsed.region or "", first.country) or region
    region_name = region.name if region is not None else parsed.region
    country = first.country if first is not None else region.country if region is not None else None
    if parsed.province is not None:
        region_name = parsed.province.name
        country = country or parsed.province.country
    parts = ["/".join(names)] if names else []
    if region_name is not None:
        parts = [", ".join([*parts, region_name])]
    if parsed.agencies:
        parts.append(f"({'/'.join(parsed.agencies)})")
    parts.append("-")
    return _DATELINE(
        raw=text[parsed.start : parsed.end],
        start=parsed.start,
        end=parsed.end,
        normal=" ".join(parts),
        place=place_name,
        region=region_name,
        country=country,
        geoname_id=first.geoname_id if first is not None else None,
        date=date,
        date_basis=basis,
        agencies=parsed.agencies,
        form=parsed.form,
        confidence=parsed.confidence,
    )
