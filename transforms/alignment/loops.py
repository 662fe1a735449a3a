"""The inner loops of alignment, compiled. What they mean is said where they are called.

Weights, scores and shares of a text are multiples of 2^-11 of a bit or less fine, so sums of them are exact and do not depend
on the order in which these loops add.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
U64 = NDArray[np.uint64]


@compiled
def common(a: NDArray[Any], b: NDArray[Any]) -> Int:
    """Indices in a of the values that b has too; both sorted and distinct."""
    out = np.empty(min(len(a), len(b)), np.int64)
    i = j = n = 0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            i += 1
        elif a[i] > b[j]:
            j += 1
        else:
            out[n] = i
            n += 1
            i += 1
            j += 1
    return out[:n]


@compiled
def common_count(a: NDArray[Any], b: NDArray[Any]) -> int:
    """Number of values that two sorted columns of distinct values share."""
    i = j = n = 0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            i += 1
        elif a[i] > b[j]:
            j += 1
        else:
            n += 1
            i += 1
            j += 1
    return n


@compiled
def common_weight(a: Int, bits: Float, b: Int) -> float:
    """Sum of the bits of the values of a that b has too; both sorted and distinct."""
    i = j = 0
    total = 0.0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            i += 1
        elif a[i] > b[j]:
            j += 1
        else:
            total += bits[i]
            i += 1
            j += 1
    return total


@compiled
def near_weight(small: Float, bits: Float, large: Float, near: float, grain: float) -> float:
    """Sum of bits times closeness to the nearest value of `large`; both columns sorted, `large` not empty."""
    total = 0.0
    at = 0
    for k in range(len(small)):
        value = small[k]
        while at < len(large) and large[at] < value:
            at += 1
        after = abs(large[min(at, len(large) - 1)] - value)
        before = abs(value - large[max(at - 1, 0)])
        close = max(0.0, 1.0 - min(after, before) / near)
        total += bits[k] * (np.rint(close / grain) * grain)
    return total


@compiled
def covered(starts: Int, lengths: Int, size: int) -> Bool:
    """(size,) mask of the positions inside the intervals [start, start + length)."""
    edges = np.zeros(size + 1, np.int64)
    for k in range(len(starts)):
        edges[starts[k]] += 1
        edges[starts[k] + lengths[k]] -= 1
    out = np.empty(size, np.bool_)
    depth = 0
    for k in range(size):
        depth += edges[k]
        out[k] = depth > 0
    return out


# ------------------------------------------------------------------ runs


@compiled
def find_slot(slots: Int, hashes: U64, value: np.uint64) -> int:
    """First place of a hash in a table of `transforms.alignment.side_loops.chain_hashes`, -1 if it is not there."""
    mask = len(slots) - 1
    at = np.int64(value & np.uint64(mask))
    while slots[at] >= 0:
        if hashes[slots[at]] == value:
            return int(slots[at])
        at = (at + 1) & mask
    return -1


@compiled
def shared_hashes(hash_a: U64, slots_a: Int, hash_b: U64, slots_b: Int) -> int:
    """Number of distinct hashes that two tables share."""
    count = 0
    for slot in range(len(slots_a)):
        place = slots_a[slot]
        if place >= 0 and find_slot(slots_b, hash_b, hash_a[place]) >= 0:
            count += 1
    return count


@compiled
def diagonal_runs(
    hash_a: U64, valid_a: Bool, hash_b: U64, valid_b: Bool, slots_b: Int, after_b: Int, limit: int, size: int
) -> tuple[Int, Int, Int, bool]:
    """Maximal runs of equal n-grams, sorted by (a, b): starts on both sides, lengths in tokens.

    The last value is True if there are more than `limit` pairs of equal n-grams; then the runs are not whole.
    """
    room = 64
    start_a, start_b, length = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    runs = pairs = 0
    for i in range(len(hash_a)):
        if not valid_a[i]:
            continue
        j = find_slot(slots_b, hash_b, hash_a[i])
        while j >= 0:
            pairs += 1
            if pairs > limit:
                return start_a[:0], start_b[:0], length[:0], True
            if not (i and j and valid_a[i - 1] and valid_b[j - 1] and hash_a[i - 1] == hash_b[j - 1]):
                n = 1
                while (
                    i + n < len(hash_a) and j + n < len(hash_b) and valid_a[i + n] and valid_b[j + n]
                    and hash_a[i + n] == hash_b[j + n]
                ):  # fmt: skip
                    n += 1
                if runs == room:
                    start_a = np.concatenate((start_a, np.empty(room, np.int64)))
                    start_b = np.concatenate((start_b, np.empty(room, np.int64)))
                    length = np.concatenate((length, np.empty(room, np.int64)))
                    room *= 2
                start_a[runs], start_b[runs], length[runs] = i, j, n + size - 1
                runs += 1
            j = after_b[j]
    return start_a[:runs].copy(), start_b[:runs].copy(), length[:runs].copy(), False


@compiled
def show_runs(
    a: Int, b: Int, length: Int, shortest: int, promised: int, many: int, size_a: int, size_b: int
) -> Bool:
    """(R,) True for the runs of `promised` tokens or more, and shorter ones of which most tokens show something new."""
    keep = np.zeros(len(a), np.bool_)
    some = 0
    for k in range(len(a)):
        if length[k] >= promised:
            keep[k] = True
        elif length[k] >= shortest:
            some += 1
    if not some:
        return keep
    seen_a, seen_b = np.zeros(size_a, np.bool_), np.zeros(size_b, np.bool_)
    for k in range(len(a)):
        if keep[k]:
            seen_a[a[k] : a[k] + length[k]] = True
            seen_b[b[k] : b[k] + length[k]] = True
    # longest first; runs come sorted by (a, b), and a stable order keeps that among equals
    rows = np.empty(some, np.int64)
    n = 0
    for size in range(promised - 1, shortest - 1, -1):
        for k in range(len(a)):
            if length[k] == size:
                rows[n] = k
                n += 1
    for row in rows[:many]:
        size, x, y = length[row], a[row], b[row]
        new_a = size - seen_a[x : x + size].sum()
        new_b = size - seen_b[y : y + size].sum()
        if 2 * max(new_a, new_b) > size:
            keep[row] = True
            seen_a[x : x + size] = True
            seen_b[y : y + size] = True
    return keep


@compiled
def plain_runs(
    a: Int, b: Int, length: Int, quote_a: Bool, quote_b: Bool, name_a: Bool, name_b: Bool, bits_a: Float, bits_b: Float,
    body_a: int, body_b: int, enough: float,
) -> tuple[int, float, int]:  # fmt: skip
    """Longest plain stretch of the runs, plain bits of the runs that have `enough`, and how many these are."""
    longest = telling = 0
    seen_a, seen_b = np.zeros(body_a, np.bool_), np.zeros(body_b, np.bool_)
    for k in range(len(a)):
        x, y = a[k], b[k]
        stretch = 0
        bits = 0.0
        for t in range(length[k]):
            quoted = quote_a[x + t] or quote_b[y + t]
            if quoted:
                stretch = 0
            elif not (name_a[x + t] and name_b[y + t]):
                stretch += 1
                bits += bits_a[x + t]
                longest = max(longest, stretch)
        if bits >= enough:
            telling += 1
            for t in range(length[k]):
                if not (quote_a[x + t] or quote_b[y + t] or (name_a[x + t] and name_b[y + t])):
                    seen_a[x + t] = True
                    seen_b[y + t] = True
    weight_a = weight_b = 0.0
    if telling:
        for t in range(body_a):
            if seen_a[t]:
                weight_a += bits_a[t]
        for t in range(body_b):
            if seen_b[t]:
                weight_b += bits_b[t]
    return longest, min(weight_a, weight_b), telling


# ------------------------------------------------------------------ cells


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


# ------------------------------------------------------------------ groups


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
    scores = np.full((2, 2, rows, columns), -np.inf)
    both = np.zeros((2, 2, rows, columns))
    for m in range(2):
        for n in range(2):
            for x in range(rows - m):
                for y in range(columns - n):
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
    return steps[:count][::-1].copy()


@compiled
def group_index(first: Int, last: Int, segments: int) -> Int:
    """(segments + 1,) group of each segment, -1 if none."""
    lookup = np.full(segments + 1, -1, np.int64)
    for k in range(len(first)):
        lookup[first[k] : last[k]] = k
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
        keep[start:end] = True
        evidence += values[start:end].sum() - gaps[start + 1 : end].sum()
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


@compiled
def body_runs(a: Int, b: Int, length: Int, body_a: int, body_b: int) -> tuple[Bool, Bool, Bool]:
    """(R,) True for runs of body tokens, and the body tokens of both sides that they cover."""
    inside = np.zeros(len(a), np.bool_)
    mask_a, mask_b = np.zeros(body_a, np.bool_), np.zeros(body_b, np.bool_)
    for k in range(len(a)):
        if a[k] < body_a and b[k] < body_b:
            inside[k] = True
            mask_a[a[k] : a[k] + length[k]] = True
            mask_b[b[k] : b[k] + length[k]] = True
    return inside, mask_a, mask_b


@compiled
def mark_groups(mask: Bool, first: Int, last: Int, group_first: Int, group_last: Int) -> None:
    """Set the body tokens of groups of segments in a mask."""
    for k in range(len(group_first)):
        mask[first[group_first[k]] : last[group_last[k] - 1]] = True


@compiled
def count_places(mask: Bool, lead: int) -> tuple[int, int, bool]:
    """Number of True, the sum of their places, and whether there is one before `lead`."""
    count = places = 0
    early = False
    for t in range(len(mask)):
        if mask[t]:
            count += 1
            places += t
            early = early or t < lead
    return count, places, early


@compiled
def group_rows(steps: Int, scores: Float, shared: Float, top: int, west: int, total_a: Float, total_b: Float) -> Float:
    """(steps, 8): first and last segment of a and of b, shared bits, bits of a, bits of b, score."""
    out = np.empty((len(steps), 8))
    for k in range(len(steps)):
        i, j, m, n = steps[k, 0], steps[k, 1], steps[k, 2], steps[k, 3]
        x, y = top + i, west + j
        out[k, 0], out[k, 1], out[k, 2], out[k, 3] = x, x + m, y, y + n
        out[k, 4], out[k, 7] = shared[m - 1, n - 1, i, j], scores[m - 1, n - 1, i, j]
        out[k, 5], out[k, 6] = total_a[x : x + m].sum(), total_b[y : y + n].sum()
    return out


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


# ------------------------------------------------------------------ quotations


@compiled
def pair_quotes(
    cell_a: Int, cell_b: Int, shared: Float, total_a: Float, total_b: Float, same: float, inside: float, bits: float
) -> Int:
    """(pairs, 2) quotations of both texts that are the same, by place in a: largest shared weight first, one to one.

    Ties go to like places in the order of quotations.
    """
    out = np.empty((min(len(total_a), len(total_b)), 2), np.int64)
    good = np.zeros(len(cell_a), np.bool_)
    for k in range(len(cell_a)):
        x, y = total_a[cell_a[k]], total_b[cell_b[k]]
        mean, small = shared[k] / ((x + y) / 2), shared[k] / min(x, y)
        good[k] = (mean >= same or small >= inside) and shared[k] >= bits
    count = 0
    while True:
        best = -1
        for k in range(len(cell_a)):
            if not good[k]:
                continue
            # cells come sorted by (a, b), so the first of equals stays
            if best < 0 or shared[k] > shared[best] or (shared[k] == shared[best] and abs(cell_a[k] - cell_b[k]) < abs(cell_a[best] - cell_b[best])):
                best = k
        if best < 0:
            break
        out[count, 0], out[count, 1] = cell_a[best], cell_b[best]
        count += 1
        for k in range(len(cell_a)):
            if cell_a[k] == cell_a[best] or cell_b[k] == cell_b[best]:
                good[k] = False
    return out[np.argsort(out[:count, 0])]


@compiled
def longest_chain(pairs: Int) -> int:
    """Length of the longest chain of pairs with rising places on both sides; pairs are sorted by the first."""
    length = np.ones(len(pairs), np.int64)
    longest = 0
    for k in range(len(pairs)):
        for before in range(k):
            if pairs[before, 0] < pairs[k, 0] and pairs[before, 1] < pairs[k, 1]:
                length[k] = max(length[k], length[before] + 1)
        longest = max(longest, length[k])
    return longest


@compiled
def altered_quotes(
    pairs: Int, run_a: Bool, run_b: Bool, first_a: Int, last_a: Int, first_b: Int, last_b: Int, kept: float
) -> int:
    """Number of pairs of quotations of which less than `kept` stands in verbatim runs, on either side."""
    count = 0
    for k in range(len(pairs)):
        i, j = pairs[k, 0], pairs[k, 1]
        part_a = run_a[first_a[i] : last_a[i]].sum() / (last_a[i] - first_a[i])
        part_b = run_b[first_b[j] : last_b[j]].sum() / (last_b[j] - first_b[j])
        count += max(part_a, part_b) < kept
    return count


# ------------------------------------------------------------------ passages


@compiled
def _append(table: Int, count: int, a0: int, a1: int, b0: int, b1: int) -> Int:
    """The table with a row at `count`, made larger where it is full."""
    if count == len(table):
        larger = np.empty((2 * len(table), 4), np.int64)
        larger[:count] = table
        table = larger
    table[count, 0], table[count, 1], table[count, 2], table[count, 3] = a0, a1, b0, b1
    return table


@compiled
def find_pieces(
    run_a: Int, run_b: Int, run_length: Int, groups: Int, first_a: Int, last_a: Int, first_b: Int, last_b: Int,
    factor_a: int, factor_b: int, shortest_a: int, shortest_b: int, paragraph: int,
) -> Int:  # fmt: skip
    """(pieces, 4) stream ranges of aligned groups that no verbatim run of the common order covers, paragraph by paragraph.

    Args:
        run_a: start of the runs on a, and so on; sorted by (a, b).
        run_b: start on b.
        run_length: tokens.
        groups: (G, 4) first and last segment on a and b, sorted; groups without a gap on either side are one stretch.
        first_a: stream position of each segment, and so on.
        last_a: one past its last.
        first_b: the same of b.
        last_b: the same of b.
        factor_a: tokens of a that count as one word.
        factor_b: the same of b.
        shortest_a: tokens of a of the shortest piece.
        shortest_b: the same of b.
        paragraph: words after which a piece ends with its group.
    """
    out = np.empty((16, 4), np.int64)
    count = 0
    begin = 0
    while begin < len(groups):
        stop = begin + 1
        while stop < len(groups) and groups[stop - 1, 1] == groups[stop, 0] and groups[stop - 1, 3] == groups[stop, 2]:
            stop += 1
        a0, b0 = first_a[groups[begin, 0]], first_b[groups[begin, 2]]
        a1, b1 = last_a[groups[stop - 1, 1] - 1], last_b[groups[stop - 1, 3] - 1]
        at_a, at_b = a0, b0
        for k in range(len(run_a) + 1):
            if k < len(run_a):
                x, y, size = run_a[k], run_b[k], run_length[k]
                if x >= a1 or x + size <= a0 or y >= b1 or y + size <= b0:
                    continue
                if x < at_a or y < at_b:
                    # a run may begin before the stretch, or overlap the one before it: only what lies ahead counts
                    skip = max(at_a - x, at_b - y)
                    early = at_a == a0 and at_b == b0 and (x < a0 or y < b0)
                    if skip >= size or not early:
                        continue
                    x, y, size = x + skip, y + skip, size - skip
            else:
                x, y, size = a1, b1, 0
            # the hole between the run before and this one, cut at ends of groups when a paragraph is full
            hole_a, hole_b = at_a, at_b
            for g in range(begin, stop + 1):
                if g < stop:
                    end_a, end_b = last_a[groups[g, 1] - 1], last_b[groups[g, 3] - 1]
                    words = max((end_a - hole_a) / factor_a, (end_b - hole_b) / factor_b)
                    if not (hole_a < end_a < x and hole_b < end_b < y and words >= paragraph):
                        continue
                else:
                    end_a, end_b = x, y
                if end_a - hole_a >= shortest_a and end_b - hole_b >= shortest_b:
                    out = _append(out, count, hole_a, end_a, hole_b, end_b)
                    count += 1
                hole_a, hole_b = end_a, end_b
            at_a, at_b = x + size, y + size
        begin = stop
    return out[:count]


@compiled
def raw_rows(
    ranges: Int, kind: int, begin_a: Int, end_a: Int, segment_a: Int, unit_a: Int, begin_b: Int, end_b: Int, segment_b: Int,
    unit_b: Int,
) -> Int:  # fmt: skip
    """(N, 7) offsets in the texts of stream ranges: start and end on a, on b, `kind`, unit on a, unit on b."""
    out = np.empty((len(ranges), 7), np.int64)
    for k in range(len(ranges)):
        a0, a1, b0, b1 = ranges[k, 0], ranges[k, 1], ranges[k, 2], ranges[k, 3]
        out[k, 0], out[k, 1], out[k, 2], out[k, 3] = begin_a[a0], end_a[a1 - 1], begin_b[b0], end_b[b1 - 1]
        out[k, 4], out[k, 5], out[k, 6] = kind, unit_a[segment_a[a0]], unit_b[segment_b[b0]]
    return out
