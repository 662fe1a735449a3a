"""Concepts: places, organisations, calendar, currency, number words and words of the news, in many languages at once.

One frozen table (`data/concepts.npz`, built by `transforms.sketch.build_concepts`) maps token hashes to concepts. A form
of several words stands under the hash of its letters without the spaces, which is also the hash of a run of tokens in a
block, so that phrases and, in unspaced scripts, character n-grams are looked up without making a string.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import U8Array, U16Array, U32Array
from transforms.sketch.chars import CAPITAL, CHARACTER, fold32, mix64
from transforms.sketch.tokens import I64Array, TokenBlock, inverse_powers, prefix_hash, table_size

PLACE: Final = 1
WORD_OF_NEWS: Final = 2
ORGANISATION: Final = 3
MONTH: Final = 4
WEEKDAY: Final = 5
MAGNITUDE: Final = 6
DIGITS: Final = 7
CURRENCY: Final = 8
"""Kinds of concepts in the table."""

NEEDS_CAPITAL: Final = 1
NEEDS_CAPITALS: Final = 2
GROWS: Final = 4
"""Rule bits: first letter upper case; all letters upper case; the shift of the letters an ending may add (0..4)."""

LANGUAGES: Final = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "cs", "pl", "hr", "zh", "ja", "ar")
"""Languages of the word list; bit k of a row's languages stands for the k-th, all bits for any language."""
_SAME: Final = {"sr": "hr", "bs": "hr", "sh": "hr", "sk": "cs", "ca": "es", "gl": "pt", "be": "ru"}

MAX_PHRASE: Final = 3
"""Most words of a form in spaced scripts."""
MAX_NGRAM: Final = 8
"""Most characters of a form in unspaced scripts."""
MAX_GROWTH: Final = 4
_BITS: Final = 21


@dataclass(frozen=True, slots=True)
class ConceptTable:
    """Rows sorted by key; K rows."""

    key: U32Array
    #: canonical hash of the concept, of MAGNITUDE and MONTH and WEEKDAY the number itself
    concept: U32Array
    kind: U8Array
    rarity: U8Array
    rule: U8Array
    languages: U16Array
    #: (2**_BITS,) False where no key has these low bits
    filter: NDArray[np.bool_]


@dataclass(slots=True)
class Found:
    """Concepts found in a block, in order of the text; none overlaps another."""

    token: I64Array
    #: tokens covered
    width: I64Array
    concept: U32Array
    kind: U8Array
    rarity: U8Array


@cache
def concept_table() -> ConceptTable:
    """The table of this process, loaded once."""
    with np.load(Path(__file__).parent / "data" / "concepts.npz") as data:
        steps = data["steps"]
        low = steps[0].astype(np.uint32)
        for k in range(1, 4):
            low |= steps[k].astype(np.uint32) << np.uint32(8 * k)
        key = np.cumsum(low, dtype=np.uint32)
        which = data["which"]
        rule, languages = data["rule"], data["languages"]
        concept, kind, rarity = data["concept"][which], data["kind"][which], data["rarity"][which]
    table = np.zeros(1 << _BITS, bool)
    table[key & np.uint32((1 << _BITS) - 1)] = True
    return ConceptTable(key, concept, kind, rarity, rule, languages, table)


def language_bit(language: str | None) -> int:
    """Bit of a language in a row's languages, 0 for one without word list."""
    name = _SAME.get(language or "", language or "")
    return 1 << LANGUAGES.index(name) if name in LANGUAGES else 0


