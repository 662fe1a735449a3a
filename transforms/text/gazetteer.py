"""Places by any of their names: cities of 15,000 inhabitants and more, countries, first-order regions.

The names come from GeoNames and CLDR in all scripts, and from a hand list of exonyms and press forms
(``build_places.py``, frozen in ``data/gazetteer.gz``). The file is unpacked once per process, at the first
look-up, and searched in place: no dictionary of the 300,000 names is built.

Ambiguous names are resolved as NEWSWIRE reference 1.4 says: a printed region or country decides; else the cities
that AP prints alone and national capitals are preferred; else the larger population.
"""

from __future__ import annotations

import gzip
import zlib
from array import array
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
import orjson

from transforms.text.calendar_names import fold_name

BUCKETS: Final = 1 << 16
"""Number of name buckets of the file."""

_PUNCTUATION: Final = str.maketrans(dict.fromkeys("-‐‑–/_·・()", " ") | dict.fromkeys(".'`\"«»“”׳״،"))


@dataclass(frozen=True, slots=True)
class Place:
    """A city, country or region."""

    #: English press name without diacritics: ``Baghdad``, ``Sao Paulo``
    name: str
    #: GeoNames id, None for a region
    geoname_id: int | None
    #: ISO 3166-1 alpha-2
    country: str
    #: English name of the first-order region where it is known, else None
    region: str | None
    #: inhabitants
    population: int
    #: ``city``, ``country`` or ``region``
    kind: str = "city"


@dataclass(frozen=True, slots=True)
class Region:
    """What a printed region can mean."""

    #: ``country`` or ``region``
    kind: str
    #: ISO 3166-1 alpha-2
    country: str
    #: first-order code of GeoNames; empty for countries and for regions without one
    code: str
    #: English name
    name: str


@lru_cache(maxsize=16384)
def fold_place(name: str) -> str:
    """The key of a place name: `fold_name`, hyphens as spaces, without points and apostrophes.

    >>> fold_place("Port-au-Prince"), fold_place("ST. JOHN'S"), fold_place("MÜNCHEN")
    ('port au prince', 'st johns', 'munchen')
    """
    return " ".join(fold_name(name).translate(_PUNCTUATION).split())


def bucket_of(key: bytes) -> int:
    """Bucket of a folded name in the file."""
    return zlib.crc32(key) & (BUCKETS - 1)


class _Gazetteer:
    """The unpacked file."""

    __slots__ = ("_ids", "_names", "_places", "_region_names", "_regions", "_starts")

    def __init__(self, packed: bytes) -> None:
        data = gzip.decompress(packed)
        end = data.index(b"\n")
        at = end + 1
        sections: dict[str, bytes] = {}
        for name, size in orjson.loads(data[:end]).items():
            sections[name] = data[at : at + size]
            at += size
        self._names = sections["names"]
        starts = np.zeros(BUCKETS + 1, np.uint32)
        np.cumsum(np.frombuffer(sections["buckets"], "<u2"), dtype=np.uint32, out=starts[1:])
        self._starts = array("I", starts.tobytes())
        self._places = sections["places"].split(b"\n")[:-1]
        self._ids = array("I", [int(line[: line.index(b"\t")]) for line in self._places])
        # meanings stay packed until asked for: most of the 30,000 forms never are
        self._regions: dict[str, str] = dict(
            line.split("\t", 1) for line in sections["regions"].decode().splitlines()
        )
        self._region_names: dict[tuple[str, str], str] = {}
        for line in sections["first_order"].decode().splitlines():
            country, code, name = line.split("\t")
            self._region_names[country, code] = name

    def numbers(self, key: str) -> list[int]:
        """Numbers of the places that bear a folded name, the most likely first."""
        raw = key.encode("utf-8", "replace")
        bucket = zlib.crc32(raw) & (BUCKETS - 1)
        start, end = self._starts[bucket], self._starts[bucket + 1]
        at = (
            start
            if self._names.startswith(raw + b"\t", start, end)
            else self._names.find(b"\n" + raw + b"\t", start, end) + 1
        )
        if at == 0 and not (start == 0 and self._names.startswith(raw + b"\t")):
            return []
        tab = at + len(raw) + 1
        return [int(number) for number in self._names[tab : self._names.index(b"\n", tab)].split(b",")]

    def geoname_id(self, number: int) -> int:
        """GeoNames id of a place."""
        return self._ids[number]

    def place(self, number: int) -> tuple[Place, str]:
        """A place and its first-order code."""
        number_text, kind, name, country, code, population, _ = self._places[number].decode().split("\t")
        region = self._region_names.get((country, code))
        return Place(name, int(number_text), country, region, int(population), kind), code

    def regions(self, key: str) -> tuple[Region, ...]:
        """What a folded region form can mean."""
        packed = self._regions.get(key)
        return tuple(Region(*entry.split(":", 3)) for entry in packed.split("\t")) if packed else ()


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    return _Gazetteer(files("transforms.text").joinpath("data/gazetteer.gz").read_bytes())


