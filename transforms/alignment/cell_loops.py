"""The loops over what groups of two texts share, compiled.

Weights, scores and shares are multiples of 2^-11 of a bit or coarser, so their sums are exact and do not depend on the order
in which these loops add.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.columns import Cells, Features, Groups
from transforms.alignment.side_loops import stable_order
from transforms.compiled import compiled, compiled_part

JOIN_LIMIT = 16
"""Most pairs of entries joined, per entry; the most repeated features are dropped beyond it."""
DENSE_CELLS = 40_000
"""Largest table (groups times groups) kept dense."""


@compiled_part
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
def join(a: Features, b: Features) -> Cells:
    """Shared weight of all pairs of groups that share a feature."""
    left, right = match_features(a.unique, b.unique)
    each = np.empty(len(left), np.int64)
    total = 0
    for k in range(len(left)):
        i, j = left[k], right[k]
        each[k] = (a.start[i + 1] - a.start[i]) * (b.start[j + 1] - b.start[j])
        total += each[k]
    limit = JOIN_LIMIT * (len(a.group) + len(b.group))
    if total > limit:
        # words that stand in very many sentences of both long texts say nothing of which sentence is which
        order = stable_order(each)
        total = 0
        for k in range(len(order)):
            total += each[order[k]]
            if total > limit:
                each[order[k]] = 0
        total = kept = 0
        for k in range(len(left)):
            if each[k]:
                left[kept], right[kept] = left[k], right[k]
                total += each[k]
                kept += 1
        left, right = left[:kept], right[:kept]
    rows, columns = len(a.total), len(b.total)
    entry_a, entry_b, feature = np.empty(total, np.int64), np.empty(total, np.int64), np.empty(total, np.int64)
    weight = np.empty(total)
    n = 0
    for k in range(len(left)):
        i, j = left[k], right[k]
        for x in range(a.start[i], a.start[i + 1]):
            for y in range(b.start[j], b.start[j + 1]):
                entry_a[n], entry_b[n], feature[n] = a.group[x], b.group[y], i
                weight[n] = (a.weight[x] + b.weight[y]) / 2
                n += 1
    if rows * columns <= DENSE_CELLS:
        cell_a, cell_b, shared = dense_cells(entry_a, entry_b, weight, rows, columns)
    else:
        cell_a, cell_b, shared = sparse_cells(entry_a, entry_b, weight, columns)
    return Cells(cell_a, cell_b, shared, entry_a, entry_b, feature)


@compiled_part
def dense_cells(entry_a: Int, entry_b: Int, weight: Float, rows: int, columns: int) -> tuple[Int, Int, Float]:
    """Row, column and weight of the cells that have some, by a table of all."""
    table = np.zeros((rows, columns))
    for n in range(len(weight)):
        table[entry_a[n], entry_b[n]] += weight[n]
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
    return cell_a, cell_b, shared


@compiled_part
def sparse_cells(entry_a: Int, entry_b: Int, weight: Float, columns: int) -> tuple[Int, Int, Float]:
    """The same for a table too large to be laid out."""
    key = np.empty(len(weight), np.int64)
    for n in range(len(weight)):
        key[n] = entry_a[n] * columns + entry_b[n]
    order = stable_order(key)
    cell_a, cell_b, shared = np.empty(len(key), np.int64), np.empty(len(key), np.int64), np.zeros(len(key))
    cells = 0
    for n in range(len(order)):
        k = order[n]
        if not n or key[k] != key[order[n - 1]]:
            cell_a[cells], cell_b[cells] = entry_a[k], entry_b[k]
            cells += 1
        shared[cells - 1] += weight[k]
    return cell_a[:cells].copy(), cell_b[:cells].copy(), shared[:cells].copy()


@compiled_part
def group_index(first: Int, last: Int, segments: int) -> Int:
    """(segments + 1,) group of each segment, -1 if none."""
    lookup = np.full(segments + 1, -1, np.int64)
    for k in range(len(first)):
        for segment in range(first[k], last[k]):
            lookup[segment] = k
    return lookup


@compiled_part
def features_met(cells: Cells, groups: Groups, segments_a: int, segments_b: int, features: int) -> Bool:
    """(features,) True for the features of the first text that both sides of one aligned group have."""
    at_a = group_index(groups.a_first, groups.a_last, segments_a)
    at_b = group_index(groups.b_first, groups.b_last, segments_b)
    met = np.zeros(features, np.bool_)
    for k in range(len(cells.feature)):
        group = at_a[cells.entry_a[k]]
        if group >= 0 and group == at_b[cells.entry_b[k]]:
            met[cells.feature[k]] = True
    return met


@compiled_part
def rare_met(met: Bool, rarity: Float, least: float) -> tuple[int, float]:
    """Features met that have at least `least` bits, and the bits of all that are met."""
    rare = 0
    total = 0.0
    for k in range(len(met)):
        if met[k]:
            rare += rarity[k] >= least
            total += rarity[k]
    return rare, total


@compiled_part
def unit_weights(unit: Int, total: Float, kind: int) -> float:
    """Sum of the totals of the segments of one kind."""
    out = 0.0
    for k in range(len(unit)):
        if unit[k] == kind:
            out += total[k]
    return out


@compiled_part
def unit_shared(cell_a: Int, cell_b: Int, shared: Float, unit_a: Int, unit_b: Int, kind: int) -> float:
    """Sum of the shared bits of cells whose segments are both of one kind."""
    out = 0.0
    for k in range(len(cell_a)):
        if unit_a[cell_a[k]] == kind and unit_b[cell_b[k]] == kind:
            out += shared[k]
    return out
