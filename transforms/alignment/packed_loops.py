"""Columns of one text, or of a pair, in one buffer, and out of it again, compiled.

Handing a compiled function forty arrays, and taking as many from it, costs more than most of what it does with them: each
becomes an object of Python, and is looked at again at every call. So what is known of a text travels as one column of 64-bit
numbers: sizes first, then the columns of `transforms.alignment.columns` one after the other. Inside, they are slices.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Float, Int
from transforms.alignment.columns import Anchors, Cells, Features, Grams, Groups, Marks, Runs, Text, Words
from transforms.compiled import compiled_part

STREAM, SEGMENTS, QUOTES, TOKENS, MARKS, PLACED, DISTINCT, NUMBERS = 0, 1, 2, 3, 4, 5, 6, 7
"""Places of sizes in the head of a text: stream positions, segments, quotations, tokens and anchors of the sketch; anchors of
the body, distinct ones, distinct numbers and times."""
BODY_TOKENS, BODY_SEGMENTS, BODY_SENTENCES, LEAD, COUNTED_AS, LEARNED, LENGTH = 8, 9, 10, 11, 12, 13, 14
"""Places of its counts: see `Text` (COUNTED_AS is its factor); words of a learned lexicon, and the code points of the body's segments."""
WEIGHT, SAID = 15, 16
"""Bits of the distinct anchors of the body, in eighths, and its direct quotations (those laid out are counted by QUOTES)."""
HEAD = 17


@compiled_part
def put(out: Int, at: int, column: Int) -> int:
    """Write a column at a place; returns the place behind it."""
    for k in range(len(column)):
        out[at + k] = column[k]
    return at + len(column)


@compiled_part
def put_reals(out: Float, at: int, column: Float) -> int:
    """The same for a column of reals."""
    for k in range(len(column)):
        out[at + k] = column[k]
    return at + len(column)


@compiled_part
def room_for(stream: int, segments: int, quotes: int, tokens: int, marks: int, anchors: Anchors) -> Int:
    """Room for all that is read off one text at once, with its sizes and the anchors of its body.

    The columns that `text_of`, `words_of` and `marks_of` show, and the counts of the head, are yet to be written.
    """
    before = HEAD + 8 * stream + 5 * segments + 2 * quotes + 3 * tokens + 5 * marks
    out = np.empty(before + glance_size(anchors) - HEAD, np.int64)
    out[STREAM], out[SEGMENTS], out[QUOTES], out[TOKENS], out[MARKS] = stream, segments, quotes, tokens, marks
    out[PLACED], out[DISTINCT], out[NUMBERS] = len(anchors.where), len(anchors.unique), len(anchors.numbers)
    put_anchors(out, before, anchors)
    return out


@compiled_part
def put_anchors(out: Int, at: int, anchors: Anchors) -> None:
    """Write the anchors of a body at a place, and what they weigh into the head."""
    reals = out.view(np.float64)
    at = put_reals(reals, at, anchors.where)
    at = put_reals(reals, at, anchors.bits)
    at = put(out, at, anchors.unique)
    at = put_reals(reals, at, anchors.unique_bits)
    put(out, at, anchors.numbers)
    weight = 0.0
    for k in range(len(anchors.unique_bits)):
        weight += anchors.unique_bits[k]
    out[WEIGHT] = int(weight * 8)


@compiled_part
def glance_size(anchors: Anchors) -> int:
    """Numbers that `put_glance` writes."""
    return HEAD + 2 * len(anchors.where) + 2 * len(anchors.unique) + len(anchors.numbers)


@compiled_part
def put_glance(out: Int, anchors: Anchors, body: int, sentences: int, said: int, learned: int) -> None:
    """What tells whether a pair is worth more: the anchors of a body and its counts, nothing else laid out."""
    for k in range(HEAD):
        out[k] = 0
    out[PLACED], out[DISTINCT], out[NUMBERS] = len(anchors.where), len(anchors.unique), len(anchors.numbers)
    out[BODY_TOKENS], out[BODY_SENTENCES], out[SAID], out[LEARNED] = body, sentences, said, learned
    put_anchors(out, len(out) - glance_size(anchors) + HEAD, anchors)  # a number written out would be compiled for itself


@compiled_part
def text_of(side: Int) -> Text:
    """The stream of a text."""
    stream, segments, quotes = side[STREAM], side[SEGMENTS], side[QUOTES]
    reals = side.view(np.float64)
    first = HEAD + 8 * stream
    quote = first + 5 * segments
    return Text(
        side[HEAD : HEAD + stream], side[HEAD + stream : HEAD + 2 * stream], side[HEAD + 2 * stream : HEAD + 3 * stream],
        side[HEAD + 3 * stream : HEAD + 4 * stream], side[HEAD + 4 * stream : HEAD + 5 * stream],
        side[HEAD + 5 * stream : HEAD + 6 * stream], side[HEAD + 6 * stream : HEAD + 7 * stream],
        reals[HEAD + 7 * stream : first], side[first : first + segments], side[first + segments : first + 2 * segments],
        side[first + 2 * segments : first + 3 * segments], reals[first + 3 * segments : first + 4 * segments],
        reals[first + 4 * segments : quote], side[quote : quote + quotes], side[quote + quotes : quote + 2 * quotes],
        side[BODY_TOKENS], side[BODY_SEGMENTS], side[BODY_SENTENCES], side[LEAD], side[COUNTED_AS],
    )  # fmt: skip


@compiled_part
def words_of(side: Int) -> Words:
    """The tokens of a text."""
    tokens = side[TOKENS]
    at = HEAD + 8 * side[STREAM] + 5 * side[SEGMENTS] + 2 * side[QUOTES]
    return Words(side[at : at + tokens], side[at + tokens : at + 2 * tokens], side[at + 2 * tokens : at + 3 * tokens])


