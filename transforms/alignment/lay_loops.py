"""One text made ready for alignment in one compiled pass, from the bytes of its sketch to one buffer.

What the columns of a sketch are, and in which order its bytes hold them, is in `transforms.sketch.codec`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.alignment.arrays import Int
from transforms.alignment.columns import Anchors, Marks
from transforms.alignment.packed_loops import (
    BODY_SEGMENTS,
    BODY_SENTENCES,
    BODY_TOKENS,
    COUNTED_AS,
    LEAD,
    LEARNED,
    LENGTH,
    SAID,
    glance_size,
    marks_of,
    pack_features,
    pack_grams,
    put,
    put_glance,
    room_for,
    text_of,
    words_of,
)
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
from transforms.compiled import compiled, compiled_part

Bytes = NDArray[np.uint8]

QUOTED_FLAG, CAPITAL_FLAG, COMMON_FLAG = 1, 2, 4
"""`TOKEN_QUOTED`, `TOKEN_CAPITAL` and `TOKEN_COMMON` of the schema, written out, since kept code does not see that change."""
NUMBER, TIME, LEXEME = 1, 2, 11
"""Kinds of anchors, `transforms.sketch.marks`; written out too."""
FACTOR = 2
"""Characters that count as one word where words are not spaced; DESIGN.md, promise 3 (20 words, 40 characters)."""
SHORTEST_QUOTE = 3
"""Words of the shortest quotation that counts."""
ABSENT = 0xFFFF
"""Size of a text that is not there, `transforms.sketch.codec`; written out too."""


class Columns(NamedTuple):
    """The columns of a sketch that alignment reads."""

    token_hash: Int
    token_stem: Int
    token_start: Int
    token_length: Int
    token_flags: Int
    token_rarity: Int
    sentence_token: Int
    sentence_unit: Int
    anchor_hash: Int
    anchor_token: Int
    anchor_kind: Int
    anchor_rarity: Int


@compiled_part
def little(data: Bytes, at: int, width: int) -> int:
    """A number of so many bytes, the lowest first."""
    value = 0
    for k in range(width):
        value |= int(data[at + k]) << (8 * k)
    return value


@compiled_part
def read_column(data: Bytes, at: int, rising: bool) -> tuple[Int, int]:
    """The column whose head stands at a place, and the place behind it; a rising one is written as steps.

    Raises:
        ValueError: it reaches past the end.
    """
    if at + 5 > len(data):
        raise ValueError("sketch bytes are cut short")
    width, size = 1 << min(int(data[at]), 4), little(data, at + 1, 4)
    at += 5
    if width > 8 or at + size * width > len(data):
        raise ValueError("sketch bytes are cut short or damaged")
    column = data[at : at + size * width]
    out = np.empty(size, np.int64)
    # a loop for each width: one over the bytes of every number takes ten times as long
    if width == 1:
        for k in range(size):
            out[k] = column[k]
    elif width == 2:
        twos = column.view(np.uint16)
        for k in range(size):
            out[k] = twos[k]
    elif width == 4:
        fours = column.view(np.uint32)
        for k in range(size):
            out[k] = fours[k]
    else:
        for k in range(size):
            out[k] = little(column, 8 * k, 8)
    if rising:
        for k in range(1, size):
            out[k] += out[k - 1]
    return out, at + size * width


@compiled_part
def count_of(column: Int, value: int) -> int:
    """How often a value stands in a column."""
    count = 0
    for k in range(len(column)):
        count += column[k] == value
    return count


@compiled_part
def skip_column(data: Bytes, at: int) -> int:
    """The place behind the column whose head stands at a place.

    Raises:
        ValueError: there is none.
    """
    if at + 5 > len(data):
        raise ValueError("sketch bytes are cut short")
    return at + 5 + (little(data, at + 1, 4) << min(int(data[at]), 4))


@compiled
def lay_bytes(data: Bytes, head: int, limit: int, piece: int, unspaced: bool) -> Int:
    """`lay_out` of the bytes of a sketch, of which so many stand before the outlet.

    Raises:
        ValueError: the bytes are damaged.
    """
    _, _, at = skip_text(data, head)  # outlet
    _, _, at = skip_text(data, at)  # language
    token_hash, at = read_column(data, at, False)
    token_length, at = read_column(data, at, False)
    token_flags, at = read_column(data, at, False)
    token_rarity, at = read_column(data, at, False)
    sentence_unit, at = read_column(data, at, False)
    anchor_hash, at = read_column(data, at, False)
    anchor_kind, at = read_column(data, at, False)
    anchor_rarity, at = read_column(data, at, False)
    for _ in range(3):  # wording, passage_hash, anchors_signature
        at = skip_column(data, at)
    token_start, at = read_column(data, at, True)
    sentence_token, at = read_column(data, at, True)
    anchor_token, at = read_column(data, at, True)
    at = skip_column(data, at)  # passage_token
    changed, at = read_column(data, at, True)
    stems, at = read_column(data, at, False)
    tokens = len(token_hash)
    fits = len(token_length) == tokens and len(token_flags) == tokens and len(token_rarity) == tokens
    fits = fits and len(token_start) == tokens and len(sentence_token) == len(sentence_unit) + 1
    fits = fits and len(anchor_kind) == len(anchor_hash) and len(anchor_rarity) == len(anchor_hash)
    fits = fits and len(anchor_token) == len(anchor_hash) and len(stems) == len(changed)
    if at != len(data) or not fits:
        raise ValueError("sketch bytes are damaged: their columns do not fit")
    inside = sentence_token[-1] <= tokens and (not len(changed) or changed[-1] < tokens)
    if not inside or (len(anchor_token) and anchor_token[-1] >= tokens):
        raise ValueError("sketch bytes are damaged: they name tokens that are not there")
    token_stem = token_hash.copy()
    for k in range(len(changed)):
        token_stem[changed[k]] = stems[k]
    columns = Columns(
        token_hash, token_stem, token_start, token_length, token_flags, token_rarity, sentence_token, sentence_unit,
        anchor_hash, anchor_token, anchor_kind, anchor_rarity,
    )  # fmt: skip
    return lay_out(columns, limit, piece, unspaced)


@compiled_part
def skip_text(data: Bytes, at: int) -> tuple[int, int, int]:
    """First byte and number of bytes of a short text whose size stands at a place (-1 if there is none), and the place behind it.

    Raises:
        ValueError: it reaches past the end.
    """
    if at + 2 > len(data):
        raise ValueError("sketch bytes are cut short")
    size = little(data, at, 2)
    if size == ABSENT:
        return at + 2, -1, at + 2
    if at + 2 + size > len(data):
        raise ValueError("sketch bytes are cut short")
    return at + 2, size, at + 2 + size


@compiled
def glance_at(data: Bytes, starts: Int, head: int) -> tuple[Int, Int, Int]:
    """What `lay_bytes` gives of the anchors of the bodies of D texts and of their counts, without the rest: a tenth of the work.

    Args:
        data: the bytes of D sketches, one behind the other.
        starts: (D + 1,) where each begins.
        head: bytes before the outlet.

    Returns:
        What `transforms.alignment.packed_loops.put_glance` makes of each, one behind the other; (D + 1,) where each begins;
        (D, 2) first byte of its language in `data`, and how many they are, -1 where it has none.

    Raises:
        ValueError: the bytes are damaged.
    """
    count = len(starts) - 1
    bounds, language = np.zeros(count + 1, np.int64), np.empty((count, 2), np.int64)
    out = np.empty(1024, np.int64)
    for k in range(count):
        sketch = data[starts[k] : starts[k + 1]]
        _, _, at = skip_text(sketch, head)  # outlet
        first, language[k, 1], at = skip_text(sketch, at)
        language[k, 0] = starts[k] + first
        anchors, body, sentences, said, learned = body_of(sketch, at, sketch[1] != 0)
        size = glance_size(anchors)
        if bounds[k] + size > len(out):
            larger = np.empty(2 * (bounds[k] + size), np.int64)
            put(larger, bounds[0], out[: bounds[k]])
            out = larger
        bounds[k + 1] = bounds[k] + size
        put_glance(out[bounds[k] : bounds[k + 1]], anchors, body, sentences, said, learned)
    return out[: bounds[count]].copy(), bounds, language


@compiled_part
def body_of(data: Bytes, at: int, unspaced: bool) -> tuple[Anchors, int, int, int, int]:
    """The anchors of the body of a sketch, its tokens, sentences and direct quotations; words of a learned lexicon in the text.

    Raises:
        ValueError: the bytes are damaged.
    """
    for _ in range(2):  # token_hash, token_length
        at = skip_column(data, at)
    flags = at + 5
    at = skip_column(data, at)
    tokens = at - flags
    if data[flags - 5] or at > len(data):  # flags have one byte each
        raise ValueError("sketch bytes are cut short or damaged")
    at = skip_column(data, at)  # token_rarity
    sentence_unit, at = read_column(data, at, False)
    anchor_hash, at = read_column(data, at, False)
    anchor_kind, at = read_column(data, at, False)
    anchor_rarity, at = read_column(data, at, False)
    for _ in range(4):  # wording, passage_hash, anchors_signature, token_start
        at = skip_column(data, at)
    sentence_token, at = read_column(data, at, True)
    anchor_token, at = read_column(data, at, True)
    for _ in range(3):  # passage_token, the tokens with a stem of their own, and these
        at = skip_column(data, at)
    fits = len(sentence_token) == len(sentence_unit) + 1 and len(anchor_kind) == len(anchor_hash)
    fits = fits and len(anchor_rarity) == len(anchor_hash) and len(anchor_token) == len(anchor_hash)
    if at != len(data) or not fits:
        raise ValueError("sketch bytes are damaged: their columns do not fit")
    if sentence_token[-1] > tokens or (len(anchor_token) and anchor_token[-1] >= tokens):
        raise ValueError("sketch bytes are damaged: they name tokens that are not there")
    shortest = SHORTEST_QUOTE * (FACTOR if unspaced else 1)
    place, figure = np.full(len(anchor_hash), -1, np.int64), np.empty(len(anchor_hash), np.int64)
    body = sentences = said = quoted = anchor = 0
    for k in range(len(sentence_unit)):
        start, end = sentence_token[k], sentence_token[k + 1]
        while anchor < len(place) and anchor_token[anchor] < end:
            if sentence_unit[k] == BODY and anchor_token[anchor] >= start:
                place[anchor] = body + anchor_token[anchor] - start
            anchor += 1
        if sentence_unit[k] != BODY or end <= start:
            continue
        sentences += 1
        body += end - start
        for t in range(start, end):
            if data[flags + t] & QUOTED_FLAG:
                quoted += 1
                said += quoted == shortest
            else:
                quoted = 0
    for k in range(len(figure)):
        figure[k] = anchor_kind[k] == NUMBER or anchor_kind[k] == TIME
    anchors = body_anchors(body, Marks(anchor_hash, anchor_token, place, figure, anchor_rarity))
    return anchors, body, sentences, said, count_of(anchor_kind, LEXEME)


@compiled_part
def lay_out(of: Columns, limit: int, piece: int, unspaced: bool) -> Int:
    """Order the stream of a text, cut its segments, find its quotations, and sort the anchors of its body.

    Args:
        of: the columns of its sketch.
        limit: tokens of the longest sentence left whole.
        piece: tokens of the pieces that a longer one is cut into.
        unspaced: True where words are not spaced.

    Returns:
        All of it in one column, see `transforms.alignment.packed_loops.room_for`.
    """
    factor = FACTOR if unspaced else 1
    starts, lengths, units, body_sentences, lead = cut_segments(of.sentence_token, of.sentence_unit, BODY, limit, piece)
    tokens, count = len(of.token_hash), len(of.anchor_hash)
    said = np.empty(tokens, np.bool_)
    for t in range(tokens):
        said[t] = of.token_flags[t] & QUOTED_FLAG
    stream, token, segment, first, last, quoted, body, body_segments, quote_first, quote_last = lay_stream(
        starts, lengths, units, BODY, of.token_hash, said, SHORTEST_QUOTE * factor
    )
    places = np.full(tokens, -1, np.int64)
    for at in range(len(stream)):
        if token[at] >= 0:
            places[token[at]] = at
    place, figure = np.empty(count, np.int64), np.empty(count, np.int64)
    for k in range(count):
        place[k] = places[of.anchor_token[k]]
        figure[k] = of.anchor_kind[k] == NUMBER or of.anchor_kind[k] == TIME
    anchors = body_anchors(body, Marks(of.anchor_hash, of.anchor_token, place, figure, of.anchor_rarity))
    side = room_for(len(stream), len(first), len(quote_first), tokens, count, anchors)
    side[BODY_TOKENS], side[BODY_SEGMENTS], side[BODY_SENTENCES], side[LEAD] = body, body_segments, body_sentences, lead
    side[COUNTED_AS], side[LEARNED], side[SAID] = factor, count_of(of.anchor_kind, LEXEME), len(quote_first)
    text, words, marks = text_of(side), words_of(side), marks_of(side)
    text.stream[:], text.token[:], text.segment[:], text.first[:], text.last[:] = stream, token, segment, first, last
    text.unit[:], text.quoted[:], text.quote_first[:], text.quote_last[:] = units, quoted, quote_first, quote_last
    words.stem[:], words.rarity[:] = of.token_stem, of.token_rarity
    marks.hash[:], marks.token[:], marks.rarity[:] = of.anchor_hash, of.anchor_token, of.anchor_rarity
    marks.place[:], marks.figure[:] = place, figure
    for t in range(tokens):
        words.common[t] = (of.token_flags[t] & COMMON_FLAG) != 0
    for at in range(len(stream)):
        t = token[at]  # a break has the numbers of any token
        text.begin[at] = of.token_start[t]
        text.end[at] = of.token_start[t] + of.token_length[t]
        flags = of.token_flags[t]
        text.inside[at] = (flags & QUOTED_FLAG) != 0
        text.name[at] = (flags & (CAPITAL_FLAG | COMMON_FLAG)) == CAPITAL_FLAG
        text.bits[at] = of.token_rarity[t] / BITS
    length = 0.0
    for k in range(len(first)):
        text.width[k] = text.end[last[k] - 1] - text.begin[first[k]]
        length += text.width[k] if k < body_segments else 0.0
    side[LENGTH] = int(length)
    return side


@compiled
def lay_words(side: Int, rare: int, smooth: float, unspaced: bool) -> Int:
    """Stems of the words that are not common, by segment; where words are not spaced, character bigrams."""
    text = text_of(side)
    if not unspaced:
        return pack_features(word_features(text, words_of(side), marks_of(side), rare, smooth))
    rarity = words_of(side).rarity
    both = grams(text.stream, 2)
    count = 0
    keyed, group, bits = np.empty(len(both), np.int64), np.empty(len(both), np.int64), np.empty(len(both))
    for at in range(len(both)):
        if text.token[at] >= 0 and text.token[at + 1] >= 0:
            keyed[count] = np.int64(both[at] >> np.uint64(24))  # 40 bits, so that `collect` can add a group
            group[count] = text.segment[at]
            bits[count] = (rarity[text.token[at]] + rarity[text.token[at + 1]]) / 2 / BITS
            count += 1
    return pack_features(collect(keyed[:count], group[:count], bits[:count], len(text.first), smooth))


@compiled
def lay_anchors(side: Int, smooth: float) -> Int:
    """Language-free anchors by segment."""
    return pack_features(anchor_features(text_of(side), marks_of(side), smooth))


@compiled
def lay_quotes(side: Int, smooth: float) -> Int:
    """Stems of the tokens of every quotation."""
    return pack_features(quote_features(text_of(side), words_of(side), smooth))


@compiled
def lay_grams(stream: Int, count: int, size: int) -> Int:
    """The n-grams of the first `count` places of a stream."""
    return pack_grams(index_grams(stream, count, size))
