"""Which language each unit of a page is in, where that is another than the document's.

A page can carry a caption in English under a Greek text, or a story and then its translation. Asking CLD2 about every
unit would cost more than all the rest of a unit, so the question is only put where something speaks against the
document's language: another script, or a stretch of text without its commonest words. What is too short to tell
(`NormalizeSettings.min_language_letters`) is in the document's language, and where that is unknown too, in none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from transforms.schema import Unit
from transforms.text.language import MIN_LETTERS, other_language
from transforms.text.lines import line_spans

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
    lines: Sequence[tuple[int, int]] | None = None,
) -> tuple[Unit, ...]:
    """Units with their languages; a body in two languages becomes a unit for each stretch.

    Args:
        text: the whole text.
        units: its units, in order.
        language: language of the document, or None.
        min_letters: letters from which a unit can be said to be in another language of the same script.
        lines: spans of the text's non-empty lines, where they are at hand.
    """
    found: list[Unit] = []
    for unit in units:
        if unit.kind == "body" and _size(text, unit.start, unit.end) >= 2 * _RUN:
            found.extend(_body(text, unit, language, min_letters, lines))
        else:
            own = other_language(text, unit.start, unit.end, language, min_letters) or language
            found.append(Unit(unit.kind, unit.start, unit.end, own))
    return tuple(found)


def _body(
    text: str, unit: Unit, language: str | None, min_letters: int, known: Sequence[tuple[int, int]] | None
) -> list[Unit]:
    if known is None:
        lines = line_spans(text, unit.start, unit.end)
    else:
        # units begin and end at characters that are no white space, in the middle of a line or not
        first, last = unit.start, unit.end
        lines = [
            (start if start > first else first, end if end < last else last) for start, end in known if start < last and end > first
        ]
    # a line of half the length can only be long enough where a character is a syllable
    long = [
        (start, end)
        for start, end in lines
        if end - start >= _PARAGRAPH or (2 * (end - start) >= _PARAGRAPH and text[start] >= _DENSE)
    ]
    probes = {long[0], long[len(long) // 2], long[-1]} if long else set()
    if not any(other_language(text, start, end, language, min_letters) for start, end in probes):
        return [Unit(unit.kind, unit.start, unit.end, language)]
    runs: list[tuple[int, int, str | None]] = []
    for start, end in lines:
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
