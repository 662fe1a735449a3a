"""The one pass over a page, compiled; what is looked for, and what comes out, is in `transforms.text.page_words`."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.compiled import compiled

Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint32]
Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Keys = NDArray[np.uint64]
Bytes = NDArray[np.uint8]

# What a character is: these say how to go on and stay out of the marks of a line.
SPACE: Final = 1
BREAK: Final = 2
LETTER: Final = 4
SMALL: Final = 8
LEAD: Final = 16
CONTINUATION: Final = 32
ALPHANUMERIC: Final = 64
# Bits from 8 on are marks: a line and a page have those of their characters. Here are those that the loop sets itself; the
# others are named in `transforms.text.page_words`.
DATED: Final = 1 << 32
LINK: Final = 1 << 33
DAMAGED: Final = 1 << 34
SMALL_C: Final = 1 << 35
SPLIT_NUMBER: Final = 1 << 36
INITIAL: Final = 1 << 37

MONTH: Final = 2
"""Bit of the names of months among the classes of telling words."""
ACCENTED: Final = 126
"""``~``, the sign behind a word with accents that is known without them."""

START, END, MARKS, CLASSES, HEAD, FIRST_DIGIT, BREAKS, TWICE, SECOND = range(9)
"""Columns of a line: its span, its marks, classes of its words, classes of its first word, place of its first digit or -1,
line breaks between it and the line before it, the languages of which two common words stand at its head (`HEAD_WORDS`), and
classes of its second word: `UNKNOWN_WORD` where that is not letters of ASCII only."""
COLUMNS: Final = 9
UNKNOWN_WORD: Final = (1 << 62) - 1
BITS, COMMON, COUNTS = range(3)
"""Columns of a known word: classes of telling words, languages that it is common in, and its part in the counts below."""
HEAD_WORDS: Final = 40
"""Words, between white space, of the head of a line in which the common ones are looked for."""
HEAD_CODES: Final = 300
"""Code points of it."""
RUNNING: Final = 80
"""Code points from which a line is taken for running text: headlines, bylines and date lines are shorter."""
SAMPLE: Final = 1500
"""Code points of running text collected for language identification."""
HEAD_SAMPLE: Final = 420
MIDDLE_SAMPLE: Final = 260
"""Code points of it that are looked at, at its head and from its middle on."""
FIELD: Final = 16
"""Bits of a count; four counts of common words stand side by side in one number."""
FIELDS: Final = 4
LEAST_HEAD: Final = 30
LEAST_MIDDLE: Final = 20
"""Words that these must have."""
PART_OF_ALL: Final = 5
"""One word in so many is a common one in a text of its language, in both."""

BASIS: Final = 0xCBF29CE484222325
PRIME: Final = 0x100000001B3
"""Of the 64-bit hash FNV-1a (Fowler, Noll, Vo)."""


@compiled
def _number(value: np.uint64, sieve: Keys, keys: Keys, numbers: Ints) -> int:
    """Number of a known word by its hash, or -1."""
    # most words are unknown, and the sieve is small enough to be at hand always
    low = value & np.uint64(0xFFFF)
    if not (sieve[low >> np.uint64(6)] >> (low & np.uint64(63))) & np.uint64(1):
        return -1
    mask = np.uint64(len(keys) - 1)
    at = (value >> np.uint64(16)) & mask
    while keys[at] != 0:
        if keys[at] == value:
            return int(numbers[at])
        at = (at + np.uint64(1)) & mask
    return -1


@compiled
def _damaged(codes: Codes, kinds: Kinds, i: int) -> bool:
    """Whether the letter at a place may be the first byte of a character in UTF-8 that was read as cp1252."""
    after = int(np.int64(codes[i + 1])) if i + 1 < len(codes) else 0
    if after == 0x20AC:
        return True
    if codes[i] < 0xE0:
        return after == 0xA0 or after == 0x2026 or (after < 65536 and int(np.int64(kinds[after])) & CONTINUATION != 0)
    then = int(np.int64(codes[i + 2])) if i + 2 < len(codes) else 0
    return after < 65536 and int(np.int64(kinds[after])) & CONTINUATION != 0 and then < 65536 and int(np.int64(kinds[then])) & CONTINUATION != 0


@compiled
def _surely_whole(codes: Codes, kinds: Kinds, last: int) -> bool:
    """Whether the run of ASCII letters, digits, ``_`` and ``@`` that ends at a place has letters only, and no others beside it.

    Letters beside it may be ASCII ones in another case: ``\u017f`` is a long s.
    """
    after = int(np.int64(codes[last + 1])) if last + 1 < len(codes) else 32
    if after >= 128 and (after >= 65536 or int(np.int64(kinds[after])) & ALPHANUMERIC):
        return False
    i = last
    while i >= 0 and (97 <= codes[i] <= 122 or 65 <= codes[i] <= 90):
        i -= 1
    before = int(np.int64(codes[i])) if i >= 0 else 32
    if 48 <= before <= 57 or before == 95 or before == 64:
        return False
    return before < 128 or (before < 65536 and int(np.int64(kinds[before])) & ALPHANUMERIC == 0)


@compiled
def _commons(
    codes: Codes, kinds: Kinds, lower: Codes, sieve: Keys, keys: Keys, numbers: Ints, facts: Ints, start: int, end: int, skipped: int
) -> tuple[int, int]:
    """Words between white space in a span, of the first `HEAD_WORDS`, and the sum of their counts; the first ones may be left out."""
    found = total = 0
    i = start
    while i < end and found < HEAD_WORDS:
        code = int(np.int64(codes[i]))
        if code < 65536 and int(np.int64(kinds[code])) & SPACE:
            i += 1
            continue
        value = np.uint64(BASIS)
        plain = True
        while i < end:
            code = int(np.int64(codes[i]))
            if code < 65536 and int(np.int64(kinds[code])) & SPACE:
                break
            if code < len(lower):
                value = (value ^ np.uint64(lower[code])) * np.uint64(PRIME)
            else:
                plain = False
            i += 1
        found += 1
        if plain and found > skipped:
            known = _number(value, sieve, keys, numbers)
            if known >= 0:
                total += facts[known, COUNTS]
    return max(0, found - skipped), total


@compiled
def _tongue(codes: Codes, kinds: Kinds, lower: Codes, sieve: Keys, keys: Keys, numbers: Ints, facts: Ints, lines: Ints) -> int:
    """Which of the four counted languages a fifth of the words of the sample are common in, at its head and in its middle."""
    size = length = 0
    for line in range(len(lines)):
        whole = lines[line, END] - lines[line, START]
        if whole >= RUNNING:
            size += whole
            length += min(whole, SAMPLE) + 1
            if size >= SAMPLE:
                break
    # no break behind the last line
    length -= 1
    if length < HEAD_SAMPLE + MIDDLE_SAMPLE:
        return -1
    sample = np.full(length + 1, np.uint32(10))
    at = size = 0
    for line in range(len(lines)):
        whole = lines[line, END] - lines[line, START]
        if whole >= RUNNING:
            size += whole
            cut = min(whole, SAMPLE)
            sample[at : at + cut] = codes[lines[line, START] : lines[line, START] + cut]
            at += cut + 1
            if size >= SAMPLE:
                break
    words, found = _commons(sample, kinds, lower, sieve, keys, numbers, facts, 0, HEAD_SAMPLE, 0)
    if words < LEAST_HEAD:
        return -1
    # the first word of the middle may be cut
    begin = length // 2
    more, then = _commons(sample, kinds, lower, sieve, keys, numbers, facts, begin, min(begin + MIDDLE_SAMPLE, length), 1)
    if more < LEAST_MIDDLE:
        return -1
    mask = (1 << FIELD) - 1
    for one in range(FIELDS):
        if ((found >> (one * FIELD)) & mask) * PART_OF_ALL >= words:
            return one if ((then >> (one * FIELD)) & mask) * PART_OF_ALL >= more else -1
    return -1


@compiled
def _behind_date(codes: Codes, kinds: Kinds) -> int:
    """Where the first line goes on behind the scraper's date that it begins with (``date 2022-01-03``), or -1."""
    size = len(codes)
    i = 0
    while i < size and i < 3 and codes[i] < 65536 and int(np.int64(kinds[codes[i]])) & SPACE:
        i += 1
    if not (
        i + 6 < size and codes[i] | 32 == 100 and codes[i + 1] | 32 == 97 and codes[i + 2] | 32 == 116
        and codes[i + 3] | 32 == 101 and codes[i + 4] == 32
    ):  # fmt: skip
        return -1
    i += 5
    while i < size and (48 <= codes[i] <= 57 or codes[i] == 45):
        i += 1
    while i < size and (codes[i] == 32 or codes[i] == 9):
        i += 1
    return -1 if i == size or (codes[i] < 65536 and int(np.int64(kinds[codes[i]])) & SPACE) else i


