"""Language-free anchors: what a translation keeps.

Numbers, times, dates, names as consonant skeletons, acronyms, and concepts (places, organisations, currencies, calendar
words, words of the news) whose names in many languages stand in one frozen table. An anchor is a 32-bit hash of a
canonical form, the token it stands at, a kind, and a rarity that follows from the hash alone, never from the batch.
One token can bear several anchors (a name that can be read in two ways, a place and its skeleton).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from transforms.schema import Article, U8Array, U32Array, U64Array
from transforms.sketch import concepts, transliterated
from transforms.sketch.chars import SCRIPTS, char_table
from transforms.sketch.concepts import Found, find_concepts
from transforms.sketch.figures import find_figures
from transforms.sketch.mark_loops import keep_names, known_names, may_be_names
from transforms.sketch.marks import (
    ACRONYM,
    CALENDAR,
    CURRENCY,
    DATE,
    KINDS,
    NAME,
    NUMBER,
    ORGANISATION,
    PLACE,
    TIME,
    WORD,
    canonical_hash,
    mark,
)
from transforms.sketch.names import skeleton_hash, skeleton_rarity, skeletons
from transforms.sketch.tokens import I64Array, TokenBlock, loud_tokens

__all__ = [
    "ACRONYM", "CALENDAR", "CURRENCY", "DATE", "KINDS", "NAME", "NUMBER", "ORGANISATION", "PLACE", "TIME", "WORD",
    "Anchors", "find_anchors",
]  # fmt: skip

NAME_RARITY: Final = 72
"""Least rarity of a word with a capital that is taken for a name (9 bits)."""
CASELESS_RARITY: Final = 104
"""The same in scripts without capitals, and where nearly all words have them (13 bits)."""

_CACHE_LIMIT: Final = 100_000
_PLACES: Final = 1 << 12
"""Places for names to begin with; twice as many as names at least."""
_TOKEN_BITS: Final = 23
"""Bits beside the forty of an anchor's kind and hash."""
_ANCHOR_OF_CONCEPT: Final = np.zeros(256, np.int64)
_ANCHOR_OF_CONCEPT[[concepts.PLACE, concepts.ORGANISATION, concepts.WORD_OF_NEWS, concepts.CURRENCY]] = [
    PLACE, ORGANISATION, WORD, CURRENCY
]  # fmt: skip
_CASELESS: Final = np.isin(
    np.array(SCRIPTS),
    ["ARABIC", "HEBREW", "HANGUL", "DEVANAGARI", "BENGALI", "GEORGIAN", "TAMIL", "TELUGU", "GUJARATI", "GURMUKHI",
     "KANNADA", "MALAYALAM", "SINHALA", "ETHIOPIC"],
)  # fmt: skip
_DECLINING: Final = frozenset(
    {"ru", "uk", "be", "bg", "mk", "cs", "sk", "pl", "sl", "hr", "sr", "bs", "sh", "lt", "lv", "et", "fi", "hu", "tr", "el", "ro", "is"}
)
_GENITIVE: Final = frozenset({"de", "en", "nl", "sv", "da", "nb", "no", "nn"})
_LONG_NOUN: Final = 15
_NOUN_ENDINGS: Final = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "nis", "nisse", "tät", "täten", "ismus"
)  # fmt: skip


@dataclass(slots=True)
class Anchors:
    """Anchors of a block, in order of the text."""

    hash: U32Array
    #: token index of the block
    token: I64Array
    kind: U8Array
    rarity: U8Array


