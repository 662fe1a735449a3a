"""The loops of the best path and of its convincing stretches, compiled; see `transforms.alignment.groups` and `transforms.alignment.accept`.

Weights, scores and shares are multiples of 2^-11 of a bit or coarser, so their sums are exact and do not depend on the order
in which these loops add.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.compiled import compiled


@compiled
def score_tables(
    cell_a: Int, cell_b: Int, shared: Float, top: int, bottom: int, west: int, east: int, total_a: Float, total_b: Float,
    width_a: Float, width_b: Float, quoted_a: Float, quoted_b: Float, cross: bool,
    price: float, grain: float, merge: float, variance: float, bonus: float, floor: float, quote: float,
) -> tuple[Float, Float]:  # fmt: skip
    """Scores and shared bits of the groups of a block of segments.

    Returns:
        Two (2, 2, rows, columns) tables: of groups of m + 1 segments of a from the row on and n + 1 of b from the column on.
        A group that would leave the block scores minus infinity.
    """
    rows, columns = bottom - top, east - west
    table = np.zeros((rows, columns))
    for k in range(len(cell_a)):
        if top <= cell_a[k] < bottom and west <= cell_b[k] < east:
            table[cell_a[k] - top, cell_b[k] - west] = shared[k]
    # bits, widths and share of quotation of one and of two segments
    bits_a, bits_b = np.zeros((2, rows)), np.zeros((2, columns))
    wide_a, wide_b = np.zeros((2, rows)), np.zeros((2, columns))
    said_a, said_b = np.zeros((2, rows)), np.zeros((2, columns))
    for i in range(rows):
        bits_a[0, i], wide_a[0, i], said_a[0, i] = total_a[top + i], width_a[top + i], quoted_a[top + i]
    for j in range(columns):
        bits_b[0, j], wide_b[0, j], said_b[0, j] = total_b[west + j], width_b[west + j], quoted_b[west + j]
    for i in range(rows - 1):
        bits_a[1, i] = bits_a[0, i] + bits_a[0, i + 1]
        wide_a[1, i] = wide_a[0, i] + wide_a[0, i + 1]
        said_a[1, i] = (said_a[0, i] * wide_a[0, i] + said_a[0, i + 1] * wide_a[0, i + 1]) / max(wide_a[1, i], 1.0)
    for j in range(columns - 1):
        bits_b[1, j] = bits_b[0, j] + bits_b[0, j + 1]
        wide_b[1, j] = wide_b[0, j] + wide_b[0, j + 1]
        said_b[1, j] = (said_b[0, j] * wide_b[0, j] + said_b[0, j + 1] * wide_b[0, j + 1]) / max(wide_b[1, j], 1.0)
    scores, both = np.empty((2, 2, rows, columns)), np.empty((2, 2, rows, columns))
    for m in range(2):
        for n in range(2):
            for x in range(rows):
                for y in range(columns):
                    if x >= rows - m or y >= columns - n:
                        scores[m, n, x, y], both[m, n, x, y] = -np.inf, 0.0
                        continue
                    met = table[x, y]
                    if n:
                        met += table[x, y + 1]
                    if m:
                        met += table[x + 1, y]
                        if n:
                            met += table[x + 1, y + 1]
                    met = min(met, min(bits_a[m, x], bits_b[n, y]))
                    score = met - price * ((bits_a[m, x] + bits_b[n, y]) / 2 - met)
                    if cross:
                        width = wide_a[m, x] + wide_b[n, y]
                        differ = (wide_a[m, x] - wide_b[n, y]) ** 2 / (variance * width)
                        score += max(bonus - 1.4427 * differ, floor)
                        score += quote * (min(said_a[m, x], said_b[n, y]) - abs(said_a[m, x] - said_b[n, y]))
                    both[m, n, x, y] = met
                    scores[m, n, x, y] = np.rint(score / grain) * grain - merge * (m + n)
    return scores, both


@compiled
def best_steps(scores: Float, skip: float) -> Int:
    """Best monotone path through groups of one and two rows and columns.

    Args:
        scores: (2, 2, rows, columns), see `score_tables`.
        skip: what a row or column left out of the path costs.

    Returns:
        (steps, 4): row, column, rows and columns taken.
    """
    rows, columns = scores.shape[2], scores.shape[3]
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        for j in range(columns):
            value = max(best[i, j + 1], best[i + 1, j])
            for m in range(min(i, 1) + 1):
                for n in range(min(j, 1) + 1):
                    value = max(value, best[i - m, j - n] + (scores[m, n, i - m, j - n] + (m + n + 2) * skip))
            best[i + 1, j + 1] = value
    steps = np.empty((min(rows, columns), 4), np.int64)
    count = 0
    i, j = rows, columns
    while i and j:
        value = best[i, j]
        if value == best[i - 1, j]:
            i -= 1
            continue
        if value == best[i, j - 1]:
            j -= 1
            continue
        found = False
        for m in range(2):
            for n in range(2):
                x, y = i - m - 1, j - n - 1
                if found or x < 0 or y < 0:
                    continue
                if value == best[x, y] + (scores[m, n, x, y] + (m + n + 2) * skip):
                    steps[count, 0], steps[count, 1], steps[count, 2], steps[count, 3] = x, y, m + 1, n + 1
                    count += 1
                    i, j = x, y
                    found = True
        if not found:
            raise AssertionError("no step explains the value of a cell")
    out = np.empty((count, 4), np.int64)
    for k in range(count):
        for column in range(4):
            out[k, column] = steps[count - 1 - k, column]
    return out


@compiled
def group_rows(steps: Int, scores: Float, shared: Float, top: int, west: int, total_a: Float, total_b: Float) -> Float:
    """(steps, 8): first and last segment of a and of b, shared bits, bits of a, bits of b, score."""
    out = np.empty((len(steps), 8))
    for k in range(len(steps)):
        i, j, m, n = steps[k, 0], steps[k, 1], steps[k, 2], steps[k, 3]
        x, y = top + i, west + j
        out[k, 0], out[k, 1], out[k, 2], out[k, 3] = x, x + m, y, y + n
        out[k, 4], out[k, 7] = shared[m - 1, n - 1, i, j], scores[m - 1, n - 1, i, j]
        out[k, 5] = total_a[x] if m == 1 else total_a[x] + total_a[x + 1]
        out[k, 6] = total_b[y] if n == 1 else total_b[y] + total_b[y + 1]
    return out


@compiled
def stretches(
    a_first: Int, a_last: Int, b_first: Int, b_last: Int, score: Float, step: float, skip: float, enough: float
) -> tuple[Bool, float]:
    """The groups inside convincing stretches, and the net bits of these."""
    count = len(score)
    values, gaps = np.empty(count), np.zeros(count)
    for k in range(count):
        values[k] = score[k] - step
        if k:
            gaps[k] = skip * ((a_first[k] - a_last[k - 1]) + (b_first[k] - b_last[k - 1]))
    keep = np.zeros(count, np.bool_)
    evidence = 0.0
    found = convincing(values, gaps, enough)
    for n in range(len(found)):
        start, end = found[n, 0], found[n, 1]
        for k in range(start, end):
            keep[k] = True
            evidence += values[k] - (gaps[k] if k > start else 0.0)
    return keep, evidence


@compiled
def convincing(values: Float, gaps: Float, enough: float) -> Int:
    """Maximal stretches [start, end) of a sequence whose values less its gaps add up to `enough` or more.

    Args:
        values: value of each item.
        gaps: price of going from the item before to each item (the first is not used).
        enough: smallest sum of a stretch.

    Returns:
        (stretches, 2) starts and ends. They are the maximal scoring subsequences of Ruzzo and Tompa (1999).
    """
    count = len(values)
    start, end = np.empty(count, np.int64), np.empty(count, np.int64)
    low, high = np.empty(count), np.empty(count)  # sums before and after
    top = 0
    total = 0.0
    for k in range(count):
        if k:
            total -= gaps[k]
        if values[k] <= 0:
            total += values[k]
            continue
        start[top], end[top], low[top], high[top] = k, k + 1, total, total + values[k]
        total += values[k]
        top += 1
        while True:
            m = top - 2
            while m >= 0 and low[m] >= low[top - 1]:
                m -= 1
            if m < 0 or high[m] >= high[top - 1]:
                break
            end[m], high[m] = end[top - 1], high[top - 1]
            top = m + 1
    out = np.empty((top, 2), np.int64)
    n = 0
    for k in range(top):
        if high[k] - low[k] >= enough:
            out[n, 0], out[n, 1] = start[k], end[k]
            n += 1
    return out[:n]
