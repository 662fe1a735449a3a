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

from transforms.alignment.cells import DENSE_CELLS, Cells
from transforms.alignment.features import Bool, Features, Float, Int, Side, grained

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
        return Groups(
            self.a_first[keep], self.a_last[keep], self.b_first[keep], self.b_last[keep],
            self.shared[keep], self.weight_a[keep], self.weight_b[keep], self.score[keep], self.in_order[keep],
        )  # fmt: skip


def _scores(
    shared: Float, weight_a: Float, weight_b: Float, price: float,
    lengths: tuple[Float, Float, Float, Float] | None,
) -> tuple[Float, Float]:  # fmt: skip
    """Scores of one kind of group, and the shared weight they are read from; rows are a, columns are b."""
    row, column = weight_a[:, None], weight_b[None, :]
    shared = np.minimum(shared, np.minimum(row, column))
    score = shared - price * ((row + column) / 2 - shared)
    if lengths is not None:
        width_a, quoted_a = lengths[0][:, None], lengths[2][:, None]
        width_b, quoted_b = lengths[1][None, :], lengths[3][None, :]
        differ = (width_a - width_b) ** 2 / (LENGTH_VARIANCE * (width_a + width_b))
        score += np.maximum(LENGTH_BONUS - 1.4427 * differ, LENGTH_FLOOR)
        score += QUOTE_BITS * (np.minimum(quoted_a, quoted_b) - np.abs(quoted_a - quoted_b))
    return grained(score), shared


def _path(scores: tuple[Float, Float, Float, Float]) -> list[tuple[int, int, int, int]]:
    """Best monotone path through 1-1, 1-2, 2-1, 2-2 scores: (row, column, rows taken, columns taken)."""
    one, wide, tall, square = scores
    rows, columns = one.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(1, rows + 1):
        above = best[i - 1]
        line = np.maximum(above[1:], above[:-1] + one[i - 1])
        if columns > 1:
            np.maximum(line[1:], above[:-2] + wide[i - 1], out=line[1:])
        if i > 1:
            further = best[i - 2]
            np.maximum(line, further[:-1] + tall[i - 2], out=line)
            if columns > 1:
                np.maximum(line[1:], further[:-2] + square[i - 2], out=line[1:])
        np.maximum.accumulate(line, out=best[i, 1:])
    steps: list[tuple[int, int, int, int]] = []
    i, j = rows, columns
    while i and j:
        value = best[i, j]
        if value == best[i - 1, j]:
            i -= 1
        elif value == best[i, j - 1]:
            j -= 1
        else:
            for m, n, table in ((1, 1, one), (1, 2, wide), (2, 1, tall), (2, 2, square)):
                if i >= m and j >= n and value == best[i - m, j - n] + table[i - m, j - n]:
                    i, j = i - m, j - n
                    steps.append((i, j, m, n))
                    break
            else:  # pragma: no cover - the value came from one of the branches
                raise AssertionError("no step explains the value of a cell")
    steps.reverse()
    return steps


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
    price = UNMATCHED if scale is None else UNMATCHED_CROSS
    found: list[tuple[float, ...]] = []
    for top, bottom, west, east in blocks:
        table = np.zeros((bottom - top, east - west))
        inside = (cells.a >= top) & (cells.a < bottom) & (cells.b >= west) & (cells.b < east)
        table[cells.a[inside] - top, cells.b[inside] - west] = cells.shared[inside]
        weight_a, weight_b = a.total[top:bottom], b.total[west:east]
        two_a, two_b = weight_a[:-1] + weight_a[1:], weight_b[:-1] + weight_b[1:]
        one = two = three = four = None
        if scale is not None:
            width_a, width_b = left.width[top:bottom] * scale, right.width[west:east]
            quoted_a, quoted_b = left.quoted[top:bottom], right.quoted[west:east]
            wide_a, wide_b = width_a[:-1] + width_a[1:], width_b[:-1] + width_b[1:]
            both_a = (quoted_a[:-1] * width_a[:-1] + quoted_a[1:] * width_a[1:]) / np.maximum(wide_a, 1)
            both_b = (quoted_b[:-1] * width_b[:-1] + quoted_b[1:] * width_b[1:]) / np.maximum(wide_b, 1)
            one = (width_a, width_b, quoted_a, quoted_b)
            two = (width_a, wide_b, quoted_a, both_b)
            three = (wide_a, width_b, both_a, quoted_b)
            four = (wide_a, wide_b, both_a, both_b)
        across = table[:, :-1] + table[:, 1:]
        down = table[:-1] + table[1:]
        around = down[:, :-1] + down[:, 1:]
        kinds = (
            _scores(table, weight_a, weight_b, price, one),
            _scores(across, weight_a, two_b, price, two),
            _scores(down, two_a, weight_b, price, three),
            _scores(around, two_a, two_b, price, four),
        )
        tables = kinds[0][0], kinds[1][0] - MERGE, kinds[2][0] - MERGE, kinds[3][0] - 2 * MERGE
        skip = 0.0 if scale is None else SKIP
        one_two = tables[1] + 3 * skip, tables[2] + 3 * skip
        steps = _path((tables[0] + 2 * skip, *one_two, tables[3] + 4 * skip))
        for i, j, m, n in steps:
            shared = kinds[2 * (m - 1) + n - 1][1][i, j]
            found.append((
                top + i, top + i + m, west + j, west + j + n, float(shared),
                float(weight_a[i : i + m].sum()), float(weight_b[j : j + n].sum()), float(tables[2 * (m - 1) + n - 1][i, j]),
            ))  # fmt: skip
    return as_groups(found, in_order=True)


def as_groups(rows: list[tuple[float, ...]], in_order: bool) -> Groups:
    """Groups from (a_first, a_last, b_first, b_last, shared, weight_a, weight_b, score) rows."""
    if not rows:
        return no_groups()
    table = np.array(rows, dtype=np.float64)
    ranges = table[:, :4].astype(np.int64)
    return Groups(
        ranges[:, 0], ranges[:, 1], ranges[:, 2], ranges[:, 3],
        table[:, 4], table[:, 5], table[:, 6], table[:, 7], np.full(len(rows), in_order),
    )  # fmt: skip


def no_groups() -> Groups:
    """No group."""
    none = np.zeros(0, dtype=np.int64)
    zero = np.zeros(0)
    return Groups(none, none, none, none, zero, zero, zero, zero, np.zeros(0, dtype=bool))
