"""Anchor kinds, and a mark: hash, kind and rarity of an anchor packed into one integer."""

from __future__ import annotations

from typing import Final
from zlib import crc32

NUMBER: Final = 1
TIME: Final = 2
NAME: Final = 3
ACRONYM: Final = 4
DATE: Final = 5
PLACE: Final = 6
ORGANISATION: Final = 7
WORD: Final = 8
CURRENCY: Final = 9
CALENDAR: Final = 10
LEXEME: Final = 11
KINDS: Final = {
    NUMBER: "number", TIME: "time", NAME: "name", ACRONYM: "acronym", DATE: "date", PLACE: "place",
    ORGANISATION: "organisation", WORD: "word", CURRENCY: "currency", CALENDAR: "calendar",
    LEXEME: "lexeme",
}  # fmt: skip
"""Anchor kind codes of `Sketch.anchor_kind`: WORD is a word of the news, CALENDAR a month or weekday alone, LEXEME a word
of a learned lexicon."""


def canonical_hash(kind: str, text: str) -> int:
    """32-bit hash of a canonical form."""
    return crc32(f"{kind}:{text}".encode())


def mark(anchor: int, kind: int, rarity: int) -> int:
    """Pack the 32-bit hash, the kind and the rarity of an anchor.

    >>> hex(mark(0xDEADBEEF, NAME, 160))
    '0xa003deadbeef'
    """
    return anchor | kind << 32 | rarity << 40


def mark_hash(packed: int) -> int:
    """The hash in a mark."""
    return packed & 0xFFFFFFFF
