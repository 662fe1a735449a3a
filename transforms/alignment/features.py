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
    LENGTH,
    NUMBERS,
    QUOTES,
    STREAM,
)
from transforms.schema import Sketch
from transforms.sketch.codec import encode_sketch, sketch_head

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
    """One text, prepared; what not every pair needs is made when it is first asked for."""

    __slots__ = (
        "_anchors", "_grams", "_quotes", "_words", "body", "body_sentences", "doc_id", "language", "length", "numbers",
        "packed", "quotes", "stream", "unspaced",
    )  # fmt: skip

    def __init__(self, doc_id: str, language: str | None, unspaced: bool, packed: Int) -> None:
        """Keep what `lay_bytes` has made of the sketch."""
        self.doc_id, self.language, self.unspaced, self.packed = doc_id, language, unspaced, packed
        #: (T,) token hashes, negative at breaks
        self.stream: Int = packed[HEAD : HEAD + int(packed[STREAM])]
        head = packed[:HEAD].tolist()
        #: tokens, sentences, direct quotations, distinct numbers and times, and code points of the segments of the body
        self.body: int = head[BODY_TOKENS]
        self.body_sentences: int = head[BODY_SENTENCES]
        self.quotes: int = head[QUOTES]
        self.numbers: int = head[NUMBERS]
        self.length: int = head[LENGTH]
        self._words: Int | None = None
        self._anchors: Int | None = None
        self._quotes: Int | None = None
        self._grams: dict[tuple[int, int], Int] = {}

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


def prepare_bytes(data: bytes) -> Side:
    """The same from the bytes of a sketch.

    Raises:
        ValueError: they are of another format version, or damaged.
    """
    doc_id, language, unspaced, at = sketch_head(data)
    limit, piece = UNSPACED_SEGMENT if unspaced else SPACED_SEGMENT
    return Side(doc_id, language, unspaced, lay_bytes(np.frombuffer(data, np.uint8), at, limit, piece, unspaced))
