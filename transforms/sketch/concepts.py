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
from transforms.sketch.chars import CAPITAL, CHARACTER, SCRIPTS, char_table, fold32
from transforms.sketch.concept_loops import (
    FORM_WORDS,
    GROWTH,
    KEY_BITS,
    PART_BITS,
    ROW,
    TOKEN,
    WIDTH,
    disjoint,
    look_up,
    sieves,
)
from transforms.sketch.tokens import I64Array, TokenBlock, inverse_powers, table_size, token_units

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

LANGUAGES: Final = (
    "en", "de", "fr", "es", "pt", "it", "ru", "uk", "cs", "pl", "hr", "zh", "ja", "ar", "nl", "sv", "da", "nb", "fi",
    "ro", "hu", "tr", "el", "he", "id",
)  # fmt: skip
"""Languages with words of their own; bit k of a row's languages stands for the k-th, all bits for any language."""
_KATAKANA: Final = SCRIPTS.index("KATAKANA")
ANY_LANGUAGE: Final = (1 << 32) - 1
_SAME: Final = {
    "sr": "hr", "bs": "hr", "sh": "hr", "sk": "cs", "ca": "es", "gl": "pt", "be": "ru", "no": "nb", "nn": "nb", "ms": "id",
}  # fmt: skip

MARGIN: Final = 40
KNOWN_MARGIN: Final = 64
GROWN: Final = 16
OBSCURE: Final = 136
"""A word is taken for the name of a place unless it is that much commoner in its language than the place in English, in
eighths of a bit: MARGIN for places of at least OBSCURE rarity, KNOWN_MARGIN for others, less by GROWN with an ending."""


@dataclass(frozen=True, slots=True)
class ConceptTable:
    """Rows sorted by key; K rows."""

    key: U32Array
    #: (2**PART_BITS + 1,) first row of the keys with each upper bits
    part: U32Array
    #: eight more bits of the hash, against chance
    tag: U8Array
    #: canonical hash of the concept, of MAGNITUDE, MONTH, WEEKDAY and DIGITS the number itself
    concept: U32Array
    kind: U8Array
    rarity: U8Array
    rule: U8Array
    languages: U32Array
    #: bits, see `transforms.sketch.concept_loops.sieves`: small enough for the cache of a core
    sieve: U64Array


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
    part = np.searchsorted(key >> np.uint32(KEY_BITS - PART_BITS), np.arange((1 << PART_BITS) + 1)).astype(np.uint32)
    return ConceptTable(key, part, tag, concept, kind, rarity, rule, languages, sieves(key, rule))


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
    single = (block.first_flags & CHARACTER).astype(bool)
    per_article = np.diff(block.article_token)
    bits = np.array([language_bit(language) for language in languages], np.uint32)
    table = concept_table()
    columns = (
        block.start, block.end, block.running, block.folded, inverse_powers(table_size(int(block.folded[-1]) + 1)), single,
        token_units(block), skip, (block.first_flags & CAPITAL).astype(bool), all_capitals,
        np.repeat(bits, per_article) | np.uint32(1 << 31), block.codes, char_table().script, _KATAKANA,
        table.key, table.part, table.tag, table.rule, table.languages, table.sieve,
    )  # fmt: skip
    out = np.empty((len(block.start) + 64, len((TOKEN, WIDTH, ROW, FORM_WORDS, GROWTH))), np.int64)
    hits = look_up(*columns, out)
    if hits > len(out):
        out = np.empty((hits, out.shape[1]), np.int64)
        look_up(*columns, out)
    out = out[:hits]
    owner = np.repeat(np.arange(len(languages)), per_article)
    out = out[_plausible(block, out, owner, languages)]
    out = out[disjoint(out[:, TOKEN], out[:, WIDTH])]
    row = out[:, ROW]
    return Found(out[:, TOKEN].copy(), out[:, WIDTH].copy(), table.concept[row], table.kind[row], table.rarity[row])


def _plausible(block: TokenBlock, out: I64Array, owner: I64Array, languages: list[str | None]) -> NDArray[np.bool_]:
    """False for places whose name is a far commoner word of the language (German `Ende`, a town in Indonesia)."""
    table = concept_table()
    good = np.ones(len(out), bool)
    places = np.flatnonzero((table.kind[out[:, ROW]] == PLACE) & (out[:, FORM_WORDS] <= 1))
    if not len(places):
        return good
    token, row = out[places, TOKEN], out[places, ROW]
    word = fold32(block.hash64[token])
    hashes = np.where(out[places, FORM_WORDS] > 0, word, table.key[row])
    rarity = table.rarity[row].astype(np.int64)
    least = rarity - np.where(rarity >= OBSCURE, MARGIN, KNOWN_MARGIN) + np.where(out[places, GROWTH] > 0, GROWN, 0)
    names = [prior.table_name(language) for language in languages]
    codes = {name: k for k, name in enumerate(dict.fromkeys(names))}
    spoken = np.array([codes[name] for name in names])[owner[token]]
    for name, code in codes.items():
        own = np.flatnonzero(spoken == code)
        if len(own):
            good[places[own]] = prior.lookup(name, hashes[own]) >= least[own]
    return good
