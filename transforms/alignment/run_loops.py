"""The loops over n-grams and verbatim runs, compiled; see `transforms.alignment.runs` and `transforms.alignment.passages`.

Rarities are eighths of a bit, so their sums are exact and do not depend on the order in which these loops add.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import U64, Bool, Float, Int
from transforms.compiled import compiled


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
) -> tuple[Int, bool]:
    """(3, R) maximal runs of equal n-grams, sorted by (a, b): starts on both sides, lengths in tokens.

    The last value is True if there are more than `limit` pairs of equal n-grams; then the runs are not whole.
    """
    found = np.empty((3, 64), np.int64)
    runs = pairs = 0
    for i in range(len(hash_a)):
        if not valid_a[i]:
            continue
        j = find_slot(slots_b, hash_b, hash_a[i])
        while j >= 0:
            pairs += 1
            if pairs > limit:
                return found[:, :0].copy(), True
            if not (i and j and valid_a[i - 1] and valid_b[j - 1] and hash_a[i - 1] == hash_b[j - 1]):
                n = 1
                while (
                    i + n < len(hash_a) and j + n < len(hash_b) and valid_a[i + n] and valid_b[j + n]
                    and hash_a[i + n] == hash_b[j + n]
                ):  # fmt: skip
                    n += 1
                if runs == found.shape[1]:
                    larger = np.empty((3, 2 * runs), np.int64)
                    for row in range(3):
                        for k in range(runs):
                            larger[row, k] = found[row, k]
                    found = larger
                found[0, runs], found[1, runs], found[2, runs] = i, j, n + size - 1
                runs += 1
            j = after_b[j]
    return found[:, :runs].copy(), False


@compiled
def body_runs(a: Int, b: Int, length: Int, body_a: int, body_b: int) -> tuple[Bool, Bool, Bool]:
    """(R,) True for runs of body tokens, and the body tokens of both sides that they cover."""
    inside = np.zeros(len(a), np.bool_)
    mask_a, mask_b = np.zeros(body_a, np.bool_), np.zeros(body_b, np.bool_)
    for k in range(len(a)):
        if a[k] < body_a and b[k] < body_b:
            inside[k] = True
            for t in range(length[k]):
                mask_a[a[k] + t] = mask_b[b[k] + t] = True
    return inside, mask_a, mask_b


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
            for t in range(length[k]):
                seen_a[a[k] + t] = seen_b[b[k] + t] = True
    # longest first; runs come sorted by (a, b), and a stable order keeps that among equals
    rows = np.empty(some, np.int64)
    n = 0
    for size in range(promised - 1, shortest - 1, -1):
        for k in range(len(a)):
            if length[k] == size:
                rows[n] = k
                n += 1
    for n in range(min(many, some)):
        row = rows[n]
        size, x, y = length[row], a[row], b[row]
        new_a = new_b = size
        for t in range(size):
            new_a -= seen_a[x + t]
            new_b -= seen_b[y + t]
        if 2 * max(new_a, new_b) > size:
            keep[row] = True
            for t in range(size):
                seen_a[x + t] = seen_b[y + t] = True
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
