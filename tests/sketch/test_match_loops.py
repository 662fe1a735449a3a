"""Rows in order, against numpy; what pairs add up to, against sums in Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.sketch.banding import PairColumns, merge_pairs
from transforms.sketch.match_loops import rows_in_order

HASHES = st.one_of(st.integers(0, 5), st.integers(0, 2**64 - 1))
ROWS = st.lists(st.tuples(HASHES, st.integers(-3, 3), HASHES), max_size=80)


@settings(max_examples=200, deadline=None)
@given(ROWS, st.booleans())
def test_rows_are_ordered_as_numpy_orders_them(rows: list[tuple[int, int, int]], shared: bool) -> None:
    x, z = (np.array([row[k] for row in rows], np.uint64) for k in (0, 2))
    y = np.array([row[1] for row in rows], np.int64)
    expected = np.lexsort((z, y, x))
    if shared:
        values, counts = np.unique(x, return_counts=True)
        expected = expected[np.isin(x[expected], values[counts > 1])]
    assert np.array_equal(rows_in_order(x, y, z, shared), expected)


def test_many_rows_of_few_keys_are_ordered_too() -> None:
    rng = np.random.default_rng(3)
    for top in (2, 40, 2**64 - 1):
        x = rng.integers(0, top, 5000, np.uint64, endpoint=True)
        y, z = rng.integers(0, 90, 5000), rng.integers(0, 2**64 - 1, 5000, np.uint64)
        assert np.array_equal(rows_in_order(x, y, z, False), np.lexsort((z, y, x)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 2)] * 2, *[st.sampled_from([0, 1, 40_000])] * 3, *[st.sampled_from([0, 7, 2**32 - 9])] * 2, st.integers(0, 1)), max_size=30))
def test_equal_pairs_are_added_up_as_far_as_their_columns_go(rows: list[tuple[int, ...]]) -> None:
    types = (np.uint64, np.uint64, np.uint16, np.uint16, np.uint16, np.uint32, np.uint32, np.uint8)
    found = merge_pairs(PairColumns(*(np.array([row[k] for row in rows], kind) for k, kind in enumerate(types))))  # type: ignore[arg-type]
    expected = []
    for a, b in sorted({row[:2] for row in rows}):
        mine = [row for row in rows if row[:2] == (a, b)]
        counts = [min(sum(row[k] for row in mine), 0xFFFF) for k in (2, 3, 4)]
        expected.append((a, b, *counts, min(sum(r[5] for r in mine), 0xFFFFFFFF), max(r[6] for r in mine), max(r[7] for r in mine)))
    columns = (found.a, found.b, found.wording, found.passage, found.anchors, found.shared, found.lighter, found.direct)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected
