"""The loops over stream positions and passages, compiled."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Int
from transforms.alignment.columns import Runs, Text
from transforms.compiled import compiled, compiled_part


@compiled
def covered(starts: Int, lengths: Int, size: int) -> Bool:
    """(size,) mask of the positions inside the intervals [start, start + length)."""
    edges = np.zeros(size + 1, np.int64)
    for k in range(len(starts)):
        edges[starts[k]] += 1
        edges[starts[k] + lengths[k]] -= 1
    out = np.empty(size, np.bool_)
    depth = 0
    for k in range(size):
        depth += edges[k]
        out[k] = depth > 0
    return out


@compiled_part
def mark_groups(mask: Bool, first: Int, last: Int, group_first: Int, group_last: Int) -> None:
    """Set the body tokens of groups of segments in a mask."""
    for k in range(len(group_first)):
        for t in range(first[group_first[k]], last[group_last[k] - 1]):
            mask[t] = True


@compiled_part
def count_places(mask: Bool, lead: int) -> tuple[int, int, bool]:
    """Number of True, the sum of their places, and whether there is one before `lead`."""
    count = places = 0
    early = False
    for t in range(len(mask)):
        if mask[t]:
            count += 1
            places += t
            early = early or t < lead
    return count, places, early


@compiled_part
def find_pieces(
    left: Text, right: Text, runs: Runs, groups: Int, shortest_a: int, shortest_b: int, paragraph: int
) -> Int:
    """(pieces, 4) stream ranges of aligned groups that no verbatim run of the common order covers, paragraph by paragraph.

    Args:
        left: text a.
        right: text b.
        runs: the verbatim runs, sorted by (a, b).
        groups: (G, 4) first and last segment on a and b, sorted; groups without a gap on either side are one stretch.
        shortest_a: tokens of a of the shortest piece.
        shortest_b: the same of b.
        paragraph: words after which a piece ends with its group.
    """
    run_a, run_b, run_length = runs
    first_a, last_a, first_b, last_b = left.first, left.last, right.first, right.last
    factor_a, factor_b = left.factor, right.factor
    out = np.empty((16, 4), np.int64)
    count = 0
    begin = 0
    while begin < len(groups):
        stop = begin + 1
        while stop < len(groups) and groups[stop - 1, 1] == groups[stop, 0] and groups[stop - 1, 3] == groups[stop, 2]:
            stop += 1
        a0, b0 = first_a[groups[begin, 0]], first_b[groups[begin, 2]]
        a1, b1 = last_a[groups[stop - 1, 1] - 1], last_b[groups[stop - 1, 3] - 1]
        at_a, at_b = a0, b0
        for k in range(len(run_a) + 1):
            if k < len(run_a):
                x, y, size = run_a[k], run_b[k], run_length[k]
                if x >= a1 or x + size <= a0 or y >= b1 or y + size <= b0:
                    continue
                if x < at_a or y < at_b:
                    # a run may begin before the stretch, or overlap the one before it: only what lies ahead counts
                    skip = max(at_a - x, at_b - y)
                    early = at_a == a0 and at_b == b0 and (x < a0 or y < b0)
                    if skip >= size or not early:
                        continue
                    x, y, size = x + skip, y + skip, size - skip
            else:
                x, y, size = a1, b1, 0
            # the hole between the run before and this one, cut at ends of groups when a paragraph is full
            hole_a, hole_b = at_a, at_b
            for g in range(begin, stop + 1):
                if g < stop:
                    end_a, end_b = last_a[groups[g, 1] - 1], last_b[groups[g, 3] - 1]
                    words = max((end_a - hole_a) / factor_a, (end_b - hole_b) / factor_b)
                    if not (hole_a < end_a < x and hole_b < end_b < y and words >= paragraph):
                        continue
                else:
                    end_a, end_b = x, y
                if end_a - hole_a >= shortest_a and end_b - hole_b >= shortest_b:
                    if count == len(out):
                        larger = np.empty((2 * count, 4), np.int64)
                        for row in range(count):
                            for column in range(4):
                                larger[row, column] = out[row, column]
                        out = larger
                    out[count, 0], out[count, 1], out[count, 2], out[count, 3] = hole_a, end_a, hole_b, end_b
                    count += 1
                hole_a, hole_b = end_a, end_b
            at_a, at_b = x + size, y + size
        begin = stop
    return out[:count]
