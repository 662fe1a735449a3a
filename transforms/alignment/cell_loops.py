"""The loops over what groups of two texts share, compiled; see `transforms.alignment.cells` and `transforms.alignment.moved`.

Weights, scores and shares are multiples of 2^-11 of a bit or coarser, so their sums are exact and do not depend on the order
in which these loops add.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.compiled import compiled


@compiled
def match_features(a: Int, b: Int) -> tuple[Int, Int]:
    """Indices of equal values in two sorted columns of distinct values."""
    left = np.empty(min(len(a), len(b)), np.int64)
    right = np.empty(len(left), np.int64)
    i = j = n = 0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            i += 1
        elif a[i] > b[j]:
            j += 1
        else:
            left[n] = i
            right[n] = j
            n += 1
            i += 1
            j += 1
    return left[:n], right[:n]


@compiled
def products(left: Int, right: Int, start_a: Int, start_b: Int) -> int:
    """Number of pairs of entries of matching features."""
    total = 0
    for k in range(len(left)):
        i, j = left[k], right[k]
        total += (start_a[i + 1] - start_a[i]) * (start_b[j + 1] - start_b[j])
    return total


@compiled
def fill_cells(
    left: Int, right: Int, total: int, start_a: Int, group_a: Int, weight_a: Float, start_b: Int, group_b: Int,
    weight_b: Float, rows: int, columns: int,
) -> tuple[Int, Int, Float, Int, Int, Int]:  # fmt: skip
    """The cells that are not zero (row, column, weight) and the entries joined (row, column, feature of a)."""
    table = np.zeros((rows, columns))
    entry_a, entry_b, feature = np.empty(total, np.int64), np.empty(total, np.int64), np.empty(total, np.int64)
    n = 0
    for k in range(len(left)):
        i, j = left[k], right[k]
        for x in range(start_a[i], start_a[i + 1]):
            for y in range(start_b[j], start_b[j + 1]):
                row, column = group_a[x], group_b[y]
                table[row, column] += (weight_a[x] + weight_b[y]) / 2
                entry_a[n], entry_b[n], feature[n] = row, column, i
                n += 1
    cells = 0
    for row in range(rows):
        for column in range(columns):
            cells += table[row, column] != 0.0
    cell_a, cell_b, shared = np.empty(cells, np.int64), np.empty(cells, np.int64), np.empty(cells)
    n = 0
    for row in range(rows):
        for column in range(columns):
            if table[row, column] != 0.0:
                cell_a[n], cell_b[n], shared[n] = row, column, table[row, column]
                n += 1
    return cell_a, cell_b, shared, entry_a, entry_b, feature


@compiled
def group_index(first: Int, last: Int, segments: int) -> Int:
    """(segments + 1,) group of each segment, -1 if none."""
    lookup = np.full(segments + 1, -1, np.int64)
    for k in range(len(first)):
        for segment in range(first[k], last[k]):
            lookup[segment] = k
    return lookup


@compiled
def features_met(
    entry_a: Int, entry_b: Int, feature: Int, a_first: Int, a_last: Int, b_first: Int, b_last: Int,
    segments_a: int, segments_b: int, features: int,
) -> Bool:  # fmt: skip
    """(features,) True for features that both sides of one group have."""
    at_a, at_b = group_index(a_first, a_last, segments_a), group_index(b_first, b_last, segments_b)
    met = np.zeros(features, np.bool_)
    for k in range(len(entry_a)):
        group = at_a[entry_a[k]]
        if group >= 0 and group == at_b[entry_b[k]]:
            met[feature[k]] = True
    return met


@compiled
def rare_met(met: Bool, rarity: Float, least: float) -> tuple[int, float]:
    """Features met that have at least `least` bits, and the bits of all that are met."""
    rare = 0
    total = 0.0
    for k in range(len(met)):
        if met[k]:
            rare += rarity[k] >= least
            total += rarity[k]
    return rare, total


@compiled
def unit_weights(unit: Int, total: Float, kind: int) -> float:
    """Sum of the totals of the segments of one kind."""
    out = 0.0
    for k in range(len(unit)):
        if unit[k] == kind:
            out += total[k]
    return out


@compiled
def unit_shared(cell_a: Int, cell_b: Int, shared: Float, unit_a: Int, unit_b: Int, kind: int) -> float:
    """Sum of the shared bits of cells whose segments are both of one kind."""
    out = 0.0
    for k in range(len(cell_a)):
        if unit_a[cell_a[k]] == kind and unit_b[cell_b[k]] == kind:
            out += shared[k]
    return out


@compiled
def strong_moved(
    cell_a: Int, cell_b: Int, shared: Float, total_a: Float, total_b: Float, unit_a: Int, unit_b: Int, body_a: int, body_b: int,
    used_a: Bool, used_b: Bool, caption: int, headline: int, body: int, cross: bool, unmatched: float, bits: float, share: float,
) -> tuple[Int, Bool]:  # fmt: skip
    """Cells outside the common order that are strong enough to be a moved group, and which of them hold a caption."""
    chosen = np.empty(len(cell_a), np.int64)
    captions = np.empty(len(cell_a), np.bool_)
    n = 0
    for k in range(len(cell_a)):
        i, j = cell_a[k], cell_b[k]
        mean = (total_a[i] + total_b[j]) / 2
        if cross:
            if shared[k] < share * mean or shared[k] < bits:
                continue
        elif shared[k] - unmatched * (mean - shared[k]) < bits:
            continue
        with_caption = (unit_a[i] == caption and unit_b[j] <= body and unit_b[j] != headline) or (
            unit_b[j] == caption and unit_a[i] != headline
        )
        moved = i < body_a and j < body_b and not used_a[i] and not used_b[j]
        if moved or with_caption:
            chosen[n], captions[n] = k, with_caption
            n += 1
    return chosen[:n], captions[:n]
