"""The sparse table of what groups (segments, quotations) of two texts share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.alignment.arrays import Float, Int
from transforms.alignment.cell_loops import fill_cells, match_features, products
from transforms.alignment.features import Features
from transforms.alignment.runs import expand

JOIN_LIMIT = 16
"""Most pairs of entries joined, per entry; the most repeated features are dropped beyond it."""
DENSE_CELLS = 40_000
"""Largest table (groups times groups) kept dense."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What two sets of features share: the sparse table of group pairs, sorted by (a, b), and its entries."""

    #: (N,) group of a, group of b, shared weight
    a: Int
    b: Int
    shared: Float
    #: (E,) joined entries: group of a, group of b, and the feature's index in `Features.unique` of a
    entry_a: Int
    entry_b: Int
    feature: Int


def _no_cells() -> Cells:
    none = np.zeros(0, dtype=np.int64)
    return Cells(none, none, np.zeros(0), none, none, none)


def join(a: Features, b: Features) -> Cells:
    """Shared weight of all pairs of groups that share a feature."""
    if not len(a.unique) or not len(b.unique):
        return _no_cells()
    hit, at = match_features(a.unique, b.unique)
    if not len(hit):
        return _no_cells()
    total = products(hit, at, a.start, b.start)
    limit = JOIN_LIMIT * (len(a.group) + len(b.group))
    if total > limit:
        # words that stand in very many sentences of both long texts say nothing of which sentence is which
        each = np.diff(a.start)[hit] * np.diff(b.start)[at]
        rank = np.argsort(each, kind="stable")
        kept = np.sort(rank[np.cumsum(each[rank]) <= limit])
        hit, at = hit[kept], at[kept]
        total = int(each[kept].sum())
    rows, columns = len(a.total), len(b.total)
    if rows * columns <= DENSE_CELLS:
        return Cells(
            *fill_cells(hit, at, total, a.start, a.group, a.weight, b.start, b.group, b.weight, rows, columns)
        )
    first_a, first_b = a.start[hit], b.start[at]
    left, right, which = expand(first_a, a.start[hit + 1] - first_a, first_b, b.start[at + 1] - first_b)
    entry_a, entry_b = a.group[left], b.group[right]
    key = entry_a * columns + entry_b
    weight = (a.weight[left] + b.weight[right]) / 2
    order = np.argsort(key, kind="stable")
    key = key[order]
    begin = np.flatnonzero(np.diff(key, prepend=-1))
    cell, shared = key[begin], np.add.reduceat(weight[order], begin)
    row = cell // columns
    return Cells(row, cell - row * columns, shared, entry_a, entry_b, hit[which])
