"""What alignment reads off one sketch, once: token stream, segments, weighted features, quotations, anchors.

A *segment* is a sentence, or a piece of a very long one (a scrape without full stops, Thai): alignment works on
segments, so that one endless sentence cannot swallow a text. The *stream* holds the tokens body first, then
captions, then headline, with a break between them, so that a caption in the middle of a body does not cut a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transforms.alignment.columns import Anchors, Features, Grams, Marks, Text, Words
from transforms.alignment.side_loops import (
    BITS,
    BODY,
    anchor_features,
    body_anchors,
    collect,
    cut_segments,
    grams,
    index_grams,
    lay_stream,
    quote_features,
    word_features,
)
from transforms.schema import TOKEN_CAPITAL, TOKEN_COMMON, TOKEN_QUOTED, Sketch
from transforms.sketch.anchors import NUMBER, TIME
from transforms.sketch.marks import LEXEME

SPACED_SEGMENT = (60, 40)
"""Tokens of the longest sentence left whole, and of the pieces a longer one is cut into. News sentences have 20-25
words on average and very few have more than 60."""
UNSPACED_SEGMENT = (150, 100)
"""The same in characters where words are not spaced (about 1.6 characters a word, and longer sentences)."""
UNSPACED_FACTOR = 2
"""Characters that count as one word where words are not spaced; DESIGN.md, promise 3 (20 words, 40 characters)."""

SMOOTH_WORDS, SMOOTH_ANCHORS = 20.0, 8.0
"""Segments added to each text when the rarity of a feature inside it is counted: a word that stands in half of the
sentences says little of which belongs to which, but in a short text one sentence is much of it."""
RARE = 144
"""Rarity (eighths of a bit) from which a word counts as rare: 18 bits, one in 260,000 words."""
MEMO = 512
"""Prepared texts kept; a text has many candidate pairs, and they come one after the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One text, prepared."""

    sketch: Sketch
    text: Text
    words: Words
    marks: Marks
    #: words of a learned lexicon
    learned: int


@lru_cache(maxsize=MEMO)
def prepare(sketch: Sketch) -> Side:
    """Order the stream, cut the segments, find the quotations."""
    limit, piece = UNSPACED_SEGMENT if sketch.unspaced else SPACED_SEGMENT
    starts, lengths, units, body_sentences, lead = cut_segments(
        sketch.sentence_token.astype(np.int64), sketch.sentence_unit.astype(np.int64), BODY, limit, piece
    )
    stream, token, segment, first, last, quoted, body, body_segments, quote_first, quote_last = lay_stream(
        starts, lengths, units, BODY, sketch.token_hash.astype(np.int64), (sketch.token_flags & TOKEN_QUOTED) > 0,
        3 * UNSPACED_FACTOR if sketch.unspaced else 3,
    )  # fmt: skip
    begin = sketch.token_start.astype(np.int64)[token]
    end = begin + sketch.token_length[token]
    flags = sketch.token_flags[token]
    text = Text(
        stream=stream,
        token=token,
        segment=segment,
        begin=begin,
        end=end,
        inside=(flags & TOKEN_QUOTED) != 0,
        name=(flags & (TOKEN_CAPITAL | TOKEN_COMMON)) == TOKEN_CAPITAL,
        bits=sketch.token_rarity[token] / BITS,
        first=first,
        last=last,
        unit=units,
        width=(end[last - 1] - begin[first]).astype(np.float64),
        quoted=quoted,
        quote_first=quote_first,
        quote_last=quote_last,
        body=body,
        body_segments=body_segments,
        body_sentences=body_sentences,
        lead=lead,
        factor=UNSPACED_FACTOR if sketch.unspaced else 1,
    )
    words = Words(
        sketch.token_stem.astype(np.int64), sketch.token_rarity.astype(np.int64), (sketch.token_flags & TOKEN_COMMON) != 0
    )
    places = np.full(len(sketch.token_hash), -1, np.int64)
    standing = np.flatnonzero(token >= 0)
    places[token[standing]] = standing
    kind, anchor = sketch.anchor_kind, sketch.anchor_token.astype(np.int64)
    figure = (kind == NUMBER) | (kind == TIME)
    marks = Marks(sketch.anchor_hash.astype(np.int64), anchor, places[anchor], figure, sketch.anchor_rarity.astype(np.int64))
    return Side(sketch, text, words, marks, int(np.count_nonzero(kind == LEXEME)))


@lru_cache(maxsize=MEMO)
def side_grams(side: Side, size: int) -> Grams:
    """N-grams of the whole stream."""
    return index_grams(side.text.stream, len(side.text.stream), size)


@lru_cache(maxsize=MEMO)
def body_trigrams(side: Side) -> Grams:
    """3-grams of the body (of characters where words are not spaced: 6-grams)."""
    return index_grams(side.text.stream, side.text.body, 3 * side.text.factor)


@lru_cache(maxsize=MEMO)
def words_of(side: Side) -> Features:
    """Stems of the words that are not common, by segment; where words are not spaced, character bigrams."""
    sketch, text = side.sketch, side.text
    if not sketch.unspaced:
        return word_features(text, side.words, side.marks, RARE, SMOOTH_WORDS)
    at = (text.token >= 0).nonzero()[0]
    pair = at[:-1][np.diff(at) == 1]
    left, right = text.token[pair], text.token[pair + 1]
    both = sketch.token_hash[np.stack([left, right], axis=1)].ravel()
    hashes = grams(both.astype(np.int64), 2)[::2]
    rarity = (sketch.token_rarity[left].astype(np.float64) + sketch.token_rarity[right]) / 2
    keyed = (hashes >> np.uint64(24)).astype(np.int64)  # 40 bits, so that `collect` can add a group
    return collect(keyed, text.segment[pair], rarity / BITS, len(text.first), SMOOTH_WORDS)


@lru_cache(maxsize=MEMO)
def anchors_of(side: Side) -> Features:
    """Language-free anchors by segment."""
    return anchor_features(side.text, side.marks, SMOOTH_ANCHORS)


@lru_cache(maxsize=MEMO)
def quotes_of(side: Side) -> Features:
    """Stems of the tokens of every quotation."""
    return quote_features(side.text, side.words, SMOOTH_WORDS)


@lru_cache(maxsize=MEMO)
def anchors_of_body(side: Side) -> Anchors:
    """Anchors of the body, where they stand and what they weigh."""
    return body_anchors(side.text, side.marks)
