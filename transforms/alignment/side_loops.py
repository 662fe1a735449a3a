"""The loops that prepare one text for alignment, compiled; see `transforms.alignment.features` for what they mean."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import U64, Bool, Float, Int
from transforms.compiled import compiled

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
def sorted_features(key: Int, order: Int, hashes: Int, group: Int, bits: Float) -> tuple[Int, Int, Int, Float]:
    """Distinct (hash, group) entries of columns that `order` sorts by key = (hash, group).

    Returns:
        Distinct hashes, first entry of each and one past the last, group and bits of the entries.
    """
    unique, start = np.empty(len(key), np.int64), np.empty(len(key) + 1, np.int64)
    groups, weights = np.empty(len(key), np.int64), np.empty(len(key))
    entries = features = 0
    for n in range(len(order)):
        k = order[n]
        if n and key[k] == key[order[n - 1]]:
            continue
        if not features or hashes[k] != unique[features - 1]:
            unique[features], start[features] = hashes[k], entries
            features += 1
        groups[entries], weights[entries] = group[k], bits[k]
        entries += 1
    start[features] = entries
    return unique[:features].copy(), start[: features + 1].copy(), groups[:entries].copy(), weights[:entries].copy()


@compiled
def weigh(start: Int, group: Int, bits: Float, local: Float, groups: int) -> tuple[Float, Float, Float]:
    """Weight of each entry, the sum of each group, and the rarity of each feature."""
    weight, total, rarity = np.empty(len(group)), np.zeros(groups), np.empty(len(local))
    for k in range(len(local)):
        rarity[k] = bits[start[k]]
        for e in range(start[k], start[k + 1]):
            weight[e] = min(bits[e], local[k])
            total[group[e]] += weight[e]
    return weight, total, rarity


@compiled
def places_of(token: Int, tokens: int) -> Int:
    """(tokens,) stream position of every token, -1 for tokens that are in no segment."""
    places = np.full(tokens, -1, np.int64)
    for at in range(len(token)):
        if token[at] >= 0:
            places[token[at]] = at
    return places


@compiled
def word_entries(
    token: Int, segment: Int, stem: Int, rarity: Float, common: Bool, anchor_hash: Int, anchor_token: Int, swap: Bool
) -> tuple[Int, Int, Float]:
    """Hash, segment and rarity of the words that count; anchors that swap take the place of their token's stem."""
    hashes, plain = stem.copy(), ~common
    for k in range(len(anchor_hash)):
        if swap[k]:
            hashes[anchor_token[k]] = anchor_hash[k] | (1 << 32)
            plain[anchor_token[k]] = True
    out, group, bits = np.empty(len(token), np.int64), np.empty(len(token), np.int64), np.empty(len(token))
    n = 0
    for at in range(len(token)):
        t = token[at]
        if t >= 0 and plain[t]:
            out[n], group[n], bits[n] = hashes[t], segment[at], rarity[t]
            n += 1
    return out[:n].copy(), group[:n].copy(), bits[:n].copy()


@compiled
def unbroken(stream: Int, size: int) -> Bool:
    """(positions of n-grams,) True where an n-gram of `size` tokens spans no break."""
    count = len(stream) - size + 1
    out = np.ones(count, np.bool_)
    for t in range(len(stream)):
        if stream[t] < 0:
            for place in range(max(t - size + 1, 0), min(t + 1, count)):
                out[place] = False
    return out


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
def stable_order(key: Int) -> Int:
    """Order that sorts a column of numbers that are not negative; equal ones keep their order (radix sort, bytes)."""
    count = len(key)
    order, other = np.empty(count, np.int64), np.empty(count, np.int64)
    top = np.int64(0)
    for k in range(count):
        order[k] = k
        top |= key[k]
    starts = np.empty(257, np.int64)
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
def chain_hashes(hashes: U64, valid: Bool) -> tuple[Int, Int, int]:
    """A hash table of a column.

    Args:
        hashes: (H,) well mixed hashes.
        valid: (H,) True for those that go into the table.

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
def body_anchor_columns(
    places: Int, anchor_hash: Int, anchor_token: Int, anchor_kind: Int, anchor_rarity: Int, body: int, number: int, time: int,
    scale: float,
) -> tuple[Float, Float, Int, Float, Int]:  # fmt: skip
    """Places and bits of the anchors of a body by hash; distinct hashes, their bits, and those of numbers and times."""
    count = 0
    kept, key = np.empty(len(anchor_hash), np.int64), np.empty(len(anchor_hash), np.int64)
    for k in range(len(anchor_hash)):
        at = places[anchor_token[k]]
        if 0 <= at < body:
            kept[count], key[count] = k, anchor_hash[k]
            count += 1
    order = stable_order(key[:count])
    where, bits = np.empty(count), np.empty(count)
    unique, unique_bits, numbers = np.empty(count, np.int64), np.empty(count), np.empty(count, np.int64)
    features = figures = 0
    for n in range(count):
        k = kept[order[n]]
        where[n] = anchor_hash[k] * 4.0 + (places[anchor_token[k]] + 0.5) / max(body, 1)
        bits[n] = anchor_rarity[k] / scale
        if not n or anchor_hash[k] != unique[features - 1]:
            unique[features], unique_bits[features] = anchor_hash[k], bits[n]
            features += 1
            if anchor_kind[k] == number or anchor_kind[k] == time:
                numbers[figures] = anchor_hash[k]
                figures += 1
    return where, bits, unique[:features].copy(), unique_bits[:features].copy(), numbers[:figures].copy()
