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

from transforms.schema import U8Array, U32Array, U64Array
from transforms.sketch import prior
from transforms.sketch.chars import CAPITAL, CHARACTER, SCRIPTS, char_table, fold32, mix64
from transforms.sketch.tokens import (
    I64Array,
    TokenBlock,
    inverse_powers,
    prefix_hash,
    table_size,
    token_units,
)

PLACE: Final = 1
WORD_OF_NEWS: Final = 2
ORGANISATION: Final = 3
MONTH: Final = 4
WEEKDAY: Final = 5
MAGNITUDE: Final = 6
DIGITS: Final = 7
CURRENCY: Final = 8
SHORT_MONTH: Final = 9
"""Kinds of concepts in the table; SHORT_MONTH is one only beside a day."""

NEEDS_CAPITAL: Final = 1
NEEDS_CAPITALS: Final = 2
GROWS: Final = 4
WORDS: Final = 32
"""Rule bits: first letter upper case; all letters upper case; factor of the letters an ending may add (0..4); factor of
the words of the form (1..3, 0 in unspaced scripts)."""

LANGUAGES: Final = (
    "en", "de", "fr", "es", "pt", "it", "ru", "uk", "cs", "pl", "hr", "zh", "ja", "ar", "nl", "sv", "da", "nb", "fi",
    "ro", "hu", "tr", "el", "he", "id",
)  # fmt: skip
"""Languages with words of their own; bit k of a row's languages stands for the k-th, all bits for any language."""
ANY_LANGUAGE: Final = (1 << 32) - 1
_SAME: Final = {
    "sr": "hr", "bs": "hr", "sh": "hr", "sk": "cs", "ca": "es", "gl": "pt", "be": "ru", "no": "nb", "nn": "nb", "ms": "id",
}  # fmt: skip

MAX_PHRASE: Final = 3
"""Most words of a form in spaced scripts."""
MAX_NGRAM: Final = 8
"""Most characters of a form in unspaced scripts."""
MAX_GROWTH: Final = 4
MARGIN: Final = 40
KNOWN_MARGIN: Final = 64
GROWN: Final = 16
OBSCURE: Final = 136
"""A word is taken for the name of a place unless it is that much commoner in its language than the place in English, in
eighths of a bit: MARGIN for places of at least OBSCURE rarity, KNOWN_MARGIN for others, less by GROWN with an ending."""
MAX_ROWS: Final = 4
"""Most rows of one key."""
_BITS: Final = 21


@dataclass(frozen=True, slots=True)
class ConceptTable:
    """Rows sorted by key; K rows."""

    key: U32Array
    #: eight more bits of the hash, against chance
    tag: U8Array
    #: canonical hash of the concept, of MAGNITUDE, MONTH, WEEKDAY and DIGITS the number itself
    concept: U32Array
    kind: U8Array
    rarity: U8Array
    rule: U8Array
    languages: U32Array
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
        rule, languages, tag = data["rule"], data["languages"], data["tag"]
        concept, kind, rarity = data["concept"][which], data["kind"][which], data["rarity"][which]
    table = np.zeros(1 << _BITS, bool)
    table[key & np.uint32((1 << _BITS) - 1)] = True
    return ConceptTable(key, tag, concept, kind, rarity, rule, languages, table)


def language_bit(language: str | None) -> int:
    """Bit of a language in a row's languages, 0 for one without word list."""
    name = _SAME.get(language or "", language or "")
    return 1 << LANGUAGES.index(name) if name in LANGUAGES else 0


def key_and_tag(hash64: U64Array) -> tuple[U32Array, U8Array]:
    """Key and tag of 64-bit hashes."""
    return fold32(hash64), (hash64 >> np.uint64(13)).astype(np.uint8)


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
    search = _Search(block, languages, all_capitals)
    single = (block.first_flags & CHARACTER).astype(bool)
    words, characters = np.flatnonzero(~single), np.flatnonzero(single)
    unit = token_units(block)
    count = len(block.start)
    for width in range(MAX_PHRASE, 1, -1):
        first = words[words + width <= count]
        near = (unit[first] == unit[first + width - 1]) & ~single[first + width - 1]
        for k in range(1, width):
            near &= block.start[first + k] - block.end[first + k - 1] <= 2
        search.look(first[near], search.span_hash(first[near], width), width, width, 0)
    for grown in range(MAX_GROWTH + 1):
        # a stem has at least three letters
        kept = words[block.end[words] - block.start[words] >= 3 + grown] if grown else words
        zeros = np.zeros(len(kept), np.int64)
        search.look(kept, prefix_hash(block, kept, zeros, block.end[kept] - grown), 1, 1, grown)
        bare = kept[skip[kept] > 0]
        bare = bare[block.end[bare] - block.start[bare] - skip[bare] >= 3 + grown]
        search.look(bare, prefix_hash(block, bare, skip[bare], block.end[bare] - grown), 1, 1, grown)
    # one place before and behind the block
    katakana = np.pad(char_table().script[block.codes] == SCRIPTS.index("KATAKANA"), 1)
    for width in range(MAX_NGRAM, 0, -1):
        first = characters[characters + width <= count]
        last = first + width - 1
        near = (block.start[last] - block.start[first] == width - 1) & single[last]
        # a katakana word is not looked up in parts
        begin, stop = block.start[first], block.end[last]
        near &= ~(katakana[begin + 1] & katakana[begin]) & ~(katakana[stop] & katakana[stop + 1])
        search.look(first[near], search.span_hash(first[near], width), width, 0, 0)
    return _choose(search)