def find_concepts(
    block: TokenBlock, languages: list[str | None], skip: I64Array, all_capitals: NDArray[np.bool_]
) -> Found:
    """Look up every word, phrase and n-gram of a block.

    Args:
        block: the tokens.
        languages: language of each article.
        skip: (T,) code points of a prefix (the Arabic article) that a form may lack.
        all_capitals: (T,) True for tokens in capitals, where capitals say something.

    Returns:
        The concepts; of overlapping ones the one that starts first, then the longest.
    """
    table = concept_table()
    count = len(block.start)
    bits = np.array([language_bit(language) for language in languages], np.uint16)
    bit = np.repeat(bits, np.diff(block.article_token))
    capital = (block.first_flags & CAPITAL).astype(bool)
    single = (block.first_flags & CHARACTER).astype(bool)
    unit = np.repeat(np.arange(len(block.unit_kind)), np.diff(block.unit_token))
    rows: list[tuple[I64Array, I64Array, I64Array]] = []

    def look(tokens: I64Array, hashes: U32Array, width: int, grown: int) -> None:
        kept = table.filter[hashes & np.uint32((1 << _BITS) - 1)]
        tokens, hashes = tokens[kept], hashes[kept]
        if not len(tokens):
            return
        last = tokens + width - 1
        place = np.searchsorted(table.key, hashes)
        found = np.full(len(tokens), -1)
        for _ in range(2):
            inside = np.minimum(place, len(table.key) - 1)
            rule = table.rule[inside]
            fits = (place < len(table.key)) & (table.key[inside] == hashes) & (found < 0)
            fits &= ((rule & NEEDS_CAPITAL) == 0) | capital[tokens]
            fits &= ((rule & NEEDS_CAPITALS) == 0) | (all_capitals[tokens] & all_capitals[last])
            fits &= (rule // GROWS) >= grown
            fits &= (table.languages[inside] & (bit[tokens] | np.uint16(1 << 15))) > 0
            found[fits] = inside[fits]
            place = place + 1
        hit = found >= 0
        rows.append((tokens[hit], np.full(int(hit.sum()), width), found[hit]))

    words = np.flatnonzero(~single)
    inverse = inverse_powers(table_size(int(block.folded[-1]) + 1))

    def span_hash(first: I64Array, last: I64Array) -> U32Array:
        begin, stop = block.start[first], block.end[last]
        return fold32(mix64((block.running[stop] - block.running[begin]) * inverse[block.folded[begin]]))

    for width in range(MAX_PHRASE, 1, -1):
        first = words[words + width <= count]
        near = (unit[first] == unit[first + width - 1]) & ~single[first + width - 1]
        for k in range(1, width):
            near &= block.start[first + k] - block.end[first + k - 1] <= 2
        look(first[near], span_hash(first[near], first[near] + width - 1), width, 0)
    for grown in range(MAX_GROWTH + 1):
        # a stem has at least three letters
        kept = words[block.end[words] - block.start[words] >= 3 + grown] if grown else words
        zeros = np.zeros(len(kept), np.int64)
        look(kept, fold32(prefix_hash(block, kept, zeros, block.end[kept] - grown)), 1, grown)
        bare = kept[skip[kept] > 0]
        bare = bare[block.end[bare] - block.start[bare] - skip[bare] >= 3 + grown]
        look(bare, fold32(prefix_hash(block, bare, skip[bare], block.end[bare] - grown)), 1, grown)
    characters = np.flatnonzero(single)
    for width in range(MAX_NGRAM, 0, -1):
        first = characters[characters + width <= count]
        last = first + width - 1
        near = (block.start[last] - block.start[first] == width - 1) & single[last]
        look(first[near], span_hash(first[near], last[near]), width, 0)
    return _choose(table, rows)


def _choose(table: ConceptTable, rows: list[tuple[I64Array, I64Array, I64Array]]) -> Found:
    """Of overlapping concepts keep the one that starts first, then the longest, then the one found first."""
    token = np.concatenate([row[0] for row in rows]) if rows else np.zeros(0, np.int64)
    width = np.concatenate([row[1] for row in rows]) if rows else np.zeros(0, np.int64)
    which = np.concatenate([row[2] for row in rows]) if rows else np.zeros(0, np.int64)
    order = np.lexsort((np.arange(len(token)), -width, token))
    kept: list[int] = []
    free = -1
    for index, start, size in zip(order.tolist(), token[order].tolist(), width[order].tolist(), strict=True):
        if start >= free:
            kept.append(index)
            free = start + size
    chosen = np.array(kept, np.int64)
    row = which[chosen]
    return Found(token[chosen], width[chosen], table.concept[row], table.kind[row], table.rarity[row])
