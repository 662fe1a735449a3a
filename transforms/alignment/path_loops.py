"""The loops of the best path and of its convincing stretches, compiled; see `transforms.alignment.group_loops`.

Weights, scores and shares are multiples of 2^-11 of a bit or coarser, so their sums are exact and do not depend on the order
in which these loops add.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.columns import Cells, Groups, Text
from transforms.alignment.side_loops import GRAIN
from transforms.compiled import compiled, compiled_part

UNMATCHED = 5 / 16
"""Price of a bit that only one side has (mean of both), same language."""
UNMATCHED_CROSS = 5 / 64
"""The same across languages: a translation keeps only a part of the anchors recognisable."""
MERGE = 4.25
"""Bits a 1-2 or 2-1 group must gain over its best 1-1 group; Gale and Church give 1-1 a probability of 0.89 and
1-2 and 2-1 0.045 each, that is 4.3 bits."""
LENGTH_VARIANCE = 14.0
"""Variance of the length of a translation, code points per code point of both sides' mean (Gale and Church: 6.8)."""
LENGTH_BONUS = 1.9
"""Bits that equal length speaks for a pair: log2 of the spread of lengths at random over that of translations."""
LENGTH_FLOOR = -6.0
"""Most bits that length can speak against a pair."""
QUOTE_BITS = 1.5
"""Bits for (both quoted) and against (one quoted, other not) a pair across languages."""


@compiled_part
def score_tables(
    cells: Cells, top: int, bottom: int, west: int, east: int, total_a: Float, total_b: Float, left: Text, right: Text,
    cross: bool, scale: float,
) -> Float:  # fmt: skip
    """Scores of the groups of a block of segments.

    Args:
        cells: what the segments share.
        top: first row of the block, and so on.
        bottom: one past its last.
        west: first column.
        east: one past its last.
        total_a: bits of each segment of a.
        total_b: the same of b.
        left: the text that gives the rows.
        right: the text that gives the columns.
        cross: True across languages.
        scale: code points of right for one of left.

    Returns:
        (2, 2, rows, columns) table: of groups of m + 1 segments of a from the row on and n + 1 of b from the column on.
        A group that would leave the block scores minus infinity.
    """
    rows, columns = bottom - top, east - west
    table = np.zeros((rows, columns))
    for k in range(len(cells.a)):
        if top <= cells.a[k] < bottom and west <= cells.b[k] < east:
            table[cells.a[k] - top, cells.b[k] - west] = cells.shared[k]
    price = UNMATCHED_CROSS if cross else UNMATCHED
    # bits, widths and share of quotation of one and of two segments
    bits_a, bits_b = np.zeros((2, rows)), np.zeros((2, columns))
    wide_a, wide_b = np.zeros((2, rows)), np.zeros((2, columns))
    said_a, said_b = np.zeros((2, rows)), np.zeros((2, columns))
    for i in range(rows):
        bits_a[0, i], wide_a[0, i], said_a[0, i] = total_a[top + i], left.width[top + i] * scale, left.quoted[top + i]
    for j in range(columns):
        bits_b[0, j], wide_b[0, j], said_b[0, j] = total_b[west + j], right.width[west + j], right.quoted[west + j]
    for i in range(rows - 1):
        bits_a[1, i] = bits_a[0, i] + bits_a[0, i + 1]
        wide_a[1, i] = wide_a[0, i] + wide_a[0, i + 1]
        said_a[1, i] = (said_a[0, i] * wide_a[0, i] + said_a[0, i + 1] * wide_a[0, i + 1]) / max(wide_a[1, i], 1.0)
    for j in range(columns - 1):
        bits_b[1, j] = bits_b[0, j] + bits_b[0, j + 1]
        wide_b[1, j] = wide_b[0, j] + wide_b[0, j + 1]
        said_b[1, j] = (said_b[0, j] * wide_b[0, j] + said_b[0, j + 1] * wide_b[0, j + 1]) / max(wide_b[1, j], 1.0)
    scores = np.empty((2, 2, rows, columns))
    for m in range(2):
        for n in range(2):
            for x in range(rows):
                for y in range(columns):
                    if x >= rows - m or y >= columns - n:
                        scores[m, n, x, y] = -np.inf
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
                        differ = (wide_a[m, x] - wide_b[n, y]) ** 2 / (LENGTH_VARIANCE * width)
                        score += max(LENGTH_BONUS - 1.4427 * differ, LENGTH_FLOOR)
                        score += QUOTE_BITS * (min(said_a[m, x], said_b[n, y]) - abs(said_a[m, x] - said_b[n, y]))
                    scores[m, n, x, y] = np.rint(score / GRAIN) * GRAIN - MERGE * (m + n)
    return scores


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


@compiled_part
def stretches(groups: Groups, step: float, skip: float, enough: float) -> tuple[Bool, float]:
    """The groups inside convincing stretches, and the net bits of these.

    Args:
        groups: groups in their order.
        step: bits that a group pays.
        skip: bits that a segment left out between two groups costs.
        enough: net bits from which a stretch convinces.
    """
    count = len(groups.score)
    values, gaps = np.empty(count), np.zeros(count)
    for k in range(count):
        values[k] = groups.score[k] - step
        if k:
            left_out = (groups.a_first[k] - groups.a_last[k - 1]) + (groups.b_first[k] - groups.b_last[k - 1])
            gaps[k] = skip * left_out
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