#: shortened first words, tried when a name is not found as printed
_FIRST_WORDS: Final = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "saint": "st",
    "pt": "port",
}


def _bearers(key: str) -> list[tuple[Place, str]]:
    table = _gazetteer()
    numbers = table.numbers(key)
    if not numbers:
        first, _, rest = key.partition(" ")
        if rest and first in _FIRST_WORDS:
            numbers = table.numbers(f"{_FIRST_WORDS[first]} {rest}")
    return [table.place(number) for number in numbers]


#: countries where the language is at home, the most printed first; breaks ties between homonyms
_HOME: Final = {
    "es": ("ES", "MX", "AR", "CO", "CL", "PE", "VE", "EC", "GT", "CU", "BO", "DO", "HN", "PY", "SV", "NI", "CR", "PA", "UY"),
    "pt": ("BR", "PT", "AO", "MZ"), "fr": ("FR", "BE", "CH", "CA", "CI", "SN", "ML", "CD", "CM", "DZ", "TN", "MA"),
    "de": ("DE", "AT", "CH"), "it": ("IT", "CH"), "nl": ("NL", "BE"), "ru": ("RU", "BY", "KZ"), "uk": ("UA",), "pl": ("PL",),
    "tr": ("TR",), "sv": ("SE", "FI"), "da": ("DK",), "nb": ("NO",), "no": ("NO",), "cs": ("CZ",), "sk": ("SK",), "ro": ("RO", "MD"),
    "el": ("GR", "CY"), "hu": ("HU",), "fi": ("FI",), "ja": ("JP",), "ko": ("KR",), "zh": ("CN", "TW", "HK"),
}  # fmt: skip


@lru_cache(maxsize=8192)
def lookup(
    name: str, *, region: str | None = None, country: str | None = None, language: str | None = None
) -> Place | None:
    """The place that a printed name most likely means, or None.

    Args:
        name: name as printed, any language, script and case.
        region: region or country printed beside it (``Ore.``, ``Iraq``, ``İngiltere``). A known region excludes
            places elsewhere; an unknown one is ignored.
        country: ISO 3166-1 alpha-2 code the place must lie in, from other knowledge.
        language: BCP 47 language of the text; decides only between homonyms none of which is preferred.
    """
    candidates = _bearers(fold_place(name))
    if not candidates:
        return None
    if region is not None:
        meanings = region_meanings(region)
        if meanings:
            codes = [(m.country, m.code) for m in meanings]
            candidates = [
                (place, code)
                for place, code in candidates
                if (place.country, code) in codes or (place.country, "") in codes
            ]
    if country is not None:
        candidates = [(place, code) for place, code in candidates if place.country == country]
    if not candidates:
        return None
    return _choose(fold_place(name), [place for place, _ in candidates], language)


def _choose(key: str, candidates: list[Place], language: str | None) -> Place:
    """The likeliest of the bearers of a name, which come in order of their general weight."""
    first = candidates[0]
    state = next((place for place in candidates if place.kind == "country"), None)
    city = next((place for place in candidates if place.kind != "country"), None)
    if state is not None and city is not None:
        # GUATEMALA is the capital that bears its country's name; LEBANON is not a town in Pennsylvania; SALVADOR is
        # the Brazilian city, though the French call El Salvador so
        if city.country == state.country or (city.population >= 200_000 and key != fold_place(state.name)):
            return city
        return state
    if language is not None and first.population < 2_000_000:
        home = _HOME.get(language.partition("-")[0].lower(), ())
        near = next((place for place in candidates if place.country in home), None)
        if near is not None and near.population * 4 >= first.population:
            return near
    return first


@lru_cache(maxsize=4096)
def region_meanings(name: str) -> tuple[Region, ...]:
    """What a printed region or country can mean: countries first, then first-order regions.

    >>> [r.name for r in region_meanings("Ore.")], [r.country for r in region_meanings("Georgia")]
    (['Oregon'], ['GE', 'US'])
    """
    return _gazetteer().regions(fold_place(name))


def country_of(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of the country that ``name`` means in any language, or None.

    >>> country_of("Irak"), country_of("ÉTATS-UNIS"), country_of("Ирак"), country_of("Bagdad")
    ('IQ', 'US', 'IQ', None)
    """
    return next((m.country for m in region_meanings(name) if m.kind == "country"), None)


@lru_cache(maxsize=65536)
def place_id(folded: str) -> int | None:
    """GeoNames id of the place that a name folded by `fold_place` most likely means, or None.

    For anchors: the same id for ``bagdad``, ``багдад`` and ``巴格达``.

    >>> place_id("bagdad")
    98182
    """
    table = _gazetteer()
    numbers = table.numbers(folded)
    return table.geoname_id(numbers[0]) if numbers else None
