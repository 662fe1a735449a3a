"""Keys of articles one by one, as bytes that a state keeps: made once, when a text is new, and looked up ever after.

`transforms.sketch.banding.candidate_keys` makes the keys of a block; here they are cut by article, without what is known
of an article anyhow (its number and its day), and put together again.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import Sketch, U64Array, doc_name
from transforms.settings import CandidateSettings
from transforms.sketch.banding import KeyColumns, block_keys
from transforms.sketch.sketch_block import Keyed

FORMAT: Final = 1
"""Version of the rows, and of what makes the keys: it rises when the same sketch gives other keys."""

ROW: Final = np.dtype([("key", "<u8"), ("total", "<u4"), ("weight", "<u2"), ("place", "u1"), ("view", "u1")])
"""One key of an article, 16 bytes; see `transforms.sketch.banding.KeyColumns`."""


def key_rows(sketches: Sequence[Sketch], settings: CandidateSettings) -> list[bytes]:
    """Keys of each sketch, as rows of `ROW`.

    Args:
        sketches: any sketches; two may have one number.
        settings: how keys are made.
    """
    return block_key_rows(Keyed.of(sketches), settings)


def block_key_rows(block: Keyed, settings: CandidateSettings) -> list[bytes]:
    """`key_rows` of what a block holds."""
    count = len(block.doc_id)
    # columns tell articles apart by their number, and two may have one
    columns = block_keys(replace(block, doc_id=[doc_name(n) for n in range(count)]), settings)
    order = np.argsort(columns.doc, kind="stable")
    rows = np.empty(len(order), ROW)
    for name in ROW.names or ():
        rows[name] = getattr(columns, name)[order]
    cuts = np.searchsorted(columns.doc[order], np.arange(count + 1, dtype=np.uint64)).tolist()
    data, size = rows.tobytes(), ROW.itemsize
    return [data[low * size : high * size] for low, high in itertools.pairwise(cuts)]


def key_columns(packed: Sequence[bytes], docs: U64Array, days: NDArray[np.int32]) -> KeyColumns:
    """Columns of the keys of some articles.

    Args:
        packed: `key_rows` of N articles.
        docs: (N,) their numbers.
        days: (N,) their trusted published days, `transforms.sketch.banding.NO_DAY` where unknown.

    Raises:
        ValueError: there are not as many articles as numbers, or their rows are cut.
    """
    if len(packed) != len(docs):
        raise ValueError(f"keys of {len(packed)} articles, expected {len(docs)}")
    rows = np.frombuffer(b"".join(packed), ROW)
    counts = [len(data) // ROW.itemsize for data in packed]
    found = {name: np.ascontiguousarray(rows[name]) for name in ROW.names or ()}
    return KeyColumns(doc=np.repeat(docs, counts), day=np.repeat(days, counts), **found)
