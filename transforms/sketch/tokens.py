"""Tokens of a block of articles in one vectorised pass: bounds, hashes, flags.

A token is a run of letters, marks and digits where words are spaced, and one character where they are not. Words hold
together at an apostrophe when what follows is an ending (`Trump's`, `don't`), and are parted when what stands before it
is an article (`l'Iran`, `O'Brien`); Cyrillic words always hold (`об'єкт`). Hyphens part words.
The rule needs no language, so that the same text has the same tokens whatever was detected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import UNIT_KINDS, Article, I32Array, Source, U8Array, U32Array, U64Array, Unit
from transforms.sketch.chars import (
    BASE,
    LIMIT,
    MAX_FOLD,
    SCRIPTS,
    char_table,
    fold32,
    mix64,
)
from transforms.sketch.token_loops import loud_units, scan

I64Array = NDArray[np.int64]

SKETCHED: Final = (UNIT_KINDS.index("headline"), UNIT_KINDS.index("caption"), UNIT_KINDS.index("body"))
"""Codes of the unit kinds that have tokens."""

_CYRILLIC: Final = SCRIPTS.index("CYRILLIC")
_HEBREW: Final = SCRIPTS.index("HEBREW")
_GERSHAYIM: Final = np.array([ord(c) for c in "\"״”“"], np.uint32)
_INVERSE: Final = np.uint64(pow(int(BASE), -1, 1 << 64))


@dataclass(slots=True)
class TokenBlock:
    """Tokens of a block of articles; N code points, T tokens, U sketched units, A articles.

    Positions are offsets into the block: all texts one after the other, one separator after each.
    """

    #: (N,) code points, those past the character table set to its last entry
    codes: U32Array
    #: (N,) flag bits of the code points, 0 outside the sketched units
    flags: U8Array
    #: (A + 1,) where each text starts in the block
    text_start: I64Array
    #: (U,) unit kind codes and the article of each unit
    unit_kind: U8Array
    unit_article: I64Array
    #: (U,) spans of the units in the block
    unit_start: I64Array
    unit_end: I64Array
    #: (U + 1,) first token of each unit
    unit_token: I64Array
    #: (A + 1,) first token of each article
    article_token: I64Array
    #: (T,) spans of the tokens in the block, half-open
    start: I64Array
    end: I64Array
    #: (T,) 64-bit hashes of the folded characters
    hash64: U64Array
    #: (T,) number of folded characters
    letters: I64Array
    #: (T,) flag bits of the first code point (`transforms.sketch.chars`)
    first_flags: U8Array
    #: (N + 1,) running polynomial of folded characters, and their running count: hashes of prefixes come from them
    running: U64Array
    folded: I64Array


@lru_cache(maxsize=4)
def powers(size: int) -> U64Array:
    """BASE**k modulo 2^64 for k in [0, size)."""
    out = np.full(size, BASE, np.uint64)
    out[:1] = 1
    return np.multiply.accumulate(out)


@lru_cache(maxsize=4)
def inverse_powers(size: int) -> U64Array:
    """BASE**-k modulo 2^64 for k in [0, size)."""
    out = np.full(size, _INVERSE, np.uint64)
    out[:1] = 1
    return np.multiply.accumulate(out)


def table_size(count: int) -> int:
    """Size of a power table for `count` exponents: the next power of two, so that few tables are built."""
    return 1 << max(12, int(count).bit_length())


def tokenize(articles: Sequence[Article]) -> TokenBlock:
    """Find and hash the tokens of all headline, caption and body units.

    Args:
        articles: any number of articles; their units must be in order and not overlap.

    Returns:
        The tokens of the block, in order of the articles and of the text.

    Raises:
        ValueError: if the units of an article overlap, are out of order, or point past its text.
    """
    texts = [article.text for article in articles]
    text_start = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 1 for text in texts], out=text_start[1:])
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.minimum(codes, np.uint32(LIMIT - 1))
    spans = _unit_spans(articles, text_start)
    unit_kind, unit_article, unit_start, unit_end = spans

    table = char_table()
    size = len(codes)
    flags = np.zeros(size, np.uint8)
    running, folded = np.empty(size + 1, np.uint64), np.empty(size + 1, np.int64)
    start, end, letters = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    hash64 = np.empty(size, np.uint64)
    unit_token = np.empty(len(unit_start) + 1, np.int64)
    count = -1
    most = size
    while count < 0:
        count = scan(
            codes, unit_start, unit_end, table.flags, table.script, table.length, table.value,
            inverse_powers(table_size(most + 1)), _CYRILLIC, _HEBREW, _GERSHAYIM,
            flags, running, folded, start, end, hash64, letters, unit_token,
        )  # fmt: skip
        # a code point may fold to some characters
        most = MAX_FOLD * size
    # copies, so that the room is free again
    start, end, hash64, letters = start[:count].copy(), end[:count].copy(), hash64[:count].copy(), letters[:count].copy()
    article_token = np.searchsorted(start, text_start).astype(np.int64)
    return TokenBlock(
        codes, flags, text_start, unit_kind, unit_article, unit_start, unit_end, unit_token, article_token,
        start, end, hash64, letters, flags[start], running, folded,
    )  # fmt: skip


def prefix_hash(block: TokenBlock, tokens: I64Array, skip: I64Array, stop: I64Array, before: str = "") -> U64Array:
    """Hash of the code points [start + skip, stop) of tokens, equal to the hash of a token with just those characters.

    Args:
        block: the tokens.
        tokens: (M,) token indices.
        skip: (M,) code points left out at the start.
        stop: (M,) block position where each part ends.
        before: characters put before the part, as if the token began with them.

    Returns:
        (M,) 64-bit hashes.
    """
    begin = block.start[tokens] + skip
    inverse = inverse_powers(table_size(int(block.folded[-1]) + 1))
    total = (block.running[stop] - block.running[begin]) * inverse[block.folded[begin]]
    if before:
        ahead, power = _polynomial(before)
        total = total * np.uint64(power) + np.uint64(ahead)
    return mix64(total)


def _polynomial(text: str) -> tuple[int, int]:
    """Polynomial of the folded characters of a text, and the power of BASE that follows them."""
    table = char_table()
    total, power = 0, 1
    for char in text:
        code = min(ord(char), LIMIT - 1)
        total = (total + int(table.value[code]) * power) % (1 << 64)
        power = power * int(BASE) ** int(table.length[code]) % (1 << 64)
    return total, power


def _unit_spans(
    articles: Sequence[Article], text_start: I64Array
) -> tuple[U8Array, I64Array, I64Array, I64Array]:
    """Kind, article and block span of every sketched unit."""
    rows: list[tuple[int, int, int, int]] = []
    for index, article in enumerate(articles):
        base = int(text_start[index])
        for unit in article.units:
            kind = UNIT_KINDS.index(unit.kind)
            if kind in SKETCHED:
                rows.append((kind, index, base + unit.start, base + unit.end))
    table: I64Array = np.array(rows, np.int64).reshape(-1, 4)
    codes, owner, start, end = table[:, 0], table[:, 1], table[:, 2], table[:, 3]
    if (start[1:] < end[:-1]).any() or (end >= text_start[owner + 1]).any():
        bad = int(owner[np.flatnonzero(np.append(start[1:] < end[:-1], False) | (end >= text_start[owner + 1]))[0]])
        raise ValueError(
            f"the units of article {articles[bad].doc_id} overlap, are out of order or point past the text; "
            "units must be sorted by start, disjoint, and inside the text"
        )
    return codes.astype(np.uint8), owner.copy(), start.copy(), end.copy()


def tokenize_text(text: str) -> list[str]:
    """The tokens of a string as strings.

    >>> tokenize_text("Saint-Denis, l'Iran")
    ['Saint', 'Denis', 'l', 'Iran']
    """
    block = _tokenize_string(text)
    return [text[start:end] for start, end in zip(block.start.tolist(), block.end.tolist(), strict=True)]


def hash_words(words: Sequence[str]) -> U32Array:
    """Token hashes of single words, as `Sketch.token_hash` has them; 0 where a word is not exactly one token.

    Args:
        words: words, one each.

    Returns:
        (len(words),) u32 hashes.
    """
    block = _tokenize_string("\n".join(words))
    bounds = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) + 1 for word in words], out=bounds[1:])
    first = np.searchsorted(block.start, bounds)
    out = np.zeros(len(words), np.uint32)
    single = np.flatnonzero(np.diff(first) == 1)
    out[single] = fold32(block.hash64[first[single]])
    return out


def _tokenize_string(text: str) -> TokenBlock:
    """Tokens of a string, as one body."""
    source = Source("", None, None, None, "utf-8", "")
    return tokenize([Article("0" * 16, source, text, None, None, None, (), None, (Unit("body", 0, len(text)),), ())])


def joined_hashes(words: Sequence[str]) -> U32Array:
    """Hashes of words as spans of a block have them, whatever separates their letters: `New York`, `北京`.

    Args:
        words: words or phrases, one each.

    Returns:
        (len(words),) u32 hashes.
    """
    return fold32(joined_hashes64(words))


def joined_hashes64(words: Sequence[str]) -> U64Array:
    """The 64-bit hashes behind `joined_hashes`."""
    return mix64(np.array([_polynomial(word)[0] for word in words], np.uint64))


def loud_tokens(block: TokenBlock) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Where capitals say nothing: units set in capitals, and headlines with a capital on nearly every word.

    Args:
        block: the tokens.

    Returns:
        (T,) True for tokens all in capitals, (T,) for tokens of units in capitals, and (T,) for tokens of units where
        more than three words in five start with one (units in capitals among them).
    """
    whole, shouted, titled = (np.empty(len(block.start), bool) for _ in range(3))
    loud_units(block.flags, block.start, block.end, block.letters, block.unit_token, whole, shouted, titled)
    return whole, shouted, titled


def token_units(block: TokenBlock) -> I32Array:
    """(T,) unit index of every token."""
    return np.repeat(np.arange(len(block.unit_kind), dtype=np.int32), np.diff(block.unit_token))
