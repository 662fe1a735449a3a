"""What alignment reads off one sketch, once: token stream, segments, weighted features, quotations, anchors.

A *segment* is a sentence, or a piece of a very long one (a scrape without full stops, Thai): alignment works on
segments, so that one endless sentence cannot swallow a text. The *stream* holds the tokens body first, then
captions, then headline, with a break between them, so that a caption in the middle of a body does not cut a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.runs import Grams, gram_hashes, index_grams
from transforms.alignment.side_loops import (
    body_anchor_columns,
    cut_segments,
    lay_stream,
    places_of,
    sorted_features,
    stable_order,
    weigh,
    word_entries,
)
from transforms.schema import TOKEN_CAPITAL, TOKEN_COMMON, TOKEN_QUOTED, UNIT_KINDS, Sketch
from transforms.sketch.anchors import NUMBER, TIME
from transforms.sketch.prior import BITS

BODY = UNIT_KINDS.index("body")
CAPTION = UNIT_KINDS.index("caption")
HEADLINE = UNIT_KINDS.index("headline")

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
GRAIN = 2.0**-10
"""Smallest step of weights and scores, bits."""
RARE = 144
"""Rarity (eighths of a bit) from which a word counts as rare: 18 bits, one in 260,000 words."""
MEMO = 512
"""Prepared texts kept; a text has many candidate pairs, and they come one after the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Weighted features of the groups (segments or quotations) of one text, ready to be joined with another's."""

    #: (U,) distinct feature hashes, sorted
    unique: Int
    #: (U + 1,) first entry of each in `group` and `weight`
    start: Int
    #: (F,) group of each entry
    group: Int
    #: (F,) weight in bits; a match weighs the mean of its two sides
    weight: Float
    #: (groups,) sum of weights
    total: Float
    #: (U,) rarity in the language, bits
    rarity: Float


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One text, prepared. T stream positions, G segments (body ones first), Q quotations."""

    sketch: Sketch
    #: (T,) token hash, or a negative number at a break
    stream: Int
    #: (T,) index of the token in the sketch, -1 at a break
    token: Int
    #: number of body tokens: they are stream positions 0 .. body - 1
    body: int
    #: (T,) segment, -1 at a break
    segment: Int
    #: (T,) offsets of the token in the text; any number at a break
    begin: Int
    end: Int
    #: (G,) first stream position of each segment, and one past its last
    first: Int
    last: Int
    #: (G,) unit code
    unit: Int
    #: (G,) length in code points
    width: Float
    #: (G,) share of tokens inside quotation marks
    quoted: Float
    body_segments: int
    body_sentences: int
    #: number of tokens of the first two body sentences
    lead: int
    #: (Q,) first stream position of each direct quotation of the body, and one past its last
    quote_first: Int
    quote_last: Int


def ranges(starts: Int, lengths: Int) -> Int:
    """Concatenated aranges [start, start + length)."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    out: Int = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)
    return out


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
    return Side(
        sketch=sketch,
        stream=stream,
        token=token,
        body=body,
        segment=segment,
        begin=begin,
        end=end,
        first=first,
        last=last,
        unit=units,
        width=(end[last - 1] - begin[first]).astype(np.float64),
        quoted=quoted,
        body_segments=body_segments,
        body_sentences=body_sentences,
        lead=lead,
        quote_first=quote_first,
        quote_last=quote_last,
    )


@lru_cache(maxsize=MEMO)
def side_grams(side: Side, size: int) -> Grams:
    """N-grams of the whole stream."""
    return index_grams(side.stream, size)


@lru_cache(maxsize=MEMO)
def body_trigrams(side: Side) -> Grams:
    """3-grams of the body (of characters where words are not spaced: 6-grams)."""
    return index_grams(side.stream[: side.body], 3 * UNSPACED_FACTOR if side.sketch.unspaced else 3)


def grained(values: Float) -> Float:
    """Values to the nearest multiple of GRAIN: their sums are exact, whatever the order and the machine's logarithm."""
    out: Float = np.rint(values / GRAIN) * GRAIN
    return out


def collect(hashes: Int, group: Int, bits: Float, groups: int, smooth: float) -> Features:
    """Features of groups: one entry a (hash, group), weighted by rarity in the language and in the text."""
    key = hashes * groups + group  # hashes have 40 bits at most
    unique, start, group, bits = sorted_features(key, stable_order(key), hashes, group, bits)
    local = 2.0 * grained(np.log2((groups + smooth) / np.diff(start)))
    return Features(unique, start, group, *weigh(start, group, bits, local, groups))


