"""Where a story is at home: the languages spoken in the places that a text names.

A story about a country is mostly written first in its language: of two texts that say the same in Polish and in English and
name Warsaw and Poznań, the Polish one is the likelier source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from transforms.schema import Sketch
from transforms.sketch.marks import PLACE


@dataclass(frozen=True, slots=True)
class Homes:
    """Places and the languages that are official there."""

    #: indices into `languages` by concept
    spoken: dict[int, tuple[int, ...]]
    languages: tuple[str, ...]


@cache
def homes() -> Homes:
    """The table of this process, loaded once."""
    with np.load(Path(__file__).parent / "data" / "homes.npz") as data:
        concepts, numbers, languages = data["concept"].tolist(), data["language"].tolist(), tuple(data["languages"].tolist())
    spoken: dict[int, tuple[int, ...]] = {}
    for concept, number in zip(concepts, numbers, strict=True):
        spoken[concept] = (*spoken.get(concept, ()), number)
    return Homes(spoken, languages)


def home_languages(sketch: Sketch) -> tuple[tuple[str, int], ...]:
    """How many times a text names places where each language is official, by language; languages without one are left out."""
    return languages_of(sketch.anchor_hash[sketch.anchor_kind == PLACE].tolist())


def languages_of(places: Iterable[int]) -> tuple[tuple[str, int], ...]:
    """The same for the hashes of places."""
    table = homes()
    count: dict[int, int] = {}
    for place in places:
        for k in table.spoken.get(place, ()):
            count[k] = count.get(k, 0) + 1
    return tuple([(table.languages[k], count[k]) for k in sorted(count)])
