"""Which language each unit of a page is in, where that is another than the document's.

A page can carry a caption in English under a Greek text, or a story and then its translation. Asking CLD2 about every
unit would cost more than all the rest of a unit, so the question is only put where something speaks against the
document's language: another script, or a stretch of text without its commonest words. What is too short to tell
(`NormalizeSettings.min_language_letters`) is in the document's language, and where that is unknown too, in none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from transforms.schema import Unit
from transforms.text.language import MIN_LETTERS, other_language
from transforms.text.lines import line_spans
from transforms.text.page_words import COMMON_BIT
from transforms.text.scan_loops import END, START, TWICE

_PARAGRAPH: Final = 80
"""Code points of the shortest paragraph of a body that is looked at by itself; half of it where a character is a syllable."""
_RUN: Final = 240
"""Code points of the shortest stretch of a body that becomes a unit because of its language; half of it likewise."""
_DENSE: Final = "\u0e00"
"""From here on a character is a syllable or a word, for the scripts that news is written in."""


def label_languages(
    text: str,
    units: Sequence[Unit],
    language: str | None,
    *,
    min_letters: int = MIN_LETTERS,
    rows: Sequence[list[int]] | None = None,
    left: list[int] | None = None,
) -> tuple[Unit, ...]:
    """Units with their languages; a body in two languages becomes a unit for each stretch.

    Args:
        text: the whole text.
        units: its units, in order.
        language: language of the document, or None.
        min_letters: letters from which a unit can be said to be in another language of the same script.
        rows: the text's non-empty lines and what the scan tells of them (`PageWords.rows`), where they are at hand.
        left: the same of what is left of the first line behind the scraper's date (`PageWords.left`).
    """
    lines = _Lines(text, rows, language, left)
    found: list[Unit] = []
    for unit in units:
        start, end = unit.start, unit.end
        if unit.kind == "body" and _size(text, start, end) >= 2 * _RUN:
            found.extend(_body(text, unit, language, min_letters, lines))
            continue
        own = None if lines.plain(start, end) else other_language(text, start, end, language, min_letters)
        found.append(_in(unit, own or language))
    return tuple(found)


def _in(unit: Unit, language: str | None) -> Unit:
    """The unit with its language: nearly always the document's, which it is drawn with."""
    return unit if unit.language == language else replace(unit, language=language)


class _Lines:
    """The lines of the page, and which of them are surely in its language."""

    __slots__ = ("_bit", "_left", "_rows", "_text")

    def __init__(self, text: str, rows: Sequence[list[int]] | None, language: str | None, left: list[int] | None = None) -> None:
        self._text = text
        self._rows = rows
        self._left = left
        self._bit = COMMON_BIT.get(language, 0) if language is not None else 0

    def plain(self, start: int, end: int) -> bool:
        """Whether a span begins with a line that holds two common words of the language: then it is in that language."""
        rows = self._rows
        if not self._bit or rows is None:
            return False
        left = self._left
        if left is not None and left[START] == start:
            row = left
        else:
            # a row begins with its start
            at = bisect_left(rows, [start])
            if at == len(rows) or rows[at][START] != start:
                return False
            row = rows[at]
        return row[TWICE] & self._bit != 0 and row[END] <= end

    def all_plain(self, start: int, end: int) -> bool:
        """Whether it is known that every long line of a unit of whole lines is in the language: most bodies are so."""
        rows, bit = self._rows, self._bit
        if not bit or rows is None:
            return False
        first = bisect_left(rows, [start])
        last = bisect_left(rows, [end])
        if first == last or rows[first][START] != start or rows[last - 1][END] != end:
            return False
        return not [True for row in rows[first:last] if not row[TWICE] & bit and _long(self._text, row[START], row[END])]

    def within(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Spans of the lines of a unit, and of which of them it is known that they are in the language (`plain`).

        The unit begins and ends at characters that are no white space, inside of a line or not.
        """
        rows, bit = self._rows, self._bit
        if rows is None:
            return [(begin, stop, False) for begin, stop in line_spans(self._text, start, end)]
        first = max(0, bisect_left(rows, [start + 1]) - 1)
        spans = [(row[START], row[END], row[TWICE] & bit != 0) for row in rows[first : bisect_left(rows, [end])]]
        if spans and spans[0][1] <= start:
            del spans[0]
        if spans and spans[0][0] < start:
            left = self._left
            spans[0] = start, spans[0][1], left is not None and left[START] == start and left[TWICE] & bit != 0
        if spans and spans[-1][1] > end:
            spans[-1] = spans[-1][0], end, False
        return spans


def _long(text: str, start: int, end: int) -> bool:
    """Whether a line is looked at by itself: one of half the length only where a character is a syllable."""
    length = end - start
    return length >= _PARAGRAPH or (2 * length >= _PARAGRAPH and text[start] >= _DENSE)


def _body(text: str, unit: Unit, language: str | None, min_letters: int, known: _Lines) -> list[Unit]:
    if known.all_plain(unit.start, unit.end):
        return [_in(unit, language)]
    lines = known.within(unit.start, unit.end)
    long = [line for line in lines if _long(text, line[0], line[1])]
    probes = {long[0], long[len(long) // 2], long[-1]} if long else set()
    for start, end, plain in probes:
        if not plain and other_language(text, start, end, language, min_letters):
            break
    else:
        return [_in(unit, language)]
    runs: list[tuple[int, int, str | None]] = []
    for start, end, _ in lines:
        own = runs[-1][2] if runs else language
        if _size(text, start, end) >= _PARAGRAPH:
            own = other_language(text, start, end, language, min_letters) or language
        if runs and runs[-1][2] == own:
            runs[-1] = (runs[-1][0], end, own)
        else:
            runs.append((start, end, own))
    # a stretch too short to be a version of its own belongs to what stands before it
    merged: list[tuple[int, int, str | None]] = []
    for start, end, own in runs:
        if merged and (merged[-1][2] == own or _size(text, start, end) < _RUN):
            merged[-1] = (merged[-1][0], end, merged[-1][2])
        elif merged and _size(text, *merged[-1][:2]) < _RUN:
            merged[-1] = (merged[-1][0], end, own)
        else:
            merged.append((start, end, own))
    return [Unit(unit.kind, start, end, own) for start, end, own in merged]


def _size(text: str, start: int, end: int) -> int:
    """Length of a span, counted twice where a character is a syllable."""
    return (end - start) * (2 if text[start] >= _DENSE else 1)
