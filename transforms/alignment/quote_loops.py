"""The loops that pair direct quotations, compiled: which are the same, in the same order, with other words."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.cell_loops import group_index, join
from transforms.alignment.columns import Cells, Features, Groups, Text
from transforms.compiled import compiled_part

SAME_SHARE = 0.45
"""Share of the mean weight two quotations must have in common."""
INSIDE_SHARE = 0.70
"""Or share of the smaller one (a quotation is often cut)."""
SAME_BITS = 16.0
"""And at least so many bits: two content words."""
KEPT_SHARE = 0.80
"""Share of a quotation inside verbatim runs from which its wording counts as kept."""
LENGTH_RATIO = 2.5
"""Across languages: largest ratio of the lengths of a quotation and its translation."""


@compiled_part
def pair_quotes(cells: Cells, total_a: Float, total_b: Float) -> Int:
    """(pairs, 2) quotations of both texts that are the same, by place in a: largest shared weight first, one to one.

    Ties go to like places in the order of quotations.
    """
    cell_a, cell_b, shared = cells.a, cells.b, cells.shared
    out = np.empty((min(len(total_a), len(total_b)), 2), np.int64)
    good = np.zeros(len(cell_a), np.bool_)
    for k in range(len(cell_a)):
        x, y = total_a[cell_a[k]], total_b[cell_b[k]]
        mean, small = shared[k] / ((x + y) / 2), shared[k] / min(x, y)
        good[k] = (mean >= SAME_SHARE or small >= INSIDE_SHARE) and shared[k] >= SAME_BITS
    count = 0
    while True:
        best = -1
        for k in range(len(cell_a)):
            if not good[k]:
                continue
            # cells come sorted by (a, b), so the first of equals stays
            if best < 0 or shared[k] > shared[best] or (shared[k] == shared[best] and abs(cell_a[k] - cell_b[k]) < abs(cell_a[best] - cell_b[best])):
                best = k
        if best < 0:
            break
        out[count, 0], out[count, 1] = cell_a[best], cell_b[best]
        count += 1
        for k in range(len(cell_a)):
            if cell_a[k] == cell_a[best] or cell_b[k] == cell_b[best]:
                good[k] = False
    # by place in a: they are few and distinct
    for k in range(1, count):
        i, j = out[k, 0], out[k, 1]
        at = k
        while at and out[at - 1, 0] > i:
            out[at, 0], out[at, 1] = out[at - 1, 0], out[at - 1, 1]
            at -= 1
        out[at, 0], out[at, 1] = i, j
    return out[:count]


@compiled_part
def longest_chain(pairs: Int) -> int:
    """Length of the longest chain of pairs with rising places on both sides; pairs are sorted by the first."""
    length = np.ones(len(pairs), np.int64)
    longest = 0
    for k in range(len(pairs)):
        for before in range(k):
            if pairs[before, 0] < pairs[k, 0] and pairs[before, 1] < pairs[k, 1]:
                length[k] = max(length[k], length[before] + 1)
        longest = max(longest, length[k])
    return longest


@compiled_part
def altered_quotes(left: Text, right: Text, pairs: Int, run_a: Bool, run_b: Bool) -> int:
    """Number of pairs of quotations of which less than KEPT_SHARE stands in verbatim runs, on either side."""
    count = 0
    first_a, last_a, first_b, last_b = left.quote_first, left.quote_last, right.quote_first, right.quote_last
    for k in range(len(pairs)):
        i, j = pairs[k, 0], pairs[k, 1]
        kept_a = kept_b = 0
        for t in range(first_a[i], last_a[i]):
            kept_a += run_a[t]
        for t in range(first_b[j], last_b[j]):
            kept_b += run_b[t]
        count += max(kept_a / (last_a[i] - first_a[i]), kept_b / (last_b[j] - first_b[j])) < KEPT_SHARE
    return count


@compiled_part
def match_quotes(left: Text, right: Text, a: Features, b: Features, run_a: Bool, run_b: Bool) -> tuple[int, int, int]:
    """Match quotations of one language by the weight of the stems they share, best first, one to one.

    Args:
        left: one text.
        right: the other.
        a: stems of the quotations of left.
        b: the same of right.
        run_a: body tokens of left inside verbatim runs.
        run_b: the same of right.

    Returns:
        How many match, how many of them in one order, how many with other words.
    """
    if not len(left.quote_first) or not len(right.quote_first):
        return 0, 0, 0
    pairs = pair_quotes(join(a, b), a.total, b.total)
    return len(pairs), longest_chain(pairs), altered_quotes(left, right, pairs, run_a, run_b)


@compiled_part
def match_quotes_across(left: Text, right: Text, groups: Groups, scale: float) -> tuple[int, int, int]:
    """Match quotations across languages: in the same sentence group and of a like length, in order.

    `scale` is the number of code points of right for one of left; of translations no word is kept or altered.
    """
    at_a = group_index(groups.a_first, groups.a_last, len(left.first))
    at_b = group_index(groups.b_first, groups.b_last, len(right.first))
    pairs = np.empty((len(left.quote_first), 2), np.int64)
    free = np.ones(len(right.quote_first), np.bool_)
    count = 0
    for i in range(len(left.quote_first)):
        here = at_a[left.segment[left.quote_first[i]]]
        if here < 0:
            continue
        width = float(left.end[left.quote_last[i] - 1] - left.begin[left.quote_first[i]])
        for j in range(len(right.quote_first)):
            if free[j] and at_b[right.segment[right.quote_first[j]]] == here:
                other = float(right.end[right.quote_last[j] - 1] - right.begin[right.quote_first[j]])
                ratio = other / max(width * scale, 1.0)
                if 1 / LENGTH_RATIO <= ratio <= LENGTH_RATIO:
                    pairs[count, 0], pairs[count, 1] = i, j
                    free[j] = False
                    count += 1
                    break
    return count, longest_chain(pairs[:count]), 0