def find_anchors(
    block: TokenBlock, articles: Sequence[Article], rarity: U8Array, skip: I64Array, cut: I64Array, unspaced: NDArray[np.bool_]
) -> Anchors:
    """Anchors of all articles of a block.

    Args:
        block: the tokens.
        articles: the articles the block was made of.
        rarity: (T,) rarity of the tokens.
        skip: (T,) code points of an article or preposition at the start of the token.
        cut: (T,) code points of an inflection at its end.
        unspaced: (A,) True where tokens are characters.

    Returns:
        The anchors in order of token, kind and hash.
    """
    languages = [article.language for article in articles]
    capitals, shouted, titled = loud_tokens(block)
    found = find_concepts(block, languages, skip, capitals & ~shouted)
    covered = np.zeros(len(block.start) + 1, np.int64)
    np.add.at(covered, found.token, 1)
    np.add.at(covered, found.token + found.width, -1)
    covered = np.cumsum(covered)[:-1]
    owner = np.repeat(np.arange(len(articles)), np.diff(block.article_token))

    tokens, marks = find_figures(block, articles, found)
    picked = _name_tokens(block, owner, rarity, skip, cut, unspaced, found, covered, titled, languages)
    names, name_marks = _read_names(block, articles, owner, picked, skip, cut, shouted)
    chinese = np.array([k for k, name in enumerate(languages) if name == "zh"], np.int64)
    japanese = np.array([k for k, name in enumerate(languages) if name == "ja"], np.int64)
    for place, skeleton in transliterated.find_names(block, covered, chinese, japanese):
        tokens.append(place)
        marks.append(_name_mark(skeleton))

    kind = _ANCHOR_OF_CONCEPT[found.kind]
    of_concepts = kind > 0
    concept_marks = found.concept.astype(np.int64) | kind << 32 | found.rarity.astype(np.int64) << 40
    token = np.concatenate([np.array(tokens, np.int64), names, found.token[of_concepts]])
    packed = np.concatenate([np.array(marks, np.int64), name_marks, concept_marks[of_concepts]])
    if len(block.start) < 1 << _TOKEN_BITS:
        # one key is sorted in a fraction of the time that two take
        order = np.argsort(token << 40 | packed & 0xFFFFFFFFFF, kind="stable")
    else:
        order = np.lexsort((packed & 0xFFFFFFFFFF, token))
    token, packed = token[order], packed[order]
    if len(token):
        fresh = np.append(True, (np.diff(token) != 0) | (np.diff(packed) != 0))
        token, packed = token[fresh], packed[fresh]
    return Anchors(
        (packed & 0xFFFFFFFF).astype(np.uint32), token, (packed >> 32 & 0xFF).astype(np.uint8), (packed >> 40).astype(np.uint8)
    )


# ------------------------------------------------------------------ names

_skeleton_marks: dict[str, int] = {}
_seeds: dict[str | None, int] = {}
"""Numbers of the languages met so far."""


