"""Language-free anchors: what a translation keeps. Numbers, times, dates, names as consonant skeletons, acronyms.

An anchor is a 32-bit hash of a canonical form that does not depend on the language the article is written in, with the
token it stands at, a kind, and a rarity from frozen tables (never from the batch).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from anyascii import anyascii

from transforms.schema import Article, U8Array, U32Array
from transforms.sketch.chars import CAPITAL, CHARACTER, DIGIT
from transforms.sketch.tokens import I64Array, TokenBlock

NUMBER: Final = 1
TIME: Final = 2
NAME: Final = 3
ACRONYM: Final = 4
KINDS: Final = {NUMBER: "number", TIME: "time", NAME: "name", ACRONYM: "acronym"}
"""Anchor kind codes of `Sketch.anchor_kind`."""

_CACHE_LIMIT: Final = 200_000


@dataclass(slots=True)
class Anchors:
    """Anchors of a block, in order of the text."""

    hash: U32Array
    #: token index of the block
    token: I64Array
    kind: U8Array
    rarity: U8Array


_SEPARATORS: Final = frozenset(map(ord, ".,:'’\u00a0\u202f\u2009 hHhч٫٬"))


def _skeleton(word: str) -> str:
    """Consonant skeleton of a name."""
    out: list[str] = []
    for char in anyascii(word).lower():
        if "a" <= char <= "z":
            char = _CLASSES.get(char, char)
            if char and (not out or out[-1] != char):
                out.append(char)
    return "".join(out)[:6]


_CLASSES: Final = {"a": "", "e": "", "i": "", "o": "", "u": "", "y": "", "j": "", "h": "", "q": "k", "c": "k", "w": "v"}


_names: dict[str, tuple[int, int, int] | None] = {}


def _name(word: str) -> tuple[int, int, int] | None:
    """Hash, kind and rarity of a capitalised word."""
    if word.isupper() and 2 <= len(word) <= 6:
        form = anyascii(word).upper()
        return crc32(b"A" + form.encode()), ACRONYM, min(255, 24 + 24 * len(form))
    skeleton = _skeleton(word)
    if len(skeleton) < 2:
        return None
    return crc32(b"N" + skeleton.encode()), NAME, min(160, 32 * len(skeleton))


def _number(raw: str) -> tuple[int, int, int]:
    digits = re.sub(r"\D", "", raw)
    return crc32(b"#" + digits.encode()), NUMBER, min(160, 24 + 24 * len(digits))


def find_anchors(block: TokenBlock, articles: Sequence[Article], rarity: U8Array) -> Anchors:
    """Anchors of all articles of a block.

    Args:
        block: the tokens.
        articles: the articles the block was made of.
        rarity: (T,) rarity of the tokens.

    Returns:
        The anchors in order of the text.
    """
    if len(_names) > _CACHE_LIMIT:
        _names.clear()
    single = (block.first_flags & CHARACTER).astype(bool)
    capital = (block.first_flags & CAPITAL).astype(bool) & (block.letters >= 2)
    digit = (block.first_flags & DIGIT).astype(bool)
    rows: list[tuple[int, int, int, int]] = []
    owner = np.searchsorted(block.article_token, np.arange(len(block.start)), side="right") - 1
    picked = np.flatnonzero((capital | digit) & ~single)
    starts = (block.start[picked] - block.text_start[owner[picked]]).tolist()
    ends = (block.end[picked] - block.text_start[owner[picked]]).tolist()
    owners = owner[picked].tolist()
    digits = digit[picked].tolist()
    for token, article, low, high, is_digit in zip(picked.tolist(), owners, starts, ends, digits, strict=True):
        word = articles[article].text[low:high]
        if is_digit:
            rows.append((token, *_number(word)))
            continue
        if word in _names:
            found = _names[word]
        else:
            found = _names[word] = _name(word)
        if found is not None:
            rows.append((token, *found))
    table = np.array(rows, np.int64).reshape(-1, 4)
    return Anchors(
        table[:, 1].astype(np.uint32), table[:, 0], table[:, 2].astype(np.uint8), table[:, 3].astype(np.uint8)
    )
