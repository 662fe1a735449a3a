"""Scores of many pairs are to the bit what Python makes of each."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.alignment.table import mean_places, rounded, shares

COUNTS = st.integers(0, 100_000)


@given(values=st.lists(st.floats(0, 1e6) | st.integers(0, 2**31).map(lambda n: n / 2048) | COUNTS.map(lambda n: (n + 0.5) / 1e6)))
@example([1.0000005, 2.5e-06, 0.0009765625, 1e6 - 2**-11])
def test_scores_are_rounded_as_python_rounds_them(values: list[float]) -> None:
    assert rounded(np.array(values, float)).tolist() == [round(value, 6) for value in values]


@given(rows=st.lists(st.tuples(COUNTS, COUNTS)))
def test_shares_are_rounded_parts(rows: list[tuple[int, int]]) -> None:
    table = np.array(rows, np.int64).reshape(-1, 2)
    assert shares(table[:, 0], table[:, 1]).tolist() == [round(count / size, 6) if size else 0.0 for count, size in rows]


@given(masks=st.lists(st.lists(st.booleans(), max_size=40)))
def test_mean_places_lie_between_head_and_tail(masks: list[list[bool]]) -> None:
    places = [[k for k, marked in enumerate(mask) if marked] for mask in masks]
    columns = [np.array([f(p) for p in places], np.int64) for f in (len, sum)]
    expected = [
        round((sum(p) / len(p) + 0.5) / len(mask), 6) if p else 0.0 for p, mask in zip(places, masks, strict=True)
    ]
    assert mean_places(*columns, np.array([len(mask) for mask in masks], np.int64)).tolist() == expected