@compiled
def scan_page(
    codes: Codes, kinds: Kinds, fold: Bytes, lower: Codes, sieve: Keys, keys: Keys, numbers: Ints, facts: Ints, telling: int, other: int
) -> tuple[Ints, Numbers, int, int, int]:
    """One pass over the code points of a page.

    Args:
        codes: (N,) the code points.
        kinds: (65536,) what each character of the first plane is, and its marks.
        fold: (F,) letters and figures of words as ASCII in lower case, 0 for all else, by code point.
        lower: (F,) small forms of letters that have one of one letter, by code point.
        sieve: (1024,) bits of the low halves of the hashes of the known words.
        keys: (T,) hash table of the known words, T a power of two, 0 where a place is free.
        numbers: (T,) number of the word in each place.
        facts: (N, 3) what is known of each word.
        telling: words of this number or above it are not told one by one.
        other: what characters beyond the first plane are.

    Returns:
        (L + 1, 9) the non-empty lines, their columns as named above, and below them what is left of the first line behind the
        scraper's date (it starts at -1 where there is none); the numbers of the words of the page below ``telling``; marks and
        word bits of the whole page; and which of the four counted languages its running text is surely in, or -1.
    """
    size = len(codes)
    latin = len(fold)
    room = 64
    lines = np.empty((room, COLUMNS), np.int64)
    count = 0
    left = np.full(COLUMNS, -1)
    cut = _behind_date(codes, kinds)
    cut_marks = cut_words = cut_head = cut_second = 0
    cut_digit = -1
    seen = np.zeros(telling, np.bool_)
    hits = np.empty(telling, np.int32)
    hit = 0
    page_marks = page_bits = 0
    first, last = -1, -1
    marks = words = head = second = 0
    # ASCII words of the line
    pieces = 0
    first_digit = -1
    joined = place = 0
    last_number = last_month = -9
    # line breaks since the last line, and before the one that is read
    broken = before = 0
    # words between white space, the common ones among them; a character is `fresh` behind white space
    tokens = once = twice = 0
    fresh = True
    i = 0
    # one turn beyond the end, which closes the last line as a break does
    while i <= size:
        code = int(np.int64(codes[i])) if i < size else 10
        if i == cut:
            cut_marks, cut_words, cut_head, cut_second, cut_digit = marks, words, head, second, first_digit
            marks = words = head = second = pieces = 0
            first_digit = -1
        if code < latin and fold[code]:
            # a word, and the numbers in it: `piece` is the hash of a run of its ASCII letters, `whole` of all of them
            if first < 0:
                first = i
                before = broken
            spaced = fresh
            tokens += fresh
            fresh = False
            piece = whole = exact = np.uint64(BASIS)
            letters = digits = 0
            accented = False
            inside = code < 128
            numbered = 48 <= code <= 57
            word = 0
            known = -1
            while True:
                letter = fold[code]
                if letter > 57 and code < 128 and not accented:
                    # most words are nothing but a run of these
                    if digits == 1 or digits == 2 or digits == 8:
                        marks |= DATED
                    digits = joined = 0
                    run = i
                    while True:
                        piece = (piece ^ np.uint64(letter)) * np.uint64(PRIME)
                        i += 1
                        if i == size:
                            break
                        code = int(np.int64(codes[i]))
                        if code >= 128:
                            break
                        letter = fold[code]
                        if letter <= 57:
                            break
                    letters += i - run
                    if i == size or code >= latin or not fold[code]:
                        break
                    continue
                if accented:
                    whole = (whole ^ np.uint64(letter)) * np.uint64(PRIME)
                    exact = (exact ^ np.uint64(lower[code])) * np.uint64(PRIME)
                if code >= 128:
                    if kinds[code] & LEAD and _damaged(codes, kinds, i):
                        marks |= DAMAGED
                    if not accented:
                        accented = True
                        whole = (piece ^ np.uint64(letter)) * np.uint64(PRIME)
                        exact = (piece ^ np.uint64(lower[code])) * np.uint64(PRIME)
                    if inside:
                        known = _number(piece, sieve, keys, numbers)
                        got = 0
                        if known >= 0:
                            got = facts[known, BITS]
                            if known < telling and not seen[known]:
                                seen[known] = True
                                hits[hit] = known
                                hit += 1
                        word |= got
                        if pieces == 0:
                            head = got
                        elif pieces == 1:
                            second = got if _surely_whole(codes, kinds, i - 1) else UNKNOWN_WORD
                        pieces += 1
                        inside = False
                    digits = joined = 0
                    letters += 1
                else:
                    if not inside:
                        inside = True
                        piece = np.uint64(BASIS)
                    piece = (piece ^ np.uint64(letter)) * np.uint64(PRIME)
                    if letter <= 57:
                        if digits == 0 and letters >= 3:
                            # a digit right behind letters, or letters right behind a digit: a month may be tied to its day
                            marks |= DATED
                        digits += 1
                        if first_digit < 0:
                            first_digit = i
                    else:
                        if digits == 1 or digits == 2 or digits == 8:
                            marks |= DATED
                        digits = joined = 0
                        letters += 1
                i += 1
                if i == size:
                    break
                code = int(np.int64(codes[i]))
                if code >= latin or not fold[code]:
                    break
            last = i - 1
            if inside:
                known = _number(piece, sieve, keys, numbers)
                got = 0
                if known >= 0:
                    got = facts[known, BITS]
                    if known < telling and not seen[known]:
                        seen[known] = True
                        hits[hit] = known
                        hit += 1
                word |= got
                if pieces == 0:
                    head = got
                elif pieces == 1:
                    second = got if _surely_whole(codes, kinds, i - 1) else UNKNOWN_WORD
                pieces += 1
            if accented:
                known = _number((whole ^ np.uint64(ACCENTED)) * np.uint64(PRIME), sieve, keys, numbers)
                if known >= 0:
                    word |= facts[known, BITS]
                    if known < telling and not seen[known]:
                        seen[known] = True
                        hits[hit] = known
                        hit += 1
                known = _number(exact, sieve, keys, numbers) if spaced else -1
            closed = i == size or (code < 65536 and int(np.int64(kinds[code])) & SPACE != 0)
            if spaced and closed and known >= 0 and tokens <= HEAD_WORDS and i - first <= HEAD_CODES:
                twice |= once & facts[known, COMMON]
                once |= facts[known, COMMON]
            words |= word
            if letters == 1 and digits == 0 and i + 1 < size:
                # "A.P.", "A P"
                near = int(np.int64(codes[i + 1]))
                if code == 46 or (code == 32 and 65 <= near <= 90 and 65 <= codes[i - 1] <= 90):
                    marks |= INITIAL
            # a month beside a number, with a word between them at most
            place += 1
            if numbered:
                if place - last_month <= 2:
                    marks |= DATED
                last_number = place
            if word & MONTH:
                if place - last_number <= 2:
                    marks |= DATED
                last_month = place
            if digits:
                # three numbers with one mark between them, or eight digits
                if digits == 8:
                    marks |= DATED
                near = int(np.int64(codes[i + 1])) if i + 1 < size else 0
                if (code == 44 or code == 46) and i < size and 48 <= near <= 57:
                    marks |= SPLIT_NUMBER
                if (45 <= code <= 47 and i < size and 48 <= near <= 57) or (code == 46 and near == 32 and i + 2 < size and 48 <= codes[i + 2] <= 57):
                    joined += 1
                else:
                    joined = 0
                if joined == 2:
                    marks |= DATED
            continue
        kind = int(np.int64(kinds[code])) if code < 65536 else other
        if kind & SPACE:
            fresh = True
            if kind & BREAK:
                if first >= 0:
                    if cut >= 0:
                        left[START], left[END], left[MARKS], left[CLASSES], left[HEAD] = cut, last + 1, marks, words, head
                        left[FIRST_DIGIT], left[BREAKS], left[TWICE], left[SECOND] = first_digit, 0, twice, second
                        marks |= cut_marks
                        words |= cut_words
                        head, second, first_digit = cut_head, cut_second, cut_digit
                        cut = -1
                    # with room for one more
                    if count + 1 == room:
                        lines = np.concatenate((lines, np.empty((room, COLUMNS), np.int64)))
                        room *= 2
                    lines[count, START], lines[count, END], lines[count, MARKS] = first, last + 1, marks
                    lines[count, CLASSES], lines[count, HEAD], lines[count, FIRST_DIGIT] = words, head, first_digit
                    lines[count, BREAKS], lines[count, TWICE], lines[count, SECOND] = before, twice, second
                    count += 1
                    page_marks |= marks
                    page_bits |= words
                    marks = words = head = second = pieces = 0
                    first = first_digit = -1
                    tokens = once = twice = broken = 0
                joined = 0
                # a carriage return and a line feed are one
                broken += code != 10 or i == 0 or codes[i - 1] != 13
            i += 1
            continue
        if first < 0:
            first = i
            before = broken
        tokens += fresh
        fresh = False
        last = i
        marks |= kind
        if kind & LEAD and _damaged(codes, kinds, i):
            marks |= DAMAGED
        if code == 58:
            if i + 2 < size and codes[i + 1] == 47 and codes[i + 2] == 47:
                marks |= LINK
        elif code == 40 and i + 2 < size and codes[i + 2] == 41 and (codes[i + 1] | 32) == 99:
            marks |= SMALL_C
        i += 1
    lines[count] = left
    return lines[: count + 1], hits[:hit], int(page_marks), int(page_bits), _tongue(codes, kinds, lower, sieve, keys, numbers, facts, lines[:count])


