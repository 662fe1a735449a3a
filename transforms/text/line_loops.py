"""What each line of a page can be beside text, compiled: asked of what `transforms.text.scan_loops` found in it."""

from __future__ import annotations

from typing import Final

import numpy as np

from transforms.compiled import compiled
from transforms.text.scan_loops import (
    ALPHANUMERIC,
    CLASSES,
    END,
    FIRST_DIGIT,
    HEAD,
    LETTER,
    MARKS,
    SECOND,
    SMALL,
    SPACE,
    START,
    Codes,
    Ints,
    Kinds,
)

NOTHING, FIRST_WORD, ANYTHING = range(3)
"""What a line can be beside text: nothing; what begins as it does, or a form of short lines; anything."""
PICTURED, DATING, UNMARKED, RESERVING, SILENT = 4, 8, 16, 32, 64
"""Bits beside these: the line may end as the caption of a picture does; a date or the label of one, or a bar, may stand in
it; none of the marks that set a dateline off does; it may reserve rights; no dateline is in its head."""
(
    ASKED_MARKS, ASKED_WORDS, LONG_HEAD, CAPTION_HEAD, CAPTION_WORDS, NOTE_HEAD, NOTE_WORDS,
    LAST_WORDS, BEGUN_HEAD, BRACKETS, SHORT_HEAD, SHORT_WORDS, SHORT_MARKS, FIGURE_MARKS, FIGURE_WORDS, DASHES, PICTURE_MARKS,
    DATE_MARKS, DATE_WORDS, LINE_MARKS, RIGHTS, LONGEST, ALONE_HEAD, SECOND_WORDS, KEYED_HEAD, PLACE_WORDS, PLACE_COLUMNS, PLACE_WRAP,
) = range(28)  # fmt: skip
"""What `ask_lines` is asked by: marks and classes, the longest short line, and the words and code points of a line in
which a dateline stands, with the longest line that goes on below; `transforms.text.furniture_signs` fills them in."""
_SIGNATURE: Final = 40
"""Longest line that can be the initials of its makers."""
_END: Final = 8
"""Code points at the end of a line in which it closes a bracket, but for what may stand behind that."""


@compiled
def _opens(code: int) -> bool:
    """Whether furniture of any length can begin so: one of ``([#*_-=``."""
    return code == 40 or code == 91 or code == 35 or code == 42 or code == 95 or code == 45 or code == 61


@compiled
def _closes(codes: Codes, start: int, end: int) -> bool:
    """Whether the last character is a closing bracket, spaces, points, commas and quotation marks left out."""
    i = end - 1
    while i >= start and i >= end - _END:
        code = codes[i]
        if not (code == 32 or code == 46 or code == 34 or code == 0x201D or code == 0xA0 or code == 9 or code == 42 or code == 44
                or code == 59 or code == 13 or code == 10):  # fmt: skip
            return bool(code == 41 or code == 93)
        i -= 1
    return True


@compiled
def _anything(codes: Codes, kinds: Kinds, line: Ints, last: bool, ask: Ints) -> bool:
    start, end, marks, words, head = line[START], line[END], line[MARKS], line[CLASSES], line[HEAD]
    length = end - start
    if (
        length < 2
        or _opens(int(np.int64(codes[start])))
        or marks & ask[ASKED_MARKS]
        or words & ask[ASKED_WORDS]
        or head & ask[LONG_HEAD]
        or (head & ask[CAPTION_HEAD] and words & ask[CAPTION_WORDS])
        or (head & ask[NOTE_HEAD] and words & ask[NOTE_WORDS])
        or (last and words & ask[LAST_WORDS])
        or (marks & ask[BRACKETS] and _closes(codes, start, end))
    ):
        return True
    if length > ask[LONGEST]:
        return False
    if (
        head & ask[SHORT_HEAD]
        or words & ask[SHORT_WORDS]
        or marks & ask[SHORT_MARKS]
        or (line[FIRST_DIGIT] == start and (marks & ask[FIGURE_MARKS] or words & ask[FIGURE_WORDS]))
        or (last and length <= _SIGNATURE and marks & ask[DASHES])
    ):
        return True
    for i in range(start, end):
        code = int(np.int64(codes[i]))
        if code < 65536 and int(np.int64(kinds[code])) & ALPHANUMERIC:
            return False
    return True


