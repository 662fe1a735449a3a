"""The loops over stream positions and passages, compiled; see `transforms.alignment.passages`."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Int
from transforms.compiled import compiled


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


@compiled
def mark_groups(mask: Bool, first: Int, last: Int, group_first: Int, group_last: Int) -> None:
    """Set the body tokens of groups of segments in a mask."""
    for k in range(len(group_first)):
        for t in range(first[group_first[k]], last[group_last[k] - 1]):
            mask[t] = True


@compiled
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


@compiled
def find_pieces(
    run_a: Int, run_b: Int, run_length: Int, groups: Int, first_a: Int, last_a: Int, first_b: Int, last_b: Int,
    factor_a: int, factor_b: int, shortest_a: int, shortest_b: int, paragraph: int,
) -> Int:  # fmt: skip
    """(pieces, 4) stream ranges of aligned groups that no verbatim run of the common order covers, paragraph by paragraph.

    Args:
        run_a: start of the runs on a, and so on; sorted by (a, b).
        run_b: start on b.
        run_length: tokens.
        groups: (G, 4) first and last segment on a and b, sorted; groups without a gap on either side are one stretch.
        first_a: stream position of each segment, and so on.
        last_a: one past its last.
        first_b: the same of b.
        last_b: the same of b.
        factor_a: tokens of a that count as one word.
        factor_b: the same of b.
        shortest_a: tokens of a of the shortest piece.
        shortest_b: the same of b.
        paragraph: words after which a piece ends with its group.
    """
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


@compiled
def raw_rows(
    ranges: Int, kind: int, begin_a: Int, end_a: Int, segment_a: Int, unit_a: Int, begin_b: Int, end_b: Int, segment_b: Int,
    unit_b: Int,
) -> Int:  # fmt: skip
    """(N, 7) offsets in the texts of stream ranges: start and end on a, on b, `kind`, unit on a, unit on b."""
    out = np.empty((len(ranges), 7), np.int64)
    for k in range(len(ranges)):
        a0, a1, b0, b1 = ranges[k, 0], ranges[k, 1], ranges[k, 2], ranges[k, 3]
        out[k, 0], out[k, 1], out[k, 2], out[k, 3] = begin_a[a0], end_a[a1 - 1], begin_b[b0], end_b[b1 - 1]
        out[k, 4], out[k, 5], out[k, 6] = kind, unit_a[segment_a[a0]], unit_b[segment_b[b0]]
    return out
