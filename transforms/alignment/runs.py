"""Verbatim runs: maximal stretches of equal tokens of two token streams.

The plain way joins n-grams of `min_run` tokens and reads the runs off the diagonals: it finds every maximal run,
at whatever place. Texts that repeat themselves (tables, one word a thousand times) have a quadratic number of such
runs; for them `matching_runs` finds, by suffix ranks, the longest match of every position of both sides instead:
still every token of every shared run is covered, with O(n log n) work and at most one run a position.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.alignment.arrays import Int
from transforms.alignment.columns import Runs
from transforms.alignment.run_loops import diagonal_runs

PAIRS = 4
"""Most pairs of equal n-grams, per token, for which every run is written out; ordinary texts have far fewer than 1."""
WINDOW = 20
"""Runs of repetitive texts may be thinned, but every stretch of so many tokens (for `size` 4) stays in one run."""


def runs_at(runs: Runs, keep: NDArray[np.bool_] | Int) -> Runs:
    """The runs selected by a mask or an index."""
    return Runs(runs.a[keep], runs.b[keep], runs.length[keep])


def expand(left_start: Int, left_count: Int, right_start: Int, right_count: Int) -> tuple[Int, Int, Int]:
    """Index pairs of the cross products of matching slices, slice by slice, and the slice of each."""
    total = left_count * right_count
    group = np.repeat(np.arange(len(total)), total)
    inside = np.arange(len(group)) - (np.cumsum(total) - total)[group]
    wide = right_count[group]
    row = inside // wide
    return left_start[group] + row, right_start[group] + inside - row * wide, group


def common_runs(a: Int, b: Int, stream_a: Int, stream_b: Int, size: int) -> Int:
    """(3, R) all maximal runs of at least `size` equal tokens, sorted by (a, b): starts on both sides, lengths.

    See the module's note on repetitive texts. `a` and `b` are the packed `size`-grams of the streams (`lay_grams`).
    """
    limit = PAIRS * (len(stream_a) + len(stream_b)) + 1000
    found, many = diagonal_runs(a, b, limit, size)
    if many:
        return np.stack(thin_runs(matching_runs(stream_a, stream_b, size), WINDOW * size // 4))
    return found


def matching_runs(stream_a: Int, stream_b: Int, size: int) -> Runs:
    """For every position of either side its longest match on the other; matches inside longer ones left out.

    Negative entries are breaks and match nothing. Runs of at least `size` tokens, sorted by (a, b), distinct.
    """
    joined = np.concatenate([stream_a, [-1], stream_b, [-1]])
    breaks = joined < 0
    joined = np.where(breaks, -1 - np.arange(len(joined)), joined)  # every break is a symbol of its own
    levels = [np.unique(joined, return_inverse=True)[1].astype(np.int64)]
    width, n = 1, len(joined)
    while width < n and len(levels) < 40:
        rank = levels[-1]
        ahead = np.full(n, -1, dtype=np.int64)
        ahead[: n - width] = rank[width:]
        doubled = np.unique(rank * (n + 1) + ahead + 1, return_inverse=True)[1].astype(np.int64)
        levels.append(doubled)
        width *= 2
        if int(doubled.max()) == n - 1:
            break
    order = np.argsort(levels[-1], kind="stable")
    of_b = order > len(stream_a)
    found = [
        _matches(levels, order, of_b, len(stream_a), size),
        _matches(levels, order, ~of_b, len(stream_a), size),
    ]
    offset = len(stream_a) + 1
    starts_a = np.concatenate([found[0][0], found[1][1]])
    starts_b = np.concatenate([found[0][1], found[1][0]]) - offset
    lengths = np.concatenate([found[0][2], found[1][2]])
    table = np.unique(np.stack([starts_a, starts_b, lengths], axis=1), axis=0)
    a, b, length = table.T.copy()
    return Runs(a, b, length)


def thin_runs(runs: Runs, window: int) -> Runs:
    """Leave out runs whose tokens others cover on the same side; the longest run is kept.

    Every stretch of up to `window` tokens that one run covers on a side is still covered by one run on that side.
    """
    if not len(runs.a):
        return runs
    kept = {int(np.argmax(runs.length))}
    for starts in (runs.a, runs.b):
        stack: list[int] = []
        ends = starts + runs.length
        for k in np.lexsort((-ends, starts)).tolist():
            if stack and ends[k] <= ends[stack[-1]]:
                continue
            while len(stack) > 1 and starts[k] <= ends[stack[-2]] - (window - 1):
                stack.pop()
            stack.append(k)
        kept.update(stack)
    return runs_at(runs, np.array(sorted(kept), dtype=np.int64))


def _matches(
    levels: list[Int], order: Int, other: NDArray[np.bool_], split: int, size: int
) -> tuple[Int, Int, Int]:
    """(own position, position on the other side, length) of the longest matches of the side that `other` is not."""
    n = len(order)
    index = np.arange(n)
    before = np.maximum.accumulate(np.where(other, index, -1))
    after = np.minimum.accumulate(np.where(other, index, n)[::-1])[::-1]
    own = np.flatnonzero(~other)
    mine = order[own]
    best_length = np.zeros(len(own), dtype=np.int64)
    best_place = np.zeros(len(own), dtype=np.int64)
    for neighbour in (before[own], after[own]):
        valid = (neighbour >= 0) & (neighbour < n)
        place = order[np.clip(neighbour, 0, n - 1)]
        length = np.where(valid, _common_prefix(levels, mine, place), 0)
        better = length > best_length
        best_length = np.where(better, length, best_length)
        best_place = np.where(better, place, best_place)
    by_position = np.argsort(mine, kind="stable")
    mine, best_length, best_place = mine[by_position], best_length[by_position], best_place[by_position]
    end = mine + best_length
    reached = np.concatenate([[-1], np.maximum.accumulate(end)[:-1]])
    keep = (best_length >= size) & (end > reached)
    return mine[keep], best_place[keep], best_length[keep]


def _common_prefix(levels: list[Int], left: Int, right: Int) -> Int:
    """Length of the common prefix of the suffixes at `left` and `right`, by binary lifting over the ranks."""
    n = len(levels[0])
    length = np.zeros(len(left), dtype=np.int64)
    for level in range(len(levels) - 1, -1, -1):
        p, q = left + length, right + length
        inside = (p < n) & (q < n)
        equal = inside & (levels[level][np.minimum(p, n - 1)] == levels[level][np.minimum(q, n - 1)])
        length += equal * (1 << level)
    return length
