"""Pieces a dateline is made of: places, regions, brackets, dashes. Each scanner reads at one position and is linear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from transforms.text.agencies import canonical, is_photo_agency, read_slot
from transforms.text.calendar_names import month_number
from transforms.text.dateline_dates import PrintedDate
from transforms.text.gazetteer import Place, Region, lookup, region_meanings

MAX_COLUMNS: Final = 160
"""Characters of a line searched for a dateline; NEWSWIRE reference 1.5."""
WRAP: Final = 100
"""A line no longer than this may go on below."""
MAX_PLACE_WORDS: Final = 7
"""Words of a place or region slot; ``ABOARD`` places are the longest."""

# St. and its like keep their point; a word may hold hyphens, points between letters and apostrophes
_WORD: Final = re.compile(
    r"(?:(?:St|Ste|Sta|Sto|Ft|Mt|Pt|ST|STE|STA|STO|FT|MT|PT|S|N|E|W)\.\s?(?=[^\W\d_]))?"
    r"[^\W\d_]{1,40}(?:(?:[\u0300-\u036f\u064b-\u0652\u0900-\u0d7f\u0e31-\u0e4e]{1,4}|['’ʼ`´.‐-](?=[^\W\d_]))[^\W\d_]{0,40}){0,12}"
)
_PARTICLE_WORDS: Final = (
    "de del la da do das dos di du des der den die dem le les los las el al of the am an im in on ob upon sur sous en y e et und "
    "van von bei ben bin ibn na nad pod ved på i af ar a aan ter ten het sul sulla s d"
)
PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
_ABBREVIATED: Final = re.compile(
    r"(?:[^\W\d_]{1,2}\.[\s-]?){2,4}|[^\W\d_]{2,6}\.(?:\s?(?:[^\W\d_]{1,3}\.){1,2})?|[^\W\d_]\.\s?[^\W\d_]{2,6}\.?"
)
SEPARATOR: Final = re.compile(r"\s{0,4}[,.，،、·]{0,2}\s{0,4}")
BRACKET: Final = re.compile(r"[(\[（［]\s{0,2}([^()\[\]（）［］\n]{1,60}?)\s{0,2}[)\]）］]")
SLASHES: Final = re.compile(r"\s{0,3}/\s{0,2}([^/\n()]{2,40}?)\s{0,2}/")
DASH: Final = re.compile(
    r"\*{0,3}\s{0,2}\.?\s{0,4}(?:[-‐‑‒–—―−]{1,3}|_{1,3}|~|ـ{1,2}|â€[“”\"]|&(?:[mn]dash|#821[12]|#x201[34]);)(?![-–—_=]{2})"
)
CLOCK: Final = re.compile(r",?\s{1,2}\d{1,2}[:.]\d\d(?:\s?(?:GMT|UTC|h|Uhr))?(?=\s)")
SOFT_DASH: Final = re.compile(r"\s{0,3}[:.。：](?!\d)")
_MONTH_AHEAD: Final = re.compile(r"\.?\s{1,3}\d{1,2}(?!\d)")


@dataclass(slots=True)
class Parsed:
    """A dateline as far as it is read."""

    start: int
    end: int = 0
    #: printed places, one to three
    places: list[str] = field(default_factory=list)
    #: printed region, or None
    region: str | None = None
    #: what the printed region is, if the gazetteer knows it as a city (``Porzuna (Ciudad Real)``)
    province: Place | None = None
    date: PrintedDate | None = None
    agencies: tuple[str, ...] = ()
    #: something that is no known agency stands in the agency slot
    organisation: str | None = None
    form: str = ""
    #: the printed places are in capitals
    capitals: bool = False
    #: what the places resolve to; the same length as places
    resolved: list[Place | None] = field(default_factory=list)
    #: ``dash``, ``soft`` (colon, point) or empty
    dash: str = ""
    confidence: float = 0.0


def starts_like_a_name(char: str) -> bool:
    """True for a capital, or for a letter of a script without capitals."""
    return char.isalpha() and not char.islower()


def scan_name(text: str, pos: int, limit: int, language: str | None) -> int:
    """End of the longest run of capitalised words and particles at ``pos``, or ``pos`` itself.

    Stops before a month that a day follows (``JOHANNESBURG March 13``).
    """
    end = pos
    at = pos
    words = 0
    while words < MAX_PLACE_WORDS:
        found = _WORD.match(text, at, limit)
        if found is None:
            break
        word = found[0]
        first = word[0]
        if first.islower():
            if words == 0 or word.lower() not in PARTICLES:
                break
        else:
            if _MONTH_AHEAD.match(text, found.end(), limit) and month_number(word, language) is not None:
                break
            end = found.end()
        words += 1
        at = found.end()
        if at >= limit or text[at] not in " \u00a0\u3000":
            break
        while at < limit and text[at] in " \u00a0\u3000":
            at += 1
    return end


def scan_region(text: str, pos: int, limit: int, language: str | None) -> tuple[int, str] | None:
    """A region at ``pos``: abbreviation with points, or capitalised words; its end and its text."""
    if pos >= limit or not starts_like_a_name(text[pos]):
        return None
    short = _ABBREVIATED.match(text, pos, limit)
    if short is not None and region_meanings(short[0]):
        return short.end(), short[0].rstrip()
    end = scan_name(text, pos, limit, language)
    if end == pos:
        return None
    name = text[pos:end]
    if text[end : end + 1] == "." and len(name) <= 6:
        end += 1
    return end, text[pos:end]


def is_region(name: str) -> bool:
    """True if the gazetteer knows a country or first-order region of this name."""
    return bool(region_meanings(name))


_SERVICE: Final = re.compile(
    r"\s{1,3}(?:(?:INTERNATIONAL|DOMESTIC|ENGLISH|SPANISH|NEWS|WORLD)\s{1,3}){0,2}(?:SERVICE|AGENCY)$",
    re.IGNORECASE,
)


_CORRESPONDENT: Final = re.compile(r"(?:соб\.?\s)?корр?\.\s{1,2}", re.IGNORECASE)


def agencies_of(slot: str) -> tuple[str, ...]:
    """Agencies named in a slot, photo agencies left out; a city before the name is forgiven (``LONDON REUTERS``)."""
    found = read_slot(slot)
    if not found:
        name = _CORRESPONDENT.sub("", _SERVICE.sub("", slot), count=1)
        known = canonical(name)
        first, _, rest = name.partition(" ")
        if known is None and rest and lookup(first) is not None:
            known = canonical(rest)
        found = (known,) if known else ()
    return tuple(name for name in found if not is_photo_agency(name))


def known_region(name: str | None) -> Region | None:
    """The likeliest meaning of a printed region, or None."""
    meanings = region_meanings(name) if name else ()
    return meanings[0] if meanings else None
