"""The neighbours of an article, packed: who it was aligned with, where that one is kept, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

BOND: Final = 1
"""The pair can put both into one family: see `transforms.attribution.bonds`."""
WORDED: Final = 2
"""The pair shares words (or a hub), not only names: alignment asks for it."""

ROW: Final = np.dtype([("doc", "<u8"), ("part", "<i4"), ("bits", "u1")])
"""One neighbour."""

Near = dict[int, tuple[int, int]]
"""Document number of a neighbour → (its part, bits)."""


def pack(near: Mapping[int, tuple[int, int]]) -> bytes:
    """Bytes of the neighbours, in order of document."""
    rows = np.array([(doc, *near[doc]) for doc in sorted(near)], dtype=ROW)
    return rows.tobytes()


def unpack(data: bytes) -> Near:
    """The neighbours of `pack`'s bytes.

    >>> unpack(pack({7: (3, BOND)}))
    {7: (3, 1)}
    """
    rows = np.frombuffer(data, dtype=ROW)
    return {
        doc: (part, bits)
        for doc, part, bits in zip(rows["doc"].tolist(), rows["part"].tolist(), rows["bits"].tolist(), strict=True)
    }
