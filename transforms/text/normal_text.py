"""The normal form of an article's body: what two printings of one text have in common, and the way back to the raw text.

One paragraph a line, without the furniture; NFC; one form of quotation mark, apostrophe and dash; single spaces; no
invisible characters. Applied to itself it changes nothing. It costs nothing where nobody asks for it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from transforms.schema import Unit
from transforms.text.lines import Paragraph, paragraphs

_DOUBLE: Final = "\"“”„‟«»″〝〞〟＂「」『』｢｣"
_SINGLE: Final = "'‘’‚‛‹›`´ʼ′＇"
_DASHES: Final = "-‐‑‒–—―−﹘﹣－"
_INVISIBLE: Final = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""Soft hyphens, bidirectional marks, zero-width spaces and control characters. The joiners U+200C and U+200D stay: in
Persian and in the scripts of India they are spelling."""
_SPECIAL: Final = re.compile(rf"[{_DOUBLE[1:]}{_SINGLE[1:]}{_DASHES[1:]}{_INVISIBLE}]|[^\S ]|  |--")
_DROPPED: Final = re.compile(f"[{_INVISIBLE}]")
_ONE: Final = {**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DASHES, "-")}
_UNIFIED: Final = str.maketrans({**_ONE, **{chr(code): " " for code in range(0x3001) if chr(code).isspace()}})
"""What stands for one character of the normal form wherever it stands; all white space lies below U+3001."""


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text in normal form, with the way back."""

    text: str
    #: (offset here, offset in the raw text) where a run of characters begins that correspond one to one
    runs: tuple[tuple[int, int], ...]

    def raw_offset(self, offset: int) -> int:
        """Offset in the raw text of a character of this one; of the end, the offset behind the last character.

        Raises:
            IndexError: the offset is not in [0, length].
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is not in a text of {len(self.text)} characters")
        if not self.runs:
            return 0
        if offset == len(self.text) and offset > 0:
            return self.raw_offset(offset - 1) + 1
        start, raw = self.runs[bisect_right(self.runs, (offset, 1 << 62)) - 1]
        return raw + offset - start


def normal_body(text: str, units: Iterable[Unit], blocks: Sequence[Paragraph] | None = None) -> NormalText:
    """Normal form of the body of a page.

    Args:
        text: the decoded text.
        units: its units, in order; those of kind ``body`` are taken.
        blocks: `transforms.text.lines.paragraphs` of it, where they are at hand.
    """
    spans = [(unit.start, unit.end) for unit in units if unit.kind == "body"]
    if not spans:
        return NormalText("", ())
    if blocks is None:
        blocks = paragraphs(text)
    pieces: list[list[tuple[int, int]]] = []
    at = 0
    for start, end, _ in blocks:
        inside = []
        # both are in order and a unit may end inside a paragraph or hold several
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        for low, high in spans[at:]:
            if low >= end:
                break
            inside.append((max(low, start), min(high, end)))
        pieces.append(inside)
    return normal_form(text, pieces)


def normal_form(text: str, lines: Iterable[Sequence[tuple[int, int]]]) -> NormalText:
    """Normal form of parts of a text, one line for each.

    Args:
        text: the raw text.
        lines: for each line the spans that make it, in order; several are joined by a space. Empty ones give no line.
    """
    found: list[str] = []
    runs: list[tuple[int, int]] = []
    size = 0
    for spans in lines:
        chars: list[str] = []
        raws: list[int] = []
        for start, end in spans:
            if chars:
                chars.append(" ")
                raws.append(start)
            if len(spans) == 1 and (whole := _one_to_one(text[start:end])) is not None:
                # nearly all paragraphs: one run, no character looked at
                if found:
                    runs.append((size, start - 1))
                    size += 1
                runs.append((size, start))
                found.append(whole)
                size += end - start
                break
            one, offsets = _normalized(text, start, end)
            chars += one
            raws += offsets
        else:
            line, offsets = _spaced(chars, raws)
            if not line:
                continue
            if found:
                runs.append((size, offsets[0] - 1))
                size += 1
            for n, offset in enumerate(offsets):
                if n == 0 or offset != offsets[n - 1] + 1:
                    runs.append((size + n, offset))
            found.append(line)
            size += len(line)
    return NormalText("\n".join(found), tuple(runs))


def _one_to_one(part: str) -> str | None:
    """The normal form of a part in which at most quotes, dashes and spaces change, one for one; None where more does."""
    if not part or part[0].isspace() or part[-1].isspace():
        return None
    if _SPECIAL.search(part) is None:
        return part if part.isascii() or unicodedata.is_normalized("NFC", part) else None
    unified = part.translate(_UNIFIED)
    if _SPECIAL.search(unified) is not None:
        return None
    return unified if all(unicodedata.is_normalized("NFC", form) for form in (part, unified)) else None


def _normalized(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """Characters in normal form but for spaces and runs of dashes, with the raw offset of each."""
    chars, raws = list(text[start:end]), list(range(start, end))
    while True:
        before = chars
        if not unicodedata.is_normalized("NFC", "".join(chars)):
            chars, raws = _composed(chars, raws)
        kept = [n for n, char in enumerate(chars) if not _DROPPED.match(char)]
        raws = [raws[n] for n in kept]
        chars = [_ONE.get(chars[n], chars[n]) for n in kept]
        if chars == before:
            return chars, raws


def _composed(chars: list[str], raws: list[int]) -> tuple[list[str], list[int]]:
    """NFC, cut where characters never join; what comes of several characters has the offset of the first."""
    joining = _joining()
    found: list[str] = []
    offsets: list[int] = []
    at, count = 0, len(chars)
    while at < count:
        stop = at + 1
        while stop < count and chars[stop] in joining:
            stop += 1
        made = unicodedata.normalize("NFC", "".join(chars[at:stop]))
        found += made
        # a character may also fall apart: then its parts share what offsets there are
        offsets += [raws[min(at + n, stop - 1)] for n in range(len(made))]
        at = stop
    return found, offsets


@lru_cache(maxsize=1)
def _joining() -> frozenset[str]:
    """Characters that can join with one before them: combining marks, and the second halves of compositions."""
    found = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code in range(0x300, 0x1E944):
        char = chr(code)
        if unicodedata.combining(char):
            found.add(char)
            continue
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            second = chr(int(parts[1], 16))
            if not second.isascii():
                found.add(second)
    return frozenset(found)


def _spaced(chars: list[str], raws: list[int]) -> tuple[str, list[int]]:
    """Runs of white space as one space, runs of dashes as one dash, nothing at the ends."""
    kept: list[int] = []
    for n, char in enumerate(chars):
        if char.isspace():
            chars[n] = " "
            if not kept or chars[kept[-1]] == " ":
                continue
        elif char == "-" and kept and chars[kept[-1]] == "-":
            continue
        kept.append(n)
    while kept and chars[kept[-1]] == " ":
        kept.pop()
    return "".join(chars[n] for n in kept), [raws[n] for n in kept]
