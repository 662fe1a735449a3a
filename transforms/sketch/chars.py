"""The frozen character table: what each code point is, and which characters a token hash sees for it.

The table (`data/chars.npz`) is built by `transforms.sketch.build_chars` from Unicode 14.0 and shipped, so that tokens do
not depend on the Python version. Code points from `LIMIT - 1` upward are separators.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from transforms.schema import U8Array, U32Array, U64Array

LIMIT: Final = 0x323B0 + 1
"""Size of the table; the last entry stands for every code point above (after CJK extension H)."""
MAX_FOLD: Final = 3
"""Most characters one code point folds to (`ﬃ`)."""

WORD: Final = 1
"""Flag: part of a spaced word (letters, digits, marks; also invisible characters, which have no folded character)."""
CHARACTER: Final = 2
"""Flag: a token of its own (scripts without spaces)."""
SYLLABIC: Final = 4
"""Flag, beside CHARACTER: Thai, Lao, Khmer, Burmese, where a word has about twice as many characters as in Chinese."""
CAPITAL: Final = 8
"""Flag: upper case or title case letter."""
DIGIT: Final = 16
"""Flag: decimal digit of any script."""
APOSTROPHE: Final = 32
"""Flag: apostrophe or something typed for it."""
QUOTE: Final = 64
"""Flag: quotation mark (single ones are also APOSTROPHE)."""

APOSTROPHES: Final = "'’‘ʼʻ`´＇′ʹ׳"
QUOTES: Final = "\"“”„‟«»‹›「」『』《》〈〉〝〞＂‘’‚״"

SCRIPTS: Final = (
    "", "LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO",
    "KHMER", "MYANMAR", "DEVANAGARI", "BENGALI", "GEORGIAN", "ARMENIAN", "TAMIL", "TELUGU", "GUJARATI", "GURMUKHI",
    "KANNADA", "MALAYALAM", "SINHALA", "ETHIOPIC", "BOPOMOFO",
)  # fmt: skip
"""Scripts the table names; the index is the code in `CharTable.script`, 0 is any other."""

BASE: Final = np.uint64(0x9E3779B97F4A7C15)
"""Base of the polynomial hashes (2^64 / golden ratio, odd, so that it has an inverse modulo 2^64)."""


def mix64(values: U64Array) -> U64Array:
    """MurmurHash3's 64-bit finaliser: a bijection on u64 that spreads structured values.

    Args:
        values: u64 array of any shape.

    Returns:
        A new array of the same shape.
    """
    h = values ^ (values >> np.uint64(33))
    h *= np.uint64(0xFF51AFD7ED558CCD)
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xC4CEB9FE1A85EC53)
    h ^= h >> np.uint64(33)
    return h


def fold32(values: U64Array) -> U32Array:
    """Fold 64-bit hashes to 32 bits: the upper half xor the lower half."""
    return ((values ^ (values >> np.uint64(32))) & np.uint64(0xFFFFFFFF)).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class CharTable:
    """Columns of the table, each of length LIMIT."""

    #: flag bits
    flags: U8Array
    #: index into SCRIPTS
    script: U8Array
    #: number of folded characters, 0..MAX_FOLD
    length: U8Array
    #: sum of mix64(folded character k) * BASE**k: what the code point adds to a polynomial hash
    value: U64Array
    #: the first folded character, 0 for none
    first: U32Array


@cache
def char_table() -> CharTable:
    """The table of this process, loaded once."""
    with np.load(Path(__file__).parent / "data" / "chars.npz") as data:
        flags, script, fold, length = data["flags"], data["script"], data["fold"], data["length"]
    codes = np.arange(LIMIT, dtype=np.int64)
    value = np.zeros(LIMIT, np.uint64)
    power = np.uint64(1)
    with np.errstate(over="ignore"):
        for k in range(MAX_FOLD):
            used = length > k
            folded = (codes[used] + fold[k][used]).astype(np.uint64)
            value[used] += mix64(folded + np.uint64(1)) * power
            power = power * BASE
    first = np.where(length > 0, codes + fold[0], 0).astype(np.uint32)
    return CharTable(flags, script, length, value, first)
