"""The loops that prepare one text for alignment, compiled; see `transforms.alignment.features` for what they mean."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import U64, Bool, Float, Int
from transforms.alignment.columns import Anchors, Features, Grams, Marks, Text, Words
from transforms.compiled import compiled

HEADLINE, CAPTION, BODY = 0, 1, 2
"""Codes of units, places in `transforms.schema.UNIT_KINDS`; written out, since kept code does not see that change."""
MOST_INSERTED = 40
"""Most numbers of one place that are put in order one by one."""
GRAIN = 2.0**-10
"""Smallest step of weights and scores, bits."""
BITS = 8.0
"""Steps of one bit of rarity, `transforms.sketch.prior.BITS`; written out too."""

# Odd multipliers of the n-gram hash (splitmix64's constants, Steele et al. 2014); any odd numbers do.
_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


@compiled
def cut_segments(sentence_token: Int, sentence_unit: Int, top: int, limit: int, piece: int) -> tuple[Int, Int, Int, int, int]:
    """Segments in order of the stream: body, captions, headline.

    Args:
        sentence_token: (S + 1,) first token of each sentence.
        sentence_unit: (S,) unit code of each.
        top: code of the body; the others below it follow in descending order.
        limit: tokens of the longest sentence left whole.
        piece: tokens of the pieces that a longer one is cut into.

    Returns:
        First token, tokens and unit of each segment; body sentences; tokens of the first two of them.
    """
    count = 0
    for k in range(len(sentence_unit)):
        length = sentence_token[k + 1] - sentence_token[k]
        if length > 0 and sentence_unit[k] <= top:
            count += 1 if length <= limit else -(-length // piece)
    starts, lengths, units = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.int64)
    n = body_sentences = lead = 0
    for unit in range(top, -1, -1):
        for k in range(len(sentence_unit)):
            length = sentence_token[k + 1] - sentence_token[k]
            if length <= 0 or sentence_unit[k] != unit:
                continue
            if unit == top:
                lead += length if body_sentences < 2 else 0
                body_sentences += 1
            pieces = 1 if length <= limit else -(-length // piece)
            for part in range(pieces):
                begin, end = length * part // pieces, length * (part + 1) // pieces
                starts[n], lengths[n], units[n] = sentence_token[k] + begin, end - begin, unit
                n += 1
    return starts, lengths, units, body_sentences, lead


@compiled
def lay_stream(
    starts: Int, lengths: Int, units: Int, body: int, token_hash: Int, quoted: Bool, shortest: int
) -> tuple[Int, Int, Int, Int, Int, Float, int, int, Int, Int]:
    """The stream of a text.

    Args:
        starts: first token of each segment.
        lengths: tokens of each.
        units: unit code of each.
        body: code of the body.
        token_hash: (W,) hashes.
        quoted: (W,) True inside quotation marks.
        shortest: tokens of the shortest quotation that counts.

    Returns:
        Token hash, token and segment of each stream position (a negative number at breaks); first and last position of each
        segment, and its share of quoted tokens; body tokens, body segments; first and last position of each quotation.
    """
    count = len(starts)
    total = 0
    for k in range(count):
        # A break goes before every segment that does not continue the unit stream: between unit kinds, and
        # between captions that stand apart in the text.
        if k and (
            units[k] != units[k - 1] or (units[k] != body and starts[k] != starts[k - 1] + lengths[k - 1])
        ):
            total += 1
        total += lengths[k]
    stream, token, segment = np.full(total, -1, np.int64), np.full(total, -1, np.int64), np.full(total, -1, np.int64)
    first, last = np.empty(count, np.int64), np.empty(count, np.int64)
    share = np.empty(count)
    at = body_tokens = body_segments = 0
    for k in range(count):
        if k and (
            units[k] != units[k - 1] or (units[k] != body and starts[k] != starts[k - 1] + lengths[k - 1])
        ):
            at += 1
        first[k] = at
        inside = 0
        for t in range(starts[k], starts[k] + lengths[k]):
            stream[at], token[at], segment[at] = token_hash[t], t, k
            inside += quoted[t]
            at += 1
        last[k] = at
        share[k] = inside / max(lengths[k], 1)
        if units[k] == body:
            body_tokens += lengths[k]
            body_segments += 1
    quote_first, quote_last = np.empty(body_tokens, np.int64), np.empty(body_tokens, np.int64)
    quotes = 0
    begin = -1
    for t in range(body_tokens + 1):
        if t < body_tokens and token[t] >= 0 and quoted[token[t]]:
            if begin < 0:
                begin = t
        elif begin >= 0:
            if t - begin >= shortest:
                quote_first[quotes], quote_last[quotes] = begin, t
                quotes += 1
            begin = -1
    return (
        stream, token, segment, first, last, share, body_tokens, body_segments, quote_first[:quotes].copy(),
        quote_last[:quotes].copy(),
    )  # fmt: skip


@compiled
def collect(hashes: Int, group: Int, bits: Float, groups: int, smooth: float) -> Features:
    """Features of groups: one entry a (hash, group), weighted by rarity in the language and in the text.

    Args:
        hashes: (E,) hash of each entry, of 40 bits at most.
        group: (E,) its group.
        bits: (E,) rarity in the language; of entries of one feature in one group the first counts.
        groups: number of groups.
        smooth: groups added when the rarity of a feature inside the text is counted.
    """
    key = np.empty(len(hashes), np.int64)
    for k in range(len(key)):
        key[k] = hashes[k] * groups + group[k]
    order = stable_order(key)
    unique, start = np.empty(len(key), np.int64), np.empty(len(key) + 1, np.int64)
    entry, weight = np.empty(len(key), np.int64), np.empty(len(key))
    entries = features = 0
    for n in range(len(order)):
        k = order[n]
        if n and key[k] == key[order[n - 1]]:
            continue
        if not features or hashes[k] != unique[features - 1]:
            unique[features], start[features] = hashes[k], entries
            features += 1
        entry[entries], weight[entries] = group[k], bits[k]
        entries += 1
    start[features] = entries
    total, rarity = np.zeros(groups), np.empty(features)
    counted, local = 0, 0.0
    for k in range(features):
        rarity[k] = weight[start[k]]
        if start[k + 1] - start[k] != counted:  # most stand in one group
            counted = start[k + 1] - start[k]
            # in steps: sums are exact, whatever their order and the machine's logarithm
            local = 2.0 * np.rint(np.log2((groups + smooth) / counted) / GRAIN) * GRAIN
        for e in range(start[k], start[k + 1]):
            weight[e] = min(weight[e], local)
            total[entry[e]] += weight[e]
    return Features(
        unique[:features].copy(), start[: features + 1].copy(), entry[:entries].copy(), weight[:entries].copy(), total, rarity
    )


@compiled
def word_features(text: Text, words: Words, marks: Marks, rare: int, smooth: float) -> Features:
    """Stems of the words that are not common, by segment.

    Numbers, and names that the prior does not know, are replaced by their anchors, which have one spelling.
    """
    hashes, plain = words.stem.copy(), np.empty(len(words.stem), np.bool_)
    for t in range(len(plain)):
        plain[t] = not words.common[t]
    for k in range(len(marks.hash)):
        t = marks.token[k]
        if marks.figure[k] or words.rarity[t] >= rare:
            hashes[t] = marks.hash[k] | (1 << 32)
            plain[t] = True
    count = len(text.token)
    out, group, bits = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count)
    n = 0
    for at in range(count):
        t = text.token[at]
        if t >= 0 and plain[t]:
            out[n], group[n], bits[n] = hashes[t], text.segment[at], words.rarity[t] / BITS
            n += 1
    return collect(out[:n], group[:n], bits[:n], len(text.first), smooth)


@compiled
def anchor_features(text: Text, marks: Marks, smooth: float) -> Features:
    """Language-free anchors by segment."""
    count = len(marks.hash)
    hashes, group, bits = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count)
    n = 0
    for k in range(count):
        at = marks.place[k]
        if at >= 0:
            hashes[n], group[n], bits[n] = marks.hash[k], text.segment[at], marks.rarity[k] / BITS
            n += 1
    return collect(hashes[:n], group[:n], bits[:n], len(text.first), smooth)


@compiled
def quote_features(text: Text, words: Words, smooth: float) -> Features:
    """Stems of the tokens of every quotation, common ones too (short quotations are made of them)."""
    count = 0
    for k in range(len(text.quote_first)):
        count += text.quote_last[k] - text.quote_first[k]
    hashes, group, bits = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count)
    n = 0
    for k in range(len(text.quote_first)):
        for at in range(text.quote_first[k], text.quote_last[k]):
            t = text.token[at]
            hashes[n], group[n], bits[n] = words.stem[t], k, words.rarity[t] / BITS + 1.0
            n += 1
    return collect(hashes, group, bits, len(text.quote_first), smooth)


@compiled
def grams(stream: Int, size: int) -> U64:
    """Hashes of the n-grams of a stream."""
    count = max(len(stream) - size + 1, 0)
    out = np.empty(count, np.uint64)
    for t in range(count):
        mixed = np.uint64(stream[t])
        for k in range(1, size):
            mixed = mixed * _MULTIPLY + np.uint64(stream[t + k])
        mixed ^= mixed >> _SHIFT
        mixed *= _MIX
        mixed ^= mixed >> _SHIFT
        out[t] = mixed
    return out


@compiled
def index_grams(stream: Int, count: int, size: int) -> Grams:
    """The n-grams of the first `count` places of a stream in which breaks are negative; none spans a break."""
    hashes = grams(stream[:count], size)
    valid = np.ones(len(hashes), np.int64)
    for t in range(count):
        if stream[t] < 0:
            for place in range(max(t - size + 1, 0), min(t + 1, len(hashes))):
                valid[place] = 0
    slots, after, distinct = chain_hashes(hashes, valid)
    return Grams(hashes, valid, slots, after, distinct)


@compiled
def stable_order(key: Int) -> Int:
    """Order that sorts a column of numbers that are not negative; equal ones keep their order.

    Hashes spread evenly: one pass over their highest byte leaves a few in each place, which insertion puts in order. What
    does not spread is sorted byte by byte (radix sort).
    """
    count = len(key)
    order, other = np.empty(count, np.int64), np.empty(count, np.int64)
    top = np.int64(0)
    for k in range(count):
        order[k] = k
        top |= key[k]
    starts = np.zeros(257, np.int64)
    shift = 0
    while top >> shift > 255:
        shift += 1
    largest = 0
    for k in range(count):
        starts[(key[k] >> shift) + 1] += 1
        largest = max(largest, starts[(key[k] >> shift) + 1])
    if largest <= MOST_INSERTED:
        ends = np.empty(256, np.int64)
        for digit in range(256):
            starts[digit + 1] += starts[digit]
            ends[digit] = starts[digit]
        for k in range(count):
            digit = key[k] >> shift
            at = ends[digit]
            ends[digit] += 1
            while at > starts[digit] and key[order[at - 1]] > key[k]:
                order[at] = order[at - 1]
                at -= 1
            order[at] = k
        return order
    shift = 0
    while top >> shift:
        for digit in range(257):
            starts[digit] = 0
        for k in range(count):
            starts[((key[k] >> shift) & 255) + 1] += 1
        if starts[((key[0] >> shift) & 255) + 1] < count:  # a byte that is the same in all of them orders nothing
            for digit in range(256):
                starts[digit + 1] += starts[digit]
            for k in range(count):
                digit = (key[order[k]] >> shift) & 255
                other[starts[digit]] = order[k]
                starts[digit] += 1
            order, other = other, order
        shift += 8
        if shift >= 63:
            break
    return order


@compiled
def chain_hashes(hashes: U64, valid: Int) -> tuple[Int, Int, int]:
    """A hash table of a column.

    Args:
        hashes: (H,) well mixed hashes.
        valid: (H,) 1 for those that go into the table.

    Returns:
        First place of each slot (a power of two of slots), -1 where empty; next place of the same hash, -1 at the last; number
        of distinct hashes. Places of one hash ascend.
    """
    size = 16
    while size < 2 * len(hashes):
        size *= 2
    slots, after = np.full(size, -1, np.int64), np.full(len(hashes), -1, np.int64)
    distinct = 0
    for place in range(len(hashes) - 1, -1, -1):
        if not valid[place]:
            continue
        at = np.int64(hashes[place] & np.uint64(size - 1))
        while slots[at] >= 0 and hashes[slots[at]] != hashes[place]:
            at = (at + 1) & (size - 1)
        distinct += slots[at] < 0
        after[place] = slots[at]
        slots[at] = place
    return slots, after, distinct


@compiled
def body_anchors(body: int, marks: Marks) -> Anchors:
    """Anchors of the body, of so many tokens: where they stand and what they weigh."""
    count = 0
    kept, key = np.empty(len(marks.hash), np.int64), np.empty(len(marks.hash), np.int64)
    for k in range(len(marks.hash)):
        if 0 <= marks.place[k] < body:
            kept[count], key[count] = k, marks.hash[k]
            count += 1
    order = stable_order(key[:count])
    where, bits = np.empty(count), np.empty(count)
    unique, unique_bits, numbers = np.empty(count, np.int64), np.empty(count), np.empty(count, np.int64)
    features = figures = 0
    for n in range(count):
        k = kept[order[n]]
        where[n] = marks.hash[k] * 4.0 + (marks.place[k] + 0.5) / max(body, 1)
        bits[n] = marks.rarity[k] / BITS
        if not n or marks.hash[k] != unique[features - 1]:
            unique[features], unique_bits[features] = marks.hash[k], bits[n]
            features += 1
            if marks.figure[k]:
                numbers[figures] = marks.hash[k]
                figures += 1
    return Anchors(where, bits, unique[:features].copy(), unique_bits[:features].copy(), numbers[:figures].copy())
