"""Tokens of a block and what is known of each, compiled.

What comes out is said in `transforms.sketch.tokens`, `transforms.sketch.stems`, `transforms.sketch.prior` and
`transforms.sketch.quotes`.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled, compiled_part
from transforms.sketch.hash_loops import folded32, mixed

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
U16s = NDArray[np.uint16]
U32s = NDArray[np.uint32]
U64s = NDArray[np.uint64]

# flags of characters, those of `transforms.sketch.chars`
WORD: Final = 1
CHARACTER: Final = 2
CAPITAL: Final = 8
DIGIT: Final = 16
APOSTROPHE: Final = 32
QUOTE: Final = 64
BASE: Final = np.uint64(0x9E3779B97F4A7C15)

ENDING: Final = 2
"""Most letters after an apostrophe that still count as an ending of the word before it."""
MIN_STEM: Final = 3
LONGEST: Final = 6
"""Code points of the shortest stem and of the longest affix."""
PRIME: Final = np.uint64(0x100000001B3)
LONGEST_QUOTE: Final = 3_000
"""Code points after which an unclosed quotation is given up."""
GUILLEMETS: Final = (0xAB, 0xBB)
APOSTROPHE_MARK: Final = 0x2019


@compiled
def scan(
    codes: U32s, unit_start: Ints, unit_end: Ints, table_flags: Bytes, table_script: Bytes, table_length: Bytes, table_value: U64s,
    inverse: U64s, cyrillic: int, hebrew: int, gershayim: U32s,
    flags: Bytes, running: U64s, folded: Ints, start: Ints, end: Ints, hash64: U64s, letters: Ints, unit_token: Ints,
) -> int:  # fmt: skip
    """Tokens of the units.

    Args:
        codes: (N,) code points.
        unit_start: (U,) spans of the units with `unit_end`, in order.
        unit_end: (U,).
        table_flags: columns of the character table.
        table_script: of them.
        table_length: of them.
        table_value: of them.
        inverse: powers of the inverse base.
        cyrillic: code of a script.
        hebrew: code of a script.
        gershayim: quotation marks that join Hebrew words, beside apostrophes.
        flags: (N,) zeros, set to the flags inside the units.
        running: (N + 1,) set to the running polynomial.
        folded: (N + 1,) set to the running count of folded characters.
        start: room for N tokens, as have the next three: spans, hashes and folded characters.
        end: room.
        hash64: room.
        letters: room.
        unit_token: (U + 1,) set to the first token of each unit.

    Returns:
        The number of tokens; -1 where there are not more powers than folded characters.
    """
    power, total, count = np.uint64(1), np.uint64(0), 0
    for at in range(len(codes)):
        running[at], folded[at] = total, count
        code = codes[at]
        total += table_value[code] * power
        size = table_length[code]
        if size == 1:
            # nearly all: said by itself, for a loop of unknown length costs as much as all the rest
            power *= BASE
            count += 1
        else:
            for _ in range(size):
                power *= BASE
                count += 1
    running[len(codes)], folded[len(codes)] = total, count
    if count >= len(inverse):
        return -1

    found = 0
    for unit in range(len(unit_start)):
        low, high = unit_start[unit], unit_end[unit]
        unit_token[unit] = found
        for at in range(low, high):
            flags[at] = table_flags[codes[at]]
        at = low
        # the token that may go on, and its last part
        first = last = part = -1
        while at <= high:
            begin = stop = high + 2
            if at < high:
                if not flags[at] & (WORD | CHARACTER):
                    at += 1
                    continue
                begin, stop = at, at + 1
                if flags[at] & WORD:
                    while stop < high and flags[stop] & WORD:
                        stop += 1
            at = stop
            if first >= 0:
                # asked first, for most words end in a space: all that joins words is an apostrophe or a quotation mark
                if flags[last] & (APOSTROPHE | QUOTE) and begin - last == 1 and flags[last - 1] & WORD and flags[begin] & WORD:
                    apostrophe = (flags[last] & APOSTROPHE) != 0
                    leans = apostrophe
                    for k in range(len(gershayim)):
                        leans = leans or codes[last] == gershayim[k]
                    if leans:
                        before, after = table_script[codes[last - 1]], table_script[codes[begin]]
                        ending = stop - begin <= ENDING and last - part >= 2
                        if (before == hebrew and after == hebrew) or (
                            apostrophe and (ending or (before == cyrillic and after == cyrillic))
                        ):
                            last, part = stop, begin
                            continue
                held = folded[last] - folded[first]
                if held > 0:
                    start[found], end[found], letters[found] = first, last, held
                    hash64[found] = mixed((running[last] - running[first]) * inverse[folded[first]])
                    found += 1
            first, last, part = begin, stop, begin
    unit_token[len(unit_start)] = found
    return found


@compiled
def cut_affixes(
    codes: U32s, start: Ints, end: Ints, letters: Ints, article_token: Ints, language: Ints, first: U32s,
    affix: U64s, bounds: Ints, sieve: U64s, skip: Ints, cut: Ints,
) -> None:  # fmt: skip
    """The longest affix of each token that leaves a stem: at its start, then at its end.

    Args:
        codes: (N,) code points.
        start: (T,) spans of the tokens with `end`.
        end: (T,).
        letters: (T,) folded characters.
        article_token: (A + 1,) first token of each article.
        language: (A,) number of its language, or -1 where nothing is cut.
        first: the first folded character of each code point.
        affix: hashes of the affixes, sorted within each language, side and length.
        bounds: (languages, 2, LONGEST + 1) where each length starts in `affix`: those at the start, and those at the end.
        sieve: (languages, 2, LONGEST) bits, 1 at the low bits of their hashes.
        skip: (T,) zeros, set to the code points cut at the start.
        cut: (T,) zeros, set to those cut at the end.
    """
    for article in range(len(language)):
        own = language[article]
        if own < 0:
            continue
        for token in range(article_token[article], article_token[article + 1]):
            if letters[token] <= MIN_STEM:
                continue
            for side in range(2):
                if bounds[own, side, 0] == bounds[own, side, LONGEST]:
                    continue
                spare = end[token] - start[token] - MIN_STEM - skip[token]
                h = np.uint64(0)
                longest = 0
                for size in range(1, min(spare, LONGEST) + 1):
                    where = end[token] - size if side == 1 else start[token] + size - 1
                    h = h * PRIME + np.uint64(first[codes[where]])
                    if not (sieve[own, side, size - 1] >> (h & np.uint64(63))) & np.uint64(1):
                        continue
                    low, high = bounds[own, side, size - 1], bounds[own, side, size]
                    low = _first_from(affix, low, high, h)
                    if low < bounds[own, side, size] and affix[low] == h:
                        longest = size
                if side == 1:
                    cut[token] = longest
                else:
                    skip[token] = longest


@compiled
def hash_stems(
    start: Ints, end: Ints, running: U64s, folded: Ints, inverse: U64s, skip: Ints, cut: Ints, out: U32s
) -> None:
    """Folded hashes of the tokens without their affixes, see `transforms.sketch.tokens.prefix_hash`; `out`, (T,), is set."""
    # most tokens keep all, but to ask takes longer
    for token in range(len(start)):
        begin, stop = start[token] + skip[token], end[token] - cut[token]
        out[token] = folded32(mixed((running[stop] - running[begin]) * inverse[folded[begin]]))


@compiled
def finish_tokens(
    start: Ints, end: Ints, letters: Ints, first_flags: Bytes, text_start: Ints, article_token: Ints, said: Bools,
    of_digits: Bytes, unknown_character: int, common: int, bits: tuple[int, int, int],
    rarity: Bytes, place: U32s, length: U16s, flags: Bytes, unspaced: Bools,
) -> None:  # fmt: skip
    """What sketches say of the tokens beside their hashes.

    Args:
        start: (T,) spans of the tokens with `end`.
        end: (T,).
        letters: (T,) folded characters.
        first_flags: (T,) flags of the first code point.
        text_start: (A + 1,) where each text starts.
        article_token: (A + 1,) first token of each article.
        said: (T,) True inside quotation marks.
        of_digits: rarity of a number by its digits, the last for all longer ones.
        unknown_character: the most that a character of an unspaced script has.
        common: the most that a very common word has.
        bits: of `Sketch.token_flags`: capital, common, quoted.
        rarity: (T,) of the words; set for characters and numbers.
        place: (T,) set to the first code points in their text.
        length: (T,) set to the code points.
        flags: (T,) set to the bits.
        unspaced: (A,) set to True for articles whose letters stand mostly in tokens of one character.
    """
    capital, known, quoted = bits
    for article in range(len(article_token) - 1):
        characters = spaced = 0
        for token in range(article_token[article], article_token[article + 1]):
            own = first_flags[token]
            if own & CHARACTER:
                rarity[token] = min(rarity[token], unknown_character)
                characters += 1
            if own & DIGIT:
                rarity[token] = of_digits[min(letters[token], len(of_digits) - 1)]
            spaced += letters[token]
            place[token] = start[token] - text_start[article]
            length[token] = min(end[token] - start[token], 0xFFFF)
            bit = capital if own & CAPITAL else 0
            if rarity[token] <= common and not own & (CHARACTER | DIGIT):
                bit |= known
            flags[token] = bit | (quoted if said[token] else 0)
        # a character of an unspaced script says about as much as three letters
        unspaced[article] = characters * 3 > max(spaced - characters, 0)


@compiled_part
def _first_from(ascending: NDArray[np.unsignedinteger[Any]], low: int, high: int, wanted: np.unsignedinteger[Any]) -> int:
    """First place from low to high whose value is not below the one wanted; high if there is none."""
    while low < high:
        middle = (low + high) // 2
        if ascending[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def known_rarity(
    hashes: U32s, article_token: Ints, chosen: Bools, words: U32s, values: Bytes, key: U32s, rare: Bytes, unknown: int, out: Bytes
) -> None:
    """Rarity of the tokens of the chosen articles.

    Args:
        hashes: (T,) token hashes.
        article_token: (A + 1,) first token of each article.
        chosen: (A,) True for articles of the table's language.
        words: a direct-mapped copy of the table with `values`, as `transforms.sketch.prior` makes it.
        values: of them.
        key: (K,) the table's hashes, sorted, with `rare`.
        rare: (K,).
        unknown: rarity of a word that is not in it.
        out: (T,) set where the articles are chosen.
    """
    mask = np.uint32(len(words) - 1)
    for article in range(len(chosen)):
        if not chosen[article]:
            continue
        for token in range(article_token[article], article_token[article + 1]):
            h = hashes[token]
            place = h & mask
            word = words[place]
            if word == h:
                out[token] = values[place]
                continue
            if (word ^ h) & mask:
                # nothing has this place
                out[token] = np.uint8(unknown)
                continue
            low = _first_from(key, 0, len(key), h)
            out[token] = rare[low] if low < len(key) and key[low] == h else np.uint8(unknown)


@compiled
def quoted_tokens(
    codes: U32s, flags: Bytes, unit_start: Ints, unit_end: Ints, unit_token: Ints, start: Ints,
    marks: U32s, closers: U64s, open_only: Bools, out: Bools,
) -> None:  # fmt: skip
    """Tokens inside quotation marks.

    Args:
        codes: (N,) code points.
        flags: (N,) their flags, 0 outside the units.
        unit_start: (U,) spans of the units with `unit_end`.
        unit_end: (U,).
        unit_token: (U + 1,) first token of each unit.
        start: (T,) first code point of each token.
        marks: (Q,) the marks.
        closers: (Q,) bit k: the mark may be closed by the k-th; 0: it opens nothing.
        open_only: (Q,) True for marks that open whatever stands beside them.
        out: (T,) False, set to True.
    """
    for unit in range(len(unit_start)):
        low, high = unit_start[unit], unit_end[unit]
        token, last = unit_token[unit], unit_token[unit + 1]
        mark, since = -1, 0
        for place in range(low, high + 1):
            opened = closed = -1
            own = -1
            right = False
            final = place == high
            if final:
                if mark < 0:
                    continue
            else:
                if not flags[place] & QUOTE:
                    continue
                left = place > 0 and (flags[place - 1] & (WORD | CHARACTER)) != 0
                right = place + 1 < len(flags) and (flags[place + 1] & (WORD | CHARACTER)) != 0
                # a mark between two letters is an apostrophe or a gershayim, except where words are not spaced
                if left and right and not flags[place - 1] & CHARACTER:
                    continue
                for k in range(len(marks)):
                    if marks[k] == codes[place]:
                        own = k
                        break
            again = False
            if mark >= 0:
                if final or place - since > LONGEST_QUOTE:
                    # never closed: it ends with its paragraph
                    opened, closed = since, min(place, since + LONGEST_QUOTE)
                elif own == mark and right and not left and codes[place] != GUILLEMETS[1]:
                    # the same opener again: a new paragraph of the same quotation
                    opened, closed = since, min(place, since + LONGEST_QUOTE)
                    again = True
                elif own >= 0 and (closers[mark] >> np.uint64(own)) & np.uint64(1) != 0:
                    if codes[place] == APOSTROPHE_MARK and right:
                        continue
                    opened, closed = since, -place
                if opened >= 0:
                    if closed >= 0:
                        stop = closed
                        for at in range(opened, stop):
                            if codes[at] == 10:
                                closed = at
                                break
                        ended = not again and not final
                    else:
                        closed = place
                        ended = False
                    while token < last and start[token] < opened:
                        token += 1
                    while token < last and start[token] < closed:
                        out[token] = True
                        token += 1
                    mark = -1
                    if again:
                        mark, since = own, place
                    if not ended:
                        continue
            if mark >= 0 or own < 0 or closers[own] == 0:
                continue
            if open_only[own] or (right and not left) or codes[place] == GUILLEMETS[0]:
                mark, since = own, place


@compiled
def loud_units(
    flags: Bytes, start: Ints, end: Ints, letters: Ints, unit_token: Ints, whole: Bools, shouted: Bools, titled: Bools
) -> None:
    """Where capitals say nothing, see `transforms.sketch.tokens.loud_tokens`; the last three, (T,), are set."""
    for unit in range(len(unit_token) - 1):
        words = capitals = heads = 0
        for token in range(unit_token[unit], unit_token[unit + 1]):
            everywhere = True
            for at in range(start[token], end[token]):
                if not flags[at] & CAPITAL:
                    everywhere = False
                    break
            whole[token] = everywhere
            own = flags[start[token]]
            if not own & (CHARACTER | DIGIT) and letters[token] >= 2:
                words += 1
                if everywhere:
                    capitals += 1
                if own & CAPITAL:
                    heads += 1
        loud = capitals * 5 > words * 3 and words >= 4
        title = loud or (heads * 5 > words * 3 and words >= 4)
        for token in range(unit_token[unit], unit_token[unit + 1]):
            shouted[token] = loud
            titled[token] = title
