"""What alignment reads off one sketch, once: token stream, segments, weighted features, quotations, anchors.

A *segment* is a sentence, or a piece of a very long one (a scrape without full stops, Thai): alignment works on
segments, so that one endless sentence cannot swallow a text. The *stream* holds the tokens body first, then
captions, then headline, with a break between them, so that a caption in the middle of a body does not cut a run.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from transforms.alignment.arrays import Int
from transforms.alignment.lay_loops import (
    FACTOR,
    glance_at,
    lay_anchors,
    lay_bytes,
    lay_grams,
    lay_quotes,
    lay_words,
)
from transforms.alignment.packed_loops import (
    BODY_SENTENCES,
    BODY_TOKENS,
    HEAD,
    LEARNED,
    LENGTH,
    NUMBERS,
    SAID,
    STREAM,
    WEIGHT,
)
from transforms.schema import Sketch
from transforms.sketch.codec import HEAD_SIZE, check_format, encode_sketch, is_unspaced, sketch_head
from transforms.sketch.prior import BITS

SPACED_SEGMENT = (60, 40)
"""Tokens of the longest sentence left whole, and of the pieces a longer one is cut into. News sentences have 20-25
words on average and very few have more than 60."""
UNSPACED_SEGMENT = (150, 100)
"""The same in characters where words are not spaced (about 1.6 characters a word, and longer sentences)."""
UNSPACED_FACTOR = FACTOR
"""Characters that count as one word where words are not spaced."""

SMOOTH_WORDS, SMOOTH_ANCHORS = 20.0, 8.0
"""Segments added to each text when the rarity of a feature inside it is counted: a word that stands in half of the
sentences says little of which belongs to which, but in a short text one sentence is much of it."""
RARE = 144
"""Rarity (eighths of a bit) from which a word counts as rare: 18 bits, one in 260,000 words."""
MEMO = 512
"""Prepared texts kept; a text has many candidate pairs, and they come one after the other."""


class Side:
    """One text, prepared; what not every pair needs is made when it is first asked for.

    Most pairs that only names tie are refused for what a glance at their anchors tells.
    """

    __slots__ = (
        "_anchors", "_data", "_glance", "_grams", "_named", "_packed", "_quotes", "_stream", "_words", "body",
        "body_sentences", "learned", "numbers", "quotes", "unspaced", "weight",
    )  # fmt: skip

    def __init__(self, data: bytes, *, whole: bool = False) -> None:
        """Glance at the bytes of a sketch; where the text will be aligned in any case, lay all of it out at once.

        Raises:
            ValueError: they are of another format version, or damaged.
        """
        check_format(data)
        self._data = data
        #: words are not spaced
        self.unspaced = is_unspaced(data)
        self._named: tuple[str, str | None] | None = None
        self._packed: Int | None = None
        self._glance: Int = self.packed if whole else glance_at(np.frombuffer(data, np.uint8), np.array([0, len(data)]), HEAD_SIZE)[0]
        head = self._glance[:HEAD].tolist()
        #: tokens, sentences, direct quotations, and distinct numbers and times of the body
        self.body: int = head[BODY_TOKENS]
        self.body_sentences: int = head[BODY_SENTENCES]
        self.quotes: int = head[SAID]
        self.numbers: int = head[NUMBERS]
        #: bits of its distinct anchors, and words of a learned lexicon in the text
        self.weight: float = head[WEIGHT] / BITS
        self.learned: int = head[LEARNED]
        self._stream: Int | None = None
        self._words: Int | None = None
        self._anchors: Int | None = None
        self._quotes: Int | None = None
        self._grams: dict[tuple[int, int], Int] = {}

    @property
    def doc_id(self) -> str:
        """Of the text."""
        return self._names()[0]

    @property
    def language(self) -> str | None:
        """Of the text, if it is known."""
        return self._names()[1]

    def _names(self) -> tuple[str, str | None]:
        if self._named is None:
            self._named = sketch_head(self._data)[:2]
        return self._named

    @property
    def glance(self) -> Int:
        """The anchors of the body, packed, and perhaps the rest."""
        return self._glance

    @property
    def packed(self) -> Int:
        """All that `transforms.alignment.lay_loops.lay_bytes` makes of the sketch."""
        if self._packed is None:
            limit, piece = UNSPACED_SEGMENT if self.unspaced else SPACED_SEGMENT
            self._packed = lay_bytes(np.frombuffer(self._data, np.uint8), HEAD_SIZE, limit, piece, self.unspaced)
        return self._packed

    @property
    def stream(self) -> Int:
        """(T,) token hashes, negative at breaks."""
        if self._stream is None:
            self._stream = self.packed[HEAD : HEAD + int(self.packed[STREAM])]
        return self._stream

    @property
    def length(self) -> int:
        """Code points of the segments of the body."""
        return int(self.packed[LENGTH])

    def grams(self, size: int) -> Int:
        """N-grams of the whole stream."""
        return self._grams_of(len(self.stream), size)

    def triples(self) -> Int:
        """3-grams of the body (of characters where words are not spaced: 6-grams)."""
        return self._grams_of(self.body, 3 * UNSPACED_FACTOR if self.unspaced else 3)

    def _grams_of(self, count: int, size: int) -> Int:
        found = self._grams.get((count, size))
        if found is None:
            found = self._grams[count, size] = lay_grams(self.stream, count, size)
        return found

    def words(self) -> Int:
        """Stems of the words that are not common, by segment; where words are not spaced, character bigrams."""
        if self._words is None:
            self._words = lay_words(self.packed, RARE, SMOOTH_WORDS, self.unspaced)
        return self._words

    def anchors(self) -> Int:
        """Language-free anchors by segment."""
        if self._anchors is None:
            self._anchors = lay_anchors(self.packed, SMOOTH_ANCHORS)
        return self._anchors

    def said(self) -> Int:
        """Stems of the tokens of every quotation."""
        if self._quotes is None:
            self._quotes = lay_quotes(self.packed, SMOOTH_WORDS)
        return self._quotes


@lru_cache(maxsize=MEMO)
def prepare(sketch: Sketch) -> Side:
    """Order the stream, cut the segments, find the quotations."""
    return prepare_bytes(encode_sketch(sketch))


def prepare_bytes(data: bytes, *, whole: bool = False) -> Side:
    """The same from the bytes of a sketch.

    Raises:
        ValueError: they are of another format version, or damaged.
    """
    return Side(data, whole=whole)
