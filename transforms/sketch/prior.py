"""How rare a word is, from a frozen table and never from the batch.

The table (`data/prior.npz`) holds word frequencies of wordfreq 3.1.1 (a snapshot of about 2021), built by
`transforms.sketch.build_prior`. Rarity is in eighths of a bit: -8 log2(relative frequency), at most 255, so 40 is a word
such as *the* and 160 one in a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import U8Array, U32Array
from transforms.sketch.token_loops import known_rarity

VERSION: Final = "wordfreq-3.1.1/1"
"""Name of the frozen table; it belongs in whatever describes how a result was made."""
BITS: Final = 8
"""Rarity units per bit."""
UNKNOWN: Final = 168
"""Rarity of a word that the table does not have (21 bits)."""
UNKNOWN_CHARACTER: Final = 88
"""Rarity of a character of an unspaced script that the table does not have."""
COMMON: Final = 80
"""Words of at most this rarity (one in a thousand and more) are very common."""
ANY: Final = "any"
"""Table of the largest frequency of each word in any language."""

SAME_TABLE: Final[dict[str, str]] = {
    "no": "nb", "nn": "nb", "hr": "sh", "bs": "sh", "sr": "sh", "me": "sh", "cnr": "sh", "tl": "fil", "iw": "he",
    "in": "id", "zh-hant": "zh", "zh-hans": "zh", "yue": "zh", "gl": "pt",
}  # fmt: skip
"""Languages that read the table of another one."""


@cache
def _columns() -> dict[str, tuple[U32Array, U8Array]]:
    """Sorted word hashes and rarities per language."""
    with np.load(Path(__file__).parent / "data" / "prior.npz") as data:
        names = bytes(data["languages"]).decode().split()
        bounds = data["bounds"]
        steps = data["steps"]
        low = steps[0].astype(np.uint32)
        for k in range(1, 4):
            low |= steps[k].astype(np.uint32) << np.uint32(8 * k)
        rarity = data["rarity"]
    tables: dict[str, tuple[U32Array, U8Array]] = {}
    for k, name in enumerate(names):
        part = slice(int(bounds[k]), int(bounds[k + 1]))
        tables[name] = (np.cumsum(low[part], dtype=np.uint32), rarity[part])
    return tables


def table_name(language: str | None) -> str:
    """Name of the table a language reads."""
    key = SAME_TABLE.get(language or "", language or "")
    return key if key in _columns() else ANY


@cache
def table(language: str | None) -> tuple[U32Array, U8Array]:
    """Word hashes (sorted) and rarities of a language, or of all languages together where it has no table.

    Args:
        language: BCP 47 primary subtag, or None.

    Returns:
        (K,) u32 hashes as `Sketch.token_hash` has them, and (K,) u8 rarities.
    """
    tables = _columns()
    key = table_name(language)
    if key in tables:
        return tables[key]
    hashes = np.concatenate([tables[name][0] for name in sorted(tables)])
    rarity = np.concatenate([tables[name][1] for name in sorted(tables)])
    order = np.lexsort((rarity, hashes))
    fresh = np.append(True, np.diff(hashes[order]) != 0)
    return hashes[order][fresh], rarity[order][fresh]


@cache
def _slots(language: str | None) -> tuple[U32Array, U8Array]:
    """A direct-mapped copy of a table: the word and its rarity at the low bits of its hash, the commonest word first.

    A place that no word has holds what cannot stand there: its own low bits turned over.
    """
    keys, rarity = table(language)
    size = 1 << max(10, (4 * len(keys)).bit_length())
    words, values = ~np.arange(size, dtype=np.uint32), np.zeros(size, np.uint8)
    order = np.lexsort((keys, -rarity.astype(np.int64)))
    place = keys[order] & np.uint32(size - 1)
    words[place], values[place] = keys[order], rarity[order]
    return words, values


def lookup(language: str | None, hashes: U32Array) -> U8Array:
    """Rarity of words of a language; UNKNOWN where the table has none.

    Args:
        language: BCP 47 primary subtag, or None.
        hashes: (T,) u32 token hashes.

    Returns:
        (T,) u8 rarities.
    """
    language = table_name(language)
    words, values = _slots(language)
    place = hashes & np.uint32(len(words) - 1)
    out: U8Array = values[place]
    missed = np.flatnonzero(words[place] != hashes)
    # another word may have taken the slot
    keys, rarity = table(language)
    rest = hashes[missed]
    found = np.searchsorted(keys, rest)
    found[found == len(keys)] = 0
    out[missed] = np.where(keys[found] == rest, rarity[found], np.uint8(UNKNOWN))
    return out


def rarities(names: Sequence[str | None], hashes: U32Array, article_token: NDArray[np.int64]) -> U8Array:
    """`lookup` of the tokens of a block.

    Args:
        names: language of each article.
        hashes: (T,) u32 token hashes.
        article_token: (A + 1,) first token of each article.

    Returns:
        (T,) u8 rarities.
    """
    out = np.empty(len(hashes), np.uint8)
    tables = np.array([table_name(name) for name in names])
    for name in dict.fromkeys(tables.tolist()):
        known_rarity(hashes, article_token, tables == name, *_slots(name), *table(name), UNKNOWN, out)
    return out


def languages() -> tuple[str, ...]:
    """Languages that have a table of their own."""
    return tuple(sorted(_columns()))
