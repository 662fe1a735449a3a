"""What alignment knows of one text and of two, as tuples of columns that compiled loops take as one argument."""

from __future__ import annotations

from typing import NamedTuple

from transforms.alignment.arrays import U64, Float, Int


class Text(NamedTuple):
    """The stream of one text. T stream positions, G segments (body ones first), Q quotations."""

    #: (T,) token hash, or a negative number at a break
    stream: Int
    #: (T,) index of the token in the sketch, -1 at a break
    token: Int
    #: (T,) segment, -1 at a break
    segment: Int
    #: (T,) offsets of the token in the text; any number at a break
    begin: Int
    end: Int
    #: (T,) 1 where the token stands inside quotation marks
    inside: Int
    #: (T,) 1 where the token is a word with a capital that is not a common word: a name, more or less
    name: Int
    #: (T,) bits of surprise of each token
    bits: Float
    #: (G,) first stream position of each segment, and one past its last
    first: Int
    last: Int
    #: (G,) unit code
    unit: Int
    #: (G,) length in code points
    width: Float
    #: (G,) share of tokens inside quotation marks
    quoted: Float
    #: (Q,) first stream position of each direct quotation of the body, and one past its last
    quote_first: Int
    quote_last: Int
    #: number of body tokens: they are stream positions 0 .. body - 1
    body: int
    body_segments: int
    body_sentences: int
    #: number of tokens of the first two body sentences
    lead: int
    #: tokens that count as one word
    factor: int


class Words(NamedTuple):
    """The (W,) tokens of one text as its sketch has them."""

    #: hash of the stem
    stem: Int
    #: eighths of a bit
    rarity: Int
    common: Int


class Marks(NamedTuple):
    """The (A,) anchors of one text as its sketch has them."""

    hash: Int
    #: token
    token: Int
    #: stream position, -1 for anchors that are in no segment
    place: Int
    #: 1 for numbers and times
    figure: Int
    #: eighths of a bit
    rarity: Int


class Features(NamedTuple):
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


class Anchors(NamedTuple):
    """Anchors of the body of one text. A occurrences sorted by (hash, place), U distinct ones."""

    #: (A,) 4 times the hash plus the relative place in the body (0 .. 1): neighbours are nearest occurrences
    where: Float
    #: (A,) weight in bits
    bits: Float
    #: (U,) distinct hashes and their weight
    unique: Int
    unique_bits: Float
    #: distinct hashes of numbers and times
    numbers: Int


class Cells(NamedTuple):
    """What two sets of features share: the sparse table of group pairs, sorted by (a, b), and its entries."""

    #: (N,) group of a, group of b, shared weight
    a: Int
    b: Int
    shared: Float
    #: (E,) joined entries: group of a, group of b, and the feature's index in `Features.unique` of a
    entry_a: Int
    entry_b: Int
    feature: Int


class Grams(NamedTuple):
    """The n-grams of a token stream as a hash table."""

    #: (G,) hash of the n-gram at each stream position
    hash: U64
    #: (G,) 0 where it spans a break
    valid: Int
    #: the table, see `transforms.alignment.side_loops.chain_hashes`
    slots: Int
    after: Int
    #: number of distinct n-grams
    distinct: int


class Groups(NamedTuple):
    """N aligned groups: half-open segment ranges on both sides, and what speaks for them."""

    a_first: Int
    a_last: Int
    b_first: Int
    b_last: Int
    #: score of the path's step, bits
    score: Float
    #: 1 for groups of the monotone path, 0 for moved blocks
    in_order: Int


class Runs(NamedTuple):
    """Runs of equal tokens: stream positions on both sides and lengths, (R,) each."""

    a: Int
    b: Int
    length: Int