@lru_cache(maxsize=MEMO)
def word_features(side: Side) -> Features:
    """Stems of the words that are not common, by segment; where words are not spaced, character bigrams.

    Numbers, and names that the prior does not know, are replaced by their anchors, which have one spelling.
    """
    sketch = side.sketch
    if sketch.unspaced:
        at = (side.token >= 0).nonzero()[0]
        pair = at[:-1][np.diff(at) == 1]
        left, right = side.token[pair], side.token[pair + 1]
        both = sketch.token_hash[np.stack([left, right], axis=1)].ravel()
        hashes = gram_hashes(both.astype(np.int64), 2)[::2]
        rarity = (sketch.token_rarity[left].astype(np.float64) + sketch.token_rarity[right]) / 2
        keyed = (hashes >> np.uint64(24)).astype(np.int64)  # 40 bits, so that `collect` can add a group
        return collect(keyed, side.segment[pair], rarity / BITS, len(side.first), SMOOTH_WORDS)
    numeral = (sketch.anchor_kind == NUMBER) | (sketch.anchor_kind == TIME)
    swapped = numeral | (sketch.token_rarity[sketch.anchor_token] >= RARE)
    stems, segment, bits = word_entries(
        side.token, side.segment, sketch.token_stem.astype(np.int64), sketch.token_rarity / float(BITS),
        (sketch.token_flags & TOKEN_COMMON) > 0, sketch.anchor_hash.astype(np.int64),
        sketch.anchor_token.astype(np.int64), swapped,
    )  # fmt: skip
    return collect(stems, segment, bits, len(side.first), SMOOTH_WORDS)


@lru_cache(maxsize=MEMO)
def stream_places(side: Side) -> Int:
    """(W,) stream position of every token of the sketch, -1 for tokens that are in no segment."""
    places: Int = places_of(side.token, len(side.sketch.token_hash))
    return places


@lru_cache(maxsize=MEMO)
def anchor_features(side: Side) -> Features:
    """Language-free anchors by segment."""
    sketch = side.sketch
    at = stream_places(side)[sketch.anchor_token]
    kept = at >= 0
    return collect(
        sketch.anchor_hash[kept].astype(np.int64),
        side.segment[at[kept]],
        sketch.anchor_rarity[kept] / BITS,
        len(side.first),
        SMOOTH_ANCHORS,
    )


@lru_cache(maxsize=MEMO)
def quote_features(side: Side) -> Features:
    """Stems of the tokens of every quotation, common ones too (short quotations are made of them)."""
    sketch = side.sketch
    lengths = side.quote_last - side.quote_first
    token = side.token[ranges(side.quote_first, lengths)]
    group = np.repeat(np.arange(len(lengths)), lengths)
    bits = sketch.token_rarity[token] / BITS + 1.0
    return collect(sketch.token_stem[token].astype(np.int64), group, bits, len(lengths), SMOOTH_WORDS)


@lru_cache(maxsize=MEMO)
def quote_mask(side: Side) -> Bool:
    """(T,) True where the token stands inside quotation marks."""
    inside: Bool = (side.sketch.token_flags[side.token] & TOKEN_QUOTED) != 0
    return inside


@lru_cache(maxsize=MEMO)
def name_mask(side: Side) -> Bool:
    """(T,) True where the token is a word with a capital that is not a common word: a name, more or less."""
    flags = side.sketch.token_flags[side.token]
    names: Bool = ((flags & TOKEN_CAPITAL) != 0) & ((flags & TOKEN_COMMON) == 0)
    return names


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """Anchors of the body of one text. A occurrences sorted by (hash, place), U distinct ones."""

    #: (A,) 4 times the hash plus the relative place in the body (0 .. 1): neighbours are nearest occurrences
    where: Float
    #: (A,) weight in bits
    bits: Float
    #: sum of `bits`
    total: float
    #: (U,) distinct hashes and their weight
    unique: Int
    unique_bits: Float
    #: distinct hashes of numbers and times
    numbers: Int


@lru_cache(maxsize=MEMO)
def body_anchors(side: Side) -> Anchors:
    """Anchors of the body, where they stand and what they weigh."""
    sketch = side.sketch
    where, bits, unique, unique_bits, numbers = body_anchor_columns(
        stream_places(side), sketch.anchor_hash.astype(np.int64), sketch.anchor_token.astype(np.int64),
        sketch.anchor_kind.astype(np.int64), sketch.anchor_rarity.astype(np.int64), side.body, NUMBER, TIME, float(BITS),
    )  # fmt: skip
    return Anchors(where, bits, float(bits.sum()), unique, unique_bits, numbers)


@lru_cache(maxsize=MEMO)
def rarity_bits(side: Side) -> Float:
    """(T,) bits of surprise of each token."""
    return side.sketch.token_rarity[side.token] / float(BITS)
