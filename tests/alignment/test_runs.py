"""Verbatim runs against brute force."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.alignment.lay_loops import lay_grams
from transforms.alignment.passage_loops import covered
from transforms.alignment.runs import common_runs, matching_runs, thin_runs

words = st.lists(st.integers(0, 3), max_size=30)
broken = st.lists(st.integers(-1, 2), max_size=30)


def brute(a: list[int], b: list[int], size: int) -> set[tuple[int, int, int]]:
    """All maximal runs of at least `size` equal tokens; negative entries match nothing."""
    found = set()
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] < 0 or a[i] != b[j] or (i and j and a[i - 1] >= 0 and a[i - 1] == b[j - 1]):
                continue
            n = 0
            while i + n < len(a) and j + n < len(b) and a[i + n] >= 0 and a[i + n] == b[j + n]:
                n += 1
            if n >= size:
                found.add((i, j, n))
    return found


def fast(a: list[int], b: list[int], size: int) -> set[tuple[int, int, int]]:
    left, right = np.array(a, dtype=np.int64), np.array(b, dtype=np.int64)
    runs = common_runs(lay_grams(left, len(a), size), lay_grams(right, len(b), size), left, right, size)
    return set(zip(*runs.tolist(), strict=True))


@given(broken, broken, st.integers(2, 5))
@settings(max_examples=300)
def test_common_runs_are_all_maximal_runs(a: list[int], b: list[int], size: int) -> None:
    assert fast(a, b, size) == brute(a, b, size)


@given(broken, broken, st.integers(2, 5))
@settings(max_examples=300)
def test_matching_runs_cover_what_all_runs_cover(a: list[int], b: list[int], size: int) -> None:
    left, right = np.array(a, dtype=np.int64), np.array(b, dtype=np.int64)
    runs = matching_runs(left, right, size)
    truth = brute(a, b, size)
    for i, j, n in zip(runs.a.tolist(), runs.b.tolist(), runs.length.tolist(), strict=True):
        assert n >= size
        assert a[i : i + n] == b[j : j + n]
        assert min(a[i : i + n]) >= 0
    assert max(runs.length.tolist(), default=0) == max((n for _, _, n in truth), default=0)
    for side, starts in ((0, runs.a), (1, runs.b)):
        size_of_side = len((a, b)[side])
        want = np.zeros(size_of_side, dtype=bool)
        for run in truth:
            want[run[side] : run[side] + run[2]] = True
        assert covered(starts, runs.length, size_of_side).tolist() == want.tolist()


@given(broken, broken, st.integers(2, 4), st.integers(1, 8))
@settings(max_examples=300)
def test_thinned_runs_keep_every_window_and_the_longest(
    a: list[int], b: list[int], size: int, window: int
) -> None:
    left, right = np.array(a, dtype=np.int64), np.array(b, dtype=np.int64)
    runs = matching_runs(left, right, size)
    thin = thin_runs(runs, window)
    assert len(thin.a) <= len(runs.a)
    assert max(thin.length.tolist(), default=0) == max(runs.length.tolist(), default=0)
    for before, after in ((runs.a, thin.a), (runs.b, thin.b)):
        held = list(zip(after.tolist(), thin.length.tolist(), strict=True))
        for start, length in zip(before.tolist(), runs.length.tolist(), strict=True):
            step = min(window, length)
            for at in range(start, start + length - step + 1):
                assert any(s <= at and at + step <= s + n for s, n in held)


def test_a_text_of_one_word_does_not_explode() -> None:
    a, b = [7] * 4000, [7] * 3000
    runs = fast(a, b, 4)
    assert len(runs) <= 4
    assert max(n for _, _, n in runs) == 3000


def test_a_repeated_table_row_is_covered_on_both_sides() -> None:
    row = list(range(10, 22))
    a, b = row * 120, [*range(100, 130), *row * 90]
    left, right = np.array(a, dtype=np.int64), np.array(b, dtype=np.int64)
    starts_a, starts_b, length = common_runs(lay_grams(left, len(a), 4), lay_grams(right, len(b), 4), left, right, 4)
    assert covered(starts_a, length, len(a)).all()
    assert covered(starts_b, length, len(b)).tolist() == [False] * 30 + [True] * (12 * 90)


def test_runs_do_not_cross_breaks() -> None:
    assert fast([1, 2, 3, -1, 4, 5, 6], [1, 2, 3, 4, 5, 6], 3) == {(0, 0, 3), (4, 3, 3)}