@compiled
def _in_word(kinds: Kinds, code: int) -> bool:
    return code == 95 or (code < 65536 and int(np.int64(kinds[code])) & ALPHANUMERIC != 0)


@compiled
def _three_digits(codes: Codes, at: int) -> bool:
    return bool(48 <= codes[at] <= 57 and 48 <= codes[at + 1] <= 57 and 48 <= codes[at + 2] <= 57)


@compiled
def count_numbers(
    codes: Codes, kinds: Kinds, lines: Ints, held: int, start: int, end: int, most: int
) -> tuple[int, int, int, int, int]:
    """How often numbers of five forms stand in a span: ``4h30``, ``4,5``, ``4.500``, ``4,500``, ``4 €``.

    Args:
        codes: (N,) the code points of a page.
        kinds: as for `scan_page`.
        lines: (L + 1, 9) its lines, as `scan_page` gives them.
        held: marks of which one stands in every line that has such a number.
        start: first code point.
        end: code point behind the span.
        most: numbers of these forms that are counted.
    """
    clock = comma = points = commas = sign = 0
    for line in range(len(lines) - 1):
        i = lines[line, FIRST_DIGIT]
        if i < 0 or lines[line, END] <= start or not lines[line, MARKS] & held:
            continue
        i = max(i, start)
        last = min(lines[line, END], end)
        while i < last and clock + comma + points + commas + sign < most:
            if not 48 <= codes[i] <= 57:
                i += 1
                continue
            stop = i + 1
            while stop < end and 48 <= codes[stop] <= 57:
                stop += 1
            before = int(np.int64(codes[i - 1])) if i > start else 0
            length = stop - i
            i = stop
            if before == 46 or before == 44 or before == 58 or before == 47 or stop >= end:
                continue
            mark = codes[stop]
            run = stop + 1
            while run < end and 48 <= codes[run] <= 57:
                run += 1
            behind = run - stop - 1
            after = int(np.int64(codes[run])) if run < end else 0
            if mark == 104 or mark == 72:
                if length <= 2 and behind == 2 and codes[stop + 1] <= 53 and not _in_word(kinds, after):
                    clock += 1
                    i = run
            elif (mark == 44 or mark == 46) and length <= 3:
                if mark == 44 and 1 <= behind <= 2:
                    if after != 44 and after != 46:
                        comma += 1
                        i = run
                    continue
                groups = 0
                run = stop
                while groups < 3 and run + 3 < end and codes[run] == mark and _three_digits(codes, run + 1):
                    groups += 1
                    run += 4
                after = int(np.int64(codes[run])) if run < end else 0
                if groups and after != mark and not 48 <= after <= 57:
                    if mark == 44:
                        commas += 1
                    else:
                        points += 1
                    i = run
            elif (mark == 32 or mark == 0xA0 or mark == 0x202F) and length <= 9 and stop + 1 < end:
                after = int(np.int64(codes[stop + 2])) if stop + 2 < end else 0
                if (codes[stop + 1] == 0x20AC or codes[stop + 1] == 36) and not _in_word(kinds, after):
                    sign += 1
                    i = stop + 2
    return clock, comma, points, commas, sign


@compiled
def parts_in(codes: Codes, heads: Ints, letters: Bytes, lengths: Ints) -> int:
    """Which of some ASCII parts, of three letters or more each, stand in a page, in any case: a bit for each.

    Args:
        codes: (N,) the code points of a page.
        heads: (3, 128) bits of the parts that have a character, small or capital, at their first three places.
        letters: (P, M) the parts in lower case; P is 62 at most.
        lengths: (P,) their lengths.
    """
    found = 0
    size = len(codes)
    for i in range(size - 2):
        if codes[i] >= 128 or codes[i + 1] >= 128 or codes[i + 2] >= 128:
            continue
        left = heads[0, codes[i]] & heads[1, codes[i + 1]] & heads[2, codes[i + 2]] & ~found
        part = 0
        while left:
            if left & 1 and i + lengths[part] <= size:
                at = 3
                while at < lengths[part]:
                    code = int(np.int64(codes[i + at]))
                    if (code + 32 if 65 <= code <= 90 else code) != letters[part, at]:
                        break
                    at += 1
                if at >= lengths[part]:
                    found |= 1 << part
            left >>= 1
            part += 1
    return found
