"""Sentences of all units of a block in one pass, compiled: what `transforms.text.sentences.split_sentences` does, step by step.

A unit that may be hard-wrapped, that has a sentence which must be cut, or a character the tables lack is left to that function.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled, compiled_part

Codes = NDArray[np.uint32]
Ints = NDArray[np.int64]
Kinds = NDArray[np.uint32]
Small = NDArray[np.uint16]
Keys = NDArray[np.uint64]
Bytes = NDArray[np.uint8]
Bools = NDArray[np.bool_]

# What a character is, bits of `kinds`
SPACE, LOWER, UPPER, ALPHA, ALPHANUMERIC, DIGIT, WORD = 1, 2, 4, 8, 16, 32, 64
LINE_END, OPENER, CLOSER, FULL, OTHER, TERMINAL, WORD_BREAK = 128, 256, 512, 1024, 2048, 4096, 8192
QUOTATIVE, LINE_BREAK, SEPARATOR, GLUED_OPENER, CURRENCY, BEFORE_GLUE, ELLIPSIS, NO_BREAK = (
    1 << 14, 1 << 15, 1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20, 1 << 21
)  # fmt: skip
"""LINE_END: ends a sentence; LINE_BREAK: `str.splitlines` breaks there; SEPARATOR: those of them that a line may go on after;
BEFORE_GLUE: a small letter, a figure or a comma behind a point that ends nothing; NO_BREAK: a space before a closing `»`."""
CALENDAR, SHORT, CAPITAL_ONLY, TITLE, STARTER, DOMAIN = 1, 2, 4, 8, 16, 32
"""What a word is, bits of `what`."""
LONGEST: Final = 600
"""`MAX_SENTENCE`."""
_WIDEST: Final = 132
_NARROWEST: Final = 30
_PROBE: Final = 60
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)

YES, NO, UNSURE, ASK = 1, 0, -1, 2


@compiled_part
def _what(
    codes: Codes, start: int, stop: int, fold: bool, lower: Small, words: Keys, what: Bytes
) -> int:
    """What a word is, in small letters or as it stands; 0: not listed, UNSURE: its small letters are not one for one."""
    h = np.uint64(1)
    for at in range(start, stop):
        code = np.uint64(codes[at])
        if fold:
            code = np.uint64(lower[codes[at]])
            if code == 0:
                return UNSURE
        h = (h ^ code) * _PRIME
        h ^= h >> np.uint64(29)
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle] < h:
            low = middle + 1
        else:
            high = middle
    return int(what[low]) if low < len(words) and words[low] == h else 0


@compiled_part
def _opening(codes: Codes, start: int, end: int, kinds: Kinds, lower: Small, words: Keys, what: Bytes) -> int:
    stop = start
    limit = min(end, start + 12)
    while stop < limit and kinds[codes[stop]] & ALPHA:
        stop += 1
    if stop - start == 1 and stop < end and codes[stop] == 46:
        return NO
    return YES if stop > start and _what(codes, start, stop, False, lower, words, what) & STARTER else NO


@compiled_part
def _after_point(
    codes: Codes, first: int, at: int, look: int, end: int, ordinals: bool, kinds: Kinds, lower: Small, words: Keys, what: Bytes
) -> int:  # fmt: skip
    begin = at
    while begin > first and codes[begin - 1] != 32:
        begin -= 1
        if at - begin > 12:
            return YES
    start = begin
    while start < at and kinds[codes[start]] & OPENER:
        start += 1
    for place in range(at - 1, start - 1, -1):
        if kinds[codes[place]] & WORD_BREAK:
            start = place + 1
            break
    size = at - start
    if size == 0 or not kinds[codes[at - 1]] & ALPHANUMERIC or size > 6:
        return YES
    digits = True
    for place in range(start, at):
        digits = digits and (kinds[codes[place]] & DIGIT) != 0
    if digits:
        if size > 2:
            return YES
        if begin == first:
            return NO
        return ASK if ordinals else YES
    own = _what(codes, start, at, True, lower, words, what)
    if own == UNSURE:
        return UNSURE
    if own & CALENDAR:
        if kinds[codes[look]] & DIGIT:
            return NO
        if begin - 2 >= first and kinds[codes[begin - 2]] & DIGIT:
            return ASK
        if not own & SHORT:
            return YES
    head = kinds[codes[start]]
    if size == 1:
        if not head & (UPPER | LOWER):
            return YES
        if begin - 2 > first and codes[begin - 2] == 46 and head & UPPER and kinds[codes[begin - 3]] & LOWER:
            return NO
    elif own & SHORT:
        if own & CAPITAL_ONLY and head & LOWER:
            return YES
        if own & TITLE:
            return NO
    elif codes[at - 2] != 46:
        return YES
    return ASK


@compiled_part
def _glued(
    codes: Codes, first: int, at: int, stop: int, end: int, text_end: int, kinds: Kinds, lower: Small, words: Keys, what: Bytes,
) -> int:  # fmt: skip
    own = kinds[codes[stop]]
    if stop + 1 >= end or not own & UPPER or not kinds[codes[stop + 1]] & LOWER:
        if own & GLUED_OPENER and stop + 2 < end and kinds[codes[stop + 1]] & UPPER and kinds[codes[stop + 2]] & LOWER:
            return YES
        return NO
    if stop - at > 1 or codes[at] != 46:
        return YES
    before = kinds[codes[at - 1]] if at > first else np.uint32(SPACE)
    if before & UPPER or not before & (ALPHANUMERIC | CURRENCY):
        return NO
    begin, floor = at, max(first, at - 30)
    while begin > floor and not kinds[codes[begin - 1]] & SPACE:
        begin -= 1
        # a point, a slash or an at sign: an address
        if codes[begin] == 46 or codes[begin] == 47 or codes[begin] == 64:
            return NO
    if at - begin < 2:
        return NO
    if at - begin == 3 and codes[begin] == 119 and codes[begin + 1] == 119 and codes[begin + 2] == 119:
        return NO
    last = min(stop + 4, text_end)
    while last > stop:
        code = codes[last - 1]
        if not (code == 32 or code == 44 or code == 59 or code == 58 or code == 46 or code == 33 or code == 63):
            break
        last -= 1
    # the word before, and the word behind; one call, for each is compiled by itself
    for behind in range(2):
        first, after, wanted = (begin, at, SHORT) if behind == 0 else (stop, last, DOMAIN)
        own_word = _what(codes, first, after, True, lower, words, what)
        if own_word == UNSURE:
            return UNSURE
        if own_word & wanted:
            return NO
    return YES


@compiled_part
def _breaks(
    codes: Codes, first: int, at: int, stop: int, after: int, end: int, text_end: int, ordinals: bool,
    kinds: Kinds, lower: Small, words: Keys, what: Bytes,
) -> int:  # fmt: skip
    mark = kinds[codes[at]]
    point = codes[at] == 46
    simple = point and stop - at == 1 and after > stop
    if not simple:
        if mark & FULL:
            return NO if stop - at > 1 and kinds[codes[after]] & QUOTATIVE else YES
        if mark & OTHER:
            armenian = codes[at] == 0x589
            return YES if after > stop or not armenian or not kinds[codes[after]] & ALPHANUMERIC else NO
        if after == stop:
            return _glued(codes, first, at, stop, end, text_end, kinds, lower, words, what)
    look = after
    while look < end - 1 and look < after + 3 and kinds[codes[look]] & OPENER:
        look += 1
    own = kinds[codes[look]]
    if own & LOWER:
        return NO
    if simple:
        answer = _after_point(codes, first, at, look, end, ordinals, kinds, lower, words, what)
        return _opening(codes, look, end, kinds, lower, words, what) if answer == ASK else answer
    if mark & ELLIPSIS or (point and codes[at + 1] == 46):
        return YES if own & UPPER or not own & ALPHA else NO
    return YES


@compiled_part
def _lines(codes: Codes, start: int, end: int, kinds: Kinds) -> int:
    """Lines of a unit that hold text; -1 - lines where they may be wrapped, -(1 << 40) where a character is not in the tables."""
    lines = width = 0
    low = high = -1
    fed, plain = False, True
    for at in range(start, end):
        code = codes[at]
        if code >= len(kinds):
            return -(1 << 40)
        own = kinds[code]
        if own & LINE_BREAK:
            if own & SEPARATOR:
                plain = False
            elif code == 10:
                fed = True
            if high >= 0:
                if lines < _PROBE:
                    width = max(width, high - low)
                lines += 1
            low = high = -1
        elif not own & SPACE:
            if high < 0:
                low = at
            high = at + 1
    if high >= 0:
        if lines < _PROBE:
            width = max(width, high - low)
        lines += 1
    if fed and (not plain or (lines >= 4 and _NARROWEST <= width <= _WIDEST)):
        return -1 - lines
    return lines


@compiled
def sentence_starts(
    codes: Codes, unit_start: Ints, unit_end: Ints, text_end: Ints, ordinals: Bools,
    kinds: Kinds, lower: Small, words: Keys, what: Bytes, starts: Ints, counts: Ints, lines: Ints,
) -> int:  # fmt: skip
    """Where sentences of units start: the first of each with the unit, the others with their first visible character.

    Args:
        codes: (N,) code points of the block.
        unit_start: (U,) spans of the units with `unit_end`.
        unit_end: (U,).
        text_end: (U,) where the text of each unit ends.
        ordinals: (U,) True where a figure with a point may be an ordinal number.
        kinds: what characters are.
        lower: their small letters; 0 where there are more of them than one.
        words: hashes of listed words, sorted.
        what: what they are.
        starts: room for half as many as the units have code points, and one more for each.
        counts: (U,) set to the sentences of each unit, 0 where the unit is left to Python.
        lines: (U,) set to its lines that hold text, -1 where those are left to Python.

    Returns:
        How many starts were written, units left out.
    """
    found = 0
    for unit in range(len(unit_start)):
        start, end = unit_start[unit], unit_end[unit]
        counts[unit] = 0
        held = _lines(codes, start, end, kinds)
        lines[unit] = held if held >= 0 else -1 - held if held > -(1 << 40) else -1
        if held < 0:
            continue
        base = found
        first = start
        while first < end and kinds[codes[first]] & SPACE:
            first += 1
        # the sentence before: its first code point and the one after its last, or -1
        begun = ended = -1
        number = 0
        at = first
        sure = True
        while at <= end:
            # the next place where a sentence may end; the end of the unit is one
            stop = after = end
            final = at == end
            if not final:
                mark = kinds[codes[at]]
                if not mark & (TERMINAL | LINE_END):
                    at += 1
                    continue
                stop = at + 1
                if codes[at] == 46 and stop < end and kinds[codes[stop]] & BEFORE_GLUE:
                    at += 1
                    continue
                if not mark & LINE_END:
                    while stop < end:
                        own = kinds[codes[stop]]
                        if own & (TERMINAL | CLOSER) or (codes[stop] == 0x201C and (stop + 1 >= end or not kinds[codes[stop + 1]] & WORD)):
                            stop += 1
                        else:
                            break
                    if (
                        stop + 1 < end
                        and kinds[codes[stop]] & NO_BREAK
                        and codes[stop + 1] == 0xBB
                        and (stop + 2 >= end or not kinds[codes[stop + 2]] & WORD)
                    ):
                        stop += 2
                after = stop
                lined = False
                while after < end and kinds[codes[after]] & SPACE:
                    lined = lined or (kinds[codes[after]] & LINE_END) != 0
                    after += 1
                if mark & LINE_END:
                    stop = at
                elif after < end and not lined:
                    answer = _breaks(
                        codes, first, at, stop, after, end, text_end[unit], ordinals[unit], kinds, lower, words, what
                    )
                    if answer == UNSURE:
                        sure = False
                        break
                    if answer == NO:
                        at = after
                        continue
            if final or kinds[codes[at]] & LINE_END:
                while stop > first and kinds[codes[stop - 1]] & SPACE:
                    stop -= 1
            if stop > first:
                if stop - first > LONGEST:
                    sure = False
                    break
                joined = False
                if stop - first <= 3 and begun >= 0 and stop - begun <= LONGEST:
                    # marks without a letter belong to the sentence before, if they stand on its line
                    joined = True
                    for place in range(first, stop):
                        joined = joined and not kinds[codes[place]] & ALPHANUMERIC
                    for place in range(ended, first):
                        joined = joined and codes[place] != 10
                if not joined:
                    if number > 0:
                        starts[found] = first
                        found += 1
                    else:
                        starts[found] = start
                        found += 1
                    number += 1
                    begun = first
                ended = stop
            if final:
                break
            first = after
            at = after
        if not sure:
            found = base
            continue
        if number == 0:
            starts[found] = start
            found += 1
            number = 1
        counts[unit] = number
    return found