@compiled
def _begun(line: Ints, ask: Ints) -> bool:
    """Whether the line can begin as furniture does: by its first word, and by the second where every such phrase has one."""
    head = line[HEAD]
    if not head & ask[BEGUN_HEAD]:
        return False
    return bool(head & ask[ALONE_HEAD] or line[SECOND] & ask[SECOND_WORDS] or (head & ask[KEYED_HEAD] and line[END] - line[START] <= ask[LONGEST]))


@compiled
def _quotes(code: int) -> bool:
    """Whether it opens a quotation: one of ``"'‘“„«``."""
    return code == 34 or code == 39 or code == 0x2018 or code == 0x201C or code == 0x201E or code == 0xAB


@compiled
def _silent(codes: Codes, kinds: Kinds, line: Ints, below: int, ask: Ints) -> bool:
    """Whether no dateline is in the head of a line without marks, though it may go on in the line below.

    It opens with a quotation mark or a small letter, or with a capital and a small letter and neither point nor comma in the
    words that a place can have.
    """
    start, end = line[START], line[END]
    if end - start <= ask[PLACE_WRAP] and below >= 0:
        # with one line feed between them they may be one
        feeds = 0
        for i in range(end, below):
            feeds += codes[i] == 10
        if feeds < 2:
            return False
    first = int(np.int64(codes[start]))
    if _quotes(first):
        return True
    if first >= 65536 or first == 66 or not int(np.int64(kinds[first])) & LETTER:
        # B begins bylines
        return False
    if int(np.int64(kinds[first])) & SMALL:
        return True
    second = int(np.int64(codes[start + 1])) if start + 1 < end else 0
    if second >= 65536 or not int(np.int64(kinds[second])) & SMALL:
        return False
    words = 0
    spaced = True
    for i in range(start, min(end, start + ask[PLACE_COLUMNS])):
        code = int(np.int64(codes[i]))
        if code == 46 or code == 44:
            return False
        space = code < 65536 and int(np.int64(kinds[code])) & SPACE != 0
        if spaced and not space:
            words += 1
            if words > ask[PLACE_WORDS]:
                return True
        spaced = space
    return True


@compiled
def ask_lines(codes: Codes, kinds: Kinds, lines: Ints, edge: int, ask: Ints) -> Ints:
    """What each line can be beside text, by what stands in it.

    Args:
        codes: (N,) the code points of a page.
        kinds: as for `scan_page`.
        lines: (L + 1, 9) its lines, or paragraphs of several lines, as `scan_page` gives them, and what is left of the first.
        edge: how many of them are the last ones.
        ask: (28,) marks and classes, in the order named above.

    Returns:
        (L + 1,) `NOTHING`, `FIRST_WORD` or `ANYTHING` for each, with the bits beside these; if nothing is left of the first
        line, the last says nothing.
    """
    count = len(lines) - 1
    found = np.zeros(count + 1, np.int64)
    for number in range(count + 1):
        line = lines[number]
        if line[START] < 0:
            continue
        # what is left of the first line stands where that does
        place = number if number < count else 0
        if _anything(codes, kinds, line, place >= count - edge, ask):
            found[number] = ANYTHING
        elif _begun(line, ask):
            found[number] = FIRST_WORD
        if line[MARKS] & ask[PICTURE_MARKS]:
            found[number] |= PICTURED
        if line[MARKS] & ask[DATE_MARKS] or line[CLASSES] & ask[DATE_WORDS]:
            found[number] |= DATING
        if not line[MARKS] & ask[LINE_MARKS]:
            found[number] |= UNMARKED
            if _silent(codes, kinds, line, lines[place + 1, START] if place + 1 < count else -1, ask):
                found[number] |= SILENT
        if line[CLASSES] & ask[RIGHTS]:
            found[number] |= RESERVING
    return found
