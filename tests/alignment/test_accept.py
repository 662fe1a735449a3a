"""Convincing stretches, the best path, and joins against brute force."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.alignment.block_loops import increasing_chain
from transforms.alignment.cell_loops import join
from transforms.alignment.path_loops import best_steps, convincing
from transforms.alignment.side_loops import MOST_INSERTED, collect, stable_order

small = st.integers(-6, 6).map(float)


def total(values: list[float], gaps: list[float], start: int, end: int) -> float:
    return sum(values[start:end]) - sum(gaps[start + 1 : end])


@given(st.lists(st.tuples(small, st.integers(0, 3).map(float)), max_size=9), st.integers(1, 12))
@settings(max_examples=400, deadline=None)
def test_convincing_stretches(items: list[tuple[float, float]], enough: int) -> None:
    values, gaps = [v for v, _ in items], [g for _, g in items]
    found = [(s, e) for s, e in convincing(np.array(values, float), np.array(gaps, float), float(enough)).tolist()]
    for (_, end), (start, _) in itertools.pairwise(found):
        assert end <= start
    sums = [total(values, gaps, s, e) for s, e in found]
    assert all(value >= enough for value in sums)
    every = [total(values, gaps, s, e) for s in range(len(values)) for e in range(s + 1, len(values) + 1)]
    best = max(every, default=0.0)
    assert (max(sums, default=0.0) == best) if best >= enough else not found


@given(st.integers(1, 5), st.integers(1, 5), st.data())
@settings(max_examples=150, deadline=None)
def test_the_path_is_the_best_one(rows: int, columns: int, data: st.DataObject) -> None:
    def table(m: int, n: int) -> np.ndarray:
        shape = max(rows - m + 1, 0), max(columns - n + 1, 0)
        cells = data.draw(st.lists(small, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
        return np.array(cells).reshape(shape)

    tables = {kind: table(*kind) for kind in ((1, 1), (1, 2), (2, 1), (2, 2))}
    scores = np.full((2, 2, rows, columns), -np.inf)
    for (m, n), cells in tables.items():
        scores[m - 1, n - 1, : cells.shape[0], : cells.shape[1]] = cells
    steps = best_steps(scores, 0.0).tolist()
    value, last = 0.0, (0, 0)
    for i, j, m, n in steps:
        assert i >= last[0] and j >= last[1]
        value += tables[m, n][i, j]
        last = i + m, j + n
    assert last[0] <= rows and last[1] <= columns

    def best(i: int, j: int) -> float:
        if i >= rows or j >= columns:
            return 0.0
        options = [best(i + 1, j), best(i, j + 1)]
        for (m, n), cells in tables.items():
            if i + m <= rows and j + n <= columns:
                options.append(cells[i, j] + best(i + m, j + n))
        return max(options)

    assert value == best(0, 0)


entries = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 4)), max_size=25)


@given(entries, entries)
@settings(deadline=None)
def test_joins_sum_the_mean_weights_of_shared_features(
    a: list[tuple[int, int]], b: list[tuple[int, int]]
) -> None:
    def side(items: list[tuple[int, int]]):  # type: ignore[no-untyped-def]
        hashes = np.array([h for h, _ in items], dtype=np.int64)
        group = np.array([g for _, g in items], dtype=np.int64)
        return collect(hashes, group, 4.0 + hashes, 5, 8.0)

    left, right = side(a), side(b)
    cells = join(left, right)

    def weights(features) -> dict[tuple[int, int], float]:  # type: ignore[no-untyped-def]
        return {
            (int(features.unique[u]), int(features.group[e])): float(features.weight[e])
            for u in range(len(features.unique))
            for e in range(features.start[u], features.start[u + 1])
        }

    ours, theirs = weights(left), weights(right)
    assert set(ours) == set(a)
    want: dict[tuple[int, int], float] = {}
    for (h, i), (k, j) in itertools.product(ours, theirs):
        if h == k:
            want[i, j] = want.get((i, j), 0.0) + (ours[h, i] + theirs[k, j]) / 2
    got = dict(zip(zip(cells.a.tolist(), cells.b.tolist(), strict=True), cells.shared.tolist(), strict=True))
    assert got == want


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8))
def test_increasing_chains_are_longest(pairs: list[tuple[int, int]]) -> None:
    pairs = sorted(pairs)
    i, j = (np.array([pair[k] for pair in pairs], dtype=np.int64) for k in (0, 1))
    chain = [pairs[k] for k in increasing_chain(i, j)]
    assert all(x[0] < y[0] and x[1] < y[1] for x, y in itertools.pairwise(chain))
    longest = max(
        (
            size
            for size in range(len(pairs) + 1)
            for some in itertools.combinations(pairs, size)
            if all(x[0] < y[0] and x[1] < y[1] for x, y in itertools.pairwise(some))
        ),
        default=0,
    )
    assert len(chain) == longest


@given(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 300), st.integers(0, 1 << 44), st.integers(0, (1 << 63) - 1)), max_size=60), st.booleans())
def test_orders_are_stable(values: list[int], crowded: bool) -> None:
    values += [7, 5] * MOST_INSERTED if crowded else []
    key = np.array(values, dtype=np.int64)
    assert stable_order(key).tolist() == np.argsort(key, kind="stable").tolist()
