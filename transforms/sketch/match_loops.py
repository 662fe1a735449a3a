"""The loops that order rows of keys, pair the articles of a key and sum what pairs share, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled, compiled_part

Int = NDArray[np.int64]
U64 = NDArray[np.uint64]
U32 = NDArray[np.uint32]
U16 = NDArray[np.uint16]
U8 = NDArray[np.uint8]
Bool = NDArray[np.bool_]

FEW = 12
"""Rows that are put in order one by one."""
DIGIT = 10
"""Bits of one pass over the first column."""


@compiled_part
def is_before(i: int, j: int, x: U64, y: Int, z: U64) -> bool:
    """Whether row i comes before row j: by the columns, and where they are equal by its number."""
    if x[i] != x[j]:
        return bool(x[i] < x[j])
    if y[i] != y[j]:
        return bool(y[i] < y[j])
    if z[i] != z[j]:
        return bool(z[i] < z[j])
    return i < j


@compiled_part
def put_in_order(rows: Int, x: U64, y: Int, z: U64) -> None:
    """Sort some row numbers by three columns: one by one in stretches, which are then merged."""
    count = len(rows)
    for begin in range(0, count, FEW):
        for k in range(begin + 1, min(begin + FEW, count)):
            row = rows[k]
            at = k
            while at > begin and is_before(row, rows[at - 1], x, y, z):
                rows[at] = rows[at - 1]
                at -= 1
            rows[at] = row
    if count <= FEW:
        return
    # keys of many articles are few: their columns close together, and the rows by their place there
    one, two, three = np.empty(count, np.uint64), np.empty(count, np.int64), np.empty(count, np.uint64)
    order, other = np.empty(count, np.int64), np.empty(count, np.int64)
    for k in range(count):
        one[k], two[k], three[k], order[k] = x[rows[k]], y[rows[k]], z[rows[k]], k
    width = FEW
    while width < count:
        for begin in range(0, count, 2 * width):
            middle, end = min(begin + width, count), min(begin + 2 * width, count)
            i, j = begin, middle
            for k in range(begin, end):
                if j >= end or (i < middle and not is_before(order[j], order[i], one, two, three)):
                    other[k] = order[i]
                    i += 1
                else:
                    other[k] = order[j]
                    j += 1
        order, other = other, order
        width *= 2
    for k in range(count):
        other[k] = rows[order[k]]
    for k in range(count):
        rows[k] = other[k]


@compiled
def rows_in_order(x: U64, y: Int, z: U64, shared: bool) -> Int:
    """Numbers of the rows in order of three columns, equal ones in the order given.

    The first column holds hashes: two passes over their highest bits leave a few rows in each place. Columns that do not
    spread take longer, and give the same.

    Args:
        x: (N,) first column.
        y: (N,) second.
        z: (N,) third.
        shared: only rows whose value of the first column another row has too.
    """
    count = len(x)
    order, other = np.empty(count, np.int64), np.empty(count, np.int64)
    value, moved = x.copy(), np.empty(count, np.uint64)
    most = np.uint64(0)
    for k in range(count):
        order[k] = k
        most |= x[k]
    shift = np.uint64(0)
    while (most >> shift) >> np.uint64(2 * DIGIT):
        shift += np.uint64(1)
    # two passes of few places each: one pass of many would miss the cache at every row
    for step in range(2):
        low = shift + np.uint64(step * DIGIT)
        starts = np.zeros((1 << DIGIT) + 1, np.int64)
        for k in range(count):
            starts[np.int64((value[k] >> low) & np.uint64((1 << DIGIT) - 1)) + 1] += 1
        for place in range(1 << DIGIT):
            starts[place + 1] += starts[place]
        for k in range(count):
            digit = np.int64((value[k] >> low) & np.uint64((1 << DIGIT) - 1))
            other[starts[digit]], moved[starts[digit]] = order[k], value[k]
            starts[digit] += 1
        order, other, value, moved = other, order, moved, value
    kept = 0
    begin = 0
    while begin < count:
        end = begin + 1
        while end < count and (value[end] >> shift) == (value[begin] >> shift):
            end += 1
        alone = end - begin == 1 or (end - begin == 2 and value[begin] != value[begin + 1])
        if end - begin > 1 and not (shared and alone):
            put_in_order(order[begin:end], x, y, z)
        k = begin
        while shared and not alone and k < end:
            stop = k + 1
            while stop < end and x[order[stop]] == x[order[k]]:
                stop += 1
            if stop - k > 1:
                for row in range(k, stop):
                    order[kept] = order[row]
                    kept += 1
            k = stop
        begin = end
    return order[:kept].copy() if shared else order


@compiled
def pairs_around(
    group: Int, first: Int, last: Int, low: Int, high: Int, undated: Int, dated: Bool, crowded: Bool, hub: Int
) -> tuple[Int, Int, int]:
    """Every pair of rows of a key of which one side is calm, once, the calm side first; then members and hubs.

    Args:
        group: (K,) number of each row's key; the other columns are those of `transforms.sketch.banding.Matched`.
        first: (keys,) first row of each key.
        last: (keys,) one past its last.
        low: (K,) first dated row in each dated row's time window.
        high: (K,) one past its last.
        undated: (keys,) first undated row of each key.
        dated: (K,) True for rows with a day.
        crowded: (K,) True for rows with too many others in their time window.
        hub: (K,) row of each row's hub.

    Returns:
        Rows of both sides, and how many of the pairs are not of a member and its hub.
    """
    left, right = np.empty(1024, np.int64), np.empty(1024, np.int64)
    count = direct = 0
    for ties in range(2):
        for row in range(len(group)):
            key = group[row]
            room = last[key] - first[key]
            if count + room > len(left):
                larger = np.empty((2, 2 * len(left) + room), np.int64)
                for k in range(count):
                    larger[0, k], larger[1, k] = left[k], right[k]
                left, right = larger[0], larger[1]
            if ties:
                if crowded[row] and hub[row] != row and crowded[hub[row]]:
                    left[count], right[count] = row, hub[row]
                    count += 1
                continue
            if crowded[row]:
                continue
            begin, end = (low[row], high[row]) if dated[row] else (first[key], last[key])
            # what comes later, and of what comes earlier only what does not look this way itself
            for other in range(begin, end):
                if other > row or (other < row and crowded[other]):
                    left[count], right[count] = row, other
                    count += 1
            if dated[row]:
                for other in range(undated[key], last[key]):
                    left[count], right[count] = row, other
                    count += 1
        if not ties:
            direct = count
    return left[:count].copy(), right[:count].copy(), direct


@compiled
def sum_pairs(
    order: Int, a: U64, b: U64, wording: U16, passage: U16, anchors: U16, shared: U32, lighter: U32, direct: U8
) -> tuple[U64, U64, U16, U16, U16, U32, U32, U8]:
    """Pairs in an order in which equal ones follow each other, each once: counts and weights are added up as far as they go."""
    size = len(order)
    one, two = np.empty(size, np.uint64), np.empty(size, np.uint64)
    words, runs, names = np.empty(size, np.uint16), np.empty(size, np.uint16), np.empty(size, np.uint16)
    weight, least, plain = np.empty(size, np.uint32), np.empty(size, np.uint32), np.empty(size, np.uint8)
    count = k = 0
    while k < size:
        row = order[k]
        x = y = z = w = v = d = 0
        stop = k
        while stop < size and a[order[stop]] == a[row] and b[order[stop]] == b[row]:
            other = order[stop]
            x += int(wording[other])
            y += int(passage[other])
            z += int(anchors[other])
            w += int(shared[other])
            v = max(v, int(lighter[other]))
            d = max(d, int(direct[other]))
            stop += 1
        one[count], two[count] = a[row], b[row]
        words[count], runs[count], names[count] = min(x, 0xFFFF), min(y, 0xFFFF), min(z, 0xFFFF)
        weight[count], least[count], plain[count] = min(w, 0xFFFFFFFF), v, d
        count += 1
        k = stop
    return one[:count], two[:count], words[:count], runs[:count], names[:count], weight[:count], least[:count], plain[:count]