class _Search:
    """Look-ups of one block."""

    def __init__(self, block: TokenBlock, languages: list[str | None], all_capitals: NDArray[np.bool_]) -> None:
        self.block = block
        self.table = concept_table()
        per_article = np.diff(block.article_token)
        bits = np.array([language_bit(language) for language in languages], np.uint32)
        self._bit = np.repeat(bits, per_article) | np.uint32(1 << 31)
        self._names = [prior.table_name(language) for language in languages]
        self._owner = np.repeat(np.arange(len(languages)), per_article)
        self._capital = (block.first_flags & CAPITAL).astype(bool)
        self._all_capitals = all_capitals
        self._inverse = inverse_powers(table_size(int(block.folded[-1]) + 1))
        #: token, width and row of the table of everything found
        self.token: list[I64Array] = []
        self.width: list[I64Array] = []
        self.row: list[I64Array] = []

    def span_hash(self, first: I64Array, width: int) -> U64Array:
        """Hash of the letters of `width` tokens from each of the first ones."""
        begin, stop = self.block.start[first], self.block.end[first + width - 1]
        return mix64((self.block.running[stop] - self.block.running[begin]) * self._inverse[self.block.folded[begin]])

    def look(self, tokens: I64Array, hash64: U64Array, width: int, words: int, grown: int) -> None:
        """Find the rows of hashes that stand for `width` tokens, with an ending of `grown` letters cut."""
        table = self.table
        keys, tags = key_and_tag(hash64)
        kept = np.flatnonzero(table.filter[keys & np.uint32((1 << _BITS) - 1)])
        if not len(kept):
            return
        tokens, keys, tags = tokens[kept], keys[kept], tags[kept]
        last = tokens + width - 1
        place = np.searchsorted(table.key, keys)
        found = np.full(len(tokens), -1)
        for _ in range(MAX_ROWS):
            inside = np.minimum(place, len(table.key) - 1)
            rule = table.rule[inside]
            fits = (place < len(table.key)) & (table.key[inside] == keys) & (table.tag[inside] == tags) & (found < 0)
            fits &= ((rule & NEEDS_CAPITAL) == 0) | self._capital[tokens]
            fits &= ((rule & NEEDS_CAPITALS) == 0) | (self._all_capitals[tokens] & self._all_capitals[last])
            fits &= ((rule & (WORDS - 1)) // GROWS >= grown) & (rule // WORDS == words)
            fits &= (table.languages[inside] & self._bit[tokens]) > 0
            found[fits] = inside[fits]
            place = place + 1
        hit = np.flatnonzero(found >= 0)
        hit = hit[self._plausible(tokens[hit], keys[hit], found[hit], width, words, grown)]
        self.token.append(tokens[hit])
        self.width.append(np.full(len(hit), width))
        self.row.append(found[hit])

    def _plausible(
        self, tokens: I64Array, keys: U32Array, rows: I64Array, width: int, words: int, grown: int
    ) -> NDArray[np.bool_]:
        """False for places whose name is a far commoner word of the language (German `Ende`, a town in Indonesia)."""
        good = np.ones(len(tokens), bool)
        places = np.flatnonzero(self.table.kind[rows] == PLACE)
        if words > 1 or not len(places):
            return good
        hashes = fold32(self.block.hash64[tokens]) if words else keys
        names = np.array(self._names)[self._owner[tokens[places]]]
        rarity = self.table.rarity[rows].astype(np.int64)
        least = rarity - np.where(rarity >= OBSCURE, MARGIN, KNOWN_MARGIN) + (GROWN if grown else 0)
        for name in sorted(set(names.tolist())):
            own = places[names == name]
            good[own] = prior.lookup(name, hashes[own]) >= least[own]
        return good


def _choose(search: _Search) -> Found:
    """Of overlapping concepts keep the one that starts first, then the longest, then the one found first."""
    empty = [np.zeros(0, np.int64)]
    token, width, row = (np.concatenate(empty + part) for part in (search.token, search.width, search.row))
    order = np.lexsort((np.arange(len(token)), -width, token))
    kept: list[int] = []
    free = -1
    for index, start, size in zip(order.tolist(), token[order].tolist(), width[order].tolist(), strict=True):
        if start >= free:
            kept.append(index)
            free = start + size
    chosen = np.array(kept, np.int64)
    row = row[chosen]
    table = search.table
    return Found(token[chosen], width[chosen], table.concept[row], table.kind[row], table.rarity[row])
