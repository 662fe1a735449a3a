"""Builds `data/homes.npz`: which languages are spoken where the places of the concept table lie.

    python -m transforms.sketch.build_homes

Sources: the cities of the gazetteer (GeoNames) and the official languages of territories of CLDR (babel).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from transforms.sketch.marks import canonical_hash
from transforms.text import gazetteer

MIN_POPULATION: Final = 100_000
"""Smaller cities are rarely named abroad, and their names are often words."""


def rows() -> list[tuple[int, str]]:
    """(canonical hash of a country or city, language spoken there), sorted."""
    from babel.languages import get_official_languages

    found: set[tuple[int, str]] = set()
    table = gazetteer._gazetteer()
    numbers = {
        int(number)
        for line in table._names.decode().splitlines()
        for number in line.partition("\t")[2].split(",")
        if number
    }
    for number in sorted(numbers):
        place, _ = table.place(number)
        if place.country is None or place.kind not in {"city", "country"}:
            continue
        if place.kind == "country":
            concept = canonical_hash("country", place.country)
        elif place.population >= MIN_POPULATION:
            concept = canonical_hash("place", str(place.geoname_id))
        else:
            continue
        for language in get_official_languages(place.country, de_facto=True):
            found.add((concept, language.partition("_")[0]))
    return sorted(found)


def main() -> None:
    """Write the table."""
    pairs = rows()
    languages = sorted({language for _, language in pairs})
    np.savez_compressed(
        Path(__file__).parent / "data" / "homes.npz",
        concept=np.array([concept for concept, _ in pairs], np.uint32),
        language=np.array([languages.index(language) for _, language in pairs], np.uint8),
        languages=np.array(languages),
    )
    print(f"{len(pairs)} rows, {len(languages)} languages")


if __name__ == "__main__":
    main()
