"""Shingles, fingerprints and signatures of a block, compiled.

What they are is said in `transforms.sketch.shingles`, `transforms.sketch.fingerprints` and `transforms.sketch.minhash`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled
from transforms.sketch.hash_loops import mixed

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
U32s = NDArray[np.uint32]
U64s = NDArray[np.uint64]

CHARACTER, SYLLABIC = 2, 4
"""Flags of `transforms.sketch.chars`."""
BASE = np.uint64(0x9E3779B97F4A7C15)


@compiled
def shingle_streams(
    hash64: U64s, flags: Bytes, token: Ints, start: Ints, measure: int, word: int, character: int, syllable: int,
    out: U64s, place: Ints, bounds: Ints,
) -> int:  # fmt: skip
    """Hash the shingles of streams: as many tokens from each on as fill the measure.

    Args:
        hash64: (T,) hashes of the tokens.
        flags: (T,) flags of their first code points.
        token: (M,) tokens, stream after stream.
        start: (S + 1,) where each stream starts in `token`.
        measure: to be filled.
        word: share of a word, as the next two.
        character: of a character of an unspaced script.
        syllable: of one of a syllabic script.
        out: room for M hashes.
        place: room for the tokens where they start.
        bounds: (S + 1,) set to where each stream starts in them.

    Returns:
        The number of shingles.
    """
    found = 0
    for stream in range(len(start) - 1):
        bounds[stream] = found
        stop, filled = start[stream], 0
        for at in range(start[stream], start[stream + 1]):
            while filled < measure and stop < start[stream + 1]:
                own = flags[token[stop]]
                filled += syllable if own & SYLLABIC else character if own & CHARACTER else word
                stop += 1
            if filled < measure:
                break
            total = np.uint64(0)
            for k in range(stop - 1, at - 1, -1):
                total = total * BASE + hash64[token[k]]
            out[found], place[found] = mixed(total), token[at]
            found += 1
            own = flags[token[at]]
            filled -= syllable if own & SYLLABIC else character if own & CHARACTER else word
    bounds[len(start) - 1] = found
    return found


@compiled
def winnowed(values: U64s, start: Ints, window: int) -> Bools:
    """(H,) True for the rightmost minimum of each window of consecutive values of a stream, or of a shorter stream."""
    chosen = np.zeros(len(values), np.bool_)
    for stream in range(len(start) - 1):
        low, high = start[stream], start[stream + 1]
        least = -1
        for at in range(low, high):
            first = max(low, at - window + 1)
            if least < first:
                least = first
                for k in range(first + 1, at + 1):
                    if values[k] <= values[least]:
                        least = k
            elif values[at] <= values[least]:
                least = at
            if at - low + 1 >= window or at == high - 1:
                chosen[least] = True
    return chosen


@compiled
def first_in_text(
    values: U64s, place: Ints, chosen: Bools, article_token: Ints, out: U64s, token: Ints, bounds: Ints
) -> int:
    """The chosen shingles of each article in order of the text, each hash at its first place only.

    Args:
        values: (H,) hashes.
        place: (H,) tokens where they start, no token twice.
        chosen: (H,) which count.
        article_token: (A + 1,) first token of each article.
        out: room for the hashes.
        token: room for their tokens.
        bounds: (A + 1,) set to where each article starts in them.

    Returns:
        How many there are.
    """
    at_token = np.full(article_token[-1] + 1, -1, np.int32)
    most = 0
    for k in range(len(values)):
        if chosen[k]:
            at_token[place[k]] = k
    for article in range(len(article_token) - 1):
        most = max(most, article_token[article + 1] - article_token[article])
    size = 16
    while size < 2 * most:
        size *= 2
    slots = np.full(size, -1, np.int64)
    found = 0
    for article in range(len(article_token) - 1):
        bounds[article] = found
        for at in range(article_token[article], article_token[article + 1]):
            k = at_token[at]
            if k < 0:
                continue
            slot = np.int64(values[k] & np.uint64(size - 1))
            # what is left from earlier articles stands before the bound
            while slots[slot] >= bounds[article] and out[slots[slot]] != values[k]:
                slot = (slot + 1) & (size - 1)
            if slots[slot] < bounds[article]:
                slots[slot] = found
                out[found], token[found] = values[k], at
                found += 1
    bounds[len(article_token) - 1] = found
    return found


@compiled
def sign_sets(elements: U32s, start: Ints, factors: U32s, summands: U32s, out: U32s) -> None:
    """MinHash signatures of sets, see `transforms.sketch.minhash.signatures`; `out`, (A, num_perm), has its greatest values."""
    for owner in range(len(start) - 1):
        row = out[owner]
        for at in range(start[owner], start[owner + 1]):
            h = elements[at]
            h ^= h >> np.uint32(16)
            h = np.uint32(h * np.uint32(0x85EBCA6B))
            h ^= h >> np.uint32(13)
            h = np.uint32(h * np.uint32(0xC2B2AE35))
            h ^= h >> np.uint32(16)
            for k in range(len(factors)):
                value = np.uint32(np.uint32(h * factors[k]) + summands[k])
                row[k] = min(row[k], value)


@compiled
def distinct_counts(elements: U32s, start: Ints) -> Ints:
    """(A,) number of distinct elements of each set."""
    most = 0
    for owner in range(len(start) - 1):
        most = max(most, start[owner + 1] - start[owner])
    size = 16
    while size < 2 * most:
        size *= 2
    slots = np.full(size, -1, np.int64)
    counts = np.zeros(len(start) - 1, np.int64)
    for owner in range(len(start) - 1):
        for at in range(start[owner], start[owner + 1]):
            slot = np.int64(elements[at] & np.uint32(size - 1))
            while slots[slot] >= start[owner] and elements[slots[slot]] != elements[at]:
                slot = (slot + 1) & (size - 1)
            if slots[slot] < start[owner]:
                slots[slot] = at
                counts[owner] += 1
    return counts
