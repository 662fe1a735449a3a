"""Candidate pairs as packed rows: what travels between candidate search and alignment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import Candidate, doc_name, doc_number
from transforms.sketch.banding import PairColumns

PAIR: Final = np.dtype(
    [("a", "<u8"), ("b", "<u8"), ("wording", "<u2"), ("passage", "<u2"), ("anchors", "<u2"), ("direct", "u1")]
)
"""One candidate pair, 23 bytes; fields as in `PairColumns`."""

Pairs = NDArray[Any]
"""(P,) array of PAIR."""


def to_rows(pairs: PairColumns) -> Pairs:
    """Columns of pairs as rows, in the same order."""
    rows = np.empty(len(pairs.a), PAIR)
    for name in PAIR.names or ():
        rows[name] = getattr(pairs, name)
    return rows


def from_bytes(data: bytes) -> Pairs:
    """Pairs of the bytes of their rows."""
    return np.frombuffer(data, PAIR)


def to_candidates(rows: Pairs) -> list[Candidate]:
    """Pairs as elements, in the same order."""
    return [
        Candidate(doc_name(a), doc_name(b), wording, passage, anchors, not direct)
        for a, b, wording, passage, anchors, direct in rows.tolist()
    ]


def from_candidates(candidates: Sequence[Candidate]) -> Pairs:
    """Elements as packed pairs, in the same order."""
    rows = [
        (doc_number(c.a), doc_number(c.b), c.wording_keys, c.passage_keys, c.anchor_keys, not c.via_hub) for c in candidates
    ]
    return np.array(rows, PAIR)


def is_worded(rows: Pairs) -> NDArray[np.bool_]:
    """(P,) whether words or a hub tie a pair, not only names."""
    worded: NDArray[np.bool_] = (rows["wording"] > 0) | (rows["passage"] > 0) | (rows["direct"] == 0)
    return worded
