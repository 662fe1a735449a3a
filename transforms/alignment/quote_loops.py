"""The loops that pair quotations, compiled; see `transforms.alignment.quotes`."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.compiled import compiled


@compiled
def pair_quotes(
    cell_a: Int, cell_b: Int, shared: Float, total_a: Float, total_b: Float, same: float, inside: float, bits: float
) -> Int:
    """(pairs, 2) quotations of both texts that are the same, by place in a: largest shared weight first, one to one.

    Ties go to like places in the order of quotations.
    """
    out = np.empty((min(len(total_a), len(total_b)), 2), np.int64)
    good = np.zeros(len(cell_a), np.bool_)
    for k in range(len(cell_a)):
        x, y = total_a[cell_a[k]], total_b[cell_b[k]]
        mean, small = shared[k] / ((x + y) / 2), shared[k] / min(x, y)
        good[k] = (mean >= same or small >= inside) and shared[k] >= bits
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


@compiled
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


@compiled
def altered_quotes(
    pairs: Int, run_a: Bool, run_b: Bool, first_a: Int, last_a: Int, first_b: Int, last_b: Int, kept: float
) -> int:
    """Number of pairs of quotations of which less than `kept` stands in verbatim runs, on either side."""
    count = 0
    for k in range(len(pairs)):
        i, j = pairs[k, 0], pairs[k, 1]
        kept_a = kept_b = 0
        for t in range(first_a[i], last_a[i]):
            kept_a += run_a[t]
        for t in range(first_b[j], last_b[j]):
            kept_b += run_b[t]
        count += max(kept_a / (last_a[i] - first_a[i]), kept_b / (last_b[j] - first_b[j])) < kept
    return count
