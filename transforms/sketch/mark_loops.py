"""Numbers of a block that can be read by their figures alone, and what tells names apart, compiled.

The rules are those of `transforms.sketch.figures` and `transforms.sketch.numbers`, which read what is left.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled, compiled_part
from transforms.sketch.hash_loops import mixed

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
U32s = NDArray[np.uint32]
U64s = NDArray[np.uint64]

CHARACTER, CAPITAL, DIGIT = 2, 8, 16
"""Flags of `transforms.sketch.chars`."""
PART, READ, LEFT = 0, 1, 2
"""What became of a number: it belongs to the one before it, it was read, or it is left to Python."""
MAX_DIGITS: Final = 30
KOREAN_UNITS: Final = (0xC870, 0xC5B5, 0xB9CC, 0xCC9C)
"""조 억 만 천"""


@compiled_part
def _at(codes: U32s, at: int) -> np.int64:
    """A code point, or a line break behind the last."""
    return np.int64(codes[at]) if at < len(codes) else np.int64(10)


@compiled_part
def _is_figure(code: int | np.int64) -> bool:
    return bool(48 <= code <= 57)


@compiled_part
def _may_be_figure(code: int | np.int64) -> bool:
    return bool(48 <= code <= 57 or code > 127)


@compiled_part
def _may_be_space(code: int | np.int64) -> bool:
    return bool(code <= 32 or code > 127)


@compiled_part
def _is_left(codes: U32s, end: int, size: int) -> bool:
    """True if a number of one token, figures only, may be a time or a date in figures."""
    code = _at(codes, end)
    if code > 127 and code != 0xA0 and not 0x2000 <= code < 0x2070:
        # among them all letters that make times and dates, and whatever is white space elsewhere
        return True
    if size == 4 and code == 45:
        return _may_be_figure(_at(codes, end + 1))
    if size > 2:
        return False
    following = _at(codes, end + 1)
    if code == 58:
        return _may_be_figure(following)
    half = end
    if code == 46:
        at = end + 1
        if _may_be_space(following):
            at += 1
        if _may_be_figure(_at(codes, at)):
            # 12.03.2022
            at += 1
            if _may_be_figure(_at(codes, at)):
                at += 1
            if _at(codes, at) == 46 or _at(codes, at) > 127:
                return True
        # 4.30 p.m.
        if not (_may_be_figure(following) and _may_be_figure(_at(codes, end + 2))):
            return False
        half = end + 3
    elif not _may_be_space(code):
        return bool(code | 32 == 97 or code | 32 == 112 or code | 32 == 104 or code | 32 == 117)
    elif following | 32 == 104:
        return True
    for _ in range(2):
        if _may_be_space(_at(codes, half)):
            half += 1
    code = _at(codes, half) | 32
    if code == 117:
        # Uhr
        return bool(_at(codes, half + 1) | 32 == 104)
    if code != 97 and code != 112:
        return False
    half += 1
    if _at(codes, half) == 46:
        half += 1
    if _may_be_space(_at(codes, half)):
        half += 1
    return bool(_at(codes, half) | 32 == 109)


@compiled_part
def _rarity(figures: Bytes, whole: int, fraction: int) -> int:
    """`transforms.sketch.numbers.number_rarity` of so many figures before the point and behind it."""
    if fraction > 0:
        # a whole part of nothing but zero counts no figure
        size = fraction + (0 if whole == 1 and figures[0] == 48 else whole)
        return 128 if size <= 2 else 160 if size == 3 else 184
    significant = whole
    while significant > 0 and figures[significant - 1] == 48:
        significant -= 1
    if whole == 1:
        return 84
    if whole == 2:
        return 96 if significant == 1 else 104
    if whole == 3:
        return 108 if significant == 1 else 124 if significant == 2 else 144
    if whole == 4:
        year = 0
        for k in range(4):
            year = 10 * year + figures[k] - 48
        if 1990 <= year <= 2040:
            return 96
        if 1900 <= year < 1990:
            return 112
    return 116 if significant <= 1 else 136 if significant == 2 else 160 if significant == 3 else 184 if significant == 4 else 192


@compiled
def read_figures(
    codes: U32s, start: Ints, end: Ints, text_start: Ints, article_token: Ints, digit: Ints, bounds: Ints,
    months: Bools, powers: Bools, signs: U32s, sign_marks: Ints, crc: U32s, prefix: int, number: int,
    state: Bytes, marks: Ints, money: Ints,
) -> None:  # fmt: skip
    """Read the numbers that stand by themselves: `14`, `2024`, `2,500`, `3.5`.

    Args:
        codes: (N,) code points, at least one behind each text.
        start: (T,) spans of the tokens with `end`.
        end: (T,).
        text_start: (A + 1,) where each text starts.
        article_token: (A + 1,) first token of each article.
        digit: (D,) tokens that start with a digit, in order.
        bounds: (A + 1,) first of them of each article.
        months: (T + 5,) True for months, from two places on: so are `powers`, for words that multiply.
        powers: (T + 5,).
        signs: signs of currencies.
        sign_marks: their marks.
        crc: (256,) the table of CRC-32.
        prefix: its state after what stands before a canonical number.
        number: kind and place of it in a mark.
        state: (D,) set: PART, READ or LEFT.
        marks: (D,) set to the mark where it is READ.
        money: (D,) set to the mark of the sign before it where it is READ, or 0.
    """
    figures = np.empty(MAX_DIGITS + 1, np.uint8)
    for article in range(len(text_start) - 1):
        k = bounds[article]
        while k < bounds[article + 1]:
            token = digit[k]
            first = k
            # the group that starts here
            plain = True
            apart = 0
            mark = before = np.uint32(0)
            while True:
                own = digit[k]
                for at in range(start[own], end[own]):
                    plain = plain and _is_figure(codes[at])
                if not plain or k + 1 >= bounds[article + 1] or start[digit[k + 1]] != end[own] + 1:
                    break
                code = codes[end[own]]
                if code > 127:
                    plain = False
                    break
                # as few others stand between figures: a point, a comma, an apostrophe, a space
                if not (code == 46 or code == 44 or code == 39 or code == 32):
                    break
                following = digit[k + 1]
                if code != 46 and code != 44 and (end[following] - start[following] != 3 or end[own] - start[own] > 3):
                    break
                before, mark = mark, code
                apart += 1
                k += 1
            last = digit[k]
            size = end[token] - start[token]
            left = not plain or end[last] - start[token] > MAX_DIGITS or powers[last + 3]
            if not left:
                # times and dates begin with the first figures, whatever group they are in
                left = _is_left(codes, end[token], size)
            if not left and apart > 0:
                at = end[last]
                while _at(codes, at) == 44 or _at(codes, at) == 46 or _is_figure(_at(codes, at)):
                    at += 1
                for unit in KOREAN_UNITS:
                    left = left or _at(codes, at) == unit
            if not left and apart == 0 and size <= 2:
                left = months[last + 3] or months[last + 4] or months[token + 1]
            state[first] = LEFT if left else READ
            for part in range(first + 1, k + 1):
                state[part] = PART
            if left:
                # what belongs to it is known only when it was read
                k = first + 1
                continue
            decimal = False
            if apart > 0 and (mark == 46 or mark == 44):
                tail = end[last] - start[last]
                nothing = size == 1 and codes[start[token]] == 48
                decimal = tail != 3 or nothing or (apart > 1 and mark != before)
            whole = fraction = 0
            for part in range(first, k + 1):
                behind = decimal and part == k
                for at in range(start[digit[part]], end[digit[part]]):
                    if behind or whole > 0 or codes[at] != 48:
                        if not behind:
                            figures[whole] = codes[at]
                            whole += 1
                        else:
                            if whole == 0:
                                figures[0] = 48
                                whole = 1
                            figures[whole + fraction] = codes[at]
                            fraction += 1
            if whole == 0:
                figures[0] = 48
                whole = 1
            while fraction > 0 and figures[whole + fraction - 1] == 48:
                fraction -= 1
            h = np.uint32(prefix)
            for at in range(whole + fraction):
                if at == whole:
                    h = crc[(h ^ np.uint32(46)) & np.uint32(0xFF)] ^ (h >> np.uint32(8))
                h = crc[(h ^ np.uint32(figures[at])) & np.uint32(0xFF)] ^ (h >> np.uint32(8))
            marks[first] = np.int64(h ^ np.uint32(0xFFFFFFFF)) | number | np.int64(_rarity(figures, whole, fraction)) << 40
            money[first] = 0
            if start[token] > text_start[article]:
                for sign in range(len(signs)):
                    if signs[sign] == codes[start[token] - 1]:
                        money[first] = sign_marks[sign]
            k += 1


@compiled
def may_be_names(
    codes: U32s, start: Ints, letters: Ints, flags: Bytes, article_token: Ints, rarity: Bytes, skip: Ints, cut: Ints,
    free: Bools, titled: Bools, unspaced: Bools, script: Bytes, caseless: Bools, latin: int, least: int, least_caseless: int,
    out: Ints,
) -> int:  # fmt: skip
    """Tokens that may be names: words with a capital, rare words where there are none, Latin words in unspaced text.

    Args:
        codes: (N,) code points.
        start: (T,) first code point of each token.
        letters: (T,) folded characters.
        flags: (T,) flags of the first code point.
        article_token: (A + 1,) first token of each article.
        rarity: (T,).
        skip: (T,) code points of an article or preposition at the start.
        cut: (T,) code points of an inflection at the end.
        free: (T,) False where a token is known to be something else.
        titled: (T,) True where nearly all words have a capital.
        unspaced: (A,) True for articles whose words are not spaced.
        script: of the code points.
        caseless: of the scripts, True for those without capitals.
        latin: the number of a script.
        least: least rarity of a word with a capital.
        least_caseless: the same where capitals say nothing.
        out: (T,) room for the tokens.

    Returns:
        How many there are.
    """
    found = 0
    for article in range(len(article_token) - 1):
        for token in range(article_token[article], article_token[article + 1]):
            own = flags[token]
            if own & (CHARACTER | DIGIT) or letters[token] < 2 or not free[token]:
                continue
            written = script[codes[start[token]]]
            named = own & CAPITAL and rarity[token] >= (least_caseless if titled[token] else least)
            named = named or (caseless[written] and rarity[token] >= least_caseless and letters[token] - skip[token] - cut[token] >= 3)
            if named or (written == latin and letters[token] >= 3 and unspaced[article]):
                out[found] = token
                found += 1
    return found


@compiled
def known_names(codes: U32s, low: Ints, high: Ints, seed: Ints, keys: U64s, numbers: Ints, hashes: U64s, number: Ints) -> None:
    """Look for names among those that were read.

    Args:
        codes: (N,) code points.
        low: (M,) spans of the names with `high`.
        high: (M,).
        seed: (M,) what else they are read by.
        keys: their hashes, each at its low bits or at the next free place; a power of two, never full.
        numbers: of them, -1 where a place is free.
        hashes: (M,) set to the hashes of the code points and seeds.
        number: (M,) set to the numbers, -1 for a name that was not read.
    """
    for k in range(len(low)):
        h = mixed(np.uint64(seed[k] + 1))
        for at in range(low[k], high[k]):
            h = (h ^ np.uint64(codes[at])) * np.uint64(0x9E3779B97F4A7C15)
            h ^= h >> np.uint64(32)
        hashes[k] = mixed(h)
        number[k] = numbers[_place_of(keys, numbers, hashes[k])]


@compiled
def keep_names(hashes: U64s, first: int, keys: U64s, numbers: Ints) -> None:
    """Put distinct names in their places, with numbers from the first on; see `known_names`."""
    for k in range(len(hashes)):
        place = _place_of(keys, numbers, hashes[k])
        keys[place], numbers[place] = hashes[k], first + k


@compiled_part
def _place_of(keys: U64s, numbers: Ints, wanted: np.uint64) -> np.int64:
    """Where a name is, or the free place where it would be."""
    last = np.uint64(len(keys) - 1)
    place = wanted & last
    while numbers[place] >= 0 and keys[place] != wanted:
        place = (place + np.uint64(1)) & last
    return np.int64(place)
