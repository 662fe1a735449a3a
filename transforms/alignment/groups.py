"""Sentence groups: monotone dynamic programming with gaps over 1-1, 1-2, 2-1 and 2-2 groups.

The score of a group is in bits: shared weight, less a price for weight that only one side has; across languages
also the agreement of length (Gale and Church 1993) and of quotation marks. Skipping a segment costs nothing, so
the path holds only groups that are better than chance, and a cut or a mash-up aligns as well as a full copy.
Long texts are cut at segments that share features unique in both (as patience diff does), so that cost stays
about linear.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.cells import DENSE_CELLS, Cells
from transforms.alignment.features import GRAIN, Features, Side
from transforms.alignment.path_loops import best_steps, group_rows, score_tables

UNMATCHED = 5 / 16
"""Price of a bit that only one side has (mean of both), same language."""
UNMATCHED_CROSS = 5 / 64
"""The same across languages: a translation keeps only a part of the anchors recognisable."""
MERGE = 4.25
"""Bits a 1-2 or 2-1 group must gain over its best 1-1 group; Gale and Church give 1-1 a probability of 0.89 and
1-2 and 2-1 0.045 each, that is 4.3 bits."""
LENGTH_VARIANCE = 14.0
"""Variance of the length of a translation, code points per code point of both sides' mean (Gale and Church: 6.8)."""
LENGTH_BONUS = 1.9
"""Bits that equal length speaks for a pair: log2 of the spread of lengths at random over that of translations."""
LENGTH_FLOOR = -6.0
"""Most bits that length can speak against a pair."""
QUOTE_BITS = 1.5
"""Bits for (both quoted) and against (one quoted, other not) a pair across languages."""
SKIP = 1.0
"""Bits of a segment left out of the path across languages: nearly all sentences of a translation have a partner."""


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """N aligned groups: half-open segment ranges on both sides, and what speaks for them."""

    a_first: Int
    a_last: Int
    b_first: Int
    b_last: Int
    #: bits shared, and bits of each side
    shared: Float
    weight_a: Float
    weight_b: Float
    #: score of the path's step, bits
    score: Float
    #: True for groups of the monotone path, False for moved blocks
    in_order: Bool

    def __len__(self) -> int:
        """Number of groups."""
        return len(self.a_first)

    def take(self, keep: Bool | Int) -> Groups:
        """The groups selected by a mask or an index."""
        if keep.dtype == bool and keep.all():
            return self
        return Groups(
            self.a_first[keep], self.a_last[keep], self.b_first[keep], self.b_last[keep],
            self.shared[keep], self.weight_a[keep], self.weight_b[keep], self.score[keep], self.in_order[keep],
        )  # fmt: skip


def _blocks(
    cells: Cells, a: Features, b: Features, rows: int, columns: int
) -> list[tuple[int, int, int, int]]:
    """Cut a long pair into blocks (row start, row end, column start, column end) at safe pairs of segments.

    A pair is safe if it shares at least half the weight of its lighter side and lies on the longest increasing
    chain of such pairs. Blocks that stay too large are left out: nothing in them is alike.
    """
    body = (cells.a < rows) & (cells.b < columns)
    i, j, shared = cells.a[body], cells.b[body], cells.shared[body]
    strong = shared >= 0.5 * np.maximum(np.minimum(a.total[i], b.total[j]), 20.0)
    i, j = i[strong], j[strong]
    chain = increasing_chain(i, j)
    cuts = [(0, 0), *((int(i[k]), int(j[k])) for k in chain), (rows, columns)]
    blocks: list[tuple[int, int, int, int]] = []
    start = cuts[0]
    for here, ahead in zip(cuts[1:], [*cuts[2:], None], strict=True):
        full = ahead is None or (ahead[0] - start[0]) * (ahead[1] - start[1]) > DENSE_CELLS // 8
        if full:
            if (here[0] - start[0]) * (here[1] - start[1]) <= DENSE_CELLS:
                blocks.append((start[0], here[0], start[1], here[1]))
            start = here
    return blocks


def increasing_chain(i: Int, j: Int) -> list[int]:
    """Indices of a longest chain with both i and j strictly increasing; i is sorted."""
    order = np.lexsort((-j, i))
    tails: list[int] = []
    tail_index: list[int] = []
    back: dict[int, int] = {}
    for k in order.tolist():
        value = int(j[k])
        at = bisect_left(tails, value)
        if at == len(tails):
            tails.append(value)
            tail_index.append(k)
        else:
            tails[at] = value
            tail_index[at] = k
        if at:
            back[k] = tail_index[at - 1]
    chain: list[int] = []
    here = tail_index[-1] if tail_index else None
    while here is not None:
        chain.append(here)
        here = back.get(here)
    chain.reverse()
    return chain


def align_groups(
    left: Side, right: Side, a: Features, b: Features, cells: Cells, scale: float | None
) -> Groups:
    """Monotone groups of the body segments.

    Args:
        left: the text that gives the rows.
        right: the text that gives the columns.
        a: features of the segments of left.
        b: features of the segments of right.
        cells: their join.
        scale: code points of right for one of left across languages, None in one language.
    """
    rows, columns = left.body_segments, right.body_segments
    if not rows or not columns:
        return no_groups()
    whole = [(0, rows, 0, columns)]
    blocks = whole if rows * columns <= DENSE_CELLS else _blocks(cells, a, b, rows, columns)
    cross = scale is not None
    price = UNMATCHED_CROSS if cross else UNMATCHED
    skip = SKIP if cross else 0.0
    width = left.width if scale is None else left.width * scale
    found = []
    for top, bottom, west, east in blocks:
        scores, shared = score_tables(
            cells.a, cells.b, cells.shared, top, bottom, west, east, a.total, b.total, width, right.width, left.quoted,
            right.quoted, cross, price, GRAIN, MERGE, LENGTH_VARIANCE, LENGTH_BONUS, LENGTH_FLOOR, QUOTE_BITS,
        )  # fmt: skip
        found.append(group_rows(best_steps(scores, skip), scores, shared, top, west, a.total, b.total))
    return as_groups(np.concatenate(found)) if found else no_groups()


def as_groups(table: Float) -> Groups:
    """Groups of the common order from (a_first, a_last, b_first, b_last, shared, weight_a, weight_b, score) rows."""
    # one after the other in memory: columns with gaps would have every loop compiled a second time
    columns = np.ascontiguousarray(table.T)
    a_first, a_last, b_first, b_last = columns[:4].astype(np.int64)
    shared, weight_a, weight_b, score = columns[4:]
    return Groups(a_first, a_last, b_first, b_last, shared, weight_a, weight_b, score, np.ones(len(table), dtype=bool))


def no_groups() -> Groups:
    """No group."""
    none = np.zeros(0, dtype=np.int64)
    zero = np.zeros(0)
    return Groups(none, none, none, none, zero, zero, zero, zero, np.zeros(0, dtype=bool))
