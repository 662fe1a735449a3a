"""What a glance at the sketches of many texts tells: enough to refuse most pairs that only names tie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from transforms.alignment.arrays import Int
from transforms.alignment.features import Side
from transforms.alignment.lay_loops import glance_at
from transforms.alignment.packed_loops import HEAD
from transforms.sketch.codec import HEAD_SIZE, check_format


class Glances(NamedTuple):
    """D texts: their counts, and the anchors of their bodies."""

    #: what `transforms.alignment.packed_loops.put_glance` writes of each, one behind the other, and (D + 1,) where each begins
    data: Int
    bounds: Int
    #: (D, HEAD) heads of these
    heads: Int
    #: (D,) equal numbers for equal languages, -1 where it is not known
    language: Int


def glances_at(sketches: Sequence[bytes]) -> Glances:
    """Glances at the bytes of sketches.

    Raises:
        ValueError: they are of another format version, or damaged.
    """
    for sketch in sketches:
        check_format(sketch)
    joined = b"".join(sketches)
    starts = np.zeros(len(sketches) + 1, np.int64)
    np.cumsum([len(sketch) for sketch in sketches], out=starts[1:])
    data, bounds, language = glance_at(np.frombuffer(joined, np.uint8), starts, HEAD_SIZE)
    names = [joined[first : first + size] if size >= 0 else None for first, size in language.tolist()]
    return Glances(data, bounds, _heads(data, bounds), _numbers(names))


def glances_of(sides: Sequence[Side]) -> Glances:
    """The same of texts that are prepared."""
    bounds = np.zeros(len(sides) + 1, np.int64)
    np.cumsum([len(side.glance) for side in sides], out=bounds[1:])
    data = np.concatenate([side.glance for side in sides])
    return Glances(data, bounds, _heads(data, bounds), _numbers([side.language for side in sides]))


def _heads(data: Int, bounds: Int) -> Int:
    heads: Int = data[bounds[:-1, None] + np.arange(HEAD)]
    return heads


def _numbers(names: Sequence[str | bytes | None]) -> Int:
    known: dict[str | bytes | None, int] = {None: -1}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)