@compiled_part
def marks_of(side: Int) -> Marks:
    """The anchors of a text."""
    count = side[MARKS]
    at = HEAD + 8 * side[STREAM] + 5 * side[SEGMENTS] + 2 * side[QUOTES] + 3 * side[TOKENS]
    return Marks(
        side[at : at + count], side[at + count : at + 2 * count], side[at + 2 * count : at + 3 * count],
        side[at + 3 * count : at + 4 * count], side[at + 4 * count : at + 5 * count],
    )  # fmt: skip


@compiled_part
def anchors_of(side: Int) -> Anchors:
    """The anchors of the body of a text, sorted."""
    placed, distinct = side[PLACED], side[DISTINCT]
    at = HEAD + 8 * side[STREAM] + 5 * side[SEGMENTS] + 2 * side[QUOTES] + 3 * side[TOKENS] + 5 * side[MARKS]
    unique = at + 2 * placed
    reals = side.view(np.float64)
    return Anchors(
        reals[at : at + placed], reals[at + placed : unique], side[unique : unique + distinct],
        reals[unique + distinct : unique + 2 * distinct],
        side[unique + 2 * distinct : unique + 2 * distinct + side[NUMBERS]],
    )  # fmt: skip


@compiled_part
def pack_features(features: Features) -> Int:
    """Features in one column."""
    unique, entries, groups = len(features.unique), len(features.group), len(features.total)
    out = np.empty(3 + 3 * unique + 1 + 2 * entries + groups, np.int64)
    reals = out.view(np.float64)
    out[0], out[1], out[2] = unique, entries, groups
    at = put(out, 3, features.unique)
    at = put(out, at, features.start)
    at = put(out, at, features.group)
    at = put_reals(reals, at, features.weight)
    at = put_reals(reals, at, features.total)
    put_reals(reals, at, features.rarity)
    return out


@compiled_part
def features_of(packed: Int) -> Features:
    """Features out of their column."""
    unique, entries, groups = packed[0], packed[1], packed[2]
    reals = packed.view(np.float64)
    group = 4 + 2 * unique
    total = group + 2 * entries
    return Features(
        packed[3 : 3 + unique], packed[3 + unique : group], packed[group : group + entries], reals[group + entries : total],
        reals[total : total + groups], reals[total + groups : total + groups + unique],
    )  # fmt: skip


@compiled_part
def pack_grams(grams: Grams) -> Int:
    """N-grams in one column."""
    count, slots = len(grams.hash), len(grams.slots)
    out = np.empty(3 + 3 * count + slots, np.int64)
    out[0], out[1], out[2] = count, slots, grams.distinct
    at = put(out, 3, grams.hash.view(np.int64))
    at = put(out, at, grams.valid)
    at = put(out, at, grams.slots)
    put(out, at, grams.after)
    return out


@compiled_part
def grams_of(packed: Int) -> Grams:
    """N-grams out of their column."""
    count, slots = packed[0], packed[1]
    at = 3 + 2 * count
    return Grams(
        packed[3 : 3 + count].view(np.uint64), packed[3 + count : at], packed[at : at + slots],
        packed[at + slots : at + slots + count], packed[2],
    )  # fmt: skip


@compiled_part
def runs_of(table: Int) -> Runs:
    """Runs out of their (3, R) table."""
    return Runs(table[0], table[1], table[2])


@compiled_part
def pack_found(cells: Cells, groups: Groups, shown: Int) -> Int:
    """What two texts share, the groups that count and the runs that become passages, in one column."""
    count, entries, kept = len(cells.a), len(cells.entry_a), len(groups.score)
    out = np.empty(3 + 3 * count + 3 * entries + 6 * kept + len(shown), np.int64)
    reals = out.view(np.float64)
    out[0], out[1], out[2] = count, entries, kept
    at = put(out, 3, cells.a)
    at = put(out, at, cells.b)
    at = put_reals(reals, at, cells.shared)
    at = put(out, at, cells.entry_a)
    at = put(out, at, cells.entry_b)
    at = put(out, at, cells.feature)
    at = put(out, at, groups.a_first)
    at = put(out, at, groups.a_last)
    at = put(out, at, groups.b_first)
    at = put(out, at, groups.b_last)
    at = put_reals(reals, at, groups.score)
    at = put(out, at, groups.in_order)
    put(out, at, shown)
    return out


@compiled_part
def cells_of(found: Int) -> Cells:
    """What two texts share."""
    count, entries = found[0], found[1]
    at = 3 + 3 * count
    return Cells(
        found[3 : 3 + count], found[3 + count : 3 + 2 * count], found.view(np.float64)[3 + 2 * count : at],
        found[at : at + entries], found[at + entries : at + 2 * entries], found[at + 2 * entries : at + 3 * entries],
    )  # fmt: skip


@compiled_part
def groups_of(found: Int) -> Groups:
    """The groups that count."""
    kept = found[2]
    at = 3 + 3 * found[0] + 3 * found[1]
    return Groups(
        found[at : at + kept], found[at + kept : at + 2 * kept], found[at + 2 * kept : at + 3 * kept],
        found[at + 3 * kept : at + 4 * kept], found.view(np.float64)[at + 4 * kept : at + 5 * kept],
        found[at + 5 * kept : at + 6 * kept],
    )  # fmt: skip


@compiled_part
def shown_of(found: Int) -> Int:
    """(R,) 1 for the runs that become passages."""
    return found[3 + 3 * found[0] + 3 * found[1] + 6 * found[2] :]
