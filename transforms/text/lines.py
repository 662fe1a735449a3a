"""Lines and paragraphs with raw offsets, and texts whose lines were wrapped at a fixed width.

In most scraped texts a line is a paragraph. In feeds and old archives a paragraph runs over several lines of 60-100
characters; there a line break means nothing, and only a blank line, an indent or an early end separates paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

# every character that str.splitlines breaks at, without the three separators of C0 that texts do not use
_BREAKS: Final = "\n\r\x0b\x0c\x85\u2028\u2029"
_LINE: Final = re.compile(rf"\S(?:[^{_BREAKS}]*\S)?")
_SEPARATORS: Final = "\x1c", "\x1d", "\x1e"
"""The three, at which `str.splitlines` breaks and a line of a text goes on."""
_BREAK: Final = re.compile(rf"\r\n|[{_BREAKS}]")
_TERMINAL: Final = frozenset(".!?:;…。！？؟۔।”\"»’')]}")

MAX_WRAP: Final = 132
"""Widest line, in characters, of a hard-wrapped text (the widest terminal and teleprinter format in use)."""
_PROBE_LINES: Final = 60
"""Lines looked at to decide whether a text is wrapped."""


class Paragraph(NamedTuple):
    """One paragraph, trimmed of white space."""

    start: int
    end: int
    #: True if at least one blank line stands before it
    gap: bool


_PARAGRAPH: Final = partial(tuple.__new__, Paragraph)
"""`Paragraph` of a tuple: the same as the constructor, without a call of Python."""


def line_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    r"""Spans of the non-empty lines, trimmed of white space.

    >>> line_spans(" a b \n\nc")
    [(1, 4), (7, 8)]
    """
    part = text[start:end]
    if any(map(part.__contains__, _SEPARATORS)):
        return [match.span() for match in _LINE.finditer(text, start, start + len(part))]
    # the same without the pattern, which would look at every character by itself
    found = []
    for line in part.splitlines(True):
        held = line.strip()
        if held:
            first = start if line[0] == held[0] else start + len(line) - len(line.lstrip())
            found.append((first, first + len(held)))
        start += len(line)
    return found


def is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether the lines were broken at a fixed width.

    True if most lines end in the middle of a sentence, and at a place where the next word would not have fitted; three
    of them at least, for a headline and a credit above and below a line of story are as wide as each other by chance.

    Args:
        text: the text the spans point into.
        lines: spans of its non-empty lines, in order.
    """
    lines = lines[:_PROBE_LINES]
    if len(lines) < 4:
        return False
    width = 0
    for start, end in lines:
        if end - start > width:
            width = end - start
            if width > MAX_WRAP:
                return False
    if width < 30:
        return False
    indents, usual = _indents(text, lines)
    pairs = full = small = 0
    for (start, end), (after, after_end), indent in zip(lines, lines[1:], indents[1:]):  # noqa: B905
        if indent >= usual + 2 or (after - end > 1 and breaks(text, end, after) > 1):
            continue
        pairs += 1
        if text[end - 1] in _TERMINAL:
            # a paragraph may end here; ends in the middle of a sentence are what is counted
            continue
        space = text.find(" ", after, after_end)
        word = (space if space > 0 else after_end) - after
        length = end - start
        # without spaces between words there is always room for a little more: only lines of one width tell
        least = 0.93 if "\u0e00" <= text[end - 1] <= "\u0eff" else 0.6
        if length >= least * width and length + 1 + word >= 0.88 * width:
            if after_end - after == length and text.startswith(text[start:end], after):
                # a line that stands there twice is a whole, not a piece of one
                continue
            full += 1
            # a list of headlines can fill its lines too, but each starts with a capital; telex text is all capitals
            small += not text[after].isupper() or text[start:end] == text[start:end].upper()
    return full >= 3 and full >= 0.6 * pairs and small >= 0.35 * full


def paragraphs(
    text: str, lines: Sequence[tuple[int, int]] | None = None, gaps: Sequence[bool] | None = None
) -> list[Paragraph]:
    """Paragraphs of the text, in order: its non-empty lines, joined where the text is hard-wrapped.

    Args:
        text: the text.
        lines: `line_spans` of it, where they are at hand.
        gaps: whether a blank line stands before each of them, where it is known.
    """
    if lines is None:
        lines = line_spans(text)
    if is_wrapped(text, lines):
        return _join(text, lines)
    if gaps is None:
        ends = [0, *(end for _, end in lines)]
        gaps = [breaks(text, before, start) > 1 for before, (start, _) in zip(ends, lines)]  # noqa: B905
    # the pairs become paragraphs without a call of Python for each
    return [_PARAGRAPH((start, end, gap)) for (start, end), gap in zip(lines, gaps, strict=True)]


def breaks(text: str, start: int, end: int) -> int:
    r"""Number of line breaks in a span; CR LF is one.

    >>> breaks("a\r\n\r\nb", 1, 5)
    2
    """
    if end - start < 2:
        # the common cases, one line feed and two, without the pattern
        return 1 if end > start and text[start] in _BREAKS else 0
    if end - start == 2 and text.startswith("\n\n", start):
        return 2
    return len(_BREAK.findall(text, start, end))


def _join(text: str, lines: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """Join wrapped lines into paragraphs at blank lines, indents and lines that ended early."""
    width = max(end - start for start, end in lines)
    indents, usual = _indents(text, lines)
    found: list[Paragraph] = []
    first, last, gap = lines[0][0], lines[0][1], False
    for (start, end), (after, after_end), indent in zip(lines, lines[1:], indents[1:]):  # noqa: B905
        blank = breaks(text, end, after) > 1
        space = text.find(" ", after, after_end)
        word = (space if space > 0 else after_end) - after
        early = text[end - 1] in _TERMINAL and end - start + 1 + word < 0.85 * width
        # " Reuter": a signature set off by one space
        if blank or early or indent >= usual + (1 if text[end - 1] in _TERMINAL else 2):
            found.append(Paragraph(first, last, gap))
            first, gap = after, blank
        last = after_end
    found.append(Paragraph(first, last, gap))
    return found


def _indents(text: str, lines: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """Spaces before each line's first character, and the most common number of them (of the first lines)."""
    sizes = []
    before = 0
    for start, end in lines:
        size = 0
        while start - size > before and text[start - size - 1] in " \t\u3000\u00a0":
            size += 1
        sizes.append(size)
        before = end
    head = sizes[:_PROBE_LINES]
    return sizes, min(head, key=lambda size: (-head.count(size), size))
