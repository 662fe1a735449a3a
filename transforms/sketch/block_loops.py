"""What is made of the sketches of a block, compiled.

Their bytes, see `transforms.sketch.codec`, and the keys of their anchors, see `transforms.sketch.anchor_keys`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled, compiled_part
from transforms.sketch.hash_loops import mixed

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
U16s = NDArray[np.uint16]
U32s = NDArray[np.uint32]
U64s = NDArray[np.uint64]

HEAD: Final = 5
"""Bytes before a column: the code of its width and its length."""


@compiled_part
def _head(out: Bytes, at: int, code: int, size: int) -> int:
    out[at] = code
    for k in range(4):
        out[at + 1 + k] = size >> 8 * k & 0xFF
    return at + HEAD


@compiled_part
def _plain(out: Bytes, at: int, code: int, column: Bytes, low: int, high: int) -> int:
    """A column of values of 2**code bytes as it stands."""
    at = _head(out, at, code, high - low)
    # what has no sign is no index from the end: a plain copy
    size, first, to = np.uint64(high - low << code), np.uint64(low << code), np.uint64(at)
    for k in range(size):
        out[to + k] = column[first + k]
    return at + (high - low << code)


@compiled_part
def _narrow(out: Bytes, at: int, column: Ints, low: int, high: int, rising: bool) -> int:
    """A column, or its steps, in the narrowest width that holds it."""
    top = before = 0
    for k in range(low, high):
        top = max(top, column[k] - before)
        if rising:
            before = column[k]
    code = 0 if top < 1 << 8 else 1 if top < 1 << 16 else 2
    at = _head(out, at, code, high - low)
    before = 0
    for k in range(low, high):
        value = column[k] - before
        if rising:
            before = column[k]
        for part in range(1 << code):
            out[at] = value >> 8 * part & 0xFF
            at += 1
    return at


@compiled
def write_columns(
    bounds: Ints, spread: Ints, order: Ints, plain: tuple[Bytes, ...], narrow: tuple[Ints, ...], stem: int,
    out: Bytes, ends: Ints,
) -> None:  # fmt: skip
    """Write the columns of N sketches one after the other as `encode_sketch` does.

    Args:
        bounds: (B, N + 1) bounds of the sketches in columns.
        spread: (B,) how many more values of such columns each sketch has.
        order: (C, 4) of each column to write: which bounds, which of `plain` or else -1, which of `narrow` or else -1, and
            the code of its width or else whether it is written as steps.
        plain: columns as bytes.
        narrow: columns in the narrowest width that holds them.
        stem: which of `plain` holds the stems of the tokens; their hashes stand first. They are written last.
        out: room for all.
        ends: (N,) set to where the columns of each end.
    """
    at = 0
    tokens, stems = plain[0], plain[stem]
    changed, kept = np.empty(len(tokens) // 4 + 1, np.int64), np.empty(len(tokens) + 1, np.uint8)
    for n in range(len(ends)):
        count = 0
        for token in range(bounds[0, n], bounds[0, n + 1]):
            k = 4 * token
            if (
                stems[k] != tokens[k]
                or stems[k + 1] != tokens[k + 1]
                or stems[k + 2] != tokens[k + 2]
                or stems[k + 3] != tokens[k + 3]
            ):
                changed[count] = token - bounds[0, n]
                kept[4 * count : 4 * count + 4] = stems[k : k + 4]
                count += 1
        # one place where a column is written: each further one is compiled for itself
        for column in range(len(order) + 2):
            if column < len(order):
                own = order[column, 0]
                more = spread[own]
                low, high = bounds[own, n] + n * more, bounds[own, n + 1] + (n + 1) * more
                code = order[column, 3]
                place, rows = order[column, 1], order[column, 2]
            else:
                low, high, code, place, rows = 0, count, 2, -1, -1
            if rows >= 0 or column == len(order):
                at = _narrow(out, at, narrow[rows] if rows >= 0 else changed, low, high, rows < 0 or code == 1)
            else:
                at = _plain(out, at, code, plain[place] if place >= 0 else kept, low, high)
        ends[n] = at


@compiled
def keys_of_anchors(
    bounds: Ints, anchor: U32s, token: Ints, bits: Ints, sentences: Ints, sentence_token: Ints, sentence_unit: Bytes, caption: int,
    length: Ints, distance: int, pair_bits: float, single_bits: float, neighbours: int, places: int,
) -> tuple[Ints, U64s, U16s, Bytes, U32s]:  # fmt: skip
    """Keys of anchors, in order of the sketches and of the key.

    Args:
        bounds: (N + 1,) bounds of the sketches in the columns of anchors.
        anchor: (A,) hashes, in order of the tokens.
        token: (A,) token of the sketch.
        bits: (A,) rarity beyond chance; anchors without any make no keys.
        sentences: (N + 1,) bounds of the sketches in `sentence_unit`.
        sentence_token: (S + N,) first token of each sentence, and at the end of each sketch how many tokens it has.
        sentence_unit: (S,) unit kinds.
        caption: the kind whose anchors make no keys.
        length: (N,) tokens, at least 1.
        distance: most tokens between two anchors that make a key.
        pair_bits: least bits of them.
        single_bits: least bits of an anchor alone.
        neighbours: two anchors nearer than this are one.
        places: places of an article.

    Returns:
        (N,) keys of each sketch; of each key its value, weight and place; and (N,) the weight of all of a sketch.
    """
    articles = len(bounds) - 1
    counts = np.zeros(articles, np.int64)
    total = np.zeros(articles, np.uint32)
    room = most = 0
    for n in range(articles):
        here = bounds[n + 1] - bounds[n]
        for left in range(bounds[n], bounds[n + 1]):
            right = left + 1
            while right < bounds[n + 1] and token[right] - token[left] <= distance:
                right += 1
            here += right - left - 1
        room += here
        most = max(most, here)
    size = 16
    while size < 2 * most:
        size *= 2
    slots = np.full(size, -1, np.int32)
    out_key, out_weight, out_place = np.empty(room, np.uint64), np.empty(room, np.uint16), np.empty(room, np.uint8)
    key, weight = np.empty(most, np.uint64), np.empty(most, np.int64)
    twice, gap = np.empty(most, np.int64), np.empty(most, np.int64)
    kept = np.empty(len(anchor), np.int64)
    found = 0
    for n in range(articles):
        held = 0
        at, last = sentences[n], sentences[n + 1]
        for k in range(bounds[n], bounds[n + 1]):
            while at + 1 < last and sentence_token[at + 1 + n] <= token[k]:
                at += 1
            if bits[k] > 0 and (at >= last or sentence_unit[at] != caption):
                kept[held] = k
                held += 1
        # single anchors, then pairs by how many anchors stand between them: of equal ones the first counts
        rows = 0
        step = 0
        near = held > 0
        while near and step < held:
            near = step == 0
            for index in range(held - step):
                left, right = kept[index], kept[index + step]
                both, apart, value = bits[left], neighbours, np.uint64(0)
                if step == 0:
                    if both < single_bits:
                        continue
                    value = mixed(np.uint64(anchor[left]))
                else:
                    apart = token[right] - token[left]
                    if apart > distance:
                        continue
                    near = True
                    both += bits[right]
                    if both < pair_bits or anchor[left] == anchor[right]:
                        continue
                    low, high = np.uint64(min(anchor[left], anchor[right])), np.uint64(max(anchor[left], anchor[right]))
                    value = mixed(mixed(low) + high)
                middle = token[left] + token[right]
                slot = np.int64(value & np.uint64(size - 1))
                while slots[slot] >= 0 and key[slots[slot]] != value:
                    slot = (slot + 1) & (size - 1)
                row = slots[slot]
                if row < 0:
                    slots[slot] = rows
                    key[rows], weight[rows], twice[rows], gap[rows] = value, both, middle, apart
                    rows += 1
                else:
                    gap[row] = min(gap[row], apart)
                    if middle < twice[row]:
                        weight[row], twice[row] = both, middle
            step += 1
        own = 0
        for row in range(rows):
            slot = np.int64(key[row] & np.uint64(size - 1))
            while slots[slot] >= 0:
                slots[slot] = -1
                slot = (slot + 1) & (size - 1)
            # two anchors that are one name somewhere are one name everywhere
            if gap[row] >= neighbours:
                key[own], weight[own], twice[own] = key[row], weight[row], twice[row]
                own += 1
        width = 1
        while width < own // 3:
            width = 3 * width + 1
        while width > 0:
            for row in range(width, own):
                value, both, middle = key[row], weight[row], twice[row]
                place = row
                while place >= width and key[place - width] > value:
                    key[place], weight[place], twice[place] = key[place - width], weight[place - width], twice[place - width]
                    place -= width
                key[place], weight[place], twice[place] = value, both, middle
            width //= 3
        for row in range(own):
            bounded = min(weight[row], 0xFFFF)
            out_key[found], out_weight[found] = key[row], bounded
            out_place[found] = min(twice[row] * places // (2 * length[n]), places - 1)
            total[n] += bounded
            found += 1
        counts[n] = own
    return counts, out_key[:found], out_weight[:found], out_place[:found], total
