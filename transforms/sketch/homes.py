"""Where a story is at home: the languages spoken in the places that a text names.

A story about a country is mostly written first in its language: of two texts that say the same in Polish and in English and
name Warsaw and Poznań, the Polish one is the likelier source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from transforms.schema import Sketch, U8Array, U32Array
from transforms.sketch.marks import PLACE


@dataclass(frozen=True, slots=True)
class Homes:
    """Rows sorted by concept; a place where several languages are official has several."""

    concept: U32Array
    #: index into `languages`
    language: U8Array
    languages: tuple[str, ...]


@cache
def homes() -> Homes:
    """The table of this process, loaded once."""
    with np.load(Path(__file__).parent / "data" / "homes.npz") as data:
        return Homes(data["concept"], data["language"], tuple(data["languages"].tolist()))


def home_languages(sketch: Sketch) -> tuple[tuple[str, int], ...]:
    """How many times a text names places where each language is official, by language; languages without one are left out."""
    table = homes()
    places = sketch.anchor_hash[sketch.anchor_kind == PLACE]
    begin = np.searchsorted(table.concept, places, side="left")
    stop = np.searchsorted(table.concept, places, side="right")
    count = np.zeros(len(table.languages), np.int64)
    for first, last in zip(begin.tolist(), stop.tolist(), strict=True):
        count[table.language[first:last]] += 1
    return tuple((table.languages[k], int(count[k])) for k in np.flatnonzero(count))
