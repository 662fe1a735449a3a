"""Look-ups of the words, phrases and n-grams of a block in the table of concepts, compiled.

What is looked for, and what comes out, is in `transforms.sketch.concepts`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled, compiled_part
from transforms.sketch.hash_loops import folded32, mixed

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Units = NDArray[np.int32]
U32s = NDArray[np.uint32]
U64s = NDArray[np.uint64]

NEEDS_CAPITAL: Final = 1
NEEDS_CAPITALS: Final = 2
GROWS: Final = 4
WORDS: Final = 32
"""Rule bits: first letter upper case; all letters upper case; factor of the letters an ending may add (0..4); factor of
the words of the form (1..3, 0 in unspaced scripts)."""
MAX_PHRASE: Final = 3
"""Most words of a form in spaced scripts."""
MAX_NGRAM: Final = 8
"""Most characters of a form in unspaced scripts."""
MAX_GROWTH: Final = 4
MAX_ROWS: Final = 4
"""Most rows of one key."""
KEY_BITS: Final = 32
PART_BITS: Final = 16
_STEM: Final = 3
"""Least code points of a form that stands before an ending."""
_GAP: Final = 2
"""Most code points between the words of a phrase."""
_TAG_SHIFT: Final = np.uint64(13)
PHRASES, CAPITAL_PHRASES, WORDS_ALONE, CAPITAL_WORDS = 1 << 11, 1 << 13, 1 << 14, 1 << 15
"""Where the four sieves of the table begin, and how many numbers of 64 bits each has: so many that one in a hundred of all
hashes is let through, and the first, asked at nearly every word, fits any cache. The first and the third lack the rows that
need a capital."""

TOKEN, WIDTH, ROW, FORM_WORDS, GROWTH = range(5)
"""Columns of what is found: first token, tokens covered, row of the table, words of the form, letters of the ending."""


@compiled_part
def _row(
    wanted: np.uint32, mark: np.uint8, capital: bool, capitals: bool, bit: np.uint32, words: int, grown: int,
    key: U32s, part: U32s, tag: Bytes, rule: Bytes, languages: U32s,
) -> int:  # fmt: skip
    """The first row of a key and tag that the token fulfils, or -1."""
    high = wanted >> np.uint32(KEY_BITS - PART_BITS)
    last = np.int64(part[high + np.uint32(1)])
    # of keys that begin alike there are two or three
    low = np.int64(part[high])
    while low < last and key[low] < wanted:
        low += 1
    for at in range(low, min(low + MAX_ROWS, last)):
        if key[at] != wanted:
            break
        own = int(rule[at])
        if (
            tag[at] == mark
            and (capital or not own & NEEDS_CAPITAL)
            and (capitals or not own & NEEDS_CAPITALS)
            and (own & (WORDS - 1)) // GROWS >= grown
            and own // WORDS == words
            and languages[at] & bit
        ):
            return at
    return -1


@compiled_part
def _bits(wanted: np.uint32) -> np.uint64:
    """The two bits of a key in a sieve, told by what of it does not tell the place."""
    low, high = np.uint64(wanted >> np.uint32(20)) & np.uint64(63), np.uint64(wanted >> np.uint32(26))
    return np.uint64(1) << low | np.uint64(1) << high


@compiled
def sieves(key: U32s, rule: Bytes) -> U64s:
    """The four sieves: a key that lacks one of its two bits at its place is not in the table."""
    out = np.zeros(2 * CAPITAL_WORDS, np.uint64)
    for row in range(len(key)):
        own = int(rule[row])
        few, all_of_them = (PHRASES, CAPITAL_PHRASES) if own // WORDS > 1 else (WORDS_ALONE, CAPITAL_WORDS)
        bits = _bits(key[row])
        out[all_of_them + (key[row] & np.uint32(all_of_them - 1))] |= bits
        if not own & NEEDS_CAPITAL:
            out[few + (key[row] & np.uint32(few - 1))] |= bits
    return out


@compiled
def look_up(
    start: Ints, end: Ints, running: U64s, folded: Ints, inverse: U64s, single: Bools, unit: Units, skip: Ints,
    capital: Bools, all_capitals: Bools, bit: U32s, codes: U32s, script: Bytes, katakana: int,
    key: U32s, part: U32s, tag: Bytes, rule: Bytes, languages: U32s, known: U64s, out: Ints,
) -> int:  # fmt: skip
    """Everything that the table has, in order of the tokens, then the widest first, then the least ending.

    Args:
        start: (T,) spans of the tokens with `end`.
        end: (T,).
        running: (N + 1,) running polynomial with `folded`, see `TokenBlock`.
        folded: (N + 1,).
        inverse: powers of the inverse base, at least as many as folded characters.
        single: (T,) True for characters of unspaced scripts.
        unit: (T,) unit of each token.
        skip: (T,) code points of a prefix that a form may lack.
        capital: (T,) True for tokens with a capital at the start.
        all_capitals: (T,) True for tokens in capitals, where capitals say something.
        bit: (T,) bit of the token's language and of all languages.
        codes: (N,) code points, a separator last.
        script: of the code points.
        katakana: the number of that script.
        key: (K,) the table's columns, sorted by key.
        part: (2**PART_BITS + 1,) first row of the keys with each upper bits.
        tag: (K,).
        rule: (K,).
        languages: (K,).
        known: its `sieves`.
        out: (H, 5) room for what is found.

    Returns:
        How much was found; if it is more than H, only the first H rows were written.
    """
    count = len(start)
    hits = 0
    for t in range(count):
        widest, ways = 1, 0
        if single[t]:
            # a katakana word is not looked up in parts
            if script[codes[start[t]]] == katakana and start[t] > 0 and script[codes[start[t] - 1]] == katakana:
                continue
            while widest < MAX_NGRAM and t + widest < count and single[t + widest] and start[t + widest] - start[t] == widest:
                widest += 1
            forms = widest
        else:
            while widest < MAX_PHRASE and t + widest < count and start[t + widest] - end[t + widest - 1] <= _GAP:
                widest += 1
            # phrases, then the word with and without its prefix and with each ending cut
            if skip[t] > 0:
                ways = 1
            forms = widest - 1 + (MAX_GROWTH + 1 << ways)
        # rows that need no capital are a third, and most words have none
        phrases, alone = (CAPITAL_PHRASES, CAPITAL_WORDS) if capital[t] else (PHRASES, WORDS_ALONE)
        before, power = running[start[t]], inverse[folded[start[t]]]
        # one place where a form is looked up: each further one is compiled for itself
        for form in range(forms):
            size, words, grown, begin = widest - form, 0, 0, start[t]
            ahead, scale = before, power
            if not single[t]:
                if size < 1:
                    at = form - widest + 1
                    grown = at >> ways
                    if at & ways:
                        begin += skip[t]
                        ahead, scale = running[begin], inverse[folded[begin]]
                    size = 1
                words = size
            last = t + size - 1
            if single[t]:
                if script[codes[end[last] - 1]] == katakana and script[codes[end[last]]] == katakana:
                    continue
            elif size > 1:
                if unit[t] != unit[last] or single[last]:
                    continue
            elif (grown > 0 or begin > start[t]) and end[t] - begin < _STEM + grown:
                continue
            # as `transforms.sketch.tokens.prefix_hash` makes it
            h = mixed((running[end[last] - grown] - ahead) * scale)
            wanted = folded32(h)
            sieve = phrases if words > 1 else alone
            bits = _bits(wanted)
            if known[sieve + (wanted & np.uint32(sieve - 1))] & bits != bits:
                continue
            mark = np.uint8((h >> _TAG_SHIFT) & np.uint64(0xFF))
            row = _row(
                wanted, mark, capital[t], all_capitals[t] and all_capitals[last], bit[t], words, grown,
                key, part, tag, rule, languages,
            )  # fmt: skip
            if row < 0:
                continue
            if hits < len(out):
                out[hits, TOKEN] = t
                out[hits, WIDTH] = size
                out[hits, ROW] = row
                out[hits, FORM_WORDS] = words
                out[hits, GROWTH] = grown
            hits += 1
    return hits


@compiled
def disjoint(token: Ints, width: Ints) -> Bools:
    """Of overlapping spans, in order of the tokens and the widest first, True for those that no chosen one before covers."""
    chosen = np.zeros(len(token), np.bool_)
    free = -1
    for k in range(len(token)):
        if token[k] >= free:
            chosen[k] = True
            free = token[k] + width[k]
    return chosen