class _Names:
    """Names that were read: their marks, by the hash of all that they are read by."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._count = 0
        #: hashes and numbers, see `known_names`
        self._keys, self._numbers = np.zeros(_PLACES, np.uint64), np.full(_PLACES, -1, np.int64)
        #: where the marks of each begin, and how many there are; and the marks, with room for more
        self.first, self.size, self.marks = (np.zeros(1024, np.int64) for _ in range(3))
        self._held = 0

    def __len__(self) -> int:
        return self._count

    def find(self, codes: U32Array, low: I64Array, high: I64Array, seed: I64Array) -> tuple[U64Array, I64Array]:
        """Hashes of names, spans of code points each with a seed; and their numbers, -1 for those that were not read."""
        hashes, number = np.empty(len(low), np.uint64), np.empty(len(low), np.int64)
        known_names(codes, low, high, seed, self._keys, self._numbers, hashes, number)
        return hashes, number

    def add(self, read: Mapping[int, tuple[int, ...]]) -> None:
        """Keep the marks of names that were not read before, by their hashes."""
        before = self._count
        for marks in read.values():
            self._add(marks)
        hashes = np.fromiter(read, np.uint64, len(read))
        if 2 * self._count > len(self._keys):
            # in order of their numbers: places are looked for anew
            kept = self._keys[self._numbers >= 0][np.argsort(self._numbers[self._numbers >= 0])]
            hashes, before = np.append(kept, hashes), 0
            size = 2 << (2 * self._count).bit_length()
            self._keys, self._numbers = np.zeros(size, np.uint64), np.full(size, -1, np.int64)
        keep_names(hashes, before, self._keys, self._numbers)

    def _add(self, marks: tuple[int, ...]) -> None:
        number, end = self._count, self._held + len(marks)
        if number == len(self.first):
            self.first, self.size = np.append(self.first, self.first), np.append(self.size, self.size)
        while end > len(self.marks):
            self.marks = np.append(self.marks, self.marks)
        self.first[number], self.size[number] = self._held, len(marks)
        self.marks[self._held : end] = marks
        self._count, self._held = number + 1, end


_names = _Names()


def _name_mark(skeleton: str) -> int:
    """The mark of a skeleton, from a cache that never changes it."""
    packed = _skeleton_marks.get(skeleton)
    if packed is None:
        if len(_skeleton_marks) >= _CACHE_LIMIT:
            _skeleton_marks.clear()
        packed = _skeleton_marks[skeleton] = mark(skeleton_hash(skeleton), NAME, skeleton_rarity(skeleton))
    return packed


def _marks_of_word(word: str, cut: int, language: str | None) -> tuple[int, ...]:
    """Marks of a name or an acronym."""
    if language == "de" and (len(word) >= _LONG_NOUN or word.endswith(_NOUN_ENDINGS)):
        return ()
    marks: list[int] = []
    if 2 <= len(word) <= 6 and word.isupper():
        form = anyascii(word).upper()
        marks.append(mark(canonical_hash("acronym", form), ACRONYM, min(176, 72 + 24 * len(form))))
        if len(word) < 4:
            return tuple(marks)
        word = word.lower()
    marks.extend(_name_mark(skeleton) for skeleton in skeletons(word, cut, language))
    return tuple(marks)


def _name_tokens(
    block: TokenBlock, owner: I64Array, rarity: U8Array, skip: I64Array, cut: I64Array, unspaced: NDArray[np.bool_],
    found: Found, covered: I64Array, titled: NDArray[np.bool_], languages: list[str | None],
) -> I64Array:  # fmt: skip
    """Tokens that may be names: words with a capital, rare words where there are none, Latin words in unspaced text."""
    free = covered == 0
    # a place of one word keeps its skeleton beside its id: the other language may have a name the table lacks
    single = found.width == 1
    free[found.token[(found.kind == concepts.PLACE) & single]] = True
    # a word of the news with a capital may be a name that begins like it, except where all nouns have capitals
    german = np.array([language == "de" for language in languages])
    news = found.token[(found.kind == concepts.WORD_OF_NEWS) & single]
    free[news[~german[owner[news]]]] = True
    out = np.empty(len(free), np.int64)
    count = may_be_names(
        block.codes, block.start, block.letters, block.first_flags, block.article_token, rarity, skip, cut, free, titled,
        unspaced, char_table().script, _CASELESS, SCRIPTS.index("LATIN"), NAME_RARITY, CASELESS_RARITY, out,
    )  # fmt: skip
    return out[:count]


def _read_names(
    block: TokenBlock, articles: Sequence[Article], owner: I64Array, picked: I64Array, skip: I64Array, cut: I64Array,
    shouted: NDArray[np.bool_],
) -> tuple[I64Array, I64Array]:  # fmt: skip
    """Tokens of names and their marks, through a cache of names that never changes what they are."""
    of = owner[picked]
    ending = _name_endings(block, picked, of, articles, cut[picked])
    low, high = block.start[picked] + skip[picked], block.end[picked]
    loud = shouted[picked]
    if len(_names) >= _CACHE_LIMIT:
        _names.clear()
    spoken = np.array([_seeds.setdefault(article.language, len(_seeds)) for article in articles], np.int64)[of]
    seed = (spoken * (1 << 20) + ending) * 2 + loud
    hashes, number = _names.find(block.codes, low, high, seed)
    new = np.flatnonzero(number < 0)
    if len(new):
        read: dict[int, tuple[int, ...]] = {}
        for k, key in zip(new.tolist(), hashes[new].tolist(), strict=True):
            if key not in read:
                article, base = articles[int(of[k])], int(block.text_start[of[k]])
                word = article.text[int(low[k]) - base : int(high[k]) - base]
                read[key] = _marks_of_word(word.capitalize() if loud[k] else word, int(ending[k]), article.language)
        _names.add(read)
        _, number[new] = _names.find(block.codes, low[new], high[new], seed[new])
    size = _names.size[number]
    place = np.repeat(_names.first[number] - np.cumsum(size) + size, size) + np.arange(int(size.sum()))
    return np.repeat(picked, size), _names.marks[place]


def _name_endings(
    block: TokenBlock, picked: I64Array, owner: I64Array, articles: Sequence[Article], cut: I64Array
) -> I64Array:
    """Code points of the inflection of names: whole endings where names are declined, the genitive s, or nothing."""
    declined = np.array([article.language in _DECLINING for article in articles])[owner]
    genitive = np.array([article.language in _GENITIVE for article in articles])[owner]
    last = block.codes[block.end[picked] - 1]
    with_s = genitive & (last == ord("s")) & (block.letters[picked] > 3)
    return np.where(declined, cut, with_s.astype(np.int64))
