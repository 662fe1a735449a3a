"""The loops over n-grams and verbatim runs, compiled; see `transforms.alignment.runs`.

Rarities are eighths of a bit, so their sums are exact and do not depend on the order in which these loops add.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import U64, Bool, Int
from transforms.alignment.columns import Grams, Runs, Text
from transforms.alignment.packed_loops import grams_of, runs_of
from transforms.compiled import compiled, compiled_part

PROMISED = 20
"""Words from which every run has a passage of its own; DESIGN.md, promise 3."""
MANY = 400
"""Most runs shorter than PROMISED that are weighed one by one; the longest come first."""
PLAIN_BITS, PLAIN_PRICE = 20.0, 10.0
"""Bits a verbatim run must have outside quotation marks and names to tell of copying, and what each such run pays."""


@compiled_part
def find_slot(slots: Int, hashes: U64, value: np.uint64) -> int:
    """First place of a hash in a table of `transforms.alignment.side_loops.chain_hashes`, -1 if it is not there."""
    mask = len(slots) - 1
    at = np.int64(value & np.uint64(mask))
    while slots[at] >= 0:
        if hashes[slots[at]] == value:
            return int(slots[at])
        at = (at + 1) & mask
    return -1


@compiled_part
def shared_hashes(a: Grams, b: Grams) -> int:
    """Number of distinct n-grams that two streams share."""
    # the first places in b of those of a: a table is half empty, and which half cannot be foreseen
    met = np.zeros(len(b.hash), np.bool_)
    for place in range(len(a.hash)):
        if a.valid[place]:
            found = find_slot(b.slots, b.hash, a.hash[place])
            if found >= 0:
                met[found] = True
    count = 0
    for place in range(len(met)):
        count += met[place]
    return count


@compiled
def diagonal_runs(of_a: Int, of_b: Int, limit: int, size: int) -> tuple[Int, bool]:
    """(3, R) maximal runs of equal n-grams, sorted by (a, b): starts on both sides, lengths in tokens.

    The last value is True if there are more than `limit` pairs of equal n-grams; then the runs are not whole.
    """
    a, b = grams_of(of_a), grams_of(of_b)
    hash_a, valid_a, hash_b, valid_b, after_b = a.hash, a.valid, b.hash, b.valid, b.after
    found = np.empty((3, 64), np.int64)
    runs = pairs = 0
    for i in range(len(hash_a)):
        if not valid_a[i]:
            continue
        j = find_slot(b.slots, hash_b, hash_a[i])
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


@compiled_part
def body_runs(runs: Runs, body_a: int, body_b: int) -> tuple[Bool, Bool, Bool]:
    """(R,) True for runs of body tokens, and the body tokens of both sides that they cover."""
    a, b, length = runs
    inside = np.zeros(len(a), np.bool_)
    mask_a, mask_b = np.zeros(body_a, np.bool_), np.zeros(body_b, np.bool_)
    for k in range(len(a)):
        if a[k] < body_a and b[k] < body_b:
            inside[k] = True
            for t in range(length[k]):
                mask_a[a[k] + t] = mask_b[b[k] + t] = True
    return inside, mask_a, mask_b


@compiled
def copied(table: Int, body_a: int, body_b: int) -> tuple[int, int]:
    """Body tokens of both sides inside runs."""
    _, run_a, run_b = body_runs(runs_of(table), body_a, body_b)
    some_a = some_b = 0
    for t in range(body_a):
        some_a += run_a[t]
    for t in range(body_b):
        some_b += run_b[t]
    return some_a, some_b


@compiled_part
def show_runs(runs: Runs, shortest: int, factor: int, size_a: int, size_b: int) -> Int:
    """(R,) 1 for the runs of PROMISED words or more, and shorter ones of which most tokens show something new."""
    a, b, length = runs
    promised = PROMISED * factor
    keep = np.zeros(len(a), np.int64)
    some = 0
    for k in range(len(a)):
        if length[k] >= promised:
            keep[k] = 1
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
    for n in range(min(MANY, some)):
        row = rows[n]
        size, x, y = length[row], a[row], b[row]
        new_a = new_b = size
        for t in range(size):
            new_a -= seen_a[x + t]
            new_b -= seen_b[y + t]
        if 2 * max(new_a, new_b) > size:
            keep[row] = 1
            for t in range(size):
                seen_a[x + t] = seen_b[y + t] = True
    return keep


@compiled_part
def plain_runs(left: Text, right: Text, runs: Runs, inside: Bool) -> tuple[int, float]:
    """Wording shared outside quotation marks and names: tokens of the longest stretch of the runs inside, and bits in all.

    Two agencies at one event quote the same officials and name the same people, and share little else; who copied
    shares ordinary words in a row as well. Bits are rarities of the tokens; a run counts from `PLAIN_BITS` and pays
    `PLAIN_PRICE`, so that set phrases add nothing.
    """
    longest = telling = 0
    seen_a, seen_b = np.zeros(left.body, np.bool_), np.zeros(right.body, np.bool_)
    for k in range(len(inside)):
        if not inside[k]:
            continue
        x, y = runs.a[k], runs.b[k]
        stretch = 0
        bits = 0.0
        for t in range(runs.length[k]):
            if left.inside[x + t] or right.inside[y + t]:
                stretch = 0
            elif not (left.name[x + t] and right.name[y + t]):
                stretch += 1
                bits += left.bits[x + t]
                longest = max(longest, stretch)
        if bits >= PLAIN_BITS:
            telling += 1
            for t in range(runs.length[k]):
                quoted = left.inside[x + t] or right.inside[y + t]
                if not (quoted or (left.name[x + t] and right.name[y + t])):
                    seen_a[x + t] = seen_b[y + t] = True
    weight_a = weight_b = 0.0
    if telling:
        for t in range(left.body):
            if seen_a[t]:
                weight_a += left.bits[t]
        for t in range(right.body):
            if seen_b[t]:
                weight_b += right.bits[t]
    return longest, max(0.0, min(weight_a, weight_b) - PLAIN_PRICE * telling)
